//! `observe`: what clients saw and the document doesn't foresee, as corrections of it.

mod path;
mod place;

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use clap::Args;
use oas_codegen::diagnostics::Sink;
use oas_codegen::load::Document;
use oas_codegen::overlay;
use oas_codegen::tree::{FileId, Node, NodeMap, Place, add_member, map_at, single_line};
use serde_json::Value;

use crate::project::{Project, with_overlays};
use crate::{Failure, Outcome, findings};
use oas_codegen::load::Source;
use path::Step;

#[derive(Args)]
pub struct Arguments {
    /// What the client's `on_unforeseen` told, a line of JSON each
    reports: PathBuf,
    /// The document; without one, that of spec/codegen.toml with its overlays
    file: Option<PathBuf>,
    /// Write the overlay into this file, as JSON if it is called so, instead of to the terminal
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

/// Why each of the corrections is there.
const REASON: &str = "Responses of the server hold it, though the description doesn't foresee it.";

pub fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let lines = fs::read_to_string(&arguments.reports)
        .map_err(|error| format!("`{}`: {error}", arguments.reports.display()))?;
    let (file, overlays) = match &arguments.file {
        Some(file) => (file.clone(), Vec::new()),
        None => match Project::enter()? {
            Some(project) => (project.document, project.overlays),
            None => return Ok(Outcome::Failed),
        },
    };
    let source = with_overlays(Source::from_file(&file), &overlays);
    let mut sink = Sink::new();
    let document = overlay::effective(&source, &mut sink);
    findings::print(&sink)?;
    let Some(document) = document.filter(|_| !sink.has_errors()) else {
        return Ok(Outcome::Failed);
    };
    let folded = fold(&document, &reports(&lines)?);
    for question in &folded.questions {
        eprintln!("{}", single_line(question));
    }
    let title = format!("What responses hold beside {}", file.display());
    match overlay::make(document.root(), &folded.root, &title, REASON) {
        Some(made) => crate::overlay::write(arguments.out.as_deref(), &made),
        None => {
            eprintln!("there is nothing to correct");
            Ok(Outcome::Done)
        }
    }
}

/// Something that a client saw.
#[derive(Debug, PartialEq)]
struct Report {
    operation: String,
    status: u64,
    steps: Vec<Step>,
    kind: String,
    found: Option<String>,
}

fn reports(lines: &str) -> Result<Vec<Report>, Failure> {
    let lines = lines.lines().enumerate();
    let lines = lines.filter(|(_, line)| !line.trim().is_empty());
    let reports = lines.map(|(index, line)| {
        report(line).ok_or_else(|| format!("line {} is no report of a client", index + 1).into())
    });
    reports.collect()
}

fn report(line: &str) -> Option<Report> {
    let value: Value = serde_json::from_str(line).ok()?;
    let text = |key| Some(value.get(key)?.as_str()?.to_owned());
    Some(Report {
        operation: text("operation")?,
        status: value.get("status")?.as_u64()?,
        steps: path::parse(value.get("path")?.as_str()?)?,
        kind: text("kind")?,
        found: text("found"),
    })
}

/// The document as the reports would have it, and what only a person can tell.
struct Folded {
    root: Node,
    questions: BTreeSet<String>,
}

fn fold(document: &Document, reports: &[Report]) -> Folded {
    let mut folded = Folded {
        root: document.root().clone(),
        questions: BTreeSet::new(),
    };
    for report in reports {
        let placed = place::of(document, &report.operation, report.status);
        let Some(response) = placed else {
            folded.ask(report, "the document has no such response of JSON");
            continue;
        };
        match (report.kind.as_str(), report.steps.split_last()) {
            ("member", Some((Step::Member(name), around))) => {
                let around = place::inside(document, response, around);
                folded.declare(report, around.as_ref(), name);
            }
            ("format", _) => {
                let place = place::inside(document, response, &report.steps);
                folded.forget_format(report, place.as_ref());
            }
            ("enum-value", _) => folded.ask(report, "the enum lacks a value"),
            ("union", _) => folded.ask(report, "the union lacks a branch"),
            _ => folded.ask(report, "no report of this kind is known"),
        }
    }
    folded
}

