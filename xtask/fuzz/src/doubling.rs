//! Documents that are long in one way each, and what their length costs.
//!
//! Each is generated at one, two and four times its size. Where the work is in
//! proportion, the second step costs twice what the first does; where every
//! entry is compared with every other, four times. What a document costs that
//! has next to nothing in it falls out.
//!
//! A path is shorter than these have it, or left out: each of its parameters costs as
//! much as it is long.

#![allow(
    clippy::indexing_slicing,
    clippy::needless_pass_by_value,
    reason = "what is assigned to a member of a JSON object makes it, and what is passed is a part of the document"
)]

use std::env;
use std::process::Command;

use serde_json::{Value, json};

use crate::{ALLOCATOR, Failure, execute};

/// What the second step may cost at most, in costs of the first.
const MOST: f64 = 2.2;

/// A way of being long.
struct Shape {
    name: &'static str,
    /// How many entries the smallest document has.
    size: usize,
    document: fn(usize) -> Value,
}

const SHAPES: &[Shape] = &[
    shape("lines of a description", 400, |size| {
        let text: String = (0..size).map(|at| format!("- line {at}\n")).collect();
        schema(json!({"type": "object", "description": text}))
    }),
    shape("openings in a description", 2_000, |size| {
        schema(json!({"type": "object", "description": "{% <a [b ` ".repeat(size)}))
    }),
    shape("quotes within quotes", 100, |size| {
        schema(json!({"type": "object", "description": "> ".repeat(size)}))
    }),
    shape("required names", 800, |size| {
        let names: Vec<_> = (0..size).map(|at| format!("m{at}")).collect();
        schema(json!({"type": "object", "required": names}))
    }),
    shape("required properties", 100, |size| {
        let names: Vec<_> = (0..size).map(|at| format!("m{at}")).collect();
        schema(json!({"type": "object", "required": names, "properties": named(size, text)}))
    }),
    shape("properties of one name", 100, |size| {
        let spelt = spellings(size).into_iter().map(|name| (name, text(0)));
        schema(json!({"type": "object", "properties": object(spelt)}))
    }),
    shape("properties with objects", 50, |size| {
        schema(json!({"type": "object", "properties": named(size, |at| record(at, false))}))
    }),
    shape("unresolved references", 100, |size| {
        let missing = |at| json!({"$ref": format!("#/components/schemas/Missing{at}")});
        schema(json!({"type": "object", "properties": named(size, missing)}))
    }),
    shape("misspelt types", 100, |size| {
        schema(json!({"type": "object", "properties": named(size, |_| json!({"type": "strng"}))}))
    }),
    shape("values of an enum", 200, |size| {
        let values: Vec<_> = (0..size).map(|at| format!("v{at}")).collect();
        schema(json!({"type": "string", "enum": values}))
    }),
    shape("values of one name", 200, |size| {
        schema(json!({"type": "string", "enum": spellings(size)}))
    }),
    shape("branches with a key of their own", 50, |size| {
        let branches: Vec<_> = (0..size).map(|at| record(at, true)).collect();
        schema(json!({"oneOf": branches}))
    }),
    shape("branches that overlap", 50, |size| {
        let branches: Vec<_> = (0..size).map(|at| record(at, false)).collect();
        schema(json!({"anyOf": branches}))
    }),
    shape("branches that nothing tells apart", 200, |size| {
        let same = |at: usize| {
            json!({"type": "object", "required": ["a", "b"], "properties": {
                "a": {"type": "string"}, "b": {"type": "string"}, format!("c{at}"): {"type": "string"},
            }})
        };
        let branches: Vec<_> = (0..size).map(same).collect();
        schema(json!({"oneOf": branches}))
    }),
    shape("branches with a constant", 200, |size| {
        let constant = |at: usize| {
            json!({"type": "object", "required": ["kind"], "properties": {
                "kind": {"type": "string", "enum": [format!("k{at}")]},
            }})
        };
        let branches: Vec<_> = (0..size).map(constant).collect();
        schema(json!({"anyOf": branches}))
    }),
    shape("values of a discriminator", 100, |size| {
        let target = |at: usize| format!("#/components/schemas/m{at}");
        let mut schemas = named(
            size,
            |_| json!({"type": "object", "required": ["kind"], "properties": {"kind": {"type": "string"}}}),
        );
        let branches: Vec<_> = (0..size).map(|at| json!({"$ref": target(at)})).collect();
        let mapping = object((0..size).map(|at| (format!("k{at}"), target(at).into())));
        schemas["Used"] = json!({
            "oneOf": branches,
            "discriminator": {"propertyName": "kind", "mapping": mapping},
        });
        document(paths(1, |_| operation(0)), schemas)
    }),
    shape("subtypes", 50, |size| {
        let mut schemas = named(
            size,
            |at| json!({"allOf": [{"$ref": "#/components/schemas/Used"}, record(at, false)]}),
        );
        schemas["Used"] = json!({
            "type": "object",
            "required": ["kind"],
            "properties": {"kind": {"type": "string"}},
            "discriminator": {"propertyName": "kind"},
        });
        document(paths(1, |_| operation(0)), schemas)
    }),
    shape("schemas in a ring", 50, |size| {
        let mut schemas = named(size, |at| {
            let next = format!("#/components/schemas/m{}", (at + 1) % size);
            json!({"type": "object", "properties": {"next": {"$ref": next}}})
        });
        schemas["Used"] = json!({"$ref": "#/components/schemas/m0"});
        document(paths(1, |_| operation(0)), schemas)
    }),
    shape("items of an example", 500, |size| {
        let items: Vec<_> = (0..size).map(|at| format!("item {at}")).collect();
        schema(json!({"type": "array", "items": {"type": "string"}, "example": items}))
    }),
    shape("operations", 50, |size| {
        document(paths(size, operation), used())
    }),
    shape("operations without an id", 50, |size| {
        let without = |at| {
            let mut operation = operation(at);
            operation["operationId"] = Value::Null;
            operation
        };
        document(paths(size, without), used())
    }),
    shape("words of an operationId", 400, |size| {
        let mut operation = operation(0);
        operation["operationId"] = "fn a_b() {}\n".repeat(size).into();
        document(json!({"/a": {"get": operation}}), used())
    }),
    shape("tags", 50, |size| {
        let tagged = |at| {
            let mut operation = operation(at);
            operation["tags"] = json!([format!("t{at}")]);
            operation
        };
        let tags: Vec<_> = (0..size)
            .map(|at| json!({"name": format!("t{at}")}))
            .collect();
        let mut document = document(paths(size, tagged), used());
        document["tags"] = Value::Array(tags);
        document
    }),
    shape("parameters of a query", 50, |size| {
        let mut operation = operation(0);
        operation["parameters"] = parameters(size, "query");
        document(json!({"/a": {"get": operation}}), used())
    }),
    shape("parameters of a path", 1_250, |size| {
        let path: String = (0..size).map(|at| format!("/{{m{at}}}")).collect();
        let mut operation = operation(0);
        operation["parameters"] = parameters(size, "path");
        document(json!({path: {"get": operation}}), used())
    }),
    shape("headers of a response", 100, |size| {
        let mut operation = operation(0);
        let header = |_| json!({"schema": {"type": "string"}});
        operation["responses"]["200"]["headers"] = named(size, header);
        document(json!({"/a": {"get": operation}}), used())
    }),
    shape("security schemes", 100, |size| {
        let mut document = document(paths(1, operation), used());
        let scheme = |at| json!({"type": "apiKey", "in": "header", "name": format!("X-{at}")});
        document["components"]["securitySchemes"] = named(size, scheme);
        let ways: Vec<_> = (0..size).map(|at| json!({format!("m{at}"): []})).collect();
        document["security"] = Value::Array(ways);
        document
    }),
    shape("servers", 100, |size| {
        let mut document = document(paths(1, operation), used());
        let server = |at| json!({"url": format!("https://s{at}.example.com")});
        document["servers"] = (0..size).map(server).collect();
        document
    }),
];

