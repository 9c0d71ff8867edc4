//! What lies beside a document and is long.

use super::shape::Beside::{Configuration, NameLock, Overlay};
use super::shape::{Shape, root, schema, schemas};

const RECORDS: Shape = schemas("", 20, "*records");
const OPERATIONS: Shape = root("", 20, "*operations");
const TAGGED: Shape = root("", 10, "tags: [({name: t@}), {name: all}]");

pub const SHAPES: &[Shape] = &[
    RECORDS.named("actions that change a component", 10).with(Overlay(
        "({target: $.components.schemas.m@, update: {description: New.}})",
    )),
    RECORDS.named("actions that remove a component", 10).with(Overlay(
        "({target: $.components.schemas.m@, remove: true})",
    )),
    schema("actions that add a component", 10, "*record").with(Overlay(
        "({target: $.components.schemas, update: {new@: *record}})",
    )),
    RECORDS.named("components that one action removes", 10).with(Overlay(
        r#"{target: "$.components.schemas[?\u0040.type == 'object']", remove: true}"#,
    )),
    RECORDS.named("components that one action changes", 10).with(Overlay(
        r#"{target: "$.components.schemas[?\u0040.type == 'object']", update: {description: New.}}"#,
    )),
    TAGGED.named("entries that one action adds", 10).with(Overlay(
        "{target: $, update: {tags: [({name: new@})]}}",
    )),
    TAGGED.named("entries that actions add", 10).with(Overlay(
        "({target: $.tags, update: {name: new@}})",
    )),
    TAGGED.named("entries that one action removes", 10).with(Overlay(
        r#"{target: "$.tags[?\u0040.name != 'all']", remove: true}"#,
    )),
    TAGGED.named("entries that actions remove", 10).with(Overlay(
        r#"({target: "$.tags[0]", remove: true})"#,
    )),
    OPERATIONS.named("operations that actions change", 10).with(Overlay(
        r#"({target: "$.paths['/p@'].get", update: {summary: New.}})"#,
    )),
    RECORDS.named("renamed schemas", 20).with(Configuration("[rename]\n«m@ = 'Renamed@'\n»")),
    OPERATIONS.named("renamed operations", 20).with(Configuration("[rename]\n«'op:get@' = 'fetch_@'\n»")),
    RECORDS.named("renamed places", 20).with(Configuration(
        "[rename]\n«'#/components/schemas/m@/properties/shared' = 'other'\n»",
    )),
    RECORDS.named("replaced schemas", 20).with(Configuration("[replace]\n«m@ = 'crate::Own@'\n»")),
    RECORDS.named("traits of schemas", 20).with(Configuration("[derive]\n«m@ = ['Eq']\n»")),
    RECORDS.named("traits of types that are not there", 20).with(Configuration("[derive]\n«q@ = ['Eq']\n»")),
    OPERATIONS.named("pages by operation", 20).with(Configuration("[pagination]\n«'op:get@' = false\n»")),
    OPERATIONS.named("idempotent operations", 20).with(Configuration("[idempotency]\n«'op:get@' = true\n»")),
    OPERATIONS.named("chosen operations", 20).with(Configuration("include = [(\"op:get@\")]\n")),
    root("excluded operations", 20, "paths: {(/p@: {get: {*op}}), /q: {get: {tags: [all], responses: {200: *ok}}}}")
        .with(Configuration("exclude = [(\"op:get@\")]\n")),
    RECORDS.named("locked components", 14).with(NameLock),
    OPERATIONS.named("locked operations", 14).with(NameLock),
    RECORDS.named("types of formats", 20).with(Configuration("[types]\n«'format@' = 'string'\n»")),
    RECORDS.named("traits of one schema", 20).with(Configuration("[derive]\nm0 = [(\"my::T@\")]\n")),
    RECORDS.named("traits of patterns", 20).with(Configuration("[derive]\n«'M@*' = ['Eq']\n»")),
    RECORDS.named("traits of patterns that describe nothing", 40).with(Configuration("[derive]\n«'Q@*' = ['Eq']\n»")),
    RECORDS.named("replaced schemas that are not there", 40).with(Configuration("[replace]\n«n@ = 'crate::Own@'\n»")),
    RECORDS.named("renamed schemas that are not there", 40).with(Configuration("[rename]\n«n@ = 'Renamed@'\n»")),
    OPERATIONS.named("pages by path", 20).with(Configuration("[pagination]\n«'path:/p@' = false\n»")),
    OPERATIONS.named("pages by pattern", 20).with(Configuration("[pagination]\n«'path:/p@*' = false\n»")),
    OPERATIONS.named("idempotent paths", 20).with(Configuration("[idempotency]\n«'path:/p@' = true\n»")),
    OPERATIONS.named("operations chosen by paths", 20).with(Configuration("include = [(\"path:/p@\")]\n")),
    OPERATIONS.named("operations chosen by patterns", 20).with(Configuration("include = [(\"path:/p@*\")]\n")),
    OPERATIONS.named("chosen operations that are not there", 40).with(Configuration("include = [\"op:get0\", (\"op:gte@\")]\n")),
    TAGGED.named("tags by a feature", 10).with(Configuration("features = \"per-tag\"\n")),
];
