//! Values that fit a type, where the document gives no example.

use super::MAX_DEPTH;
use super::bounds::{self, is_of_format};
use crate::analysis::fits;
use crate::model::{
    Demand, EnumValues, Field, FieldShape, Primitive, ScalarFormat, StructDef, TypeArena, TypeKind,
    TypeRef, ValueSpec, WireName,
};
use serde_json::{Map, Value, json};
use std::cell::Cell;

/// What is known of a value: what it is called, and what the document says of it.
#[derive(Clone, Copy)]
pub(super) struct Known<'a> {
    pub name: &'a str,
    pub spec: Option<&'a ValueSpec>,
    is_form: bool,
}

impl<'a> Known<'a> {
    pub fn of(name: &'a str, spec: &'a ValueSpec) -> Self {
        let spec = Some(spec);
        Self {
            name,
            spec,
            is_form: false,
        }
    }

    /// An item of it.
    pub fn item(self) -> Self {
        let spec = self.spec.and_then(|spec| spec.items.as_deref());
        let is_form = false;
        Self {
            spec,
            is_form,
            ..self
        }
    }

    /// A member of it that is known by no name.
    pub fn member(self) -> Self {
        Self {
            name: "",
            ..self.item()
        }
    }

    /// A body. A form without a pair is nothing at all, as a parameter without a member is.
    pub fn of_body(spec: &'a ValueSpec, is_form: bool) -> Self {
        let name = if is_form { "form" } else { "" };
        Self {
            is_form,
            ..Self::of(name, spec)
        }
    }
}

/// So often is a value made up that need not be: a member that may be missing, or one of
/// another branch of a union.
const MOST_TRIES: usize = 200;

/// A value that fits: the document's example or default, or else one that its
/// format, bounds and name suggest.
pub(super) fn made_up(types: &TypeArena, ty: &TypeRef, known: Known<'_>) -> Option<Value> {
    let tries = Cell::new(MOST_TRIES);
    Inventor { types, tries }.value(ty, known, 0)
}

/// What makes values up.
pub(super) struct Inventor<'a> {
    pub types: &'a TypeArena,
    tries: Cell<usize>,
}

