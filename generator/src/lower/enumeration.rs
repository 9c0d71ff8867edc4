//! Enums of strings and integers.

use super::Lowerer;
use super::view::SchemaView;
use crate::load::Place;
use crate::model::{EnumDef, EnumValues, RustIdent, TypeKind, Variant};
use crate::names::{Convention, Scope};
use serde_json::Value;

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
        let place = view.place.key("enum");
        let mut scope = Scope::new(Convention::Variant, &[]);
        let values = if values.iter().all(|value| value.is_string()) {
            EnumValues::Strings(
                self.variants(&mut scope, &place, &wanted, &values, |value| {
                    value.as_str().map(str::to_owned)
                }),
            )
        } else {
            EnumValues::Integers(self.variants(&mut scope, &place, &wanted, &values, Value::as_i64))
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
        wanted: &[String],
        values: &[&Value],
        read: impl Fn(&Value) -> Option<T>,
    ) -> Vec<Variant<T>> {
        let mut variants: Vec<Variant<T>> = Vec::new();
        let mut seen: Vec<&Value> = Vec::new();
        for (index, value) in values.iter().enumerate() {
            let Some(known) = read(value) else { continue };
            // A repeated value is reported by validation; it is one variant.
            if seen.contains(value) {
                continue;
            }
            seen.push(value);
            let text = value
                .as_str()
                .map_or_else(|| value.to_string(), str::to_owned);
            let candidates: Vec<&str> = match wanted.get(index) {
                Some(name) => vec![name, &text],
                None => vec![&text],
            };
            let place = place.index(index);
            let claim = scope.claim(&candidates, "value", &place);
            let name = self.claimed(claim, "value", &text, &place);
            variants.push(Variant {
                name,
                value: known,
                description: None,
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

/// `x-rust-name` as a list names the values one by one.
fn wanted_names(view: &SchemaView) -> Vec<String> {
    let list = view.extension("x-rust-name").and_then(Value::as_array);
    list.into_iter()
        .flatten()
        .map(|name| name.as_str().unwrap_or_default().to_owned())
        .collect()
}
