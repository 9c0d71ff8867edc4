//! What lies beside a document and is long.

#![allow(
    clippy::indexing_slicing,
    reason = "what is assigned to a member of a JSON object makes it"
)]

use serde_json::{Value, json};

use super::shape::{
    Beside, Shape, document, list, named, operation, paths, record, schemas, used, with,
};

pub const SHAPES: &[Shape] = &[
    with("actions that change a component", 10, components, |size| {
        overlay(
            size,
            |at| json!({"target": format!("$.components.schemas.m{at}"), "update": {"description": "New."}}),
        )
    }),
    with("actions that remove a component", 10, components, |size| {
        overlay(
            size,
            |at| json!({"target": format!("$.components.schemas.m{at}"), "remove": true}),
        )
    }),
    with(
        "actions that add a component",
        10,
        |_| components(1),
        |size| {
            overlay(
                size,
                |at| json!({"target": "$.components.schemas", "update": {format!("new{at}"): record(at, false)}}),
            )
        },
    ),
    with("components that one action removes", 10, components, |_| {
        overlay(
            1,
            |_| json!({"target": "$.components.schemas[?@.type == 'object']", "remove": true}),
        )
    }),
    with("components that one action changes", 10, components, |_| {
        overlay(
            1,
            |_| json!({"target": "$.components.schemas[?@.type == 'object']", "update": {"description": "New."}}),
        )
    }),
    with("entries that one action adds", 10, tagged, |size| {
        let tags = list(size, |at| json!({"name": format!("new{at}")}));
        overlay(
            1,
            |_| json!({"target": "$", "update": {"tags": tags.clone()}}),
        )
    }),
    with("entries that one action removes", 10, tagged, |_| {
        overlay(
            1,
            |_| json!({"target": "$.tags[?@.name != 'all']", "remove": true}),
        )
    }),
    with("entries that actions remove", 10, tagged, |size| {
        overlay(size, |_| json!({"target": "$.tags[0]", "remove": true}))
    }),
    with("operations that actions change", 10, operations, |size| {
        overlay(
            size,
            |at| json!({"target": format!("$.paths['/p{at}'].get"), "update": {"summary": "New."}}),
        )
    }),
    with("renamed schemas", 20, components, |size| {
        configuration("rename", size, |at| format!("m{at} = \"Renamed{at}\""))
    }),
    with("renamed operations", 20, operations, |size| {
        configuration("rename", size, |at| {
            format!("\"op:get{at}\" = \"fetch_{at}\"")
        })
    }),
    with("renamed places", 20, components, |size| {
        configuration("rename", size, |at| {
            format!("\"#/components/schemas/m{at}/properties/shared\" = \"other\"")
        })
    }),
    with("replaced schemas", 20, components, |size| {
        configuration("replace", size, |at| format!("m{at} = \"crate::Own{at}\""))
    }),
    with("pages by operation", 20, operations, |size| {
        configuration("pagination", size, |at| format!("\"op:get{at}\" = false"))
    }),
    with("idempotent operations", 20, operations, |size| {
        configuration("idempotency", size, |at| format!("\"op:get{at}\" = true"))
    }),
    with("chosen operations", 20, operations, |size| {
        let chosen: Vec<String> = (0..size).map(|at| format!("\"op:get{at}\"")).collect();
        Beside::Configuration(format!("include = [{}]\n", chosen.join(", ")))
    }),
    with(
        "excluded operations",
        20,
        |size| operations(size + 1),
        |size| {
            let left: Vec<String> = (0..size).map(|at| format!("\"op:get{at}\"")).collect();
            Beside::Configuration(format!("exclude = [{}]\n", left.join(", ")))
        },
    ),
    with("locked components", 14, components, |_| Beside::NameLock),
    with("locked operations", 14, operations, |_| Beside::NameLock),
];

fn overlay(size: usize, action: impl Fn(usize) -> Value) -> Beside {
    Beside::Overlay(json!({
        "overlay": "1.0.0",
        "info": {"title": "Long", "version": "1"},
        "actions": list(size, action),
    }))
}

fn configuration(table: &str, size: usize, line: impl Fn(usize) -> String) -> Beside {
    let lines: Vec<String> = (0..size).map(line).collect();
    Beside::Configuration(format!("[{table}]\n{}\n", lines.join("\n")))
}

fn components(size: usize) -> Value {
    schemas(named(size, |at| record(at, false)), record(0, false))
}

fn operations(size: usize) -> Value {
    document(paths(size, operation), used())
}

fn tagged(size: usize) -> Value {
    let mut document = operations(1);
    document["tags"] = list(size + 1, |at| {
        let name = if at == size {
            "all".to_owned()
        } else {
            format!("t{at}")
        };
        json!({"name": name})
    });
    document
}
