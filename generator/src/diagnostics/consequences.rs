//! What follows from another finding: whoever mends the one mends the other.

use super::{Code, Diagnostic, Fix, Severity};
use crate::tree::{HashMap, HashSet, Place};
use std::iter;

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
    /// A component has the name of another, and perhaps had one of its own.
    repeats: bool,
    /// Objects with several keys twice: there were two, whose parts are one's now.
    merged: HashSet<Place>,
    /// Where `x-newtype` is said in vain, perhaps by another word: others refer to what
    /// it makes.
    vain_newtypes: HashSet<Place>,
    /// Schemas of which nobody knows the `type`.
    untyped: HashSet<Place>,
    /// Schemas whose type may be another's: that have its parts, or a keyword of it.
    mistyped: HashSet<Place>,
    /// Types of schemas that have the parts of another one, which is probably meant.
    doubted: HashSet<Place>,
    /// What holds an error, at whatever depth.
    around: HashSet<Place>,
    /// The first place at which an object's properties are something else: the line of
    /// a name is lost, and what stood below it is another's.
    lost_names: HashMap<Place, Place>,
    /// Parts of operations and schemas that are not what they would be, or not there.
    hidden: HashSet<Place>,
}

impl Causes {
    pub(super) fn of(found: &[Diagnostic]) -> Causes {
        let errors = found.iter().filter(|found| found.is_mistake());
        let mut causes = Causes::default();
        for found in errors {
            // Each label of a cycle is a part of it, and each of a reference one that is wrong.
            let count = match found.code {
                Code::RefCycle | Code::RefKind | Code::DanglingRef => found.labels.len(),
                _ => 1,
            };
            let meant = match &found.fix {
                Some(Fix::Replace(meant)) => Some(meant.as_str()),
                _ => None,
            };
            // What was probably meant is not wrong for that.
            let labels = found.labels.iter().take(count).enumerate();
            let labels =
                labels.filter(|(at, label)| *at == 0 || label.place.pointer.last() != meant);
            for (_, label) in labels {
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
                self.renamed |= key == "components" || is_section(parent, &["components"]);
                let is_newtype = key == "x-newtype";
                self.vain_newtypes.extend(is_newtype.then(|| place.clone()));
                self.untyped.extend((key == "type").then(|| parent.clone()));
            }
            (Code::WrongValue | Code::WrongType, _, Some(parent)) if ends_with(place, "type") => {
                self.untyped.insert(parent.clone());
                self.loses_name(place);
            }
            (Code::ExtensionValue, _, Some(parent))
                if ends_with(place, "x-newtype") && is_component(parent) =>
            {
                self.vain_newtypes.insert(place.clone());
            }
            // A component that others refer to by another name, also as a newtype.
            (Code::DanglingRef, Some(_), _) if is_component(place) => {
                self.vain_newtypes.insert(place.clone());
            }
            (Code::MisplacedKeyword, ..) => {
                let is_type = ends_with(place, "type");
                self.doubted.extend(is_type.then(|| place.clone()));
                self.mistyped.extend(parent.clone());
            }
            (Code::DuplicateKey, _, Some(parent)) => {
                let mut sections = iter::successors(Some(parent.clone()), Place::parent).take(3);
                self.repeats |= sections.any(|it| is_section(&it, &["components"]));
                if found.labels.len() > 2 {
                    self.merged.insert(parent.clone());
                    self.loses_name(parent);
                }
            }
            (Code::WrongType, ..) => self.loses_name(place),
            (Code::UnknownExtension, Some(Fix::Replace(key)), _) if key == "x-newtype" => {
                self.vain_newtypes.insert(place.clone());
            }
            _ => {}
        }
        self.around.extend(around(place));
        let is_hidden = is_hiding(place, code);
        self.hidden.extend(is_hidden.then(|| place.clone()));
        let is_read = is_component(place) || !is_misreading(code);
        self.misread.extend(parent.filter(|_| !is_read));
        self.torn |= place.pointer.is_root() && code == Code::DanglingRef;
        // What was found first is nearer to the cause.
        self.errors.entry(place.clone()).or_insert(code);
    }

