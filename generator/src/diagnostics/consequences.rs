//! What follows from another finding: whoever mends the one mends the other.

use super::{Code, Diagnostic, Fix, Severity};
use crate::tree::{HashMap, HashSet, Place};

/// Keys that hold no reference, whatever they are called by mistake.
const TEXTS: [&str; 6] = [
    "description",
    "summary",
    "title",
    "operationId",
    "format",
    "example",
];

/// The errors that explain other findings.
#[derive(Clone, Debug, Default)]
pub(super) struct Causes {
    errors: HashMap<Place, Code>,
    /// Objects with a key that has another value or another name than it should.
    misread: HashSet<Place>,
    /// A part of the document is missing that references lead into.
    torn: bool,
    /// It is there, by a misspelt name.
    renamed: bool,
    /// Misspelt keys of texts, behind which no reference hides.
    texts: HashSet<Place>,
    /// A schema says `x-newtype` by another word: others refer to what it makes.
    lacks_newtype: bool,
}

impl Causes {
    pub(super) fn of(found: &[Diagnostic]) -> Causes {
        let errors = found.iter();
        let errors = errors
            .filter(|found| found.severity == Severity::Error && !found.code.is_about_style());
        let mut causes = Causes::default();
        for found in errors {
            // Each label of a cycle is a part of it.
            let count = if found.code == Code::RefCycle {
                found.labels.len()
            } else {
                1
            };
            for label in found.labels.iter().take(count) {
                causes.add(&label.place, found);
            }
        }
        causes
    }

    fn add(&mut self, place: &Place, found: &Diagnostic) {
        let code = found.code;
        let parent = place.parent();
        match (code, &found.fix, &parent) {
            (Code::UnknownKey, Some(Fix::Replace(key)), Some(parent)) => {
                self.renamed |= key == "components" || parent.pointer.as_str() == "/components";
                if TEXTS.contains(&key.as_str()) {
                    self.texts.insert(place.clone());
                }
            }
            (Code::UnknownExtension, Some(Fix::Replace(key)), _) => {
                self.lacks_newtype |= key == "x-newtype";
            }
            _ => {}
        }
        self.misread.extend(parent.filter(|_| is_misreading(code)));
        self.torn |= place.pointer.is_root() && code == Code::DanglingRef;
        // What was found first is nearer to the cause.
        self.errors.entry(place.clone()).or_insert(code);
    }

    pub(super) fn is_empty(&self) -> bool {
        self.errors.is_empty()
    }

    /// Whether a finding follows from an error that was found by the same look at the
    /// document as it is written.
    pub(super) fn explain(&self, found: &Diagnostic) -> bool {
        let Some(place) = found.labels.first().map(|label| &label.place) else {
            return false;
        };
        let is_misread = |place: Option<Place>| place.is_some_and(|it| self.misread.contains(&it));
        match found.code {
            Code::UnusedComponent => self.errors.len() > self.texts.len(),
            Code::DanglingRef => self.renamed || (self.torn && !place.pointer.is_root()),
            Code::ExtensionValue => self.lacks_newtype_of(place),
            Code::MissingKey
            | Code::MissingDescription
            | Code::MissingTag
            | Code::ParameterShape
            | Code::OptionalPathParameter => self.misread.contains(place),
            // A name of a schema's list.
            Code::MissingProperty => is_misread(place.parent().and_then(|list| list.parent())),
            Code::MisplacedKeyword => self.errors.get(place) == Some(&Code::WrongType),
            _ => false,
        }
    }

    /// Whether what a later stage finds follows from an error: the text was read another
    /// way than it is written.
    pub(super) fn explain_later(&self, found: &Diagnostic) -> bool {
        let place = found.labels.first().map(|label| &label.place);
        let Some(place) = place.filter(|_| !self.is_empty()) else {
            return false;
        };
        // Another operation may be gone, or have lost its parameters.
        if found.code == Code::PollMismatch && self.errors.iter().any(hides_an_operation) {
            return true;
        }
        if self.torn || self.renamed || self.lacks_newtype_of(place) {
            return true;
        }
        // An object can't be read that has a wrong word in it.
        if self.misread.contains(place) || self.errors.contains_key(place) {
            return true;
        }
        let mut around = place.parent();
        while let Some(at) = around {
            if self.errors.get(&at).is_some_and(|code| is_spoiling(*code)) {
                return true;
            }
            around = at.parent();
        }
        false
    }

    fn lacks_newtype_of(&self, place: &Place) -> bool {
        self.lacks_newtype && place.pointer.last().as_deref() == Some("x-newtype")
    }
}

fn is_misreading(code: Code) -> bool {
    matches!(
        code,
        Code::UnknownKey
            | Code::WrongType
            | Code::WrongValue
            | Code::DanglingRef
            | Code::DuplicateOperationId
    )
}

/// Whether nothing that lies in such a place is what it would be.
fn is_spoiling(code: Code) -> bool {
    matches!(code, Code::WrongType | Code::RefCycle | Code::DanglingRef)
}

fn hides_an_operation((place, code): (&Place, &Code)) -> bool {
    let is_of_a_path = place.pointer.tokens().next().as_deref() == Some("paths");
    is_of_a_path && (is_misreading(*code) || *code == Code::PathShape)
}
