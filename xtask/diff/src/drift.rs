//! `cargo xtask drift`: how the document of this workspace differs from the one that
//! others publish, and what of that is known.
//!
//! `spec/upstream.toml` is the record: which operations are followed, and what is
//! refused, with its reason. What is neither refused nor gone is new.

mod record;
#[cfg(test)]
mod tests;

use std::collections::{BTreeSet, HashSet};
use std::path::{Path, PathBuf};

use clap::{Parser, ValueEnum};
use oas_codegen::config::{Candidate, Selectors};
use oas_codegen::load::{Document, Source};
use oas_codegen::tree::{Node, single_line};

use crate::finding::{Finding, Position};
use crate::side::{CONFIG, loaded};
use crate::{Failure, enter_root, side, text, wire};
use record::{Record, add};

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
    /// It lies in what ours lacks as a whole, which is told by itself.
    Lacking,
}

/// Both documents, what differs, and what the record knows of it.
pub struct Drift {
    pub ours: Document,
    pub upstream: Document,
    /// Where ours is, seen from the root of the workspace.
    pub path: PathBuf,
    differences: Vec<Finding>,
    /// Where schemas of the other document are that ours has too.
    known: HashSet<String>,
    record: Record,
}

impl Drift {
    /// Enters the root of the workspace.
    ///
    /// # Errors
    /// What keeps the documents from being compared.
    pub fn of(upstream: &Path, record: &Path) -> Result<Drift, Failure> {
        let upstream = std::env::current_dir()?.join(upstream);
        enter_root()?;
        let (path, ours) = ours()?;
        let upstream = loaded(&Source::from_file(upstream))?;
        Ok(Drift::between(path, ours, upstream, Record::of(record)?))
    }

    #[cfg(test)]
    pub fn of_texts(ours: &str, upstream: &str, record: &str) -> Drift {
        let document = |text: &str| {
            let loaded = loaded(&Source::from_text("pets.yaml", text));
            loaded.map_err(|error| error.to_string()).unwrap()
        };
        let record = Record::read(record).map_err(|error| error.to_string());
        let path = PathBuf::from("pets.yaml");
        Drift::between(path, document(ours), document(upstream), record.unwrap())
    }

    fn between(path: PathBuf, ours: Document, upstream: Document, record: Record) -> Drift {
        let names = followed(&record, [&ours, &upstream], &ours);
        let (differences, known) = wire::compared(&ours, &upstream);
        let differences = of(&names, differences);
        Drift {
            ours,
            upstream,
            path,
            differences,
            known,
            record,
        }
    }

    /// The version that the record is of, if it says one.
    pub fn known(&self) -> Option<&str> {
        self.record.upstream.as_deref()
    }

    /// What the other document says of its version.
    pub fn version(&self) -> Option<&str> {
        self.upstream.root().get("info")?.get("version")?.as_str()
    }

    /// What is neither adopted nor refused.
    pub fn unknown(&self) -> impl Iterator<Item = &Finding> {
        let differences = self.differences.iter();
        differences.filter(|one| self.record.reason(one).is_none())
    }

    /// Entries of the record that refuse nothing any more.
    pub fn stale(&self) -> Vec<String> {
        let stale = self.record.stale(&self.differences);
        stale
            .into_iter()
            .map(|one| format!("{} is refused, and there is no such difference", one.told()))
            .collect()
    }

    fn status(&self, finding: &Finding) -> Status {
        let reason = self.record.reason(finding);
        reason.map_or(Status::New, |reason| Status::Refused(reason.to_owned()))
    }

    /// Whether a change of a schema is in one that ours has nothing for.
    fn lacks(&self, finding: &Finding) -> bool {
        let about_operations = [
            "operation-",
            "parameter-",
            "request-body-",
            "response-",
            "security-",
        ];
        let is_member = finding.check.contains("-property-");
        if !is_member
            && about_operations
                .iter()
                .any(|one| finding.check.starts_with(one))
        {
            return false;
        }
        let Some(at) = &finding.new else {
            return false;
        };
        // A finding is about a schema, about one of its keys, or about a new property.
        let above = |pointer: &str| pointer.rsplit_once('/').map(|(above, _)| above.to_owned());
        let key = above(&at.pointer);
        let object = key.as_deref().and_then(above);
        let mut places = [Some(at.pointer.clone()), key, object]
            .into_iter()
            .flatten();
        !places.any(|place| self.known.contains(&place))
    }

