//! Enums of strings and integers.

use super::constants::{AllowedValue, Constants};
use super::schema::SchemaLowerer;
use crate::model::{EnumDef, EnumValues, TypeKind, Variant};
use crate::names::{Convention, Scope};
use crate::tree::HashSet;
use crate::tree::Place;
use serde_json::Value;

/// Names for the variant that keeps what the document doesn't know.
const UNKNOWN: &[&str] = &["unknown", "unrecognized", "unknown_value"];

impl SchemaLowerer<'_> {
    pub(super) fn enumeration(&mut self, constants: &Constants, place: &Place) -> TypeKind {
        let context = self.context;
        let owner = context.ledger.pointer(place);
        let mut scope = context.scope(Convention::Variant, &[], "variant", &owner);
        let values = &constants.values;
        let values = if values.iter().all(|constant| constant.value.is_string()) {
            EnumValues::Strings(self.variants(&mut scope, values, |value| {
                value.as_str().map(str::to_owned)
            }))
        } else {
            EnumValues::Integers(self.variants(&mut scope, values, Value::as_i64))
        };
        let unknown = (self.context.config.open_enums || constants.open.is_some())
            .then(|| scope.claim_as("*", UNKNOWN, "unknown", place).name);
        TypeKind::Enum(EnumDef {
            values,
            unknown,
            extensible: constants.open.is_some(),
        })
    }

    pub(super) fn variants<T>(
        &mut self,
        scope: &mut Scope<'_>,
        constants: &[AllowedValue],
        read: impl Fn(&Value) -> Option<T>,
    ) -> Vec<Variant<T>> {
        let mut variants: Vec<Variant<T>> = Vec::new();
        let mut seen: HashSet<String> = HashSet::default();
        let is_mixed = constants.iter().any(|known| !known.value.is_string());
        for constant in constants {
            let AllowedValue { value, place, .. } = constant;
            let Some(known) = read(value) else { continue };
            // A repeated value is reported by validation; it is one variant.
            if !seen.insert(value.to_string()) {
                continue;
            }
            let text = value
                .as_str()
                .map_or_else(|| value.to_string(), str::to_owned);
            let wanted = constant.wanted.as_deref();
            // `1` and `"1"` are two values.
            let number = value.as_str().and_then(|text| text.parse::<i64>().ok());
            let longer = number.filter(|_| is_mixed);
            let longer = longer.map(|number| format!("string_{number}"));
            let signed = with_sign(&text);
            let candidates = wanted.into_iter().chain(longer.as_deref());
            let candidates = candidates.chain(signed.as_deref()).chain([text.as_str()]);
            let candidates: Vec<&str> = candidates.collect();
            let item = value.to_string();
            let claim = scope.claim_as(&item, &candidates, "value", place);
            let name = self.names.claimed(claim, "value", &text, place);
            variants.push(Variant {
                name,
                value: known,
                description: constant.description.clone(),
            });
        }
        variants
    }
}

/// The name of a value such as `-created`, whose sign is half of what it says.
fn with_sign(text: &str) -> Option<String> {
    let sign = |sign: char, word: &str| {
        let rest = text.strip_prefix(sign)?;
        let is_name = rest.starts_with(char::is_alphanumeric);
        is_name.then(|| format!("{word}_{rest}"))
    };
    sign('-', "minus").or_else(|| sign('+', "plus"))
}
