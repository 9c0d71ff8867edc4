//! Files that never end, or are larger than anybody wants to read.

use std::fs;
use std::path::Path;

use oas_codegen::diagnostics::Format;
use oas_codegen::load::read_text;
use oas_codegen::{Config, Sink, Source, Strictness};

/// What there is to say of a document, a line each.
fn findings(source: &Source) -> String {
    let mut sink = Sink::new();
    oas_codegen::analyse(source, &Config::default(), Strictness::Strict, &mut sink);
    sink.render(Format::Lines)
}

fn referring(dir: &Path, file: &str) -> Source {
    let text = format!(
        "openapi: 3.0.3\ninfo: {{title: A, version: '1'}}\npaths: {{}}\n\
         components: {{schemas: {{a: {{$ref: '{file}#/a'}}}}}}\n"
    );
    let path = dir.join("openapi.yaml");
    fs::write(&path, text).unwrap();
    Source::from_file(path)
}

#[cfg(unix)]
#[test]
fn a_pipe_or_a_device_is_no_document() {
    let dir = tempfile::tempdir().unwrap();
    let pipe = dir.path().join("pipe.yaml");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    assert!(made.unwrap().success());
    for endless in [pipe.as_path(), Path::new("/dev/zero")] {
        let found = findings(&Source::from_file(endless));
        assert!(found.contains("it is a pipe or a device"), "{found}");
    }
    let found = findings(&referring(dir.path(), "pipe.yaml"));
    assert!(found.contains("it is a pipe or a device"), "{found}");
}

#[test]
fn what_is_read_has_a_bound() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(
        dir.path().join("large.yaml"),
        "a: {type: string}\n#".repeat(100_000),
    )
    .unwrap();
    let found = findings(&referring(dir.path(), "large.yaml").with_limit(1_000_000));
    assert!(found.contains("more than 1 MB"), "{found}");
    let alone = Source::from_file(dir.path().join("large.yaml")).with_limit(1_000_000);
    assert!(findings(&alone).contains("more than 1 MB"));
}

#[test]
fn what_lies_beside_a_document_ends_too() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("codegen.toml");
    fs::write(&file, "cli = true\n").unwrap();
    assert_eq!(read_text(&file).unwrap(), "cli = true\n");
    fs::write(&file, [0xff]).unwrap();
    assert_eq!(read_text(&file).unwrap_err().to_string(), "it is not UTF-8");
    assert!(read_text(dir.path()).is_err());
    #[cfg(unix)]
    assert_eq!(
        read_text(Path::new("/dev/zero")).unwrap_err().to_string(),
        "it is a pipe or a device, and no file"
    );
}
