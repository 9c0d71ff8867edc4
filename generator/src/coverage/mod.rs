//! How much of a document became code, held against a count of the document
//! itself, which nothing on the way to the code could shorten.

mod inventory;
mod reasons;
mod types;

use crate::diagnostics::{Code, Sink};
use crate::load::Document;
use crate::model::{Api, Scheme, SchemeKind};
use crate::select::LeftOut;
use crate::tree::{HashSet, Place, Pointer};
use inventory::{Part, PartKind, SchemaKind};
use reasons::Reasons;

pub(crate) use inventory::Inventory;
pub use types::{Approximation, TypeCoverage};

/// What was asked for, and what came of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Every method of every path.
    pub operations: Tally,
    /// Every schema under `components`.
    pub schemas: Tally,
    /// Every parameter that an operation or a path lists.
    pub parameters: Tally,
    /// Every response of an operation.
    pub responses: Tally,
    /// Every media type of a body or a response.
    pub media_types: Tally,
    /// Every header of a response.
    pub headers: Tally,
    /// Every security scheme under `components`.
    pub security_schemes: Tally,
    /// What the emitted types say, held against the schemas.
    pub types: TypeCoverage,
}

impl Coverage {
    /// Every count, and what it counts.
    #[must_use]
    pub fn tallies(&self) -> [(&'static str, &Tally); 7] {
        [
            ("operations", &self.operations),
            ("schemas", &self.schemas),
            ("parameters", &self.parameters),
            ("responses", &self.responses),
            ("media_types", &self.media_types),
            ("headers", &self.headers),
            ("security_schemes", &self.security_schemes),
        ]
    }

    fn part(&mut self, kind: PartKind) -> &mut Tally {
        match kind {
            PartKind::Parameter => &mut self.parameters,
            PartKind::Response => &mut self.responses,
            PartKind::MediaType => &mut self.media_types,
            PartKind::Header => &mut self.headers,
        }
    }
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
    pub pointer: Pointer,
    /// The code of the finding that tells why.
    pub code: Code,
    /// Why.
    pub reason: String,
}

/// What was made of a document, to be held against what it holds.
pub(crate) struct Made<'a> {
    pub(crate) document: &'a Document,
    pub(crate) api: &'a Api,
    pub(crate) left_out: &'a LeftOut,
    /// The parts of operations that lowering has taken in.
    pub(crate) covered: &'a HashSet<Place>,
    pub(crate) sink: &'a Sink,
}

/// Holds the model against the inventory.
pub(crate) fn cover(inventory: &Inventory, made: &Made<'_>) -> Coverage {
    let reasons = Reasons::of(made.document, made.sink);
    let generated: HashSet<&Place> = made.api.operations().map(|one| &one.place).collect();
    let mut coverage = Coverage {
        types: types::cover(made.document, made.api, made.sink),
        ..Coverage::default()
    };
    for operation in &inventory.operations {
        let target = made.followed(&operation.target);
        let tally = &mut coverage.operations;
        if generated.contains(&target) {
            tally.count_generated();
        } else if made.left_out.contains(&target) {
            tally.count_excluded();
        } else {
            // What the path says is wrong counts for each of its operations.
            let mut around = vec![target, operation.at.clone()];
            around.extend(operation.at.parent());
            tally.skip(made, &operation.at, &reasons, &around);
        }
    }
    for (kind, part) in &inventory.parts {
        let tally = coverage.part(*kind);
        if made.covered.contains(&part.written.target) {
            tally.count_generated();
        } else if made.is_left_out(part) {
            tally.count_excluded();
        } else {
            let places = [part.written.at.clone(), part.written.target.clone()];
            tally.skip(made, &part.written.at, &reasons, &places);
        }
    }
    let schemes = &made.api.profile.schemes;
    for (name, place) in &inventory.schemes {
        let tally = &mut coverage.security_schemes;
        let is_sent = |scheme: &Scheme| !matches!(scheme.kind, SchemeKind::External(_));
        if schemes
            .iter()
            .any(|scheme| scheme.name == *name && is_sent(scheme))
        {
            tally.count_generated();
        } else {
            tally.skip(made, place, &reasons, std::slice::from_ref(place));
        }
    }
    made.schemas(inventory, &reasons, &mut coverage.schemas);
    coverage
}

impl Made<'_> {
    fn followed(&self, place: &Place) -> Place {
        let target = self.document.follow(place).map(|(target, _)| target);
        target.unwrap_or_else(|| place.clone())
    }

    fn is_left_out(&self, part: &Part) -> bool {
        let mut owners = part.owners.iter().map(|owner| self.followed(owner));
        !part.owners.is_empty() && owners.all(|owner| self.left_out.contains(&owner))
    }

    fn schemas(&self, inventory: &Inventory, reasons: &Reasons<'_>, schemas: &mut Tally) {
        let nowhere: HashSet<&Place> = self
            .api
            .types
            .iter()
            .filter(|(_, def)| def.usage.nowhere && self.left_out.contains(&def.place))
            .map(|(_, def)| &def.place)
            .collect();
        for (place, form) in &inventory.schemas {
            if *form == SchemaKind::Nonsense {
                schemas.skip(self, place, reasons, std::slice::from_ref(place));
            } else if nowhere.contains(place) {
                schemas.count_excluded();
            } else {
                schemas.count_generated();
            }
        }
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

    fn skip(&mut self, made: &Made<'_>, written: &Place, reasons: &Reasons<'_>, near: &[Place]) {
        self.total += 1;
        let finding = near.iter().find_map(|place| reasons.find(place));
        let origin = made.document.sources().origin(written);
        self.skipped.push(Skipped {
            pointer: origin.pointer,
            code: finding.map_or(Code::Unsupported, |finding| finding.code),
            reason: finding.map_or_else(
                || "it can't be read".to_owned(),
                |finding| finding.message.clone(),
            ),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::Fidelity;
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
    post: [postB]
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
        let skipped: Vec<String> = operations
            .skipped
            .iter()
            .map(|one| one.pointer.to_string())
            .collect();
        assert_eq!(skipped, ["/paths/~1a/put", "/paths/~1b/post"]);
        assert_eq!((schemas.total, schemas.generated), (3, 2));
        let skipped: Vec<String> = schemas
            .skipped
            .iter()
            .map(|one| one.pointer.to_string())
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
    #[test]
    fn what_a_type_cannot_hold_is_named() {
        let document = DOCUMENT.replace(
            "    C: 12",
            "    C: {properties: {a: {type: integer, maximum: 18446744073709551615}}, required: [a, b]}",
        );
        let document = document.replace(
            "properties: {b: {type: string}}",
            "properties: {c: {$ref: '#/components/schemas/C'}}",
        );
        let types = coverage_of(&document, &Config::default()).types;
        let found = types.approximations.iter();
        let found: Vec<_> = found
            .map(|one| (one.pointer.as_str(), one.fidelity))
            .collect();
        let c = "/components/schemas/C";
        let expected = [
            (format!("{c}/required"), Fidelity::Faithful),
            (format!("{c}/properties/a"), Fidelity::Narrower),
            (c.to_owned(), Fidelity::Narrower),
        ];
        assert!(
            expected
                .iter()
                .all(|(pointer, fidelity)| found.contains(&(pointer.as_str(), *fidelity))),
            "{found:?}"
        );
    }
}
