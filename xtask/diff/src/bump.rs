//! `cargo xtask bump`: others have published a new version. What has to be done is done
//! as far as the text of our document says how, and the rest is listed.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use clap::Parser;
use oas_codegen::diagnostics::{Code, Diagnostic, Fix};
use oas_codegen::edit;
use oas_codegen::load::{Document, Source};
use oas_codegen::tree::{Node, NodeMap, Place, single_line};
use similar::TextDiff;

use crate::drift::Drift;
use crate::finding::Finding;
use crate::import::{Insertion, insert, insertions, plain};
use crate::side::loaded;
use crate::{Failure, files, text};

/// Follows a new version of the document that others publish.
#[derive(Parser)]
#[command(name = "cargo xtask bump", bin_name = "cargo xtask bump")]
pub struct Arguments {
    /// The document that others publish
    upstream: PathBuf,
    /// The record of what is known
    #[arg(long, value_name = "FILE.toml", default_value = "spec/upstream.toml")]
    record: PathBuf,
    /// Make the edits, instead of printing them as a patch
    #[arg(long)]
    write: bool,
}

/// # Errors
/// What keeps the documents from being compared, or ours from being edited. Nothing is
/// written then.
pub fn run(arguments: &Arguments) -> Result<bool, Failure> {
    let drift = Drift::of(&arguments.upstream, &arguments.record)?;
    let (report, told) = follow(&drift, &arguments.record, arguments.write)?;
    // A patch stands for itself, so that it can be applied as it comes.
    print!("{report}");
    eprint!("{told}");
    Ok(true)
}

/// Makes the edits, or gives them as a patch; and what else is to be said.
fn follow(drift: &Drift, record_path: &Path, write: bool) -> Result<(String, String), Failure> {
    let before = text(&drift.path)?;
    let record = fs::read_to_string(record_path).unwrap_or_default();
    let proposal = Proposal::of(drift, &before);
    let noted = match (drift.known(), drift.version()) {
        (Some(old), Some(new)) => record.replace(&line(old), &line(new)),
        _ => record.clone(),
    };
    let edits = [
        (drift.path.as_path(), &before, &proposal.text),
        (record_path, &record, &noted),
    ];
    let edits = edits
        .into_iter()
        .filter(|(_, before, after)| before != after);
    let mut report = String::new();
    for (path, before, after) in edits.clone() {
        let name = path.display().to_string();
        if write {
            writeln!(report, "{name}: edited")?;
        } else {
            let patch = TextDiff::from_lines(before.as_str(), after);
            let mut patch = patch.unified_diff();
            let patch = patch
                .header(&format!("a/{name}"), &format!("b/{name}"))
                .to_string();
            report.push_str(&patch);
        }
    }
    if write {
        let edited: Vec<(&Path, &str)> = edits
            .map(|(path, _, after)| (path, after.as_str()))
            .collect();
        files::write(&edited)?;
    }
    Ok((report, proposal.told(drift)?))
}

/// The line of the record that says the version.
fn line(version: &str) -> String {
    format!("upstream = {}\n", toml::Value::from(version))
}

/// What is to become of our document.
struct Proposal {
    text: String,
    done: Vec<String>,
    left: Vec<Finding>,
}

impl Proposal {
    fn of(drift: &Drift, text: &str) -> Proposal {
        let mut proposal = Proposal {
            text: text.to_owned(),
            done: Vec::new(),
            left: Vec::new(),
        };
        for finding in drift.unknown() {
            if !proposal.adopt(drift, finding) {
                proposal.left.push(finding.clone());
            }
        }
        if let (Some(old), Some(new)) = (drift.known(), drift.version())
            && old != new
        {
            proposal.rename(drift, old, new);
        }
        proposal
    }

    /// Edits the text so that a difference is gone, if that is plain.
    fn adopt(&mut self, drift: &Drift, finding: &Finding) -> bool {
        let added = match finding.check {
            "operation-added" => self.operation(drift, finding),
            "request-property-added" | "response-property-added" => property(drift, finding),
            _ => None,
        };
        let Some(added) = added else {
            return false;
        };
        let mut text = self.text.clone();
        for insertion in &added {
            match insert(&text, insertion) {
                Ok(changed) => text = changed,
                Err(_) => return false,
            }
        }
        self.text = text;
        self.done
            .extend(added.iter().map(|one| format!("added {one}")));
        true
    }

