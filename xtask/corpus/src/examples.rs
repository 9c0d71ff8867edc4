//! Examples, judged by the schemas as they are written and by our model.
//!
//! An example that fits its schema and not the model made of it shows that
//! something of the schema was misunderstood.

mod find;

use std::collections::BTreeMap;

use oas_codegen::diagnostics::{Code, Sink};
use oas_codegen::load::{Source, load};
use oas_codegen::tree::{FileId, Node};

use crate::schemas::{Judges, judged_by};
use find::Example;

/// How the generator says that an example holds a member that nothing declares.
const UNDECLARED: &str = "the schema declares no such property";

/// How the two verdicts compare.
#[derive(Clone, Debug, Default)]
pub struct Examples {
    /// How many examples there are.
    pub total: usize,
    /// How many fit their schema.
    pub fitting: usize,
    /// Those that fit their schema and not our model: where, and why not.
    pub refused: Vec<(String, String)>,
    /// Those that fit both, and hold a member that nothing declares: JSON Schema and the
    /// client allow it, and whoever reads the report is told of it.
    pub undeclared: Vec<(String, String)>,
    /// Schemas that could not be used to judge anything.
    pub unjudged: usize,
}

/// Compares the verdicts. What the model says of examples is among the
/// findings. A document of several files is not judged.
pub fn judge(source: &Source, sink: &Sink) -> Examples {
    let mut examples = Examples::default();
    let Some(document) = load(source, &mut Sink::new()) else {
        return examples;
    };
    if document.files().count() > 1 {
        return examples;
    }
    let (schemas, draft) = judged_by(&document);
    let found = find::find(&schemas);
    examples.total = found.len();
    let Some(judges) = Judges::of(schemas, draft) else {
        examples.unjudged = found.len();
        return examples;
    };
    let misfits = misfits(sink);
    for (schema, group) in by_schema(&found) {
        let Some(validator) = judges.judge(schema) else {
            examples.unjudged += group.len();
            continue;
        };
        for example in group {
            let value = document
                .root()
                .at(&example.place.parse().unwrap_or_default())
                .map(Node::to_json);
            if !value.is_some_and(|value| validator.is_valid(&value)) {
                continue;
            }
            examples.fitting += 1;
            if let Some(reason) = misfit(&misfits, &example.place) {
                let list = if reason.contains(UNDECLARED) {
                    &mut examples.undeclared
                } else {
                    &mut examples.refused
                };
                list.push((example.place.clone(), reason.clone()));
            }
        }
    }
    examples
}

fn by_schema(found: &[Example]) -> BTreeMap<&str, Vec<&Example>> {
    let mut groups: BTreeMap<&str, Vec<&Example>> = BTreeMap::new();
    for example in found {
        groups.entry(&example.schema).or_default().push(example);
    }
    groups
}

/// Where an example does not fit the model, and why. Examples that miss one schema are
/// labels of one finding.
fn misfits(sink: &Sink) -> BTreeMap<String, String> {
    let found = sink.diagnostics().iter();
    let found = found.filter(|finding| finding.code == Code::ExampleMisfit);
    let labels = found.flat_map(|finding| {
        let is_undeclared = |text: &str| text.contains(UNDECLARED);
        let undeclared = finding.labels.iter().find(|it| is_undeclared(&it.text));
        let labels = finding.labels.iter();
        labels.map(move |label| (&label.place, &undeclared.unwrap_or(label).text))
    });
    let places = labels.map(|(place, text)| (sink.sources().origin(place), text));
    let places = places.filter(|(place, _)| place.file == FileId::ROOT);
    places
        .map(|(place, text)| (place.pointer.to_string(), text.clone()))
        .collect()
}

/// What was found at the place or below it.
fn misfit<'a>(misfits: &'a BTreeMap<String, String>, place: &str) -> Option<&'a String> {
    let mut after = misfits.range(place.to_owned()..);
    let (found, reason) = after.find(|(found, _)| {
        let rest = found.strip_prefix(place);
        rest.is_none_or(|rest| rest.is_empty() || rest.starts_with('/'))
    })?;
    found.starts_with(place).then_some(reason)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misfit_is_found_at_or_below_its_example() {
        let misfits: BTreeMap<String, String> = ["/a/example", "/a/example-2/x", "/b/example/0/y"]
            .into_iter()
            .map(|place| (place.to_owned(), place.to_owned()))
            .collect();
        let at = |place: &str| misfit(&misfits, place).map(String::as_str);
        assert_eq!(at("/a/example"), Some("/a/example"));
        assert_eq!(at("/b/example"), Some("/b/example/0/y"));
        assert_eq!(at("/b/exam"), None);
        assert_eq!(at("/c"), None);
    }

    #[test]
    fn verdicts_are_compared() {
        let text = r"
openapi: 3.0.3
info: {title: A, version: '1'}
paths:
  /a:
    get:
      operationId: getA
      responses:
        '200':
          description: ok
          content:
            application/json:
              schema: {$ref: '#/components/schemas/A'}
              examples:
                right: {value: {a: null}}
                wrong: {value: {a: 5}}
                more: {value: {b: 5}}
                misspelt: {value: {aa: x}}
components:
  schemas:
    A: {type: object, properties: {a: {type: string, nullable: true}, aaa: {type: string}}, example: {a: x}}
";
        let source = Source::from_text("a.yaml", text);
        let mut sink = Sink::new();
        oas_codegen::generate_partial(&source, &oas_codegen::Config::default(), &mut sink).unwrap();
        let examples = judge(&source, &sink);
        assert_eq!((examples.total, examples.fitting), (5, 4));
        assert_eq!(examples.refused, []);
        assert_eq!(examples.undeclared.len(), 2);
    }
}