impl Inventor<'_> {
    /// Whether there is time for a value that need not be.
    pub fn may_try(&self) -> bool {
        let tries = self.tries.get();
        self.tries.set(tries.saturating_sub(1));
        tries > 0
    }

    pub fn value(&self, ty: &TypeRef, known: Known<'_>, depth: usize) -> Option<Value> {
        if depth > MAX_DEPTH {
            return None;
        }
        let mut said = known.spec.into_iter().flat_map(|spec| {
            let examples = spec.examples.iter().map(|(_, example)| example);
            examples.chain(&spec.default)
        });
        let fits = |value: &Value| fits(self.types, ty, value).is_ok() && is_of_format(ty, value);
        if let Some(said) = said.find(|value| says_something(value) && fits(value)) {
            return Some(said.clone());
        }
        match ty {
            TypeRef::Primitive(primitive) => Some(scalar(*primitive, known)),
            TypeRef::Any => Some(json!({ "key": "value" })),
            TypeRef::External(_) => None,
            TypeRef::List(item) => self.list(item, known, depth),
            TypeRef::Map(inner) => self.map(inner, known, depth),
            TypeRef::Optional(inner) | TypeRef::Boxed(inner) => self.value(inner, known, depth + 1),
            TypeRef::Named(id) => match &self.types[*id].kind {
                TypeKind::Alias(alias) => self.value(&alias.target, known, depth + 1),
                TypeKind::Newtype(newtype) => Some(scalar(newtype.inner, known)),
                TypeKind::Union(def) => self.of_a_branch(def, known.name, depth),
                TypeKind::Enum(def) => match &def.values {
                    EnumValues::Strings(values) => values.first().map(|value| json!(value.value)),
                    EnumValues::Integers(values) => values.first().map(|value| json!(value.value)),
                },
                TypeKind::Struct(def) => self.record(def, known, depth),
            },
        }
    }

    fn record(&self, def: &StructDef, known: Known<'_>, depth: usize) -> Option<Value> {
        let mut members = Map::new();
        for constant in &def.constants {
            members.insert(constant.wire.as_str().to_owned(), constant.value.clone());
        }
        for field in def.fields.iter().filter(|field| {
            // No form can say null.
            let is_null = field.shape == FieldShape::Null && known.is_form;
            field.shape == FieldShape::Plain || (is_null && depth == 0)
        }) {
            let preset = field.preset.as_ref().and(field.value.default.as_ref());
            let value = match preset.filter(|_| field.constant.is_none()) {
                Some(known) => known.clone(),
                None => self.member(field, depth)?,
            };
            members.insert(field.wire.as_str().to_owned(), value);
        }
        // A parameter that is empty says nothing, and no path can do without.
        let is_empty = members.is_empty() && depth == 0 && !known.name.is_empty();
        let alone = is_empty.then_some(Demand::AtLeast(1));
        for demand in def.demands.iter().chain(&alone) {
            self.meet(def, demand, &mut members, depth);
        }
        Some(Value::Object(members))
    }

    /// What a member of an object at `depth` may hold.
    pub fn member(&self, field: &Field, depth: usize) -> Option<Value> {
        let known = Known::of(field.wire.as_str(), &field.value);
        let constant = field.constant.clone();
        constant.or_else(|| self.value(&field.ty, known, depth + 1))
    }

    /// Adds the members that an object demands together, if it lacks them; as many as it can
    /// where some can't be made up.
    fn meet(
        &self,
        def: &StructDef,
        demand: &Demand,
        members: &mut Map<String, Value>,
        depth: usize,
    ) {
        let value_of = |field: &Field| {
            let name = field.wire.as_str().to_owned();
            Some((name, self.member(field, depth)?))
        };
        match demand {
            Demand::AnyOf(sets) | Demand::OneOf(sets) => {
                let has =
                    |set: &Vec<WireName>| set.iter().all(|it| members.contains_key(it.as_str()));
                if sets.iter().any(has) {
                    return;
                }
                let added = sets.iter().find_map(|set| {
                    let fields = set.iter();
                    let fields = fields.map(|name| def.fields.iter().find(|it| it.wire == *name));
                    let added = fields.map(|field| value_of(field?));
                    added.collect::<Option<Vec<(String, Value)>>>()
                });
                members.extend(added.into_iter().flatten());
            }
            Demand::Where(needs, conditions) => {
                let mut conditions = conditions.iter().flatten();
                if conditions.any(|condition| !condition.is_met(members)) {
                    return;
                }
                let missing = needs.iter().filter(|it| !members.contains_key(it.as_str()));
                let fields =
                    missing.filter_map(|name| def.fields.iter().find(|it| it.wire == *name));
                let added: Vec<(String, Value)> = fields.filter_map(value_of).collect();
                members.extend(added);
            }
            Demand::AtLeast(least) => {
                for field in &def.fields {
                    if members.len() < *least && !members.contains_key(field.wire.as_str()) {
                        members.extend(value_of(field));
                    }
                }
            }
        }
    }
}

/// Whether a value shows a reader more than that something is empty, and can be
/// a literal: a number of more than 32 bits would have to say its type.
fn says_something(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Array(items) => !items.is_empty() && items.iter().all(says_something),
        Value::Object(members) => !members.is_empty() && members.values().all(says_something),
        Value::Number(number) => number.is_f64() || is_short(value),
        Value::Bool(_) | Value::String(_) => true,
    }
}

fn is_short(value: &Value) -> bool {
    value
        .as_i64()
        .is_some_and(|number| i32::try_from(number).is_ok())
}

