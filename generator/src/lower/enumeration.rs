//! Enums of strings and integers.

use super::Lowerer;
use super::view::SchemaView;
use crate::model::{EnumDef, EnumValues, RustIdent, TypeKind, Variant};
use crate::names::{Convention, Scope};
use crate::tree::Place;
use serde_json::Value;
use std::collections::HashSet;

/// Names for the variant that keeps what the document doesn't know.
const UNKNOWN: &[&str] = &["unknown", "unrecognized", "unknown_value"];

impl Lowerer<'_> {
    /// Whether the schema's `enum` becomes a type of its own. A single value
    /// says no more than its primitive does, unless it is a component.
    pub(super) fn is_nominal_enum(&self, view: &SchemaView) -> bool {
        let values = known_values(view);
        let uniform = values.iter().all(|value| value.is_string())
            || values.iter().all(|value| value.is_i64());
        let enough = match values.len() {
            0 => false,
            1 => self.components.contains_key(&view.place),
            _ => true,
        };
        uniform && enough && view.extension_text("x-newtype").is_none()
    }

    pub(super) fn enumeration(&mut self, view: &SchemaView, _name: &RustIdent) -> TypeKind {
        let values = known_values(view);
        let wanted = wanted_names(view);
        let described = descriptions(view);
        let words = (wanted.as_slice(), described.as_slice());
        let place = view.place.key("enum");
        let mut scope = Scope::new(Convention::Variant, &[]);
        let values = if values.iter().all(|value| value.is_string()) {
            EnumValues::Strings(self.variants(&mut scope, &place, words, &values, |value| {
                value.as_str().map(str::to_owned)
            }))
        } else {
            EnumValues::Integers(self.variants(&mut scope, &place, words, &values, Value::as_i64))
        };
        let unknown = self
            .config
            .open_enums
            .then(|| scope.claim(UNKNOWN, "unknown", &view.place).name);
        TypeKind::Enum(EnumDef { values, unknown })
    }

    fn variants<T>(
        &mut self,
        scope: &mut Scope,
        place: &Place,
        words: (&[String], &[String]),
        values: &[&Value],
        read: impl Fn(&Value) -> Option<T>,
    ) -> Vec<Variant<T>> {
        let mut variants: Vec<Variant<T>> = Vec::new();
        let mut seen: HashSet<String> = HashSet::new();
        let (wanted, described) = words;
        for (index, value) in values.iter().enumerate() {
            let Some(known) = read(value) else { continue };
            // A repeated value is reported by validation; it is one variant.
            if !seen.insert(value.to_string()) {
                continue;
            }
            let text = value
                .as_str()
                .map_or_else(|| value.to_string(), str::to_owned);
            let wanted = wanted.get(index).filter(|name| !name.is_empty());
            let candidates: Vec<&str> = wanted
                .map(String::as_str)
                .into_iter()
                .chain([text.as_str()])
                .collect();
            let said = described.get(index).filter(|text| !text.trim().is_empty());
            let place = place.index(index);
            let claim = scope.claim(&candidates, "value", &place);
            let name = self.claimed(claim, "value", &text, &place);
            variants.push(Variant {
                name,
                value: known,
                description: said.cloned(),
            });
        }
        variants
    }
}

/// The values that are not null.
fn known_values(view: &SchemaView) -> Vec<&Value> {
    view.shape
        .enumeration
        .iter()
        .filter(|value| !value.is_null())
        .collect()
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
            .iter()
            .map(|value| {
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
        .iter()
        .map(|known| {
            let about = values
                .iter()
                .find(|about| about.get("value") == Some(known));
            let text = about.and_then(|about| about.get(key)?.as_str());
            text.unwrap_or_default().to_owned()
        })
        .collect()
}
