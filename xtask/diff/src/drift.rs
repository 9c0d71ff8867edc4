//! `cargo xtask drift`: how the document of this workspace differs from the one that
//! others publish, and what of that is known.
//!
//! `spec/upstream.toml` is the record: which operations are followed, and each
//! difference that is refused, with its reason. What is neither refused nor gone is new.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use clap::{Parser, ValueEnum};
use oas_codegen::config::{Candidate, Selector};
use oas_codegen::load::{Document, Source};
use oas_codegen::tree::Node;
use toml::{Table, Value};

use crate::finding::Finding;
use crate::side::{CONFIG, loaded};
use crate::{Failure, enter_root, side, text, wire};

/// How the document of this workspace differs from the one that others publish.
#[derive(Parser)]
#[command(name = "cargo xtask drift", bin_name = "cargo xtask drift")]
pub struct Arguments {
    /// The document that others publish
    upstream: PathBuf,
    /// Its version before: tells what has changed since then, and what of it is adopted
    #[arg(long, value_name = "FILE")]
    since: Option<PathBuf>,
    /// The record of what is known
    #[arg(long, value_name = "FILE.toml", default_value = "spec/upstream.toml")]
    record: PathBuf,
    /// Fail where there is anything new
    #[arg(long, value_enum)]
    deny: Option<Deny>,
    /// Add everything that is new to the record, refused for this reason
    #[arg(long, value_name = "REASON", conflicts_with = "since")]
    refuse: Option<String>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Deny {
    New,
}

/// What became of a difference.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Status {
    New,
    Adopted,
    Refused(String),
}

/// What is known of the document that others publish.
#[derive(Default)]
struct Record {
    /// Operations that are followed besides those that we have.
    follow: Vec<Selector>,
    refused: Vec<Refusal>,
}

/// A difference by which checks know it again.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Refusal {
    check: String,
    subject: String,
    message: String,
    reason: String,
}

/// # Errors
/// What keeps the documents from being compared, and entries of the record that refuse
/// nothing.
pub fn run(arguments: &Arguments) -> Result<bool, Failure> {
    let current = std::env::current_dir()?;
    let (upstream, since) = (
        current.join(&arguments.upstream),
        arguments.since.as_ref().map(|path| current.join(path)),
    );
    enter_root()?;
    let ours = ours()?;
    let upstream = loaded(&Source::from_file(upstream))?;
    let record = match fs::read_to_string(&arguments.record) {
        Ok(text) => read(&text)?,
        Err(_) => Record::default(),
    };
    let names = followed(&record, [&ours, &upstream], &ours);
    let differences = of(&names, wire::compare(&ours, &upstream));
    let told: Vec<(Status, Finding)> = match since {
        None => {
            stale(&record, &differences)?;
            let judged = differences
                .into_iter()
                .map(|one| (record.status(&one), one));
            judged.collect()
        }
        Some(path) => {
            let before = loaded(&Source::from_file(path))?;
            let names = followed(&record, [&before, &upstream], &ours);
            let changes = of(&names, wire::compare(&before, &upstream));
            let judged = changes.into_iter().map(|one| {
                let is_left = differences.iter().any(|left| same(left, &one));
                let status = if is_left {
                    record.status(&one)
                } else {
                    Status::Adopted
                };
                (status, one)
            });
            judged.collect()
        }
    };
    print(&told);
    let new = told.iter().filter(|(status, _)| *status == Status::New);
    if let Some(reason) = &arguments.refuse {
        add(&arguments.record, new.map(|(_, finding)| finding), reason)?;
        return Ok(true);
    }
    Ok(arguments.deny.is_none() || new.count() == 0)
}

impl Record {
    fn status(&self, finding: &Finding) -> Status {
        let refusal = self.refused.iter().find(|one| one.is_of(finding));
        refusal.map_or(Status::New, |one| Status::Refused(one.reason.clone()))
    }
}

