//! Where the crates go: one workspace, so that they share their dependencies.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use oas_codegen::config::{PackageOptions, RuntimeSource};

use crate::Failure;
use crate::outcome::Outcome;

/// The folder of all crates.
pub struct Workspace {
    folder: PathBuf,
    /// The workspace that this program belongs to.
    home: PathBuf,
}

impl Workspace {
    pub fn at(folder: Option<&Path>) -> Result<Workspace, Failure> {
        let home = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
        let home = home.and_then(|package| Some(package.parent()?.parent()?.to_path_buf()));
        let home = home.ok_or("start this by `cargo xtask corpus`")?;
        let target =
            env::var_os("CARGO_TARGET_DIR").map_or_else(|| home.join("target"), PathBuf::from);
        let folder = folder.map_or_else(|| target.join("corpus"), Path::to_path_buf);
        let folder = env::current_dir()?.join(folder);
        Ok(Workspace { folder, home })
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The folder of one crate.
    pub fn member(&self, name: &str) -> PathBuf {
        self.folder.join("crates").join(name)
    }

    /// Each crate is a member, for alone each would have to be resolved and
    /// built by itself.
    pub fn package(&self) -> PackageOptions {
        let runtime = self.home.join("generator/runtime");
        let runtime = runtime.to_string_lossy().replace('\\', "/");
        PackageOptions {
            runtime: RuntimeSource::Path(runtime),
            workspace: oas_codegen::config::Workspace::Member,
        }
    }

    /// Writes the manifest of the whole. Versions are those that the runtime
    /// was tested with.
    pub fn write(&self, outcomes: &[Outcome]) -> Result<(), Failure> {
        let generated = outcomes.iter().filter(|outcome| outcome.failure.is_none());
        let members: Vec<String> = generated
            .map(|outcome| format!("    \"crates/{}\",\n", outcome.name))
            .collect();
        let members = members.concat();
        let manifest = format!("[workspace]\nresolver = \"3\"\nmembers = [\n{members}]\n");
        fs::create_dir_all(&self.folder)?;
        fs::write(self.folder.join("Cargo.toml"), manifest)?;
        let lock = self.folder.join("Cargo.lock");
        if !lock.exists() {
            fs::copy(self.home.join("Cargo.lock"), lock)?;
        }
        Ok(())
    }
}