    /// Notes what stands where a property does, and is no schema or the parts of two.
    fn loses_name(&mut self, place: &Place) {
        let properties = place.parent().filter(|it| ends_with(it, "properties"));
        if let Some(properties) = properties {
            let first = self
                .lost_names
                .entry(properties)
                .or_insert_with(|| place.clone());
            // What a schema usually begins with.
            if ends_with(place, "type") {
                first.clone_from(place);
            }
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.errors.is_empty()
    }

    /// Whether a schema is of another type than its parts.
    pub(super) fn doubts_types(&self) -> bool {
        !self.doubted.is_empty()
    }

    /// Whether something may be declared where it can't be read.
    pub(super) fn hides(&self) -> bool {
        !self.hidden.is_empty()
    }

    fn has(&self, code: Code) -> bool {
        self.errors.values().any(|found| *found == code)
    }

    /// Whether a finding follows from an error that was found by the same look at the
    /// document as it is written.
    pub(super) fn explain(&self, found: &Diagnostic) -> bool {
        let Some(place) = found.labels.first().map(|label| &label.place) else {
            return false;
        };
        let is_misread = |place: Option<Place>| place.is_some_and(|it| self.misread.contains(&it));
        let is_untyped = |place: Option<Place>| place.is_some_and(|it| self.untyped.contains(&it));
        let is_merged = || around(place).take(3).any(|it| self.merged.contains(&it));
        if found.code != Code::DuplicateKey && (self.merged.contains(place) || is_merged()) {
            return true;
        }
        match found.code {
            // What stood in the missing part stands in another now.
            Code::UnknownKey | Code::ExtensionPlace | Code::DuplicateKey | Code::PathShape
                if self.torn && !self.renamed =>
            {
                !around(place).any(|it| is_section(&it, &["components", "schemas"]))
            }
            // Behind a line that is lost, its parts are those of the object before it.
            Code::UnknownKey => {
                let whole = place.parent().and_then(|part| part.parent());
                whole.is_some_and(|it| self.errors.get(&it) == Some(&Code::MissingKey))
            }
            Code::DanglingRef => {
                let is_whole = place.pointer.is_root();
                self.renamed || ((self.repeats || self.torn) && !is_whole)
            }
            Code::UndeclaredTag => found.fix.is_none() && self.errors.keys().any(is_of_tags),
            Code::SchemaCase => self.has(Code::DanglingRef),
            Code::ExtensionPlace => is_untyped(place.parent()) || self.is_spoilt_list(place),
            Code::ExtensionValue => {
                let is_spoilt = self.lacks_newtype_of(place) || is_untyped(place.parent());
                let is_plain = found.fix.is_none();
                let has_reason = self.is_spoilt_list(place) || self.is_of_wrong_values(place);
                is_spoilt || (is_plain && has_reason)
            }
            Code::Discriminator => {
                let of_branches = |at: Place| ["oneOf", "anyOf"].map(|key| at.key(key));
                let mut branches = around(place).take(3).flat_map(of_branches);
                branches.any(|list| self.around.contains(&list))
                    || is_misread(place.parent().and_then(|it| it.parent()))
            }
            // What a media type has lost stands beside it.
            Code::MissingExample => self.misread.contains(place) || is_misread(place.parent()),
            Code::MissingDescription
            | Code::MissingTag
            | Code::ParameterShape
            | Code::OptionalPathParameter => self.misread.contains(place),
            Code::UndeclaredPathParameter => {
                let parameters = |of: &Place| self.around.contains(&of.key("parameters"));
                let mut holders = [Some(place.clone()), place.parent()].into_iter().flatten();
                holders.any(|it| self.misread.contains(&it) || parameters(&it))
            }
            Code::MissingKey | Code::ServerUrl => {
                self.misread.contains(place) || is_misread(place.parent())
            }
            Code::ArrayWithoutItems => {
                self.has_two_types(place)
                    || self.mistyped.contains(place)
                    || self.misread.contains(place)
                    || is_misread(place.parent())
            }
            Code::WrongType => {
                let first = place
                    .parent()
                    .and_then(|it| self.lost_names.get(&it).cloned());
                let is_second = first.is_some_and(|first| first != *place);
                is_second || self.errors.get(place) == Some(&Code::SwallowedText)
            }
            Code::MissingProperty => {
                let is_lost = |schema: Place| {
                    let properties = schema.key("properties");
                    let is_out = self.errors.get(&properties) == Some(&Code::UnknownKey);
                    is_out || self.lost_names.contains_key(&properties)
                };
                around(place).take(3).any(is_lost)
            }
            Code::ImpossibleBounds | Code::MalformedPattern => {
                self.errors.get(place) == Some(&Code::MisplacedKeyword)
            }
            Code::MisplacedKeyword => {
                let mut places = found.labels.iter().map(|label| &label.place);
                places.any(|place| self.errors.get(place) == Some(&Code::WrongType))
            }
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
        // Another operation may be gone, or have lost its parameters, or a schema its members.
        let rests_on_others = matches!(
            found.code,
            Code::PollMismatch | Code::PaginationPointer | Code::ErrorPointer
        );
        let is_renamed = || self.has(Code::MissingProperty);
        if rests_on_others && (self.hides() || self.doubts_types() || is_renamed()) {
            return true;
        }
        if self.torn || self.renamed || self.lacks_newtype_of(place) {
            return true;
        }
        let is_misread = |key: &str| self.misread.contains(&place.key(key));
        match found.code {
            Code::ExtensionValue if place.parent().is_some_and(|it| self.untyped.contains(&it)) => {
                return true;
            }
            Code::ArrayWithoutItems if self.has_two_types(place) => return true,
            Code::EndlessType if self.errors.contains_key(&place.key("x-newtype")) => {
                return true;
            }
            // An operation can't be read that has an error in it.
            Code::Unsupported
                if found.severity == Severity::Error && self.around.contains(place) =>
            {
                return true;
            }
            Code::ExampleMisfit if around(place).take(3).any(|it| self.misread.contains(&it)) => {
                return true;
            }
            Code::Unsupported if place.parent().is_some_and(|it| self.misread.contains(&it)) => {
                return true;
            }
            Code::NameCollision if self.has(Code::UndeclaredTag) => return true,
            // What a schema has by a circle, nobody knows, nor what one is without a type.
            Code::ConflictingAllOf
                if self.has(Code::RefCycle)
                    || !self.untyped.is_empty()
                    || self.around.contains(place) =>
            {
                return true;
            }
            Code::AmbiguousUnion
                if self.doubts_types() || is_misread("oneOf") || is_misread("anyOf") =>
            {
                return true;
            }
            _ => {}
        }
        // An object can't be read that has a wrong word in it.
        if self.misread.contains(place) || self.errors.contains_key(place) {
            return true;
        }
        around(place).any(|at| self.errors.get(&at).is_some_and(|code| is_spoiling(*code)))
    }

    /// Whether one of a schema's types is another's.
    fn has_two_types(&self, schema: &Place) -> bool {
        self.errors.get(&schema.key("type")) == Some(&Code::DuplicateKey)
    }

    /// Whether an extension stands on a list that holds nothing yet, where something of
    /// another type was meant.
    fn is_spoilt_list(&self, extension: &Place) -> bool {
        let schema = extension.parent();
        schema.is_some_and(|it| match self.errors.get(&it) {
            Some(Code::ArrayWithoutItems) => true,
            _ => {
                ends_with(extension, "x-lenient")
                    && self.errors.get(&it.key("x-newtype")) == Some(&Code::ExtensionPlace)
            }
        })
    }

    /// Whether an extension names the values of an enum of which one is wrong.
    fn is_of_wrong_values(&self, extension: &Place) -> bool {
        let list = extension.parent().map(|schema| schema.key("enum"));
        ends_with(extension, "x-rust-name") && list.is_some_and(|it| self.around.contains(&it))
    }

    fn lacks_newtype_of(&self, place: &Place) -> bool {
        let vain = &self.vain_newtypes;
        let is_misspelt = vain.iter().any(|it| !ends_with(it, "x-newtype"));
        let is_other = !vain.is_empty() && !vain.contains(place);
        (is_misspelt || is_other) && ends_with(place, "x-newtype")
    }
}

/// What holds a place, the innermost first.
fn around(place: &Place) -> impl Iterator<Item = Place> + use<> {
    iter::successors(place.parent(), Place::parent)
}

fn ends_with(place: &Place, key: &str) -> bool {
    place.pointer.last() == Some(key)
}

fn is_section(place: &Place, tokens: &[&str]) -> bool {
    place.pointer.depth() == tokens.len() && place.pointer.tokens().eq(tokens.iter().copied())
}

fn is_component(schema: &Place) -> bool {
    let section = schema.parent();
    section.is_some_and(|section| is_section(&section, &["components", "schemas"]))
}

fn is_of_tags(place: &Place) -> bool {
    place.pointer.tokens().next() == Some("tags")
}

fn is_misreading(code: Code) -> bool {
    matches!(
        code,
        Code::UnknownKey
            | Code::WrongType
            | Code::WrongValue
            | Code::DanglingRef
            | Code::UnreadableReference
            | Code::DuplicateOperationId
    )
}

/// Whether nothing that lies in such a place is what it would be.
fn is_spoiling(code: Code) -> bool {
    matches!(
        code,
        Code::WrongType | Code::RefCycle | Code::RefKind | Code::DanglingRef
    )
}

fn is_hiding(place: &Place, code: Code) -> bool {
    let section = place.pointer.tokens().next();
    let is_there = matches!(section, Some("paths" | "components"));
    let is_of_operations = matches!(
        code,
        Code::DuplicateKey
            | Code::PathShape
            | Code::UnusedPathParameter
            | Code::UnsupportedMediaType
            | Code::MisspeltMediaType
    );
    is_there && (is_misreading(code) || is_of_operations)
}
