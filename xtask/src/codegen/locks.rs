//! The name lock: read before names are chosen, and written with what they became.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use oas_codegen::config::Config;
use oas_codegen::diagnostics::Sink;
use oas_codegen::load::read_text;
use oas_codegen::{LockedItem, LockedName, NameLock, output};

use crate::{Failure, Outcome, findings};

/// How many names are told of, of those that go.
const MOST_TOLD: usize = 10;

/// The file of the lock, and what it held.
pub struct LockFile {
    path: PathBuf,
    text: String,
}

/// Reads the lock that the configuration in `folder` names into it. Nothing, if it
/// names none; an error, which has been told, if the lock is wrong.
pub fn read(
    config: &mut Config,
    folder: &Path,
) -> Result<Result<Option<LockFile>, Outcome>, Failure> {
    let Some(name) = &config.name_lock else {
        return Ok(Ok(None));
    };
    let path = folder.join(name);
    let text = match read_text(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(format!("`{}`: {error}", path.display()).into()),
    };
    let mut sink = Sink::new();
    let Some(locked) = NameLock::parse(&path.display().to_string(), &text, &mut sink) else {
        findings::print(&sink)?;
        return Ok(Err(Outcome::Failed));
    };
    config.locked = locked;
    Ok(Ok(Some(LockFile { path, text })))
}

impl LockFile {
    /// Writes the names, or with `check` only says whether they differ.
    pub fn bring(
        &self,
        before: &NameLock,
        names: &NameLock,
        check: bool,
    ) -> Result<Outcome, Failure> {
        let text = names.to_string();
        if text == self.text {
            return Ok(Outcome::Done);
        }
        let path = self.path.display();
        let mut stdout = io::stdout().lock();
        let verb = if check { "stale" } else { "changed" };
        let added = names.missing_in(before).count();
        let gone: Vec<_> = before.missing_in(names).collect();
        writeln!(stdout, "{verb} {path} (+{added} -{})", gone.len())?;
        for (item, name) in gone.iter().take(MOST_TOLD) {
            writeln!(stdout, "  not emitted any more: {item} = {name}")?;
        }
        if gone.len() > MOST_TOLD {
            writeln!(stdout, "  … and {} more", gone.len() - MOST_TOLD)?;
        }
        for (item, old, new) in renamed(before, names) {
            writeln!(stdout, "  renamed: {item} = {} → {}", old.name, new.name)?;
        }
        if check {
            writeln!(
                stdout,
                "the name lock is not up to date: run `cargo xtask codegen`"
            )?;
            return Ok(Outcome::Failed);
        }
        if let Some(folder) = self.path.parent() {
            fs::create_dir_all(folder)
                .map_err(|error| format!("`{}`: {error}", folder.display()))?;
        }
        output::replace(&self.path, &text).map_err(|error| error.to_string())?;
        Ok(Outcome::Done)
    }
}

fn renamed<'a>(
    before: &'a NameLock,
    names: &'a NameLock,
) -> impl Iterator<Item = (&'a LockedItem, &'a LockedName, &'a LockedName)> {
    let pairs = before
        .iter()
        .filter_map(|(item, old)| Some((item, old, names.get(item)?)));
    pairs.filter(|(_, old, new)| old.name != new.name)
}
