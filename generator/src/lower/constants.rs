//! The values that a schema allows one by one: its `enum`, or those of a union
//! of which every branch is a constant.

use super::MAX_DEPTH;
use super::branches::union_branches;
use super::lowered::Lowered;
use super::schema::SchemaLowerer;
use super::view::SchemaView;
use crate::model::{TypeKind, TypeRef};
use crate::tree::HashSet;
use crate::tree::Place;
use openapiv3::SchemaData;
use serde_json::Value;

/// What a schema allows, value by value.
#[derive(Debug, Default)]
pub(super) struct Constants {
    pub values: Vec<AllowedValue>,
    /// Whether null is one of them.
    pub nullable: bool,
    /// The type of which any other value is allowed as well.
    pub open: Option<OpenType>,
}

/// A type that stands beside values of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum OpenType {
    String,
    Integer,
}

/// One value, with what the document says of it.
#[derive(Debug)]
pub(super) struct AllowedValue {
    pub value: Value,
    /// The name that the document wants it to have.
    pub wanted: Option<String>,
    pub description: Option<String>,
    pub place: Place,
}

impl Constants {
    /// Whether they are a choice of strings.
    pub(super) fn are_several_texts(&self) -> bool {
        self.values.len() > 1 && self.values.iter().all(|known| known.value.is_string())
    }

    /// Whether all are strings, or all integers: what an enum can hold.
    fn is_uniform(&self) -> bool {
        let mut values = self.values.iter().map(|constant| &constant.value);
        let strings = values.clone().all(Value::is_string);
        let integers = values.all(Value::is_i64);
        match self.open {
            None => strings || integers,
            Some(OpenType::String) => strings,
            Some(OpenType::Integer) => integers,
        }
    }
}

impl SchemaLowerer<'_> {
    /// The constants that the schema consists of; none if it allows anything
    /// else, or nothing that one enum could hold.
    pub(super) fn constants(&self, view: &SchemaView) -> Option<Constants> {
        let mut found = Constants::default();
        let is_union = !view.shape.one_of.is_empty() || !view.shape.any_of.is_empty();
        if !is_union && view.shape.enumeration.is_empty() {
            return None;
        }
        if is_union {
            let mut seen = HashSet::from_iter([view.place.clone()]);
            self.collect_branches(view, &mut found, &mut seen, 0)?;
        } else {
            found.collect(view, None);
        }
        let enough = match found.values.len() {
            0 => false,
            // A single value says no more than its primitive does, unless it
            // has a name or is what a list may hold.
            1 => {
                is_union && found.open.is_some()
                    || self.components.contains(&view.place)
                    || self.choices.contains(&view.place)
            }
            _ => true,
        };
        (enough && found.is_uniform()).then_some(found)
    }

    /// The values of a schema that are of several JSON types.
    pub(super) fn mixed(&self, view: &SchemaView) -> Option<Constants> {
        let shape = &view.shape;
        let mut found = Constants::default();
        let is_union = !shape.one_of.is_empty() || !shape.any_of.is_empty();
        if !is_union && shape.enumeration.is_empty() {
            return None;
        }
        if is_union {
            let mut seen = HashSet::from_iter([view.place.clone()]);
            self.collect_branches(view, &mut found, &mut seen, 0)?;
        } else if !says_more(view) {
            found.collect(view, None);
        }
        let mut values = found.values.iter().map(|constant| &constant.value);
        // Of numbers, those with a fraction, or beyond 64 bits, are no integers of an enum.
        let numbers = values.clone().all(Value::is_number)
            && (values.len() < 2 || values.clone().all(Value::is_i64));
        let booleans = values.clone().all(Value::is_boolean);
        let has_parts = |value: &Value| value.is_array() || value.is_object();
        let is_alone = values.clone().count() == 1 && values.all(has_parts);
        let mixed =
            !is_alone && !numbers && !booleans && found.open.is_none() && !found.is_uniform();
        mixed.then_some(found)
    }

    /// The one value without parts that a schema allows, whether that is its type's
    /// only variant or it has no type of its own.
    pub(super) fn only_value(&self, lowered: &Lowered) -> Option<Value> {
        let value = match &lowered.ty {
            TypeRef::Named(id) => match self.types.kind(*id)? {
                TypeKind::Enum(def) => def.only_value(),
                _ => None,
            },
            _ => lowered.constant.clone(),
        };
        value.filter(|value| !value.is_null() && !value.is_array() && !value.is_object())
    }

    /// Whether the schema becomes an enum. A union of one branch is that branch.
    pub(super) fn is_nominal_enum(&self, view: &SchemaView) -> bool {
        view.extension_text("x-newtype").is_none()
            && self.only_branch(view).is_none()
            && self.constants(view).is_some()
    }

    fn collect_branches(
        &self,
        view: &SchemaView,
        found: &mut Constants,
        seen: &mut HashSet<Place>,
        depth: usize,
    ) -> Option<()> {
        if depth > MAX_DEPTH || says_more(view) {
            return None;
        }
        found.nullable |= view.data.nullable;
        for place in union_branches(view) {
            let target = self.context.resolve(&place)?;
            if !seen.insert(target.clone()) {
                continue;
            }
            let branch = self.context.view(&target)?;
            if branch.extension("x-newtype").is_some()
                || self.components.replacement(self.context, &target).is_some()
            {
                return None;
            }
            let shape = &branch.shape;
            if !shape.one_of.is_empty() || !shape.any_of.is_empty() {
                self.collect_branches(&branch, found, seen, depth + 1)?;
            } else if !shape.enumeration.is_empty() && !says_more(&branch) {
                found.collect(&branch, Some(&branch.data));
            } else if is_null(&branch) {
                found.nullable = true;
            } else if let Some(open) = open_type(&branch) {
                // Beside two types no enum could hold what is left.
                if found.open.replace(open).is_some_and(|other| other != open) {
                    return None;
                }
                found.nullable |= branch.data.nullable;
            } else {
                return None;
            }
        }
        Some(())
    }
}

