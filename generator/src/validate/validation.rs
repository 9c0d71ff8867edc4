//! What the rules share: the document, what is known of it, and the sink.

use crate::config::Strictness;
use crate::diagnostics::{Code, Diagnostic, Severity, Sink, Suggestions};
use crate::grammar::Kind;
use crate::load::{Document, ResolveError, Version};
use crate::tree::{HashSet, IndexMap, Place};

/// An object that says `$ref`.
pub(super) struct Reference {
    /// The object.
    pub(super) at: Place,
    /// What should stand in its place.
    pub(super) kind: Kind,
    pub(super) text: String,
}

/// A document that is being validated, and what has been learnt of it.
pub(super) struct Validation<'a> {
    pub(super) doc: &'a Document,
    pub(super) strictness: Strictness,
    sink: &'a mut Sink,
    /// Objects with a key that is not known.
    misread: HashSet<Place>,
    /// What kind of object stands where.
    pub(super) kinds: IndexMap<Place, Kind>,
    pub(super) references: Vec<Reference>,
    /// What was meant by names that are not declared.
    pub(super) suggestions: Suggestions,
}

impl<'a> Validation<'a> {
    pub(super) fn new(doc: &'a Document, strictness: Strictness, sink: &'a mut Sink) -> Self {
        Validation {
            doc,
            strictness,
            sink,
            misread: HashSet::default(),
            kinds: IndexMap::default(),
            references: Vec::new(),
            suggestions: Suggestions::default(),
        }
    }

    /// Adds a finding. Where we are lenient it is no more than a warning: what
    /// can't be generated is left out, and lowering says so.
    pub(super) fn report(&mut self, mut diagnostic: Diagnostic) {
        if self.strictness == Strictness::Lenient && diagnostic.severity == Severity::Error {
            diagnostic.severity = Severity::Warning;
        }
        if diagnostic.code == Code::UnknownKey {
            let key = diagnostic.labels.first().map(|label| &label.place);
            self.misread.extend(key.and_then(Place::parent));
        }
        self.sink.push(diagnostic);
    }

    /// Adds a finding that nobody can live with.
    pub(super) fn report_error(&mut self, diagnostic: Diagnostic) {
        self.sink.push(diagnostic);
    }

    /// The errors so far, but those of taste.
    pub(super) fn errors(&self) -> impl Iterator<Item = &Diagnostic> {
        let errors = self.sink.diagnostics().iter();
        errors.filter(|it| it.is_mistake())
    }

    /// Whether an object has a key that is not known.
    pub(super) fn is_misread(&self, place: &Place) -> bool {
        self.misread.contains(place)
    }

    /// Whether a component of a name stands outside of the section that it belongs into,
    /// which is told already.
    pub(super) fn has_fallen_out(&self, name: &str) -> bool {
        let components = self.doc.root_place().key("components");
        let is_own = self.strictness == Strictness::Strict;
        is_own && self.is_misread(&components) && self.doc.node(&components.key(name)).is_some()
    }

    /// Whether anybody has asked for findings of this kind.
    pub(super) fn wants(&self, code: Code) -> bool {
        self.sink.wants(code)
    }

    pub(super) fn version(&self) -> Version {
        self.doc.version()
    }

    /// Where objects of a kind stand.
    pub(super) fn places(&self, kind: Kind) -> Vec<Place> {
        let alike = self.kinds.iter().filter(|(_, found)| **found == kind);
        alike.map(|(place, _)| place.clone()).collect()
    }

    /// The places that have an error in them.
    pub(super) fn around_errors(&self) -> HashSet<Place> {
        self.sink.around_errors()
    }

    /// Notes references to what has an error in it.
    pub(super) fn note_spoilt(&mut self, references: HashSet<Place>) {
        self.sink.note_spoilt(references);
    }

    /// Whether a place is a part of `components`, which holds objects of one kind by name.
    pub(super) fn is_section(&self, place: &Place) -> bool {
        let holder = place.parent();
        holder.is_some_and(|it| self.kinds.get(&it) == Some(&Kind::Components))
    }

    /// Where a reference leads to, in one step.
    pub(super) fn target(&self, reference: &Reference) -> Result<Place, ResolveError> {
        self.doc.resolve(&reference.at, &reference.text)
    }
}
