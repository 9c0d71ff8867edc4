//! Writing and checking files, on a disk.

use std::fs;
use std::path::Path;

use oas_codegen::output::{Files, HEADER_MARK, OutputError, check, finish, write};

fn text(body: &str) -> String {
    format!("{HEADER_MARK} from test.yaml. Do not edit.\n{body}\n")
}

fn files(list: &[(&str, &str)]) -> Files {
    list.iter()
        .map(|(path, body)| (*path, text(body)))
        .collect()
}

fn read(dir: &Path, path: &str) -> String {
    fs::read_to_string(dir.join(path)).unwrap()
}

/// The paths below a folder, sorted.
fn listing(dir: &Path) -> Vec<String> {
    let mut found = Vec::new();
    let mut open = vec![dir.to_path_buf()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            found.push(
                path.strip_prefix(dir)
                    .unwrap()
                    .to_string_lossy()
                    .into_owned(),
            );
            if path.is_dir() {
                open.push(path);
            }
        }
    }
    found.sort();
    found
}

#[test]
fn what_is_missing_is_created_and_then_left_alone() {
    let dir = tempfile::tempdir().unwrap();
    let out = dir.path().join("new/src");
    let files = files(&[("a.rs", "a"), ("types/b.rs", "b")]);
    let changes = write(&files, &out).unwrap();
    assert_eq!((changes.created.len(), changes.changed.len()), (2, 0));
    assert_eq!(listing(&out), ["a.rs", "types", "types/b.rs"]);
    let before = fs::metadata(out.join("a.rs")).unwrap().modified().unwrap();
    let changes = write(&files, &out).unwrap();
    assert!(changes.is_empty());
    assert_eq!(changes.unchanged.len(), 2);
    assert_eq!(
        fs::metadata(out.join("a.rs")).unwrap().modified().unwrap(),
        before
    );
}

#[test]
fn what_differs_is_replaced_and_what_is_left_over_removed() {
    let dir = tempfile::tempdir().unwrap();
    let out = dir.path();
    write(&files(&[("a.rs", "one\ntwo"), ("old/deep/b.rs", "b")]), out).unwrap();
    fs::write(out.join("by_hand.rs"), "//! By hand.\n").unwrap();
    let wanted = files(&[("a.rs", "one\nthree")]);
    let changes = check(&wanted, out).unwrap();
    assert_eq!(changes.changed.len(), 1);
    let change = &changes.changed[0];
    assert_eq!((change.added, change.removed), (1, 1));
    assert!(change.diff.contains("-two\n+three\n"), "{}", change.diff);
    assert_eq!(changes.removed, [Path::new("old/deep/b.rs")]);
    assert_eq!(read(out, "a.rs"), text("one\ntwo"));
    write(&wanted, out).unwrap();
    assert_eq!(read(out, "a.rs"), text("one\nthree"));
    assert_eq!(listing(out), ["a.rs", "by_hand.rs"]);
}

#[test]
fn a_file_of_another_origin_keeps_everything_from_being_written() {
    let dir = tempfile::tempdir().unwrap();
    let out = dir.path();
    fs::write(out.join("b.rs"), "pub struct Mine;\n").unwrap();
    let refused = write(&files(&[("a.rs", "a"), ("b.rs", "b")]), out).unwrap_err();
    assert!(matches!(&refused, OutputError::Refused(list) if list.len() == 1));
    assert!(refused.to_string().contains("`b.rs`"), "{refused}");
    assert_eq!(listing(out), ["b.rs"]);
    assert_eq!(read(out, "b.rs"), "pub struct Mine;\n");
}

#[test]
fn the_mark_of_a_toml_file_starts_with_a_hash() {
    let dir = tempfile::tempdir().unwrap();
    let out = dir.path();
    let mark = HEADER_MARK.replace("//", "#");
    fs::write(out.join("Cargo.toml"), format!("{mark}\nold = 1\n")).unwrap();
    let files: Files = [("Cargo.toml", format!("{mark}\nnew = 1\n"))]
        .into_iter()
        .collect();
    assert_eq!(write(&files, out).unwrap().changed.len(), 1);
}

