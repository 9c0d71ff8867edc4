//! Where the crates go: one workspace, so that they share their dependencies.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use oas_codegen::config::{Config, PackageOptions, RuntimeSource};
use oas_codegen::diagnostics::{Format, Sink};

use crate::Failure;
use crate::outcome::Outcome;

/// The folder of all crates.
pub struct Workspace {
    folder: PathBuf,
    /// The workspace that this program belongs to.
    home: PathBuf,
    config: Config,
}

impl Workspace {
    pub fn at(folder: Option<&Path>, config: Option<&Path>) -> Result<Workspace, Failure> {
        let home = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
        let home = home.and_then(|package| Some(package.parent()?.parent()?.to_path_buf()));
        let home = home.ok_or("start this by `cargo xtask corpus`")?;
        let target =
            env::var_os("CARGO_TARGET_DIR").map_or_else(|| home.join("target"), PathBuf::from);
        let folder = folder.map_or_else(|| target.join("corpus"), Path::to_path_buf);
        let folder = env::current_dir()?.join(folder);
        Ok(Workspace {
            folder,
            home,
            config: config.map(read).transpose()?.unwrap_or_default(),
        })
    }

    /// How all documents are generated.
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// A feature that shows what the configuration asks for.
    pub fn features(&self) -> Option<&'static str> {
        self.config.json_schema.then_some("--features=schemars")
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

/// A configuration, which is of all documents and so says nothing of one.
fn read(path: &Path) -> Result<Config, Failure> {
    let name = path.display().to_string();
    let text = fs::read_to_string(path).map_err(|error| format!("`{name}`: {error}"))?;
    let mut sink = Sink::new();
    let config = Config::parse(&name, &text, &mut sink);
    config.ok_or_else(|| sink.render(Format::Lines).into())
}
