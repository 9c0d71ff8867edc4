//! Credentials: from variables, or from a file that is its owner's alone.

use std::collections::HashMap;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use crate::api::SchemeKind;
use crate::cli::run::Stop;
use crate::cli::{Cli, variable_name};
use crate::client::ClientBuilder;

/// How long such a file may be.
const LONGEST: u64 = 1 << 20;

/// Looks up variables, first in the environment and then in a file.
pub(super) struct Variables<'a> {
    environment: &'a dyn Fn(&str) -> Option<String>,
    file: HashMap<String, String>,
}

impl Variables<'_> {
    fn get(&self, name: &str) -> Option<String> {
        let found = (self.environment)(name).filter(|value| !value.is_empty());
        found.or_else(|| self.file.get(name).cloned())
    }
}

impl Cli {
    /// The name of a variable.
    pub(super) fn variable(&self, name: &str) -> String {
        format!("{}_{}", self.prefix, variable_name(name))
    }

    /// What variables there are, for people.
    pub(super) fn variables(&self) -> String {
        let mut names = Vec::new();
        for scheme in self.profile.schemes {
            names.extend(match scheme.kind() {
                SchemeKind::Bearer => vec![self.variable("token")],
                SchemeKind::Basic => vec![self.variable("user"), self.variable("password")],
                SchemeKind::External => Vec::new(),
                _ => vec![self.variable(scheme.name())],
            });
        }
        names.sort();
        names.dedup();
        let mut text = String::new();
        if !names.is_empty() {
            text = format!(
                "Credentials: {} from the environment, or from lines NAME=VALUE of the file that \
                 --credentials or {} names (otherwise {}), which only its owner may read.\n",
                names.join(", "),
                self.variable("credentials"),
                self.usual_place(),
            );
        }
        let (server, url) = (self.variable(self.server), self.variable("url"));
        let place = if self.profile.servers.len() > 1 {
            format!("Server: {server} or {url}, unless an option names it.")
        } else {
            format!("Server: {url}, unless an option names it.")
        };
        text + &place
    }

    fn usual_place(&self) -> String {
        format!("~/.config/{}/credentials", self.profile.name())
    }

    /// Looks for the file, and reads it.
    pub(super) fn read_variables<'a>(
        &self,
        environment: &'a dyn Fn(&str) -> Option<String>,
        option: Option<PathBuf>,
    ) -> Result<Variables<'a>, Stop> {
        let named = || environment(&self.variable("credentials")).map(PathBuf::from);
        let file = match option.or_else(named) {
            Some(path) => read(&path)?,
            None => {
                let home = || environment("HOME").map(|home| Path::new(&home).join(".config"));
                let folder = environment("XDG_CONFIG_HOME").map(PathBuf::from);
                let folder = folder.filter(|folder| folder.is_absolute()).or_else(home);
                let path = folder.map(|folder| folder.join(self.profile.name()));
                let path = path.map(|folder| folder.join("credentials"));
                match path.filter(|path| path.exists()) {
                    Some(path) => read(&path)?,
                    None => HashMap::new(),
                }
            }
        };
        Ok(Variables { environment, file })
    }

    /// Gives a builder what the API's schemes ask for.
    pub(super) fn authenticate(
        &self,
        mut builder: ClientBuilder,
        variables: &Variables<'_>,
    ) -> ClientBuilder {
        for scheme in self.profile.schemes {
            match scheme.kind() {
                SchemeKind::Bearer => {
                    if let Some(token) = variables.get(&self.variable("token")) {
                        builder = builder.token(token);
                    }
                }
                SchemeKind::Basic => {
                    if let Some(user) = variables.get(&self.variable("user")) {
                        let password = variables.get(&self.variable("password"));
                        builder = builder.basic(user, password.unwrap_or_default());
                    }
                }
                SchemeKind::External => {}
                _ => {
                    if let Some(key) = variables.get(&self.variable(scheme.name())) {
                        builder = builder.api_key(scheme.name(), key);
                    }
                }
            }
        }
        builder
    }
}

/// Reads lines such as `PETS_TOKEN=dG9rOjE2`. Others than its owner must not be able to.
fn read(path: &Path) -> Result<HashMap<String, String>, Stop> {
    let shown = path.display();
    let failed = |error| Stop::usage(format!("{shown} can't be read: {error}"));
    let file = File::open(path).map_err(failed)?;
    let metadata = file.metadata().map_err(failed)?;
    if !metadata.is_file() {
        return Err(Stop::usage(format!("{shown} is no file")));
    }
    refuse_readers(path, &metadata)?;
    let mut text = String::new();
    file.take(LONGEST)
        .read_to_string(&mut text)
        .map_err(failed)?;
    let mut variables = HashMap::new();
    for (at, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let Some((name, value)) = line.split_once('=') else {
            let line = at + 1;
            return Err(Stop::usage(format!(
                "line {line} of {shown} isn't of the form NAME=VALUE"
            )));
        };
        variables.insert(name.trim().to_owned(), value.trim().to_owned());
    }
    Ok(variables)
}

#[cfg(unix)]
fn refuse_readers(path: &Path, metadata: &std::fs::Metadata) -> Result<(), Stop> {
    use std::os::unix::fs::PermissionsExt;

    let mode = metadata.permissions().mode() & 0o777;
    let others = mode & 0o077;
    if others == 0 {
        return Ok(());
    }
    let shown = path.display();
    Err(Stop::usage(format!(
        "{shown} holds credentials and is open to others (mode {mode:04o})\n\n  tip: chmod 600 {shown}"
    )))
}

/// Elsewhere the folder of a user is the user's own.
#[cfg(not(unix))]
#[allow(clippy::unnecessary_wraps)]
fn refuse_readers(_: &Path, _: &std::fs::Metadata) -> Result<(), Stop> {
    Ok(())
}
