//! Writes files into a folder: all of them, or none.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use super::changes::Changes;
use super::journal::{self, STAGING, TEXTS, finish};
use super::{Files, OutputError, check};

/// Writes what is missing or differs, and removes what is left over.
///
/// First every file is looked at, so that one which must not be replaced keeps
/// the others from being written as well. Then the texts are written into a
/// folder of their own, and only when all of them are there do they take their
/// places, each at once. Whoever ends the program before leaves the old files;
/// whoever ends it after that leaves a journal, by which the next run does the
/// rest before anything else.
///
/// # Errors
/// If a file of another origin is in the way, or the disk refuses.
pub fn write(files: &Files, dir: &Path) -> Result<Changes, OutputError> {
    finish(dir)?;
    let changes = check(files, dir).map_err(at(dir))?;
    carry_out(&changes, files, dir)?;
    Ok(changes)
}

/// Writes and removes what [`check`] said of these files, right after it did.
///
/// # Errors
/// If a file of another origin is in the way, or the disk refuses.
pub fn carry_out(changes: &Changes, files: &Files, dir: &Path) -> Result<(), OutputError> {
    if !changes.refused.is_empty() {
        return Err(OutputError::Refused(changes.refused.clone()));
    }
    let written: Vec<&Path> = changes
        .created
        .iter()
        .chain(&changes.changed)
        .map(|change| change.path.as_path())
        .collect();
    if !written.is_empty() || !changes.removed.is_empty() {
        let mut staging = Staging::create(dir)?;
        for path in &written {
            staging.add(path, files.get(path).unwrap_or_default())?;
        }
        let staging = staging.begin(&changes.removed)?;
        put_in_place(&written, dir)?;
        for path in &changes.removed {
            remove(path, dir)?;
        }
        staging.end()?;
    }
    if files.is_empty() {
        // It refuses if anything else lies there.
        let _ = fs::remove_dir(dir);
    }
    Ok(())
}

/// Moves texts that wait to where they belong.
pub(super) fn put_in_place(paths: &[&Path], dir: &Path) -> Result<(), OutputError> {
    let texts = dir.join(STAGING).join(TEXTS);
    let mut folders = Folders::default();
    for path in paths {
        let target = dir.join(path);
        folders.make(&target)?;
        fs::rename(texts.join(path), &target).map_err(at(&target))?;
    }
    Ok(())
}

/// Removes a file, and the folders that it was the last one in.
pub(super) fn remove(path: &Path, dir: &Path) -> Result<(), OutputError> {
    let target = dir.join(path);
    fs::remove_file(&target).map_err(at(&target))?;
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
    let mut name = std::ffi::OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(".new");
    let beside = path.with_file_name(name);
    if fs::symlink_metadata(&beside).is_ok_and(|metadata| metadata.is_file()) {
        // A run before this one was ended.
        fs::remove_file(&beside).map_err(at(&beside))?;
    }
    create(&beside, text)?;
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
pub(super) fn create(path: &Path, text: &str) -> Result<(), OutputError> {
    let mut file = File::create_new(path).map_err(at(path))?;
    file.write_all(text.as_bytes()).map_err(at(path))
}

/// Makes the folders of files, each once where one file follows the other.
#[derive(Default)]
struct Folders {
    last: Option<PathBuf>,
}

impl Folders {
    fn make(&mut self, file: &Path) -> Result<(), OutputError> {
        let folder = file.parent();
        if let Some(folder) = folder.filter(|folder| self.last.as_deref() != Some(folder)) {
            fs::create_dir_all(folder).map_err(at(folder))?;
            self.last = Some(folder.to_path_buf());
        }
        Ok(())
    }
}

/// A folder of texts that wait. Until the change has begun it goes with this.
struct Staging {
    folder: PathBuf,
    folders: Folders,
    has_begun: bool,
}

impl Staging {
    fn create(dir: &Path) -> Result<Staging, OutputError> {
        fs::create_dir_all(dir).map_err(at(dir))?;
        let folder = dir.join(STAGING);
        let made = match fs::create_dir(&folder) {
            // A run before this one was ended. A link stays what it is.
            Err(error) if error.kind() == ErrorKind::AlreadyExists && is_folder(&folder) => {
                fs::remove_dir_all(&folder).and_then(|()| fs::create_dir(&folder))
            }
            other => other,
        };
        made.map_err(at(&folder))?;
        Ok(Staging {
            folder,
            folders: Folders::default(),
            has_begun: false,
        })
    }

    fn add(&mut self, path: &Path, text: &str) -> Result<(), OutputError> {
        let path = self.folder.join(TEXTS).join(path);
        self.folders.make(&path)?;
        create(&path, text)
    }

    /// From now on the change is made, by this run or by the next.
    fn begin(mut self, removed: &[PathBuf]) -> Result<Staging, OutputError> {
        journal::begin(&self.folder, removed)?;
        self.has_begun = true;
        Ok(self)
    }

    fn end(self) -> Result<(), OutputError> {
        fs::remove_dir_all(&self.folder).map_err(at(&self.folder))
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        if !self.has_begun {
            // There is nobody left to tell, and the next run removes it.
            let _ = fs::remove_dir_all(&self.folder);
        }
    }
}

pub(super) fn is_folder(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_dir())
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
