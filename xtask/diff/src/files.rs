//! Writes what commands have edited.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use crate::Failure;

/// Puts texts in the place of files, once all of them are on the disk.
///
/// # Errors
/// The file whose text can't be written. All files are as they were then.
pub fn write(files: &[(&Path, &str)]) -> Result<(), Failure> {
    let mut beside: Vec<(PathBuf, &Path)> = Vec::new();
    let written = files.iter().try_for_each(|(path, text)| {
        written(path, text, &mut beside).map_err(|error| (*path, error))
    });
    let moved = written.and_then(|()| {
        let mut beside = beside.iter();
        beside.try_for_each(|(new, path)| fs::rename(new, path).map_err(|error| (*path, error)))
    });
    for (new, _) in &beside {
        // Those that were moved are gone.
        let _ = fs::remove_file(new);
    }
    Ok(moved.map_err(|(path, error)| format!("`{}`: {error}", path.display()))?)
}

fn written<'a>(
    path: &'a Path,
    text: &str,
    beside: &mut Vec<(PathBuf, &'a Path)>,
) -> io::Result<()> {
    let new = PathBuf::from(format!("{}.new", path.display()));
    let mut file = fs::File::create_new(&new)?;
    beside.push((new, path));
    file.write_all(text.as_bytes())?;
    // A record may not be there yet.
    match fs::metadata(path) {
        Ok(known) => file.set_permissions(known.permissions()),
        Err(_) => Ok(()),
    }
}