    fn operation(&self, drift: &Drift, finding: &Finding) -> Option<Vec<Insertion>> {
        let pointer = finding.new.as_ref()?.pointer.parse().ok()?;
        let place = Place {
            pointer,
            ..drift.upstream.root_place()
        };
        let id = drift.upstream.node(&place)?.get("operationId")?.as_str()?;
        insertions(&drift.upstream, &self.document(drift)?, id).ok()
    }

    /// Our document as it is with what was added so far.
    fn document(&self, drift: &Drift) -> Option<Document> {
        let name = drift.path.display().to_string();
        loaded(&Source::from_text(name, self.text.clone())).ok()
    }

    /// Says the new version wherever the document says the old one: as its own, and in
    /// headers that the client sends.
    fn rename(&mut self, drift: &Drift, old: &str, new: &str) {
        let Some(document) = self.document(drift) else {
            return;
        };
        let root = document.root_place();
        let headers = root.key("x-api").key("headers");
        let names = document.node(&headers).and_then(Node::as_map);
        let names = names.into_iter().flat_map(NodeMap::keys);
        let mut places: Vec<Place> = names.map(|name| headers.key(name)).collect();
        places.push(root.key("info").key("version"));
        places.retain(|place| document.node(place).and_then(Node::as_str) == Some(old));
        let findings: Vec<Diagnostic> = places
            .iter()
            .map(|place| {
                Diagnostic::note(Code::ExtensionValue, "the version")
                    .at(place, "")
                    .fix(Fix::Replace(new.to_owned()))
            })
            .collect();
        for file in edit::fix(document.sources(), &findings) {
            self.text = file.after;
            self.done
                .push(format!("{old} is {new} in {} places", file.count));
        }
    }

    fn told(&self, drift: &Drift) -> Result<String, Failure> {
        let mut told = String::new();
        for one in &self.done {
            writeln!(told, "done: {}", single_line(one))?;
        }
        for one in drift.stale() {
            writeln!(told, "to do: remove from the record: {}", single_line(&one))?;
        }
        for one in &self.left {
            writeln!(told, "{}", one.line("to do: adopt or refuse "))?;
            if let Some(at) = one.new.as_ref().or(one.old.as_ref()) {
                writeln!(told, "  {at}#{}", single_line(&at.pointer))?;
            }
        }
        let count = self.done.len();
        writeln!(
            told,
            "{count} done, {} to do",
            self.left.len() + drift.stale().len()
        )?;
        Ok(told)
    }
}

/// A new property with all that it needs, put into the schema of ours that lacks it.
fn property(drift: &Drift, finding: &Finding) -> Option<Vec<Insertion>> {
    let place = |at: &crate::finding::Position, document: &Document| {
        Some(Place {
            pointer: at.pointer.parse().ok()?,
            ..document.root_place()
        })
    };
    let owner = place(finding.old.as_ref()?, &drift.ours)?;
    // Only a schema that has properties already is known to be the one.
    drift.ours.node(&owner.key("properties"))?.as_map()?;
    let added = place(finding.new.as_ref()?, &drift.upstream)?;
    let value = plain(drift.upstream.node(&added)?);
    let mut into: Vec<String> = owner.pointer.tokens().map(Into::into).collect();
    into.push("properties".to_owned());
    let mut insertions = vec![Insertion {
        into,
        key: added.pointer.last()?.to_owned(),
        value: value.clone(),
    }];
    crate::import::needed(&drift.upstream, &drift.ours, vec![value], &mut insertions).ok()?;
    Some(insertions)
}

#[cfg(test)]
mod tests {
    use super::*;

    const OURS: &str = "\
openapi: 3.0.3
info: { title: Pets, version: '1' } # theirs
x-api: { headers: { Api-Version: '1' } }
paths:
  /pets:
    get:
      operationId: listPets
      tags: [pets]
      responses: { '200': { description: a, content: { application/json: { schema: { $ref: '#/components/schemas/pet' } } } } }
components:
  schemas:
    pet:
      type: object
      properties:
        name: { type: string }
    # Behind it.
    dog: { type: object, properties: { a: { type: string } } }
";

    const RECORD: &str = "upstream = '1'\nfollow = ['tag:pets']\n[[refused]]\ncheck = 'default-changed'\nat = '*'\nreason = 'So.'\n";

