//! Where an item, its id and a list's items are in a response.

use serde_json::{Map, Value};

use crate::api::Operation;
use crate::schema::{Schemas, branches};

/// Schemas in schemas are followed no deeper.
const DEEPEST: usize = 16;

/// Where the item is, and what its id is.
pub(super) struct ItemShape {
    pub(super) envelope: String,
    pub(super) id: String,
    pub(super) numeric: bool,
}

/// The shape of the response that reads an item. `told` is a pointer to the id.
pub(super) fn of_item(
    operation: &Operation,
    schemas: &Schemas,
    variable: &str,
    told: Option<&str>,
) -> Option<ItemShape> {
    let (code, _) = operation.success()?;
    let schema = schemas.get(operation.json_schema(code)?);
    if let Some((envelope, id)) = told.and_then(|pointer| pointer.rsplit_once('/')) {
        let mut here = schema.clone();
        for name in envelope.split('/').skip(1) {
            here = properties(schemas, &here, 0).get(name)?.clone();
        }
        let found = properties(schemas, &here, 0);
        return Some(ItemShape {
            envelope: envelope.to_owned(),
            numeric: is_numeric(schemas, found.get(id)?),
            id: id.to_owned(),
        });
    }
    let found = properties(schemas, schema, 0);
    if let Some(id) = id_of(schemas, &found, variable) {
        return Some(ItemShape {
            envelope: String::new(),
            numeric: is_numeric(schemas, found.get(&id)?),
            id,
        });
    }
    // `{"pet": {"id": …}}`, with whatever beside it.
    let inner = found.iter().find_map(|(name, schema)| {
        let inner = properties(schemas, schema, 0);
        let id = id_of(schemas, &inner, variable)?;
        let numeric = is_numeric(schemas, inner.get(&id)?);
        Some((name, id, numeric))
    });
    let (name, id, numeric) = inner?;
    Some(ItemShape {
        envelope: format!("/{}", name.replace('~', "~0").replace('/', "~1")),
        id,
        numeric,
    })
}

/// The property that is the id of an item, by the variable of its path.
fn id_of(schemas: &Schemas, properties: &Map<String, Value>, variable: &str) -> Option<String> {
    let plain = |name: &str| name.replace(['_', '-'], "").to_ascii_lowercase();
    let wanted = plain(variable);
    let exact = properties.keys().find(|name| *name == variable);
    let id = properties.keys().find(|name| *name == "id");
    let alike = properties.keys().find(|name| plain(name) == wanted);
    let usual = [
        "uuid", "guid", "uid", "sid", "gid", "key", "slug", "name", "number", "code",
    ];
    let tail = usual
        .iter()
        .find(|name| wanted.ends_with(**name) && properties.contains_key(**name));
    let tail = tail.and_then(|name| properties.keys().find(|key| key == name));
    // `floating_ip` is found by `ip`.
    let ending = properties.keys().filter(|name| name.len() > 1);
    let ending = ending.filter(|name| wanted.ends_with(&plain(name)));
    let ending = ending.max_by_key(|name| name.len());
    let mut found = [exact, id, alike, tail, ending].into_iter().flatten();
    found
        .find(|name| is_scalar(schemas, properties.get(*name), 0))
        .cloned()
}

/// Whether values are texts or numbers.
fn is_scalar(schemas: &Schemas, schema: Option<&Value>, depth: usize) -> bool {
    let target = schema.and_then(|schema| schemas.follow(schema));
    target.is_some_and(|target| {
        let compound = |name: &str| target.get(name).is_some();
        let kind = target.get("type");
        let is_compound = kind.is_some_and(|kind| kind == "object" || kind == "array");
        !is_compound
            && !compound("properties")
            && !compound("items")
            && (depth > DEEPEST
                || branches(target).all(|part| is_scalar(schemas, Some(part), depth + 1)))
    })
}

fn is_numeric(schemas: &Schemas, schema: &Value) -> bool {
    let kind = schemas.follow(schema).and_then(|schema| schema.get("type"));
    match kind {
        Some(Value::String(name)) => name == "integer" || name == "number",
        Some(Value::Array(names)) => {
            names.iter().any(|name| name == "integer") && !names.iter().any(|name| name == "string")
        }
        _ => false,
    }
}

/// All properties that a schema declares, its `allOf` included.
pub(super) fn properties(schemas: &Schemas, schema: &Value, depth: usize) -> Map<String, Value> {
    let mut found = Map::new();
    if depth > DEEPEST {
        return found;
    }
    if let Some(target) = schemas.target(schema) {
        found.extend(properties(schemas, target, depth + 1));
    }
    for branch in schema
        .get("allOf")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
    {
        found.extend(properties(schemas, branch, depth + 1));
    }
    if let Some(Value::Object(own)) = schema.get("properties") {
        found.extend(own.clone());
    }
    found
}

/// Where the items of a list are, if that is plain.
pub(super) fn items(operation: &Operation, schemas: &Schemas) -> Option<String> {
    if let Some(pagination) = &operation.pagination {
        let steps = pagination.items.iter();
        let steps = steps.map(|step| {
            format!(
                "/{}",
                step.wire.as_str().replace('~', "~0").replace('/', "~1")
            )
        });
        return Some(steps.collect());
    }
    let (code, _) = operation.success()?;
    let schema = schemas.get(operation.json_schema(code)?);
    if is_list(schemas, schema) {
        return Some(String::new());
    }
    let found = properties(schemas, schema, 0);
    let lists: Vec<&String> = found
        .iter()
        .filter(|(_, schema)| is_list(schemas, schema))
        .map(|(name, _)| name)
        .collect();
    let last = operation.path.rsplit('/').next().unwrap_or_default();
    let usual = [
        "data", "items", "results", "records", "entries", "values", last,
    ];
    let usual = usual
        .iter()
        .find_map(|name| lists.iter().find(|known| known.as_str() == *name));
    let name = match (usual, lists.as_slice()) {
        (Some(name), _) => name,
        (None, [only]) => only,
        _ => return None,
    };
    Some(format!("/{}", name.replace('~', "~0").replace('/', "~1")))
}

fn is_list(schemas: &Schemas, schema: &Value) -> bool {
    let target = schemas.follow(schema);
    target.is_some_and(|target| {
        let kind = target.get("type");
        let is_array = kind.is_some_and(|kind| {
            kind == "array"
                || kind
                    .as_array()
                    .is_some_and(|all| all.iter().any(|one| one == "array"))
        });
        is_array || (kind.is_none() && target.get("items").is_some())
    })
}