impl Constants {
    /// Takes in the `enum` of one schema. What a branch of one value says of
    /// itself, it says of the value.
    fn collect(&mut self, view: &SchemaView, branch: Option<&SchemaData>) {
        let wanted = wanted_names(view);
        let described = descriptions(view);
        let list = view.place.key("enum");
        let alone = branch.filter(|_| known_values(view).count() == 1);
        self.nullable |= view.data.nullable || view.shape.enumeration.contains(&Value::Null);
        for (index, (at, value)) in known_values(view).enumerate() {
            let said = |list: &[String]| {
                list.get(index)
                    .filter(|text| !text.trim().is_empty())
                    .cloned()
            };
            self.values.push(AllowedValue {
                value: value.clone(),
                wanted: said(&wanted).or_else(|| own_name(alone?, value)),
                description: said(&described).or_else(|| alone?.description.clone()),
                place: list.index(at),
            });
        }
    }
}

/// Whether the schema holds something that the values of an enum don't have.
pub(super) fn says_more(view: &SchemaView) -> bool {
    let shape = &view.shape;
    !shape.properties.is_empty() || !shape.all_of.is_empty() || shape.items.is_some()
}

/// The type of which it allows any value.
pub(super) fn open_type(view: &SchemaView) -> Option<OpenType> {
    let shape = &view.shape;
    match shape.typ.as_deref()? {
        _ if says_more(view) => None,
        "string" if shape.format.is_none() => Some(OpenType::String),
        "integer" => Some(OpenType::Integer),
        _ => None,
    }
}

/// What a branch calls its value: its title, or a description of one word beside
/// a number, which has no name by itself.
fn own_name(said: &SchemaData, value: &Value) -> Option<String> {
    let word = said.description.as_ref().filter(|text| {
        let starts = text.starts_with(|c: char| c.is_alphabetic());
        starts && text.chars().all(|c| c.is_alphanumeric() || c == '_')
    });
    let word = word.filter(|_| value.is_number());
    said.title.clone().or_else(|| word.cloned())
}

/// Whether it allows null and nothing else.
pub(super) fn is_null(view: &SchemaView) -> bool {
    let shape = &view.shape;
    let listed = shape.enumeration.iter().all(Value::is_null);
    let has_shape = shape.enumeration.is_empty() && view.has_own_shape();
    view.data.nullable && shape.typ.is_none() && listed && !has_shape && !says_more(view)
}

/// The values that are not null, with where they stand in the list.
fn known_values(view: &SchemaView) -> impl Iterator<Item = (usize, &Value)> {
    let values = view.shape.enumeration.iter().enumerate();
    values.filter(|(_, value)| !value.is_null())
}

/// Names for the values one by one: ours, or else those of an extension that
/// the document carries for other generators.
fn wanted_names(view: &SchemaView) -> Vec<String> {
    let ours = view
        .extension("x-rust-name")
        .filter(|names| names.is_array());
    let theirs = ["x-enum-varnames", "x-enumNames", "x-enum-names"];
    let list = ours.or_else(|| theirs.iter().find_map(|key| view.extension(key)));
    match list {
        Some(list) => aligned(view, list),
        None => microsoft(view, "name"),
    }
}

/// What the document says of the values one by one.
fn descriptions(view: &SchemaView) -> Vec<String> {
    let keys = [
        "x-enum-descriptions",
        "x-enumDescriptions",
        "x-enum-description",
    ];
    match keys.iter().find_map(|key| view.extension(key)) {
        Some(Value::Object(by_value)) => known_values(view)
            .map(|(_, value)| {
                let key = value
                    .as_str()
                    .map_or_else(|| value.to_string(), str::to_owned);
                by_value
                    .get(&key)
                    .and_then(Value::as_str)
                    .unwrap_or_default()
                    .to_owned()
            })
            .collect(),
        Some(list) => aligned(view, list),
        None => microsoft(view, "description"),
    }
}

/// A list beside `enum`, without what stands beside null.
fn aligned(view: &SchemaView, list: &Value) -> Vec<String> {
    let list = list.as_array().into_iter().flatten();
    let beside = view.shape.enumeration.iter().zip(list);
    beside
        .filter(|(value, _)| !value.is_null())
        .map(|(_, text)| text.as_str().unwrap_or_default().to_owned())
        .collect()
}

/// `x-ms-enum: {values: [{value, name, description}]}`.
fn microsoft(view: &SchemaView, key: &str) -> Vec<String> {
    let values = view
        .extension("x-ms-enum")
        .and_then(|about| about.get("values"));
    let Some(values) = values.and_then(Value::as_array) else {
        return Vec::new();
    };
    known_values(view)
        .map(|(_, known)| {
            let about = values
                .iter()
                .find(|about| about.get("value") == Some(known));
            let text = about.and_then(|about| about.get(key)?.as_str());
            text.unwrap_or_default().to_owned()
        })
        .collect()
}
