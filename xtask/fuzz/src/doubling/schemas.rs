//! Schemas that are long in one way each.

#![allow(
    clippy::indexing_slicing,
    reason = "what is assigned to a member of a JSON object makes it"
)]

use serde_json::{Value, json};

use super::shape::{
    Shape, document, in_version, list, named, object, operation, paths, record, reference, schema,
    schema_31, schemas, shape, spellings, text,
};

pub const SHAPES: &[Shape] = &[
    shape("lines of a description", 400, |size| {
        let text: String = (0..size).map(|at| format!("- line {at}\n")).collect();
        schema(json!({"type": "object", "description": text}))
    }),
    shape("openings in a description", 667, |size| {
        schema(json!({"type": "object", "description": "{% <a [b ` ".repeat(size)}))
    }),
    shape("quotes within quotes", 100, |size| {
        schema(json!({"type": "object", "description": "> ".repeat(size)}))
    }),
    shape("required names", 267, |size| {
        let names: Vec<_> = (0..size).map(|at| format!("m{at}")).collect();
        schema(json!({"type": "object", "required": names}))
    }),
    shape("required properties", 34, |size| {
        let names: Vec<_> = (0..size).map(|at| format!("m{at}")).collect();
        schema(json!({"type": "object", "required": names, "properties": named(size, text)}))
    }),
    shape("properties of one name", 34, |size| {
        let spelt = spellings(size).into_iter().map(|name| (name, text(0)));
        schema(json!({"type": "object", "properties": object(spelt)}))
    }),
    shape("properties with objects", 17, |size| {
        schema(json!({"type": "object", "properties": named(size, |at| record(at, false))}))
    }),
    shape("unresolved references", 34, |size| {
        let missing = |at| json!({"$ref": format!("#/components/schemas/Missing{at}")});
        schema(json!({"type": "object", "properties": named(size, missing)}))
    }),
    shape("misspelt types", 34, |size| {
        schema(json!({"type": "object", "properties": named(size, |_| json!({"type": "strng"}))}))
    }),
    shape("values of an enum", 67, |size| {
        let values: Vec<_> = (0..size).map(|at| format!("v{at}")).collect();
        schema(json!({"type": "string", "enum": values}))
    }),
    shape("values of one name", 67, |size| {
        schema(json!({"type": "string", "enum": spellings(size)}))
    }),
    shape("schemas in a ring", 17, |size| {
        let mut schemas = named(size, |at| {
            let next = format!("#/components/schemas/m{}", (at + 1) % size);
            json!({"type": "object", "properties": {"next": {"$ref": next}}})
        });
        schemas["Used"] = json!({"$ref": "#/components/schemas/m0"});
        document(paths(1, |_| operation(0)), schemas)
    }),
    shape("items of an example", 167, |size| {
        let items: Vec<_> = (0..size).map(|at| format!("item {at}")).collect();
        schema(json!({"type": "array", "items": {"type": "string"}, "example": items}))
    }),
    shape("members of a property of an object", 20, |size| {
        let inner = json!({"type": "object", "properties": named(size, text)});
        schema(json!({"type": "object", "properties": {"inner": inner}}))
    }),
    shape("components", 20, |size| {
        schemas(named(size, |at| record(at, false)), record(0, false))
    }),
    shape("components of one name", 20, |size| {
        let spelt = spellings(size)
            .into_iter()
            .map(|name| (name, record(0, false)));
        schemas(object(spelt), record(0, false))
    }),
    shape("objects that hold the next", 20, |size| {
        let holder = |at| json!({"type": "object", "properties": {"next": reference(at + 1)}});
        schemas(
            named(size, holder),
            json!({"type": "object", "properties": {"a": reference(0)}}),
        )
    }),
    shape("references to one schema", 34, |size| {
        let properties = named(size, |_| reference(0));
        schemas(
            named(1, |at| record(at, false)),
            json!({"type": "object", "properties": properties}),
        )
    }),
    shape("members of an allOf", 20, |size| {
        schema(json!({"allOf": list(size, |at| record(at, true))}))
    }),
    shape("components of an allOf", 20, |size| {
        schemas(
            named(size, |at| record(at, true)),
            json!({"allOf": list(size, reference)}),
        )
    }),
    shape("wrappers of wrappers", 10, |size| {
        let next = |at| {
            if at + 1 == size {
                record(0, false)
            } else {
                json!({"allOf": [reference(at + 1)], "description": "Wrapped."})
            }
        };
        schemas(
            named(size, next),
            json!({"type": "object", "properties": {"a": reference(0)}}),
        )
    }),
    shape("arrays of arrays of components", 20, |size| {
        let array =
            |at| json!({"type": "array", "items": {"type": "array", "items": reference(at)}});
        schemas(
            named(size, |at| record(at, false)),
            json!({"type": "object", "properties": named(size, array)}),
        )
    }),
    shape("definitions within a schema", 20, |size| {
        let inner = |at: usize| json!({"$ref": format!("#/components/schemas/Used/$defs/m{at}")});
        schema_31(json!({
            "type": "object",
            "$defs": named(size, |at| record(at, false)),
            "properties": named(size, inner),
        }))
    }),
    shape("anchors", 20, |size| {
        let inner = |at: usize| json!({"$ref": format!("#a{at}")});
        let anchored = |at: usize| {
            let mut schema = record(at, false);
            schema["$anchor"] = format!("a{at}").into();
            schema
        };
        let mut document = schemas(
            named(size, anchored),
            json!({"type": "object", "properties": named(size, inner)}),
        );
        document["openapi"] = "3.1.0".into();
        document
    }),
    shape("schemas with a name of their own", 20, |size| {
        let inner = |at: usize| json!({"$ref": format!("https://x.example/{at}.json")});
        let named_so = |at: usize| {
            let mut schema = record(at, false);
            schema["$id"] = format!("https://x.example/{at}.json").into();
            schema
        };
        let used = json!({"type": "object", "properties": named(size, inner)});
        in_version("3.1.0", schemas(named(size, named_so), used))
    }),
    shape("examples of a schema", 34, |size| {
        schema_31(json!({"type": "string", "examples": list(size, |at| format!("e{at}").into())}))
    }),
    shape("members of an example", 100, |size| {
        let example = named(size, Value::from);
        schema(
            json!({"type": "object", "additionalProperties": {"type": "integer"}, "example": example}),
        )
    }),
    shape("extensions", 34, |size| {
        let extensions = (0..size).map(|at| (format!("x-own-{at}"), json!({"a": at})));
        let mut extended = record(0, false);
        for (key, value) in extensions {
            extended[key] = value;
        }
        schema(extended)
    }),
    shape("patterns of properties", 20, |size| {
        let patterns = (0..size).map(|at| {
            (
                format!("^p{at}"),
                json!({"type": "string", "maxLength": at}),
            )
        });
        schema_31(json!({"type": "object", "patternProperties": object(patterns)}))
    }),
    shape("items of a tuple", 20, |size| {
        schema_31(
            json!({"type": "array", "prefixItems": list(size, |at| json!({"type": "string", "maxLength": at}))}),
        )
    }),
    shape("members of conditions", 20, |size| {
        let condition = |at: usize| json!({"properties": {"same": {"type": "string", "maxLength": at}, format!("c{at}"): {"type": "string"}}});
        schema_31(json!({"type": "object", "dependentSchemas": named(size, condition)}))
    }),
    shape("values of an enum with null", 34, |size| {
        let values = (0..size).map(|at| {
            if at == 0 {
                Value::Null
            } else {
                format!("v{at}").into()
            }
        });
        schema_31(json!({"type": ["string", "null"], "enum": values.collect::<Vec<_>>()}))
    }),
    shape("integers of an enum", 34, |size| {
        schema(json!({"type": "integer", "enum": list(size, Value::from)}))
    }),
    shape("values of several types", 34, |size| {
        schema(
            json!({"enum": list(size, |at| if at % 2 == 0 { at.into() } else { format!("v{at}").into() })}),
        )
    }),
    shape("values twice", 34, |size| {
        schema(json!({"type": "string", "enum": list(size, |at| format!("v{}", at / 2).into())}))
    }),
    shape("required names twice", 34, |size| {
        schema(
            json!({"type": "object", "properties": named(size, text), "required": list(size, |at| format!("m{}", at / 2).into())}),
        )
    }),
    shape("properties that are only read", 20, |size| {
        schema(
            json!({"type": "object", "properties": named(size, |_| json!({"type": "string", "readOnly": true}))}),
        )
    }),
    shape("properties with defaults and bounds", 20, |size| {
        let bounded = |at: usize| json!({"type": "integer", "minimum": at, "maximum": at + 5, "default": at, "example": at});
        schema(json!({"type": "object", "properties": named(size, bounded), "required": ["m0"]}))
    }),
    shape("words of a title", 34, |size| {
        schema(
            json!({"type": "object", "title": "word ".repeat(size), "properties": {"a": {"type": "object", "title": "word ".repeat(size), "properties": {"b": {"type": "string"}}}}}),
        )
    }),
    shape("letters of a name", 100, |size| {
        schema(json!({"type": "object", "properties": {"m".repeat(size): record(0, false)}}))
    }),
    shape("descriptions", 20, |size| {
        let described = |at: usize| json!({"type": "string", "description": format!("It is `{at}`, see https://a.example/{at}.\n\n- one\n- two\n")});
        schema(json!({"type": "object", "properties": named(size, described)}))
    }),
    shape("properties without sense", 20, |size| {
        schema(json!({"type": "object", "properties": named(size, Value::from)}))
    }),
];
