//! `--watch`: generates again whenever something of the document's folder changes.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, SystemTime};

use oas_codegen::tree::printable_lines;

use crate::Failure;

/// So often the folder is looked at: no editor is quicker, and it costs nothing.
const PAUSE: Duration = Duration::from_millis(50);

/// Nobody keeps more files beside a document, and links could go in circles.
const MOST_FOLDERS: usize = 1_000;

/// When each file was written, and how long it is.
type Stamps = BTreeMap<PathBuf, (Option<SystemTime>, u64)>;

/// Does the work now, and after each change of a file in the folder, until somebody
/// ends the process. What is wrong is told, and may be mended.
pub fn watch(folder: &Path, mut work: impl FnMut() -> Result<(), Failure>) -> ! {
    let mut before = None;
    loop {
        let now = Some(stamps(folder));
        if now == before {
            thread::sleep(PAUSE);
            continue;
        }
        before = now;
        if let Err(failure) = work() {
            eprintln!("{}", printable_lines(&format!("error: {failure}")));
        }
    }
}

fn stamps(folder: &Path) -> Stamps {
    let mut stamps = Stamps::new();
    let mut open = vec![folder.to_owned()];
    for _ in 0..MOST_FOLDERS {
        let Some(entries) = open.pop().map(fs::read_dir) else {
            break;
        };
        for entry in entries.into_iter().flatten().flatten() {
            // A link is not followed: what it leads to may hold it.
            match entry.metadata() {
                Ok(metadata) if metadata.is_dir() => open.push(entry.path()),
                Ok(metadata) => {
                    let stamp = (metadata.modified().ok(), metadata.len());
                    stamps.insert(entry.path(), stamp);
                }
                Err(_) => {}
            }
        }
    }
    stamps
}