#[test]
fn paths_stay_inside_the_folder() {
    let dir = tempfile::tempdir().unwrap();
    for path in ["../a.rs", "/a.rs", "", "a/../../b.rs"] {
        let changes = check(&files(&[(path, "a")]), dir.path()).unwrap();
        assert_eq!(changes.refused.len(), 1, "{path}");
    }
    fs::create_dir(dir.path().join("folder.rs")).unwrap();
    fs::write(dir.path().join("file"), "").unwrap();
    for path in ["folder.rs", "file/a.rs"] {
        let changes = check(&files(&[(path, "a")]), dir.path()).unwrap();
        assert_eq!(changes.refused.len(), 1, "{path}");
    }
}

#[cfg(unix)]
#[test]
fn symbolic_links_are_not_followed() {
    let dir = tempfile::tempdir().unwrap();
    let (out, elsewhere) = (dir.path().join("out"), dir.path().join("elsewhere"));
    fs::create_dir_all(&out).unwrap();
    write(&files(&[("old.rs", "old")]), &elsewhere).unwrap();
    std::os::unix::fs::symlink(&elsewhere, out.join("linked")).unwrap();
    std::os::unix::fs::symlink(elsewhere.join("old.rs"), out.join("a.rs")).unwrap();
    let changes = check(&files(&[("a.rs", "a"), ("linked/b.rs", "b")]), &out).unwrap();
    assert_eq!(changes.refused.len(), 2);
    assert!(changes.removed.is_empty());
}

#[test]
fn a_text_that_is_no_utf8_is_not_ours() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("a.rs"), [b'/', b'/', 0xff]).unwrap();
    let changes = check(&files(&[("a.rs", "a")]), dir.path()).unwrap();
    assert_eq!(changes.refused.len(), 1);
}

#[test]
fn a_package_inside_the_folder_is_left_alone() {
    let dir = tempfile::tempdir().unwrap();
    let out = dir.path();
    fs::create_dir_all(out.join("other")).unwrap();
    fs::write(out.join("other/Cargo.toml"), "[package]\n").unwrap();
    write(&files(&[("src/a.rs", "a")]), &out.join("other")).unwrap();
    let changes = write(&files(&[("a.rs", "a")]), out).unwrap();
    assert!(changes.removed.is_empty());
    assert!(out.join("other/src/a.rs").exists());
    // One of our own goes with all that was written into it.
    fs::remove_file(out.join("other/Cargo.toml")).unwrap();
    write(&Files::new(), &out.join("other")).unwrap();
    assert_eq!(listing(out), ["a.rs"]);
}

#[cfg(unix)]
/// A journal has a path a line, so that the second one would be removed as well.
#[cfg(unix)]
#[test]
fn a_name_of_two_lines_is_none_of_ours() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("a\nb.rs"), text("a")).unwrap();
    let changes = write(&files(&[("b.rs", "b")]), dir.path()).unwrap();
    assert!(changes.removed.is_empty());
    assert_eq!(listing(dir.path()), ["a\nb.rs", "b.rs"]);
}

#[test]
fn nothing_at_the_staging_place_is_written_to() {
    let dir = tempfile::tempdir().unwrap();
    let (out, elsewhere) = (dir.path().join("out"), dir.path().join("elsewhere"));
    fs::create_dir_all(&out).unwrap();
    fs::create_dir_all(&elsewhere).unwrap();
    let staging = out.join(".codegen-staging");
    std::os::unix::fs::symlink(&elsewhere, &staging).unwrap();
    let wanted = files(&[("a.rs", "a")]);
    assert!(matches!(
        write(&wanted, &out).unwrap_err(),
        OutputError::Io { .. }
    ));
    assert_eq!(listing(&elsewhere), [""; 0]);
    fs::remove_file(&staging).unwrap();
    let made = std::process::Command::new("mkfifo")
        .arg(&staging)
        .status()
        .unwrap();
    assert!(made.success());
    assert!(write(&wanted, &out).is_err());
    fs::remove_file(&staging).unwrap();
    // What an ended run has left behind is no obstacle.
    fs::create_dir(&staging).unwrap();
    fs::write(staging.join("a.rs"), "half").unwrap();
    write(&wanted, &out).unwrap();
    assert_eq!(listing(&out), ["a.rs"]);
}

