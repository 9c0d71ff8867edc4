//! Unions with many branches.

#![allow(
    clippy::indexing_slicing,
    reason = "what is assigned to a member of a JSON object makes it"
)]

use serde_json::json;

use super::shape::{
    Shape, document, list, named, object, operation, paths, record, reference, schema, schema_31,
    schemas, shape, text,
};

pub const SHAPES: &[Shape] = &[
    shape("branches with a key of their own", 17, |size| {
        let branches: Vec<_> = (0..size).map(|at| record(at, true)).collect();
        schema(json!({"oneOf": branches}))
    }),
    shape("branches that overlap", 17, |size| {
        let branches: Vec<_> = (0..size).map(|at| record(at, false)).collect();
        schema(json!({"anyOf": branches}))
    }),
    shape("branches that nothing tells apart", 67, |size| {
        let same = |at: usize| {
            json!({"type": "object", "required": ["a", "b"], "properties": {
                "a": {"type": "string"}, "b": {"type": "string"}, format!("c{at}"): {"type": "string"},
            }})
        };
        let branches: Vec<_> = (0..size).map(same).collect();
        schema(json!({"oneOf": branches}))
    }),
    shape("branches with a constant", 67, |size| {
        let constant = |at: usize| {
            json!({"type": "object", "required": ["kind"], "properties": {
                "kind": {"type": "string", "enum": [format!("k{at}")]},
            }})
        };
        let branches: Vec<_> = (0..size).map(constant).collect();
        schema(json!({"anyOf": branches}))
    }),
    shape("values of a discriminator", 34, |size| {
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
    shape("subtypes", 17, |size| {
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
    shape("components of a oneOf", 20, |size| {
        schemas(
            named(size, |at| record(at, true)),
            json!({"oneOf": list(size, reference)}),
        )
    }),
    shape("branches beside properties", 14, |size| {
        schema(json!({
            "type": "object",
            "properties": {"base": {"type": "string"}},
            "oneOf": list(size, |at| record(at, true)),
        }))
    }),
    shape("branches and null", 20, |size| {
        let branch = |at| {
            if at == 0 {
                json!({"type": "null"})
            } else {
                record(at, true)
            }
        };
        schema_31(json!({"oneOf": list(size, branch)}))
    }),
    shape("branches of primitives", 20, |size| {
        let branch =
            |at: usize| json!({"type": "string", "title": format!("t{at}"), "maxLength": at});
        schema(json!({"oneOf": list(size, branch)}))
    }),
    shape("branches of one value", 20, |size| {
        let branch = |at: usize| json!({"type": "string", "enum": [format!("v{at}")]});
        schema(json!({"oneOf": list(size, branch)}))
    }),
    shape("branches of lists", 14, |size| {
        let branch = |at| json!({"type": "array", "items": record(at, true)});
        schema(json!({"oneOf": list(size, branch)}))
    }),
    shape("branches that require of one object", 20, |size| {
        let branch = |at: usize| json!({"required": [format!("m{at}")]});
        schema(
            json!({"type": "object", "properties": named(size, text), "anyOf": list(size, branch)}),
        )
    }),
    shape("unions in a union", 7, |size| {
        let inner = |at| json!({"oneOf": [record(2 * at, true), record(2 * at + 1, true)]});
        schema(json!({"oneOf": list(size, inner)}))
    }),
    shape("unions that hold at once", 7, |size| {
        let inner = |at| json!({"oneOf": [record(2 * at, true), record(2 * at + 1, true)]});
        schema(json!({"allOf": list(size, inner)}))
    }),
    shape("values of a discriminator for one branch", 20, |size| {
        let mapping = (0..size).map(|at| (format!("k{at}"), "#/components/schemas/m0".into()));
        let branch = |_| json!({"type": "object", "required": ["kind"], "properties": {"kind": {"type": "string"}}});
        let used = json!({
            "oneOf": list(2, reference),
            "discriminator": {"propertyName": "kind", "mapping": object(mapping)},
        });
        schemas(named(2, branch), used)
    }),
    shape("values of a discriminator that lead nowhere", 20, |size| {
        let mapping = (0..size).map(|at| {
            (
                format!("k{at}"),
                format!("#/components/schemas/n{at}").into(),
            )
        });
        let branch = |_| json!({"type": "object", "required": ["kind"], "properties": {"kind": {"type": "string"}}});
        let used = json!({
            "oneOf": list(2, reference),
            "discriminator": {"propertyName": "kind", "mapping": object(mapping)},
        });
        schemas(named(2, branch), used)
    }),
    shape("unions of the same branches", 10, |size| {
        let union = |_| json!({"oneOf": [reference(0), reference(1)]});
        let used = json!({"type": "object", "properties": named(size, union)});
        schemas(named(2, |at| record(at, true)), used)
    }),
];
