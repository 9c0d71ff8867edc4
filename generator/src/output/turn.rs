//! Whose turn it is to change a folder, where several runs want to at once.
//!
//! Each run has a folder of its own below [`STAGING`], by a name that no other run has,
//! and goes on only where it finds no other beside it. Nobody can know whether another
//! run is still at work, or was ended; what decides is one rename. Who has prepared a
//! change makes it sure by calling `open` `journal`, and who has waited too long for the
//! other calls it `given_up`: only one of the two succeeds. So impatience costs another
//! run its work, which it does again, but never a file.

use std::fs::{self, File};
use std::hash::{BuildHasher, RandomState};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::Duration;

use super::OutputError;
use super::journal::{self, JOURNAL, STAGING, entries, is_file, is_folder};
use super::write::{at, make_folders};

/// What a run has there from its first moment until its change is sure.
pub(super) const OPEN: &str = "open";

/// What another run has made of it.
const GIVEN_UP: &str = "given_up";

/// How long a look at other runs is behind the one before it.
const STEP: Duration = Duration::from_millis(5);

/// So many looks later a run that has made nothing sure is taken for ended.
const PATIENCE: usize = 600;

/// So many runs are waited for.
const MOST_LOOKS: usize = 20 * PATIENCE;

/// The turn of one run. Until its change is sure, what was prepared goes with it.
pub(super) struct WriteTurn {
    folder: PathBuf,
    is_sure: bool,
}

impl WriteTurn {
    /// Waits until no other run is at work in the folder, and does what others that
    /// were ended had begun.
    pub fn take(dir: &Path) -> Result<WriteTurn, OutputError> {
        let mut looks = Vec::new();
        for _ in 0..MOST_LOOKS {
            settle(dir, &mut looks)?;
            if looks.is_empty()
                && let Some(turn) = WriteTurn::alone(dir)?
            {
                return Ok(turn);
            }
            // Two that step back at once shall not come again at once.
            let unlike = RandomState::new().hash_one(()) % 8;
            sleep(STEP + Duration::from_millis(unlike));
        }
        Err(OutputError::Busy(dir.to_path_buf()))
    }

    /// The turn, if nobody else has come in the meantime.
    fn alone(dir: &Path) -> Result<Option<WriteTurn>, OutputError> {
        let staging = dir.join(STAGING);
        make_folders(dir).map_err(at(dir))?;
        let made = match fs::create_dir(&staging) {
            // A link stays what it is.
            Err(error) if error.kind() == ErrorKind::AlreadyExists && !is_folder(&staging) => {
                fs::symlink_metadata(&staging).and(Err(error))
            }
            Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
            made => made,
        };
        if is_lost(&made) {
            return Ok(None);
        }
        made.map_err(at(&staging))?;
        let name = format!("{:016x}", RandomState::new().hash_one(()));
        let turn = WriteTurn {
            folder: staging.join(&name),
            is_sure: false,
        };
        // Whoever leaves takes the folder around along.
        let made = fs::create_dir(&turn.folder)
            .and_then(|()| File::create_new(turn.folder.join(OPEN)).map(drop));
        if is_lost(&made) {
            return Ok(None);
        }
        made.map_err(at(&turn.folder))?;
        let all = entries(&staging).map_err(at(&staging))?;
        Ok((all.len() == 1).then_some(turn))
    }

    /// The folder of the run.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Makes the change sure, after which it is made by this run or by another. Says
    /// whether it is: another run may have given this one up.
    pub fn make_sure(&mut self, removed: &[PathBuf]) -> Result<bool, OutputError> {
        let (open, sure) = (self.folder.join(OPEN), self.folder.join(JOURNAL));
        let written = File::options().write(true).open(&open);
        let written = written.and_then(|mut file| journal::write(&mut file, removed));
        let made = written.and_then(|()| fs::rename(&open, &sure));
        if is_lost(&made) {
            return Ok(false);
        }
        made.map_err(at(&sure))?;
        self.is_sure = true;
        Ok(true)
    }
}

impl Drop for WriteTurn {
    fn drop(&mut self) {
        if !self.is_sure {
            // There is nobody left to tell, and the next run removes it.
            let _ = leave(&self.folder);
        }
    }
}

/// Whether something failed because another run has taken the folder away.
pub(super) fn is_lost<T>(outcome: &io::Result<T>) -> bool {
    outcome
        .as_ref()
        .is_err_and(|error| error.kind() == ErrorKind::NotFound)
}

/// Does what others have made sure, removes what they gave up, and counts how often what
/// may still be at work was looked at.
fn settle(dir: &Path, looks: &mut Vec<(PathBuf, usize)>) -> Result<(), OutputError> {
    let staging = dir.join(STAGING);
    let others = entries(&staging).map_err(at(&staging))?;
    looks.retain(|(path, _)| others.contains(path));
    for path in others {
        if is_file(&path.join(JOURNAL)) {
            journal::complete(&path, dir)?;
            continue;
        }
        let known = looks.iter_mut().find(|(known, _)| *known == path);
        let count = known.map_or(0, |(_, count)| {
            *count += 1;
            *count
        });
        if is_over(&path, count) {
            leave(&path).map_err(at(&path))?;
            looks.retain(|(known, _)| *known != path);
        } else if count == 0 {
            looks.push((path, 0));
        }
    }
    Ok(())
}

/// Whether nothing can come any more of what lies among the folders of runs.
fn is_over(path: &Path, looks: usize) -> bool {
    if !is_folder(path) || is_file(&path.join(GIVEN_UP)) {
        return true;
    }
    let open = path.join(OPEN);
    if is_file(&open) {
        return looks > PATIENCE && fs::rename(&open, path.join(GIVEN_UP)).is_ok();
    }
    // Nothing is prepared before `open` is there, and it may have become a journal.
    match entries(path) {
        Ok(held) if held.is_empty() => looks > PATIENCE && fs::remove_dir(path).is_ok(),
        Ok(_) => !is_file(&open) && !is_file(&path.join(JOURNAL)),
        Err(_) => false,
    }
}

/// Removes the folder of a run, and the one around it where it was the last.
pub(super) fn leave(folder: &Path) -> io::Result<()> {
    let removed = match fs::symlink_metadata(folder) {
        Ok(found) if found.is_dir() => fs::remove_dir_all(folder),
        Ok(_) => fs::remove_file(folder),
        Err(error) => Err(error),
    };
    if let Some(around) = folder.parent() {
        let _ = fs::remove_dir(around);
    }
    // Another run that removes it as well has the same in mind.
    match removed {
        Err(error) if fs::symlink_metadata(folder).is_ok() => Err(error),
        _ => Ok(()),
    }
}
