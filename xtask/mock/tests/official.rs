//! Intercom's own request examples are accepted: by the official description,
//! and by ours with Intercom's rules.
//!
//! They aren't part of this project. Where they don't lie beside it, the test
//! says that it is skipped.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests fail by panicking, as tests do"
)]

use std::io::Write;
use std::path::{Path, PathBuf};

use oas_mock::http::{Request, StatusCode};
use oas_mock::{Bytes, Mock, ProblemKind, Record, Source, Value};

/// Past libtest, which swallows what a passing test prints.
fn tell(text: &str) {
    std::io::stderr()
        .write_all(format!("{text}\n").as_bytes())
        .unwrap();
}

fn folder() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/intercom");
    folder.is_dir().then_some(folder)
}

/// The examples of requests: what they are, method, path and body.
fn examples(folder: &Path) -> Vec<(String, String, String, Value)> {
    let text = std::fs::read_to_string(folder.join("official-2.16-examples.json")).unwrap();
    let all: Vec<Value> = serde_json::from_str(&text).unwrap();
    let requests = all
        .into_iter()
        .filter(|example| example["kind"] == "request");
    let requests = requests.map(|example| {
        let text = |key: &str| example[key].as_str().unwrap().to_owned();
        let title = format!("{} {}", text("operation"), text("name"));
        (
            title,
            text("method"),
            text("path"),
            example["value"].clone(),
        )
    });
    requests.collect()
}

/// Ids of the mock's own workspace in place of those of Intercom's.
fn path_of(operation: &str, template: &str) -> String {
    let ticket = if operation.contains("Conversation") {
        "90211"
    } else {
        "90210"
    };
    [
        ("{ticket_id}", ticket),
        ("{tag_id}", "815"),
        ("{id}", "55093"),
        ("{ticket_type_id}", "4101"),
        ("{attribute_id}", "8801"),
    ]
    .iter()
    .fold(template.to_owned(), |path, (name, id)| {
        path.replace(name, id)
    })
}

/// The same for the body.
fn body_of(body: &Value) -> String {
    [
        ("6762f2971bb69f9f2193bc49", "68b1c0ffee5eed0012345678"),
        ("6762f2a41bb69f9f2193bc4c", "68b1c0ffee5eed0012345678"),
        ("\"1234\"", "\"4102\""),
        ("\"5678\"", "\"621\""),
        ("\"204\"", "\"55094\""),
    ]
    .iter()
    .fold(body.to_string(), |body, (theirs, ours)| {
        body.replace(theirs, ours)
    })
}

fn send(mock: &Mock, method: &str, path: &str, body: String) -> (StatusCode, Record) {
    let request = Request::builder()
        .method(method)
        .uri(path)
        .header("authorization", "Bearer dG9rOm9mZmljaWFs")
        .header("content-type", "application/json")
        .body(Bytes::from(body))
        .unwrap();
    let status = mock.handle(request).response.status();
    (status, mock.records().pop().unwrap())
}

/// Whether an example fits a description. Those that don't are known for
/// numbers where ids are strings.
fn fits(title: &str, record: &Record) -> bool {
    for problem in &record.problems {
        let is_known = matches!(problem.kind, ProblemKind::Type | ProblemKind::Value);
        assert!(is_known, "{title}: {problem}");
    }
    record.problems.is_empty()
}

#[test]
fn intercoms_examples_are_accepted() {
    let Some(folder) = folder() else {
        return tell("skipped: Intercom's examples are not at hand");
    };
    let source = Source::from_file(folder.join("official-2.16-tickets-only.yaml"));
    let official = Mock::builder(source).build().unwrap();
    let ours = xtask_mock::intercom().build().unwrap();
    let examples = examples(&folder);
    let mut valid = 0;
    for (title, method, path, body) in &examples {
        let operation = title.split(' ').next().unwrap();
        // Without rules, ids are counted from 1001.
        let generic = path_of(operation, path).replace("4101", "1001");
        let (status, record) = send(&official, method, &generic, body.to_string());
        if !fits(title, &record) {
            assert_eq!(status, 400, "{title}");
            continue;
        }
        valid += 1;
        assert!(status.is_success(), "{title}: {status}");
        let (status, record) = send(&ours, method, &path_of(operation, path), body_of(body));
        assert!(fits(title, &record), "{title}: {:?}", record.problems);
        assert_eq!(record.response_problems, [], "{title}");
        assert!(
            status.is_success(),
            "{title}: {status} {:?}",
            record.response_body
        );
    }
    tell(&format!(
        "{valid} of {} of Intercom's request examples are valid, and accepted",
        examples.len()
    ));
    assert!(valid > 0);
}
