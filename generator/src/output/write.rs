//! Writes files into a folder: all of them, or none.

use std::fs::{self, File};
use std::hash::{BuildHasher, RandomState};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use super::changes::Changes;
use super::check::needed;
use super::journal::{STAGING, TEXTS, finish, is_file, is_folder};
use super::turn::{WriteTurn, is_lost, leave};
use super::{Files, OutputError, check};

/// Writes what is missing or differs, and removes what is left over.
///
/// First every file is looked at, so that one which must not be replaced keeps
/// the others from being written as well. Then the texts are written into a
/// folder of their own, and only when all of them are there do they take their
/// places, each at once. Whoever ends the program before leaves the old files;
/// whoever ends it after that leaves a journal, by which the next run does the
/// rest before anything else. Of several runs at once one waits for the other.
///
/// # Errors
/// If a file of another origin is in the way, or the disk refuses.
pub fn write(files: &Files, dir: &Path) -> Result<Changes, OutputError> {
    finish(dir)?;
    let changes = check(files, dir).map_err(at(dir))?;
    carry_out(&changes, files, dir)?;
    Ok(changes)
}

/// So often a run begins anew that another one has given up.
const MOST_TRIES: usize = 5;

/// Writes and removes what [`check`] said of these files; or, where another run has
/// changed the folder since, what is to be written and removed now.
///
/// # Errors
/// If a file of another origin is in the way, or the disk refuses.
pub fn carry_out(changes: &Changes, files: &Files, dir: &Path) -> Result<(), OutputError> {
    if !changes.refused.is_empty() {
        return Err(OutputError::Refused(changes.refused.clone()));
    }
    let is_any = [&changes.created, &changes.changed];
    let is_any = is_any.iter().any(|some| !some.is_empty()) || !changes.removed.is_empty();
    // What a run that was ended has left goes also where nothing else changes.
    if is_any || is_folder(&dir.join(STAGING)) {
        let mut tries = 0..MOST_TRIES;
        loop {
            if tries.next().is_none() {
                return Err(OutputError::Busy(dir.to_path_buf()));
            }
            if bring(files, dir)? {
                break;
            }
        }
    }
    if files.is_empty() {
        // It refuses if anything else lies there.
        let _ = fs::remove_dir(dir);
    }
    Ok(())
}

/// Brings the folder up to date; says whether no other run has given this one up.
fn bring(files: &Files, dir: &Path) -> Result<bool, OutputError> {
    let mut turn = WriteTurn::take(dir)?;
    let needed = needed(files, dir).map_err(at(dir))?;
    if !needed.refused.is_empty() {
        return Err(OutputError::Refused(needed.refused));
    }
    let texts = turn.folder().join(TEXTS);
    let mut folders = Folders::default();
    for (path, text) in &needed.written {
        let path = texts.join(path);
        let written = folders.make(&path).and_then(|()| create(&path, text));
        if is_lost(&written) {
            return Ok(false);
        }
        written.map_err(at(&path))?;
    }
    if !turn.make_sure(&needed.removed)? {
        return Ok(false);
    }
    let paths: Vec<&Path> = needed.written.iter().map(|(path, _)| *path).collect();
    put_in_place(&paths, &texts, dir)?;
    for path in &needed.removed {
        take_away(path, turn.folder(), dir)?;
    }
    leave(turn.folder()).map_err(at(dir))?;
    Ok(true)
}

/// Moves texts that wait to where they belong. What is not there any more, another
/// run has moved.
pub(super) fn put_in_place(paths: &[&Path], texts: &Path, dir: &Path) -> Result<(), OutputError> {
    let mut folders = Folders::default();
    for path in paths {
        let (text, target) = (texts.join(path), dir.join(path));
        let mut moved = folders
            .make(&target)
            .and_then(|()| fs::rename(&text, &target));
        while is_lost(&moved) && is_file(&text) {
            // Another run has removed the folder while nothing lay in it.
            folders = Folders::default();
            moved = folders
                .make(&target)
                .and_then(|()| fs::rename(&text, &target));
        }
        if !is_lost(&moved) {
            moved.map_err(at(&target))?;
        }
    }
    Ok(())
}

/// Removes a file, and the folders that it was the last one in, unless the folder of
/// the run is gone: then another has done it, and what is there now is newer.
pub(super) fn take_away(path: &Path, folder: &Path, dir: &Path) -> Result<(), OutputError> {
    let target = dir.join(path);
    let moved = fs::rename(&target, folder.join("removed"));
    if is_lost(&moved) {
        return Ok(());
    }
    moved.map_err(at(&target))?;
    remove_empty_folders(path, dir);
    Ok(())
}

/// Replaces one file, or makes it, in one step. Its folder has to be there, and its
/// permissions stay. A device or a pipe is written to: nothing takes its place.
///
/// # Errors
/// If the disk refuses.
pub fn replace(path: &Path, text: &str) -> Result<(), OutputError> {
    let known = fs::metadata(path).ok();
    if known
        .as_ref()
        .is_some_and(|it| !it.is_file() && !it.is_dir())
    {
        return fs::write(path, text).map_err(at(path));
    }
    // Two runs may do so at once.
    let unlike = RandomState::new().hash_one(path);
    let mut name = std::ffi::OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(format!(".{unlike:016x}.new"));
    let beside = path.with_file_name(name);
    create(&beside, text).map_err(at(&beside))?;
    let kept = known.map_or(Ok(()), |it| fs::set_permissions(&beside, it.permissions()));
    kept.and_then(|()| fs::rename(&beside, path))
        .map_err(|error| {
            let _ = fs::remove_file(&beside);
            at(path)(error)
        })
}

pub(super) fn at(path: &Path) -> impl Fn(io::Error) -> OutputError {
    move |error| OutputError::Io {
        path: path.to_path_buf(),
        error,
    }
}

/// Makes a file where nothing is: no link is followed, and nothing waits for
/// the other end of a pipe.
fn create(path: &Path, text: &str) -> io::Result<()> {
    File::create_new(path)?.write_all(text.as_bytes())
}

/// So often a folder is made anew that another run has removed.
const MOST_FOLDERS: usize = 100;

/// Makes a folder and those around it. [`fs::create_dir_all`] fails where another run
/// makes one of them, or removes it, at the same time.
pub(super) fn make_folders(folder: &Path) -> io::Result<()> {
    let mut tries = 0..MOST_FOLDERS;
    loop {
        match fs::create_dir_all(folder) {
            Err(error) if is_lost_or_found(&error) && tries.next().is_some() => {}
            made => return made,
        }
    }
}

fn is_lost_or_found(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::NotFound | ErrorKind::AlreadyExists)
}

/// Makes the folders of files, each once where one file follows the other.
#[derive(Default)]
struct Folders {
    last: Option<PathBuf>,
}

impl Folders {
    fn make(&mut self, file: &Path) -> io::Result<()> {
        let folder = file.parent();
        if let Some(folder) = folder.filter(|folder| self.last.as_deref() != Some(folder)) {
            make_folders(folder)?;
            self.last = Some(folder.to_path_buf());
        }
        Ok(())
    }
}

/// Removes the folders that the last file has left. One that is not empty
/// refuses, and that is the end of it.
fn remove_empty_folders(path: &Path, dir: &Path) {
    for folder in path.ancestors().skip(1) {
        let is_inside = !folder.as_os_str().is_empty();
        if !is_inside || fs::remove_dir(dir.join(folder)).is_err() {
            return;
        }
    }
}
