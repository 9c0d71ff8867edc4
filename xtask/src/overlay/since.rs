//! Asks git since when an action of an overlay has had no effect.

use std::path::{Path, PathBuf};
use std::process::Command;

use oas_codegen::diagnostics::{Code, Sink};
use oas_codegen::load::Source;
use oas_codegen::overlay;
use oas_codegen::tree::single_line;

use crate::project::with_overlays;

/// Older versions of a document are not looked at.
const MOST_COMMITS: &str = "-50";

/// Prints a line for each action without effect that had one in an earlier version
/// of the document. Without git, or without such a version, there is none.
pub fn tell(document: &Path, overlays: &[PathBuf], sink: &Sink) {
    let mut idle = idle(sink);
    if idle.is_empty() {
        return;
    }
    let mut since: Option<String> = None;
    for commit in commits(document) {
        let Some((hash, _)) = commit.split_once(' ') else {
            break;
        };
        let Some(text) = git(document, &["show", &format!("{hash}:./{}", name(document))]) else {
            break;
        };
        let source = with_overlays(Source::from_text(name(document), text), overlays);
        let mut before = Sink::new();
        let _ = overlay::effective(&source, &mut before);
        let idle_before = self::idle(&before);
        idle.retain(|action| {
            let had_effect = !idle_before.contains(action);
            if let (true, Some(since)) = (had_effect, &since) {
                let told = format!("{action} has had no effect since {since}");
                eprintln!("{}", single_line(&told));
            }
            !had_effect
        });
        if idle.is_empty() {
            break;
        }
        since = Some(commit);
    }
}

/// The actions without effect, by the file and the place of each.
fn idle(sink: &Sink) -> Vec<String> {
    let found = sink.diagnostics().iter();
    let found = found.filter(|one| one.code == Code::OverlayEffect);
    let places = found.filter_map(|one| Some(&one.labels.first()?.place));
    let actions = places.map(|place| {
        let pointer = place.parent().unwrap_or_default().pointer;
        let name = sink.sources().name(place.file).unwrap_or_default();
        format!("{name}#{pointer}")
    });
    actions.collect()
}

/// The commits of a file, the newest first: hash, day, subject.
fn commits(file: &Path) -> Vec<String> {
    let arguments = [
        "log",
        MOST_COMMITS,
        "--date=short",
        "--format=%h (%ad, %s)",
        "--",
    ];
    let name = name(file);
    let arguments: Vec<&str> = arguments.into_iter().chain([name.as_str()]).collect();
    let text = git(file, &arguments).unwrap_or_default();
    text.lines().map(str::to_owned).collect()
}

fn git(file: &Path, arguments: &[&str]) -> Option<String> {
    let folder = file
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let mut command = Command::new("git");
    command.arg("-C").arg(folder.unwrap_or(Path::new(".")));
    let output = command.args(arguments).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    output.status.success().then_some(text)
}

fn name(file: &Path) -> String {
    let name = file.file_name().unwrap_or(file.as_os_str());
    name.to_string_lossy().into_owned()
}
