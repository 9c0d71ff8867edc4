//! A way of being long, and what long documents are made of.

#![allow(
    clippy::indexing_slicing,
    clippy::needless_pass_by_value,
    reason = "what is assigned to a member of a JSON object makes it, and what is passed is a part of the document"
)]

use serde_json::{Value, json};

/// A way of being long.
pub struct Shape {
    pub name: &'static str,
    /// How many entries the smallest document has.
    pub size: usize,
    pub document: fn(usize) -> Value,
    pub beside: fn(usize) -> Beside,
}

/// What lies beside a document.
pub enum Beside {
    Nothing,
    Overlay(Value),
    /// Lines of `codegen.toml`.
    Configuration(String),
    /// The names that the document has.
    NameLock,
}

pub const fn shape(name: &'static str, size: usize, document: fn(usize) -> Value) -> Shape {
    with(name, size, document, |_| Beside::Nothing)
}

pub const fn with(
    name: &'static str,
    size: usize,
    document: fn(usize) -> Value,
    beside: fn(usize) -> Beside,
) -> Shape {
    Shape {
        name,
        size,
        document,
        beside,
    }
}

pub fn document(paths: Value, schemas: Value) -> Value {
    json!({
        "openapi": "3.0.3",
        "info": {"title": "Long", "version": "1"},
        "paths": paths,
        "components": {"schemas": schemas},
    })
}

/// A document of one schema that one operation gives.
pub fn schema(schema: Value) -> Value {
    document(paths(1, operation), json!({"Used": schema}))
}

pub fn used() -> Value {
    json!({"Used": record(0, false)})
}

pub fn operation(at: usize) -> Value {
    let schema = json!({"$ref": "#/components/schemas/Used"});
    let content = json!({"application/json": {"schema": schema}});
    json!({
        "operationId": format!("get{at}"),
        "tags": ["all"],
        "responses": {"200": {"description": "It.", "content": content}},
    })
}

pub fn paths(size: usize, operation: fn(usize) -> Value) -> Value {
    object((0..size).map(|at| (format!("/p{at}"), json!({"get": operation(at)}))))
}

pub fn parameters(size: usize, location: &str) -> Value {
    let parameter = |at| {
        json!({
            "name": format!("m{at}"),
            "in": location,
            "required": true,
            "schema": {"type": "string"},
        })
    };
    (0..size).map(parameter).collect()
}

/// An object that knows one member that all do, and one of its own.
pub fn record(at: usize, required: bool) -> Value {
    let own = format!("own{at}");
    let mut record = json!({
        "type": "object",
        "properties": {"shared": {"type": "string"}, own.clone(): {"type": "string"}},
    });
    if required {
        record["required"] = json!([own]);
    }
    record
}

pub fn text(_: usize) -> Value {
    json!({"type": "string"})
}

pub fn named(size: usize, value: impl Fn(usize) -> Value) -> Value {
    object((0..size).map(|at| (format!("m{at}"), value(at))))
}

pub fn object(members: impl Iterator<Item = (String, Value)>) -> Value {
    Value::Object(members.collect())
}

/// Texts that all make one identifier.
pub fn spellings(size: usize) -> Vec<String> {
    let signs = |at: usize| format!("{at:b}").replace('0', " ").replace('1', "-");
    (0..size).map(|at| format!("a{}b", signs(at))).collect()
}

/// A document of OpenAPI 3.1 of one schema that one operation gives.
pub fn schema_31(schema: Value) -> Value {
    in_version("3.1.0", self::schema(schema))
}

pub fn in_version(version: &str, mut document: Value) -> Value {
    document["openapi"] = version.into();
    document
}

/// A document of one operation with something in it.
pub fn with_operation(change: impl Fn(&mut Value)) -> Value {
    let mut operation = operation(0);
    change(&mut operation);
    document(json!({"/a": {"get": operation}}), used())
}

/// Something for each entry.
pub fn list(size: usize, value: impl Fn(usize) -> Value) -> Value {
    (0..size).map(value).collect()
}

/// A reference to the schema of an entry.
pub fn reference(at: usize) -> Value {
    json!({"$ref": format!("#/components/schemas/m{at}")})
}

/// A document of one schema, `Used`, and others that it leads to.
pub fn schemas(mut schemas: Value, used: Value) -> Value {
    schemas["Used"] = used;
    document(paths(1, operation), schemas)
}