    /// What has changed since a version before, and what of that is adopted.
    fn since(&self, before: &Document) -> Vec<(Status, Finding)> {
        let names = followed(&self.record, [before, &self.upstream], &self.ours);
        let changes = of(&names, wire::compare(before, &self.upstream));
        let judged = changes.into_iter().map(|one| {
            let is_left = self.differences.iter().any(|left| same(left, &one));
            let status = if is_left {
                self.status(&one)
            } else if self.lacks(&one) {
                Status::Lacking
            } else {
                Status::Adopted
            };
            (status, one)
        });
        judged.collect()
    }
}

/// # Errors
/// What keeps the documents from being compared, and entries of the record that refuse
/// nothing in the version that it is of.
pub fn run(arguments: &Arguments) -> Result<bool, Failure> {
    let since = arguments.since.as_ref();
    let since = since.map(|path| Ok::<_, Failure>(std::env::current_dir()?.join(path)));
    let since = since.transpose()?;
    let drift = Drift::of(&arguments.upstream, &arguments.record)?;
    let told = match since {
        Some(path) => drift.since(&loaded(&Source::from_file(path))?),
        None => {
            let stale = drift.stale();
            let is_known = drift.known().is_none() || drift.known() == drift.version();
            if is_known && !stale.is_empty() {
                let stale = stale.join("\n");
                return Err(format!("{stale}\nremove these from the record").into());
            }
            for one in &stale {
                println!("gone: {}", single_line(one));
            }
            let judged = drift.differences.iter();
            judged.map(|one| (drift.status(one), one.clone())).collect()
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

/// Whether two comparisons with one document tell of one difference: at one place of it,
/// if it has one, and by what is the same in all versions.
fn same(one: &Finding, other: &Finding) -> bool {
    let place = |at: &Option<Position>| at.as_ref().map(|at| at.pointer.clone());
    one.check == other.check
        && one.message == other.message
        && place(&one.new) == place(&other.new)
        && one
            .subjects
            .iter()
            .any(|subject| other.subjects.contains(subject))
}

/// The operations that are looked at: ours, and those that the record names.
fn followed(record: &Record, documents: [&Document; 2], ours: &Document) -> BTreeSet<String> {
    let ours = wire::operations(ours).into_iter();
    let mut names: BTreeSet<String> = ours.map(|operation| operation.name).collect();
    let located = documents.into_iter().flat_map(|document| {
        let operations = wire::operations(document).into_iter();
        operations.map(move |operation| (document, operation))
    });
    let selectors: Selectors<'_> = record.follow.iter().collect();
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
        if !selectors.naming(&candidate).is_empty() {
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

fn ours() -> Result<(PathBuf, Document), Failure> {
    let config = side::config(&text(Path::new(CONFIG))?)?;
    let folder = Path::new(CONFIG).parent().unwrap_or(Path::new(""));
    let path = folder.join(&config.document);
    let overlays = config
        .overlays
        .iter()
        .map(|path| Source::from_file(folder.join(path)));
    let source = overlays.fold(Source::from_file(&path), Source::with_overlay);
    Ok((path, loaded(&source)?))
}

fn print(told: &[(Status, Finding)]) {
    for (status, finding) in told {
        let (word, reason) = match status {
            Status::New => ("new", String::new()),
            Status::Adopted => ("adopted", String::new()),
            Status::Refused(reason) => ("refused", format!(" ({reason})")),
            Status::Lacking => ("lacking", String::new()),
        };
        println!("{}{}", finding.line(word), single_line(&reason));
        if let (Status::New, Some(at)) = (status, finding.new.as_ref().or(finding.old.as_ref())) {
            println!("  {at}#{}", single_line(&at.pointer));
        }
    }
    let count =
        |wanted: fn(&Status) -> bool| told.iter().filter(|(status, _)| wanted(status)).count();
    println!(
        "{} new, {} adopted, {} refused, {} in what ours lacks",
        count(|status| *status == Status::New),
        count(|status| *status == Status::Adopted),
        count(|status| matches!(status, Status::Refused(_))),
        count(|status| *status == Status::Lacking)
    );
}