/// A folder with a run that was ended when every text was there, and one of
/// them in its place already.
fn ended(out: &Path, journal: &str) {
    write(
        &files(&[("a.rs", "old"), ("b.rs", "old"), ("c.rs", "old")]),
        out,
    )
    .unwrap();
    let texts = out.join(".codegen-staging/ended/texts");
    fs::create_dir_all(texts.join("d")).unwrap();
    fs::write(out.join("a.rs"), text("new")).unwrap();
    fs::write(texts.join("b.rs"), text("new")).unwrap();
    fs::write(texts.join("d/e.rs"), text("new")).unwrap();
    fs::write(out.join(".codegen-staging/ended/journal"), journal).unwrap();
}

#[test]
fn what_an_ended_run_had_begun_is_done_by_the_next() {
    let dir = tempfile::tempdir().unwrap();
    let out = dir.path();
    ended(out, "c.rs\n");
    let wanted = files(&[("a.rs", "new"), ("b.rs", "new"), ("d/e.rs", "new")]);
    assert!(check(&wanted, out).unwrap().is_unfinished);
    assert_eq!(read(out, "b.rs"), text("old"));
    assert!(finish(out).unwrap());
    assert_eq!(listing(out), ["a.rs", "b.rs", "d", "d/e.rs"]);
    assert!(check(&wanted, out).unwrap().is_empty());
    assert!(!finish(out).unwrap());
    // Without a journal nothing had begun.
    fs::create_dir_all(out.join(".codegen-staging/ended/texts")).unwrap();
    fs::write(out.join(".codegen-staging/ended/open"), "").unwrap();
    fs::write(out.join(".codegen-staging/ended/texts/a.rs"), text("newer")).unwrap();
    assert!(!finish(out).unwrap());
    assert!(check(&wanted, out).unwrap().is_empty());
    // It is waited for in vain, and then given up.
    let wanted = files(&[("a.rs", "newest")]);
    write(&wanted, out).unwrap();
    assert_eq!(listing(out), ["a.rs"]);
    assert_eq!(read(out, "a.rs"), text("newest"));
}

#[test]
fn what_a_run_has_left_goes_where_nothing_else_changes() {
    let dir = tempfile::tempdir().unwrap();
    let files = files(&[("a.rs", "same")]);
    write(&files, dir.path()).unwrap();
    let left = dir.path().join(".codegen-staging/ended");
    fs::create_dir_all(left.join("texts")).unwrap();
    fs::write(left.join("given_up"), "").unwrap();
    let changes = write(&files, dir.path()).unwrap();
    assert!(changes.is_empty());
    assert_eq!(listing(dir.path()), ["a.rs"]);
}

#[test]
fn a_journal_of_somebody_else_does_no_harm() {
    let dir = tempfile::tempdir().unwrap();
    let out = dir.path().join("out");
    fs::write(dir.path().join("mine.rs"), text("mine")).unwrap();
    ended(&out, "../mine.rs\n");
    assert!(matches!(finish(&out), Err(OutputError::Refused(_))));
    assert!(dir.path().join("mine.rs").exists());
    fs::remove_dir_all(&out).unwrap();
    ended(&out, "by_hand.rs\n");
    fs::write(out.join("by_hand.rs"), "//! By hand.\n").unwrap();
    fs::write(
        out.join(".codegen-staging/ended/texts/evil.rs"),
        "fn main() {}",
    )
    .unwrap();
    assert!(finish(&out).unwrap());
    assert_eq!(
        listing(&out),
        ["a.rs", "b.rs", "by_hand.rs", "c.rs", "d", "d/e.rs"]
    );
}

/// Each has a file that is another, one that only it has, and one in a folder that comes
/// and goes.
fn tree_of(number: usize) -> Files {
    let body = number.to_string();
    let (own, folder) = (format!("own/{number}.rs"), format!("f{}/x.rs", number % 2));
    files(&[
        ("a.rs", &body),
        ("b.rs", &body),
        (&own, &body),
        (&folder, &body),
    ])
}

#[test]
fn of_several_runs_at_once_one_is_the_last() {
    const RUNS: usize = 4;
    let dir = tempfile::tempdir().unwrap();
    for _ in 0..15 {
        std::thread::scope(|scope| {
            for number in 0..RUNS {
                let out = dir.path();
                scope.spawn(move || write(&tree_of(number), out).unwrap());
            }
        });
        let found = oas_codegen::output::generated(dir.path()).unwrap();
        let whole = (0..RUNS).filter(|number| tree_of(*number) == found);
        assert_eq!(whole.count(), 1, "{found:?}");
        assert!(!dir.path().join(".codegen-staging").exists());
    }
}
