//! What the last run of `codegen` had read and written, so that the next one that finds
//! all of it unchanged has nothing to do.
//!
//! It lies beside the program in cargo's target folder, which nobody commits, and is
//! read by no check: those generate anew.

use std::collections::hash_map::DefaultHasher;
use std::env;
use std::fs;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};

use oas_codegen::output::{self, Files};
use serde_json::{Value, json};

use crate::project::{self, Project};

/// By which cargo marks its target folder.
const MARK: &str = "CACHEDIR.TAG";

/// What decides about the files besides the document.
pub struct Stamp {
    /// The text of the configuration.
    config: String,
    /// The folder of the emitted files.
    out: PathBuf,
    /// The name lock.
    lock: Option<PathBuf>,
}

impl Stamp {
    pub fn of(project: &Project) -> Stamp {
        let lock = project.config.name_lock.as_ref();
        Stamp {
            config: project.config_text.clone(),
            out: project.out.clone(),
            lock: lock.map(|name| project::folder().join(name)),
        }
    }

    /// How many files there are, and what was said of the document, if a run would
    /// change nothing.
    pub fn current(&self) -> Option<(usize, String)> {
        let stamp: Value = serde_json::from_slice(&fs::read(path()?).ok()?).ok()?;
        let mut inputs = Vec::new();
        for name in stamp.get("inputs")?.as_array()? {
            let name = name.as_str()?;
            inputs.push((name, text(Path::new(name))?));
        }
        let inputs: Vec<(&str, &str)> =
            inputs.iter().map(|(name, text)| (*name, &**text)).collect();
        let lock = self.lock.as_ref().map(fs::read_to_string);
        let lock = lock.transpose().ok()?.unwrap_or_default();
        let files = output::generated(&self.out).ok()?;
        let hash = self.hash(&inputs, &lock, &files)?;
        (stamp.get("hash")?.as_u64() == Some(hash)).then_some(())?;
        Some((files.len(), stamp.get("said")?.as_str()?.to_owned()))
    }

    /// Notes that the files are what comes of these texts, of which nothing was found
    /// that is to be told. `names` are those that a name lock would have.
    pub fn write(&self, inputs: &[(&str, &str)], names: &str, files: &Files, said: &str) {
        let lock = if self.lock.is_some() { names } else { "" };
        let (Some(path), Some(hash)) = (path(), self.hash(inputs, lock, files)) else {
            return;
        };
        let names: Vec<&str> = inputs.iter().map(|(name, _)| *name).collect();
        let stamp = json!({ "hash": hash, "inputs": names, "said": said });
        // Without one the next run generates.
        let _ = output::replace(&path, &stamp.to_string());
    }

    fn hash(&self, inputs: &[(&str, &str)], lock: &str, files: &Files) -> Option<u64> {
        let mut hasher = DefaultHasher::new();
        let program = fs::metadata(env::current_exe().ok()?).ok()?;
        (program.len(), program.modified().ok()?).hash(&mut hasher);
        (&self.config, inputs, lock).hash(&mut hasher);
        for file in files.iter() {
            file.hash(&mut hasher);
        }
        Some(hasher.finish())
    }
}

/// A text as a document has it.
fn text(path: &Path) -> Option<String> {
    let text = fs::read_to_string(path).ok()?;
    Some(
        text.strip_prefix('\u{feff}')
            .map_or(text.clone(), str::to_owned),
    )
}

/// Where the stamp lies, if cargo has built the program.
fn path() -> Option<PathBuf> {
    let program = env::current_exe().ok()?;
    let folder = program.parent()?;
    let is_built = folder.parent()?.join(MARK).is_file();
    is_built.then(|| folder.join("xtask-codegen.stamp"))
}
