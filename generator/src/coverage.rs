//! How much of a document became code, held against a count of the document
//! itself, which nothing on the way to the code could shorten.

use crate::diagnostics::{Code, Diagnostic, Sink};
use crate::load::Document;
use crate::model::{Api, Method};
use crate::select::LeftOut;
use crate::tree::{Node, Place};
use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};

/// What was asked for, and what came of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Every method of every path.
    pub operations: Tally,
    /// Every schema under `components`.
    pub schemas: Tally,
}

/// A count of things of one kind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many the document has.
    pub total: usize,
    /// How many are generated.
    pub generated: usize,
    /// How many the configuration leaves out.
    pub excluded: usize,
    /// Those that could not be generated.
    pub skipped: Vec<Skipped>,
}

/// Something that could not be generated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// Where it stands: a JSON pointer into the root file.
    pub pointer: String,
    /// The code of the finding that tells why.
    pub code: Code,
    /// Why.
    pub reason: String,
}

/// What a document holds, counted before anything is done to it.
pub(crate) struct Inventory {
    operations: Vec<(String, &'static str)>,
    schemas: Vec<(String, SchemaKind)>,
}

/// Whether something can be a schema at all.
#[derive(Clone, Copy, PartialEq, Eq)]
enum SchemaKind {
    Schema,
    Nonsense,
}

impl Inventory {
    pub(crate) fn of(document: &Document) -> Inventory {
        let root = document.root_place();
        let paths = root.key("paths");
        let mut operations = Vec::new();
        for path in keys(document, &paths) {
            let Some((_, item)) = document.follow(&paths.key(path)) else {
                continue;
            };
            let methods = Method::ALL.iter().map(|(key, _)| *key);
            let methods = methods.filter(|key| item.get(key).is_some());
            operations.extend(methods.map(|method| (path.to_owned(), method)));
        }
        // A whole map may lie in another file, and its keys count.
        let written = root.key("components").key("schemas");
        let schemas = document.follow(&written).map(|(place, _)| place);
        let schemas = schemas.unwrap_or(written);
        let named = keys(document, &schemas).map(|name| {
            let target = document.follow(&schemas.key(name));
            let is_schema = matches!(target, Some((_, Node::Map(_) | Node::Bool(_))));
            let form = if is_schema {
                SchemaKind::Schema
            } else {
                SchemaKind::Nonsense
            };
            (name.to_owned(), form)
        });
        Inventory {
            schemas: named.collect(),
            operations,
        }
    }
}

/// The keys of a map, but for what others have added to it.
fn keys<'a>(document: &'a Document, place: &Place) -> impl Iterator<Item = &'a str> {
    let map = document.node(place).and_then(Node::as_map);
    map.into_iter()
        .flat_map(|map| map.keys().map(String::as_str))
        .filter(|key| !key.starts_with("x-"))
}

/// Holds the model against the inventory.
pub(crate) fn cover(
    inventory: &Inventory,
    document: &Document,
    api: &Api,
    left_out: &LeftOut,
    sink: &Sink,
) -> Coverage {
    let reasons = Reasons::of(document, sink);
    let root = document.root_place();
    let paths = root.key("paths");
    let generated: HashSet<&Place> = api.operations().map(|operation| &operation.place).collect();
    let mut operations = Tally::default();
    for (path, method) in &inventory.operations {
        let written = paths.key(path);
        let item = document.follow(&written).map(|(place, _)| place);
        let place = item.unwrap_or_else(|| written.clone()).key(method);
        if generated.contains(&place) {
            operations.count_generated();
        } else if left_out.contains(&place) {
            operations.count_excluded();
        } else {
            operations.skip(&written.key(method), &reasons, &[&place, &written]);
        }
    }
    let all = root.key("components").key("schemas");
    let nowhere: HashSet<&Place> = api
        .types
        .iter()
        .filter(|(_, def)| def.usage.nowhere && left_out.contains(&def.place))
        .map(|(_, def)| &def.place)
        .collect();
    let mut schemas = Tally::default();
    for (name, form) in &inventory.schemas {
        let place = all.key(name);
        if *form == SchemaKind::Nonsense {
            schemas.skip(&place, &reasons, &[&place]);
        } else if nowhere.contains(&place) {
            schemas.count_excluded();
        } else {
            schemas.count_generated();
        }
    }
    Coverage {
        operations,
        schemas,
    }
}