    fn theirs() -> String {
        OURS
            .replace("version: '1'", "version: '2'")
            .replace("        name: { type: string }\n", "        name: { type: integer }\n        kind: { $ref: '#/components/schemas/kind' }\n")
            .replace("    dog:", "    kind: { type: string, x-note: no }\n    dog:")
            .replace("components:\n", "  /dogs:\n    get: { operationId: listDogs, tags: [pets], responses: { '200': { description: a, content: { application/json: { schema: { $ref: '#/components/schemas/dog' } } } } } }\ncomponents:\n")
    }

    /// A folder with our document and the record.
    fn folder() -> (tempfile::TempDir, Drift, PathBuf) {
        let dir = tempfile::tempdir().unwrap();
        let mut drift = Drift::of_texts(OURS, &theirs(), RECORD);
        drift.path = dir.path().join("pets.yaml");
        fs::write(&drift.path, OURS).unwrap();
        let record = dir.path().join("upstream.toml");
        fs::write(&record, format!("# Ours.\n{}", line("1"))).unwrap();
        (dir, drift, record)
    }

    fn followed(drift: &Drift, record: &Path, write: bool) -> Result<String, String> {
        let followed = follow(drift, record, write).map_err(|error| error.to_string());
        followed.map(|(report, _)| report)
    }

    #[test]
    fn edits_are_a_patch_until_they_are_to_be_made() {
        let (dir, drift, record) = folder();
        let patch = followed(&drift, &record, false).unwrap();
        assert_eq!(patch.matches("\n+++ b/").count(), 2, "{patch}");
        assert_eq!(fs::read_to_string(&drift.path).unwrap(), OURS);
        let report = followed(&drift, &record, true).unwrap();
        assert_eq!(report.matches(": edited\n").count(), 2, "{report}");
        let expected = Proposal::of(&drift, OURS).text;
        assert_eq!(fs::read_to_string(&drift.path).unwrap(), expected);
        let noted = fs::read_to_string(&record).unwrap();
        assert_eq!(noted, format!("# Ours.\n{}", line("2")));
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 2);
    }

    #[test]
    fn what_can_not_be_written_whole_is_not_written() {
        let (dir, drift, record) = folder();
        // A folder where the new text of the record has to go.
        fs::create_dir(dir.path().join("upstream.toml.new")).unwrap();
        let error = followed(&drift, &record, true).unwrap_err();
        assert!(error.contains("upstream.toml"), "{error}");
        assert_eq!(fs::read_to_string(&drift.path).unwrap(), OURS);
        assert!(!dir.path().join("pets.yaml.new").exists());
    }

    #[test]
    fn what_is_plain_is_done_and_the_rest_is_listed() {
        let theirs = theirs();
        let record = RECORD;
        let drift = Drift::of_texts(OURS, &theirs, record);
        let proposal = Proposal::of(&drift, OURS);
        let added: Vec<&str> = proposal
            .text
            .lines()
            .filter(|line| !OURS.lines().any(|old| old == *line))
            .map(str::trim)
            .collect();
        for expected in [
            "info: { title: Pets, version: '2' } # theirs",
            "x-api: { headers: { Api-Version: '2' } }",
            "/dogs:",
            "operationId: listDogs",
            "$ref: '#/components/schemas/kind'",
        ] {
            assert!(added.contains(&expected), "{expected}: {added:#?}");
        }
        assert!(!proposal.text.contains("x-note"));
        assert!(proposal.text.contains("    # Behind it.\n"));
        let left: Vec<&str> = proposal.left.iter().map(|one| one.check).collect();
        assert_eq!(left, ["type-changed"]);
        let told = proposal
            .told(&drift)
            .map_err(|error| error.to_string())
            .unwrap();
        assert!(
            told.contains("remove from the record: `default-changed` of *"),
            "{told}"
        );
        assert!(told.ends_with("4 done, 2 to do\n"), "{told}");
        // Whoever has done it has nothing left but what is listed.
        let done = Drift::of_texts(&proposal.text, &theirs, "follow = ['tag:pets']");
        let again = Proposal::of(&done, &proposal.text);
        assert_eq!(again.text, proposal.text);
        assert_eq!(again.left.len(), 1);
    }
}