impl Refusal {
    fn is_of(&self, finding: &Finding) -> bool {
        self.check == finding.check
            && self.message == finding.message
            && finding.subjects.contains(&self.subject)
    }
}

/// Whether two comparisons tell of one difference, by what is the same in all versions.
fn same(one: &Finding, other: &Finding) -> bool {
    one.check == other.check
        && one.message == other.message
        && one
            .subjects
            .iter()
            .any(|subject| other.subjects.contains(subject))
}

fn stale(record: &Record, differences: &[Finding]) -> Result<(), Failure> {
    let stale = record.refused.iter();
    let stale = stale.filter(|one| !differences.iter().any(|finding| one.is_of(finding)));
    let lines: Vec<String> = stale
        .map(|one| {
            format!(
                "`{}` of `{}` is refused, and there is no such difference: {}",
                one.check, one.subject, one.message
            )
        })
        .collect();
    if lines.is_empty() {
        return Ok(());
    }
    Err(format!("{}\nremove these from the record", lines.join("\n")).into())
}

/// The operations that are looked at: ours, and those that the record names.
fn followed(record: &Record, documents: [&Document; 2], ours: &Document) -> BTreeSet<String> {
    let ours = wire::operations(ours).into_iter();
    let mut names: BTreeSet<String> = ours.map(|operation| operation.name).collect();
    let located = documents.into_iter().flat_map(|document| {
        let operations = wire::operations(document).into_iter();
        operations.map(move |operation| (document, operation))
    });
    for (document, operation) in located {
        let Some(node) = document.node(&operation.place) else {
            continue;
        };
        let tags = node.get("tags").and_then(Node::as_list).unwrap_or_default();
        let tags: Vec<&str> = tags.iter().filter_map(Node::as_str).collect();
        let id = node
            .get("operationId")
            .and_then(Node::as_str)
            .unwrap_or_default();
        let candidate = Candidate {
            tags: &tags,
            path: &operation.path,
            id,
        };
        if record
            .follow
            .iter()
            .any(|selector| selector.names(&candidate))
        {
            names.insert(operation.name);
        }
    }
    names.into_iter().map(|name| wire::bare(&name)).collect()
}

/// The findings about these operations, and no others.
fn of(names: &BTreeSet<String>, findings: Vec<Finding>) -> Vec<Finding> {
    let about = findings.into_iter().filter_map(|mut finding| {
        finding
            .subjects
            .retain(|subject| names.contains(&wire::bare(subject)));
        (!finding.subjects.is_empty()).then_some(finding)
    });
    about.collect()
}

fn ours() -> Result<Document, Failure> {
    let config = side::config(&text(Path::new(CONFIG))?)?;
    let folder = Path::new(CONFIG).parent().unwrap_or(Path::new(""));
    let source = Source::from_file(folder.join(&config.document));
    let overlays = config
        .overlays
        .iter()
        .map(|path| Source::from_file(folder.join(path)));
    loaded(&overlays.fold(source, Source::with_overlay))
}

fn print(told: &[(Status, Finding)]) {
    for (status, finding) in told {
        let (word, reason) = match status {
            Status::New => ("new", String::new()),
            Status::Adopted => ("adopted", String::new()),
            Status::Refused(reason) => ("refused", format!(" ({reason})")),
        };
        println!(
            "{word}[{}] {}: {}{reason}",
            finding.check,
            finding.subject(),
            finding.message
        );
        if let (Status::New, Some(at)) = (status, finding.new.as_ref().or(finding.old.as_ref())) {
            println!("  {}:{}:{}", at.file, at.line, at.column);
        }
    }
    let count =
        |wanted: fn(&Status) -> bool| told.iter().filter(|(status, _)| wanted(status)).count();
    println!(
        "{} new, {} adopted, {} refused",
        count(|status| *status == Status::New),
        count(|status| *status == Status::Adopted),
        count(|status| matches!(status, Status::Refused(_)))
    );
}

