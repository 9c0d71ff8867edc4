//! The documents that are damaged.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use oas_codegen::Sink;
use oas_codegen::load::{Source, load};
use serde_json::Value;

use crate::Failure;

/// A document as it was written.
#[derive(Clone, Debug)]
pub struct Input {
    /// The name of its file.
    pub name: String,
    pub bytes: Vec<u8>,
}

impl Input {
    /// The document as a tree, as far as it can be read.
    pub fn tree(&self) -> Value {
        let source = Source::from_bytes(self.name.as_str(), self.bytes.as_slice());
        let document = load(&source, &mut Sink::new());
        document.map_or(Value::Null, |document| document.root().to_json())
    }
}

/// The generator's cases and what lies in the folder, by name.
pub fn find(corpus: Option<&Path>, largest: usize) -> Result<Vec<Input>, Failure> {
    let mut inputs = lying(&home()?.join("generator/tests/cases"))?;
    if let Some(corpus) = corpus {
        inputs.extend(lying(corpus)?);
    }
    inputs.retain(|input| input.bytes.len() <= largest);
    if inputs.is_empty() {
        return Err("there is no document to damage".into());
    }
    Ok(inputs)
}

/// The workspace that this program belongs to.
fn home() -> Result<PathBuf, Failure> {
    let package = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    let home = package.and_then(|package| Some(package.parent()?.parent()?.to_path_buf()));
    Ok(home.ok_or("start this by `cargo xtask fuzz`")?)
}

/// Where documents are saved.
pub fn out(folder: Option<&Path>) -> Result<PathBuf, Failure> {
    if let Some(folder) = folder {
        return Ok(folder.to_path_buf());
    }
    let target = env::var_os("CARGO_TARGET_DIR").map(PathBuf::from);
    let target = target.map_or_else(|| home().map(|home| home.join("target")), Ok)?;
    Ok(target.join("fuzz"))
}

fn lying(folder: &Path) -> Result<Vec<Input>, Failure> {
    let told = |error| format!("`{}`: {error}", folder.display());
    let mut inputs = Vec::new();
    for entry in fs::read_dir(folder).map_err(told)? {
        let path = entry?.path();
        let extension = path.extension().and_then(|extension| extension.to_str());
        if path.is_file() && matches!(extension, Some("json" | "yaml" | "yml")) {
            let name = path.file_name().unwrap_or_default();
            inputs.push(Input {
                name: name.to_string_lossy().into_owned(),
                bytes: fs::read(&path)?,
            });
        }
    }
    inputs.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(inputs)
}