fn scalar(primitive: Primitive, known: Known<'_>) -> Value {
    match primitive {
        Primitive::File => json!("text"),
        Primitive::Scalar(scalar) if scalar.format == ScalarFormat::Number => {
            json!(bounds::float(1.5, known.spec))
        }
        Primitive::String | Primitive::Scalar(_) => text(known),
        Primitive::Boolean => json!(true),
        Primitive::F32 | Primitive::F64 => json!(bounds::float(1.5, known.spec)),
        Primitive::UnixTime => json!(1_767_225_600),
        _ => json!(bounds::integer(1, known.spec)),
    }
}

/// A text of a format or pattern, or else of what a name means to people.
fn text(known: Known<'_>) -> Value {
    let spec = known.spec;
    let format = spec.and_then(|spec| spec.format.as_deref());
    let of_format = of_format(format.unwrap_or_default());
    let is_as_long = |text: &&str| bounds::text(text, spec) == **text;
    if let Some(text) = of_format.filter(is_as_long) {
        return json!(text);
    }
    let matching = spec.and_then(bounds::matching);
    let wanted = of_format.unwrap_or_else(|| of_name(known.name));
    json!(matching.unwrap_or_else(|| bounds::text(wanted, spec)))
}

fn of_format(format: &str) -> Option<&'static str> {
    Some(match format {
        "uuid" | "uuid1" | "uuid3" | "uuid4" | "uuid5" | "uuid7" | "guid" => {
            "3fa85f64-5717-4562-b3fc-2c963f66afa6"
        }
        "date" => "2026-01-01",
        "time" => "12:00:00Z",
        "duration" => "PT1H",
        "email" | "idn-email" => "mara@example.com",
        "uri" | "url" | "iri" => "https://example.com",
        "uri-reference" | "iri-reference" => "/path",
        "hostname" | "idn-hostname" => "example.com",
        "ipv4" => "192.0.2.1",
        "ipv6" => "2001:db8::1",
        "byte" | "base64" => "dGV4dA==",
        "decimal" | "decimal128" | "bigdecimal" | "money" => "12.50",
        "int64" | "long" | "uint64" => "42",
        "date-time" | "datetime" => "2026-01-01T12:00:00Z",
        _ => return None,
    })
}

fn of_name(name: &str) -> &'static str {
    let name = name.to_lowercase();
    let ends = |endings: &[&str]| endings.iter().any(|ending| name.ends_with(ending));
    match name.as_str() {
        _ if ends(&["email", "e-mail"]) => "mara@example.com",
        _ if ends(&["uuid", "guid"]) => "3fa85f64-5717-4562-b3fc-2c963f66afa6",
        _ if ends(&["url", "uri", "href", "website"]) => "https://example.com",
        _ if ends(&["hostname", "domain"]) => "example.com",
        _ if ends(&["phone", "phonenumber", "phone_number"]) => "+15550100",
        _ if ends(&["currency", "currencycode", "currency_code"]) => "EUR",
        _ if ends(&["countrycode", "country_code"]) => "DE",
        _ if ends(&["date"]) => "2026-01-01",
        _ if ends(&["timestamp", "_at"]) => "2026-01-01T12:00:00Z",
        "id" => "42",
        _ if ends(&["_id", "-id"]) => "42",
        _ if ends(&["title"]) => "A title",
        _ if ends(&["name"]) => "A name",
        _ if ends(&["description"]) => "A description",
        _ => "text",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ScalarFormat;

    #[test]
    fn a_text_of_a_format_that_has_a_type_is_one() {
        let formats = "date-time datetime date time duration uuid uuid4 guid uri url email ipv4 ipv6 byte \
                       base64 decimal decimal128 bigdecimal money int64 long uint64";
        for format in formats.split_whitespace() {
            let scalar = ScalarFormat::of("string", format).unwrap();
            let text = of_format(format).unwrap();
            assert!(scalar.is_plausible(text), "{format}: {text}");
        }
    }
}