fn read(text: &str) -> Result<Record, Failure> {
    let mut record = Record::default();
    for (key, value) in text.parse::<Table>()? {
        match (key.as_str(), value) {
            ("follow", Value::Array(list)) => {
                for one in list {
                    let selector = one.as_str().and_then(|text| text.parse().ok());
                    record
                        .follow
                        .push(selector.ok_or_else(|| format!("`{one}` is no selector"))?);
                }
            }
            ("refused", Value::Array(list)) => {
                for entry in list {
                    let text = |key: &str| {
                        let text = entry
                            .get(key)
                            .and_then(Value::as_str)
                            .filter(|text| !text.trim().is_empty());
                        text.map(str::to_owned)
                            .ok_or_else(|| format!("an entry needs `{key}`: {entry}"))
                    };
                    record.refused.push(Refusal {
                        check: text("check")?,
                        subject: text("operation")?,
                        message: text("message")?,
                        reason: text("reason")?,
                    });
                }
            }
            (key, _) => {
                return Err(
                    format!("the record has `follow` and `[[refused]]`, and no `{key}`").into(),
                );
            }
        }
    }
    Ok(record)
}

/// Adds entries behind those of the record.
fn add<'a>(
    path: &Path,
    findings: impl Iterator<Item = &'a Finding>,
    reason: &str,
) -> Result<(), Failure> {
    let mut text = fs::read_to_string(path).unwrap_or_default();
    for finding in findings {
        let entry = [
            ("check", finding.check),
            (
                "operation",
                finding.subjects.first().map_or("", String::as_str),
            ),
            ("message", &finding.message),
            ("reason", reason),
        ];
        text.push_str(if text.is_empty() {
            "[[refused]]\n"
        } else {
            "\n[[refused]]\n"
        });
        for (key, value) in entry {
            text.push_str(&format!("{key} = {}\n", Value::from(value)));
        }
    }
    fs::write(path, text)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const OURS: &str = "\
openapi: 3.1.0
info: { title: Pets, version: '1' }
paths:
  /pets:
    get: { operationId: listPets, parameters: [{ name: limit, in: query, schema: { type: integer } }], responses: { '200': { description: a } } }
";

    fn findings(follow: &str) -> (Record, Vec<Finding>) {
        let upstream = OURS.replace("type: integer", "type: string")
            + "  /dogs:\n    get: { operationId: listDogs, tags: [dogs], responses: { '200': { description: a } } }\n";
        let read_document = |text: &str| {
            loaded(&Source::from_text("pets.yaml", text)).map_err(|error| error.to_string())
        };
        let (ours, upstream) = (
            read_document(OURS).unwrap(),
            read_document(&upstream).unwrap(),
        );
        let record = read(follow).map_err(|error| error.to_string()).unwrap();
        let names = followed(&record, [&ours, &upstream], &ours);
        let findings = of(&names, wire::compare(&ours, &upstream));
        (record, findings)
    }

    #[test]
    fn operations_that_nobody_follows_are_not_told() {
        let checks = |follow: &str| -> Vec<&str> {
            findings(follow)
                .1
                .iter()
                .map(|finding| finding.check)
                .collect()
        };
        assert_eq!(checks(""), ["type-changed"]);
        assert_eq!(
            checks("follow = [\"tag:dogs\"]"),
            ["type-changed", "operation-added"]
        );
    }

    #[test]
    fn what_is_refused_is_known_until_it_is_gone() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("upstream.toml");
        let (record, found) = findings("");
        assert_eq!(record.status(&found[0]), Status::New);
        add(&path, found.iter(), "Theirs is wrong.")
            .map_err(|error| error.to_string())
            .unwrap();
        let text = fs::read_to_string(&path).unwrap();
        let (record, found) = findings(&text);
        assert_eq!(
            record.status(&found[0]),
            Status::Refused("Theirs is wrong.".to_owned())
        );
        assert!(stale(&record, &found).is_ok());
        let error = stale(&record, &[]).unwrap_err().to_string();
        assert!(error.contains("there is no such difference"), "{error}");
        assert!(read(&text.replace("reason", "why")).is_err());
    }
}
