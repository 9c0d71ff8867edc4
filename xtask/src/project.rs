//! Finds the workspace and reads its configuration.

use std::env;
use std::fs;
use std::path::{Component, Path, PathBuf};

use oas_codegen::config::Config;
use oas_codegen::diagnostics::{Code, Diagnostic, Sink, suggest};
use oas_codegen::load::{Source, read_text};

use crate::{Failure, findings};

/// Where the configuration is, seen from the root of the workspace.
const CONFIG: &str = "spec/codegen.toml";

/// The workspace and its configuration.
pub struct Project {
    /// What `spec/codegen.toml` says.
    pub config: Config,
    /// Its text.
    pub config_text: String,
    /// The document, seen from the root of the workspace.
    pub document: PathBuf,
    /// What is laid over it, seen from the root of the workspace.
    pub overlays: Vec<PathBuf>,
    /// The folder of the emitted files, seen from the root of the workspace.
    pub out: PathBuf,
}

impl Project {
    /// Enters the root of the workspace and reads the configuration. There is
    /// no project if that is wrong, which has been told then.
    ///
    /// All paths are seen from the root, so that what is printed and emitted is
    /// the same from whichever folder the command was started.
    pub fn enter() -> Result<Option<Project>, Failure> {
        let root = root().ok_or_else(|| format!("no folder above this one holds `{CONFIG}`"))?;
        env::set_current_dir(&root)?;
        let text = read_text(Path::new(CONFIG)).map_err(|error| format!("`{CONFIG}`: {error}"))?;
        let mut sink = Sink::new();
        let Some(config) = Config::parse(CONFIG, &text, &mut sink) else {
            findings::print(&sink)?;
            return Ok(None);
        };
        let folder = folder();
        missing_files(&config, folder, &mut sink);
        files_for_folders(&config, folder, &mut sink);
        if sink.has_errors() {
            findings::print(&sink)?;
            return Ok(None);
        }
        Ok(Some(Project {
            document: plain(&folder.join(&config.document)),
            overlays: overlays(&config, folder),
            out: plain(&folder.join(&config.out)),
            config,
            config_text: text,
        }))
    }

    /// The folder of the configuration, whatever it says.
    pub fn folder() -> Result<PathBuf, Failure> {
        let root = root().ok_or_else(|| format!("no folder above this one holds `{CONFIG}`"))?;
        let config = root.join(CONFIG);
        Ok(config.parent().map_or(root, Path::to_path_buf))
    }

    /// The document, to be loaded.
    pub fn source(&self) -> Source {
        with_overlays(Source::from_file(&self.document), &self.overlays)
    }
}

/// Tells which files the configuration names that are not there.
fn missing_files(config: &Config, folder: &Path, sink: &mut Sink) {
    for (place, path) in config.files() {
        let file = plain(&folder.join(path));
        if file.exists() {
            continue;
        }
        let message = format!("there is no file `{}`", file.display());
        let finding = Diagnostic::error(Code::UnreadableFile, message).at(&place, "named here");
        let beside = file.parent().and_then(|folder| fs::read_dir(folder).ok());
        let beside = beside.into_iter().flatten().flatten();
        let mut names: Vec<String> = beside
            .map(|entry| entry.file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let meant = suggest(&name, names.iter().map(String::as_str));
        sink.push(match meant {
            Some(meant) => finding.help(format!("did you mean `{meant}`?")),
            None => finding,
        });
    }
}

/// Tells where a folder is to be and a file is.
fn files_for_folders(config: &Config, folder: &Path, sink: &mut Sink) {
    for (place, path) in config.folders() {
        let path = plain(&folder.join(path));
        let Some(file) = path.ancestors().find(|it| it.is_file()) else {
            continue;
        };
        let message = format!("`{}` is a file, and no folder", file.display());
        let finding = Diagnostic::error(Code::UnreadableFile, message).at(&place, "named here");
        sink.push(finding.help("name a folder: what isn't there is made"));
    }
}

/// The folder of the configuration, seen from the root of the workspace.
pub fn folder() -> &'static Path {
    Path::new(CONFIG).parent().unwrap_or(Path::new(""))
}

/// The overlays that a configuration in that folder names.
pub fn overlays(config: &Config, folder: &Path) -> Vec<PathBuf> {
    let paths = config.overlays.iter();
    paths.map(|path| plain(&folder.join(path))).collect()
}

/// A document with these overlays laid over it.
pub fn with_overlays(source: Source, overlays: &[PathBuf]) -> Source {
    let overlays = overlays.iter().map(Source::from_file);
    overlays.fold(source, Source::with_overlay)
}

/// A document that may refer to whatever lies below `root`, and its path from
/// there.
pub fn source_below(file: &Path, root: &Path) -> Result<(Source, String), Failure> {
    let absolute = |path: &Path| {
        path.canonicalize()
            .map_err(|error| format!("`{}`: {error}", path.display()))
    };
    let inside = absolute(file)?;
    let inside = inside.strip_prefix(absolute(root)?).map_err(|_| {
        let (file, root) = (file.display(), root.display());
        format!("`{file}` does not lie in `{root}`")
    })?;
    let name = inside.to_string_lossy().replace('\\', "/");
    let source = Source::from_file_within(root.join(inside), root);
    Ok((source, name))
}

/// The nearest folder that holds the configuration: above this package if cargo
/// started it, else above the current folder.
fn root() -> Option<PathBuf> {
    let package = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    let current = env::current_dir().ok();
    [package, current].into_iter().flatten().find_map(|start| {
        let mut above = start.ancestors();
        above
            .find(|folder| folder.join(CONFIG).is_file())
            .map(Path::to_path_buf)
    })
}

/// The path without the `..` that can be taken out of it.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        let ends_with_name = matches!(plain.components().next_back(), Some(Component::Normal(_)));
        match part {
            Component::ParentDir if ends_with_name => {
                plain.pop();
            }
            Component::CurDir => {}
            other => plain.push(other),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dots_are_taken_out() {
        let plain = |path: &str| super::plain(Path::new(path)).to_string_lossy().into_owned();
        assert_eq!(plain("spec/../generated/./src"), "generated/src");
        assert_eq!(plain("spec/../../other"), "../other");
        assert_eq!(plain("/spec/../x"), "/x");
    }
}