const fn shape(name: &'static str, size: usize, document: fn(usize) -> Value) -> Shape {
    Shape {
        name,
        size,
        document,
    }
}

fn document(paths: Value, schemas: Value) -> Value {
    json!({
        "openapi": "3.0.3",
        "info": {"title": "Long", "version": "1"},
        "paths": paths,
        "components": {"schemas": schemas},
    })
}

/// A document of one schema that one operation gives.
fn schema(schema: Value) -> Value {
    document(paths(1, operation), json!({"Used": schema}))
}

fn used() -> Value {
    json!({"Used": record(0, false)})
}

fn operation(at: usize) -> Value {
    let schema = json!({"$ref": "#/components/schemas/Used"});
    let content = json!({"application/json": {"schema": schema}});
    json!({
        "operationId": format!("get{at}"),
        "tags": ["all"],
        "responses": {"200": {"description": "It.", "content": content}},
    })
}

fn paths(size: usize, operation: fn(usize) -> Value) -> Value {
    object((0..size).map(|at| (format!("/p{at}"), json!({"get": operation(at)}))))
}

fn parameters(size: usize, location: &str) -> Value {
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
fn record(at: usize, required: bool) -> Value {
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

fn text(_: usize) -> Value {
    json!({"type": "string"})
}

fn named(size: usize, value: impl Fn(usize) -> Value) -> Value {
    object((0..size).map(|at| (format!("m{at}"), value(at))))
}

fn object(members: impl Iterator<Item = (String, Value)>) -> Value {
    Value::Object(members.collect())
}

/// Texts that all make one identifier.
fn spellings(size: usize) -> Vec<String> {
    let signs = |at: usize| format!("{at:b}").replace('0', " ").replace('1', "-");
    (0..size).map(|at| format!("a{}b", signs(at))).collect()
}

/// What is counted.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Cost {
    /// Instructions, by callgrind, which has to be there
    Instructions,
    /// Bytes of memory that are asked for
    Memory,
}

/// Counts what each shape's steps cost, and tells it. Gives whether all are in
/// proportion.
pub fn compare(cost: Cost) -> Result<bool, Failure> {
    let mut holds = true;
    for shape in SHAPES {
        let once = cost.of(shape, shape.size)?;
        let twice = cost.of(shape, shape.size * 2)?;
        let more = cost.of(shape, shape.size * 4)?;
        let step = (more - twice) / (twice - once);
        let word = if step <= MOST { "within" } else { "BEYOND" };
        println!("{}: {step:.2} ({word} {MOST})", shape.name);
        holds &= step <= MOST;
    }
    Ok(holds)
}

impl Cost {
    /// In a process of its own, in which nothing else costs anything.
    fn of(self, shape: &Shape, size: usize) -> Result<f64, Failure> {
        let program = env::current_exe()?;
        let mut command = match self {
            Cost::Memory => Command::new(program),
            Cost::Instructions => {
                let mut command = Command::new("valgrind");
                command.args(["--tool=callgrind", "--callgrind-out-file=/dev/null"]);
                command.arg(program);
                command
            }
        };
        command.args(["--doubled", shape.name, "--size", &size.to_string()]);
        let output = command.output()?;
        let (text, mark) = match self {
            Cost::Memory => (output.stdout, "bytes:"),
            Cost::Instructions => (output.stderr, "refs:"),
        };
        let text = String::from_utf8_lossy(&text);
        let total = text.lines().find_map(|line| {
            let (_, count) = line.split_once(mark)?;
            count.trim().replace(',', "").parse().ok()
        });
        total.ok_or_else(|| format!("nothing was counted:\n{text}").into())
    }
}

/// Generates a document of one shape and size, for whoever counts.
pub fn one(name: &str, size: usize) -> Result<(), Failure> {
    let shape = SHAPES.iter().find(|shape| shape.name == name);
    let shape = shape.ok_or_else(|| format!("no shape `{name}`"))?;
    let bytes = (shape.document)(size).to_string();
    let before = ALLOCATOR.total_allocated();
    execute::generated("long.json", bytes.as_bytes());
    println!("bytes: {}", ALLOCATOR.total_allocated() - before);
    Ok(())
}