impl Folded {
    fn ask(&mut self, report: &Report, what: &str) {
        let (operation, status) = (&report.operation, report.status);
        let at = path::render(&report.steps);
        self.questions
            .insert(format!("{operation}, {status}, `{at}`: {what}"));
    }

    /// Adds a property.
    fn declare(&mut self, report: &Report, around: Option<&Place>, name: &str) {
        let Some(schema) = self.schema(around) else {
            return self.ask(report, "its schema is not in the document's root file");
        };
        if let Some(properties) = map_at(schema, "properties") {
            // What is declared already stays as it is.
            _ = add_member(
                properties,
                name.to_owned(),
                schema_of(report.found.as_deref()),
            );
        }
    }

    /// Takes a format away that not all values are of.
    fn forget_format(&mut self, report: &Report, place: Option<&Place>) {
        match self.schema(place) {
            Some(schema) => {
                schema.shift_remove("format");
            }
            None => self.ask(report, "its schema is not in the document's root file"),
        }
    }

    fn schema(&mut self, place: Option<&Place>) -> Option<&mut NodeMap> {
        let place = place.filter(|place| place.file == FileId::ROOT)?;
        let mut here = &mut self.root;
        for token in place.pointer.tokens() {
            here = match here {
                Node::Map(map) => map.get_mut(token)?,
                Node::List(list) => list.get_mut(token.parse::<usize>().ok()?)?,
                _ => return None,
            };
        }
        match here {
            Node::Map(map) => Some(map),
            _ => None,
        }
    }
}

/// A schema of a JSON type; of null nothing can be told.
fn schema_of(found: Option<&str>) -> Node {
    let mut schema = NodeMap::default();
    if let Some(ty) = found.filter(|found| *found != "null") {
        schema.insert("type".to_owned(), Node::String(ty.to_owned()));
        if ty == "array" {
            schema.insert("items".to_owned(), Node::Map(NodeMap::default()));
        }
    }
    Node::Map(schema)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test ends where it fails")]

    use super::*;
    use oas_codegen::load;

    const DOCUMENT: &str = "
openapi: 3.0.3
info: { title: Pets, version: '1' }
paths:
  /pets:
    get:
      operationId: listPets
      responses:
        2XX:
          description: The pets.
          content: { application/json: { schema: { $ref: '#/components/schemas/pets' } } }
components:
  schemas:
    pets: { type: object, properties: { data: { type: array, items: { $ref: '#/components/schemas/pet' } } } }
    pet:
      allOf:
        - { type: object, properties: { born: { type: string, format: date } } }
        - { type: object, properties: { size: { type: string, enum: [small] } } }
";

    fn folded(lines: &str) -> (String, Vec<String>) {
        let mut sink = Sink::new();
        let document = load::load(&Source::from_text("pets.yaml", DOCUMENT), &mut sink).unwrap();
        let folded = fold(&document, &reports(lines).unwrap());
        let made = overlay::make(document.root(), &folded.root, "Pets", REASON);
        let text = made.map(|made| load::to_yaml(&made)).unwrap_or_default();
        (text, folded.questions.into_iter().collect())
    }

    #[test]
    fn members_and_formats_are_corrected_and_the_rest_is_asked() {
        let (text, questions) = folded(
            r#"{"operation":"listPets","status":200,"path":"data[].age","kind":"member","found":"integer"}
               {"operation":"GET /pets","status":200,"path":"next","kind":"member","found":null}
               {"operation":"listPets","status":200,"path":"data[].born","kind":"format","found":"string"}
               {"operation":"listPets","status":200,"path":"data[].size","kind":"enum-value","found":"string"}
               {"operation":"listCats","status":200,"path":"a","kind":"member","found":"string"}"#,
        );
        assert!(text.contains("age:\n"), "{text}");
        assert!(text.contains("type: integer"), "{text}");
        assert!(text.contains("next: {}"), "{text}");
        assert!(text.contains("remove: true"), "{text}");
        let expected = [
            "listCats, 200, `a`: the document has no such response of JSON",
            "listPets, 200, `data[].size`: the enum lacks a value",
        ];
        assert_eq!(questions, expected);
        assert!(reports("{}").is_err());
    }
}