impl Tally {
    fn count_generated(&mut self) {
        self.total += 1;
        self.generated += 1;
    }

    fn count_excluded(&mut self) {
        self.total += 1;
        self.excluded += 1;
    }

    fn skip(&mut self, written: &Place, reasons: &Reasons<'_>, places: &[&Place]) {
        self.total += 1;
        let finding = places.iter().find_map(|place| reasons.find(place));
        self.skipped.push(Skipped {
            pointer: written.pointer.to_string(),
            code: finding.map_or(Code::Unsupported, |finding| finding.code),
            reason: finding.map_or_else(
                || "it can't be read".to_owned(),
                |finding| finding.message.clone(),
            ),
        });
    }
}

/// The worst finding at each place or below it; sought only if something was
/// skipped.
struct Reasons<'a> {
    at: OnceCell<HashMap<Place, &'a Diagnostic>>,
    document: &'a Document,
    sink: &'a Sink,
}

/// A finding further down than this is not what keeps an operation from being
/// generated.
const MOST_TOKENS: usize = 8;

impl<'a> Reasons<'a> {
    fn of(document: &'a Document, sink: &'a Sink) -> Reasons<'a> {
        Reasons {
            at: OnceCell::new(),
            document,
            sink,
        }
    }

    fn find(&self, place: &Place) -> Option<&'a Diagnostic> {
        let at = self.at.get_or_init(|| worst(self.sink));
        let origin = self.document.sources().origin(place);
        [place, &origin]
            .into_iter()
            .find_map(|place| at.get(place).copied())
    }
}

fn worst(sink: &Sink) -> HashMap<Place, &Diagnostic> {
    let mut at: HashMap<Place, &Diagnostic> = HashMap::new();
    for finding in sink.diagnostics() {
        let mut around = finding.labels.first().map(|label| label.place.clone());
        while let Some(place) = around {
            around = place.parent();
            if place.pointer.tokens().count() > MOST_TOKENS {
                continue;
            }
            at.entry(place)
                .and_modify(|known| {
                    if finding.severity < known.severity {
                        *known = finding;
                    }
                })
                .or_insert(finding);
        }
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Config, Source};

    fn coverage_of(text: &str, config: &Config) -> Coverage {
        let source = Source::from_text("a.yaml", text);
        let mut sink = Sink::new();
        let partial = crate::generate_partial(&source, config, &mut sink).unwrap();
        partial.coverage
    }

    const DOCUMENT: &str = r"
openapi: 3.0.3
info: {title: A, version: '1'}
paths:
  /a:
    get: {operationId: getA, tags: [A], responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/A'}}}}}}
    put: 5
    x-note: {}
  /b:
    get: {operationId: getB, tags: [B, C], responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/B'}}}}}}
    post: {operationId: postB, tags: 7, responses: {'200': {description: ok}}}
components:
  schemas:
    A: {type: object, properties: {a: {type: string}}}
    B: {type: object, properties: {b: {type: string}}}
    C: 12
";

    #[test]
    fn what_is_broken_costs_only_itself() {
        let coverage = coverage_of(DOCUMENT, &Config::default());
        let (operations, schemas) = (coverage.operations, coverage.schemas);
        assert_eq!((operations.total, operations.generated), (4, 2));
        let skipped: Vec<&str> = operations
            .skipped
            .iter()
            .map(|one| one.pointer.as_str())
            .collect();
        assert_eq!(skipped, ["/paths/~1a/put", "/paths/~1b/post"]);
        assert_eq!((schemas.total, schemas.generated), (3, 2));
        let skipped: Vec<&str> = schemas
            .skipped
            .iter()
            .map(|one| one.pointer.as_str())
            .collect();
        assert_eq!(skipped, ["/components/schemas/C"]);
    }

    #[test]
    fn what_is_not_chosen_is_counted_apart() {
        let mut config = Config::default();
        config.selection.include = vec!["tag:C".parse().unwrap()];
        let coverage = coverage_of(DOCUMENT, &config);
        assert_eq!(coverage.operations.generated, 1);
        assert_eq!(coverage.operations.excluded, 1);
        assert_eq!(coverage.schemas.generated, 1);
        assert_eq!(coverage.schemas.excluded, 1);
    }
}
