//! Pages of a collection, turned as the document says.

use serde_json::{Map, Value};

use super::overlay::Fit;
use super::pointer::put;
use super::request::{Request, asked, plain};
use super::{KeptItems, Store, pagination};
use crate::sample::sample;

const LIMITS: [&str; 12] = [
    "limit",
    "perpage",
    "pagesize",
    "size",
    "maxresults",
    "count",
    "first",
    "top",
    "$top",
    "take",
    "itemsperpage",
    "max",
];
const NEXT: [&str; 7] = [
    "nextcursor",
    "nextpagetoken",
    "nexttoken",
    "next",
    "cursor",
    "nextmarker",
    "continuationtoken",
];
const MORE: [&str; 2] = ["hasmore", "hasnext"];
const TOTALS: [&str; 4] = ["total", "totalcount", "totalitems", "count"];

/// A page holds so many items where neither request nor document says.
const USUAL: usize = 20;

/// And so many whatever they say.
const MOST: usize = 1_000;

/// The response with the page that the request asks for, and the header `Link`
/// that goes with it.
pub(super) fn page(
    request: &Request<'_>,
    store: &Store,
    kept: &KeptItems<'_>,
) -> Option<(Value, Option<String>)> {
    let (code, _) = request.operation.success()?;
    let schema = request.operation.json_schema(code)?;
    let what = (request.operation.id.as_str(), 0_u64);
    let frame = sample(&request.service.response, schema, request.seed, &what).value()?;
    let validator = request.service.response.validator(schema);
    let pointer = store.items.as_deref()?;
    let limit = limit(request).min(MOST);
    let (items, next, total) = kept.look(|stored| {
        let start = pagination::start(request, stored, limit);
        let items = stored.items.values().skip(start).take(limit);
        let items: Vec<Value> = items.cloned().collect();
        let end = start.saturating_add(items.len());
        let last = end.checked_sub(1);
        let last = last.and_then(|index| stored.items.get_index(index));
        let next = last.filter(|_| end < stored.items.len());
        let next = next.map(|(id, _)| id.clone());
        (items, next, stored.items.len())
    });

    let is_valid = |value: &Value| validator.as_ref().is_none_or(|judge| judge.is_valid(value));
    let mut response = frame.clone();
    put(&mut response, pointer, Value::Array(items.clone()));
    if !is_valid(&response) {
        // The items of the list are of a kind of their own.
        let model = frame.pointer(pointer)?.as_array()?.first().cloned()?;
        let items = items
            .iter()
            .map(|item| adapt(&frame, pointer, &model, item, &is_valid));
        put(&mut response, pointer, items.collect());
        if !is_valid(&response) {
            return Some((frame, None));
        }
    }
    announce(
        &mut response,
        request,
        total,
        limit,
        next.as_deref(),
        &is_valid,
    );
    Some((response, pagination::link(request, next.as_deref())))
}

/// The list's own kind of item, with what it shares with the item.
fn adapt(
    frame: &Value,
    pointer: &str,
    model: &Value,
    item: &Value,
    is_valid: &dyn Fn(&Value) -> bool,
) -> Value {
    let mut out = model.clone();
    let (Value::Object(members), true) = (item, model.is_object()) else {
        return out;
    };
    for (name, value) in members {
        let before = out.clone();
        if let Value::Object(known) = &mut out
            && known.contains_key(name)
        {
            known.insert(name.clone(), value.clone());
        }
        let mut trial = frame.clone();
        put(&mut trial, pointer, Value::Array(vec![out.clone()]));
        if !is_valid(&trial) {
            out = before;
        }
    }
    out
}

/// Says what comes after, wherever the response has a place for it.
fn announce(
    response: &mut Value,
    request: &Request<'_>,
    total: usize,
    limit: usize,
    next: Option<&str>,
    is_valid: &dyn Fn(&Value) -> bool,
) {
    let next_value = next.map_or(Value::Null, Value::from);
    pagination::announce(response, request, total, limit, next, is_valid);
    let Value::Object(members) = &*response else {
        return;
    };
    let mut changes: Vec<(String, Value)> = Vec::new();
    for (name, value) in members {
        let plain = plain(name);
        if MORE.contains(&plain.as_str()) && value.is_boolean() {
            changes.push((name.clone(), next.is_some().into()));
        } else if TOTALS.contains(&plain.as_str()) && value.is_number() {
            changes.push((name.clone(), total.into()));
        } else if request.operation.pagination.is_none()
            && NEXT.contains(&plain.as_str())
            && (value.is_string() || value.is_null())
        {
            changes.push((name.clone(), next_value.clone()));
        }
    }
    for (name, value) in changes {
        let fit = Fit {
            validator: None,
            frame: &Value::Null,
            envelope: "",
        };
        let before = response.clone();
        let is_null = value.is_null();
        fit.set(response, &Map::from_iter([(name.clone(), value)]));
        if !is_valid(response) {
            *response = before;
            if is_null {
                let kept = response.clone();
                fit.take(response, &name);
                if !is_valid(response) {
                    *response = kept;
                }
            }
        }
    }
}

fn limit(request: &Request<'_>) -> usize {
    if let Some(limit) = asked(request, &LIMITS).and_then(|text| text.parse().ok()) {
        return limit;
    }
    let mut declared = request.operation.parameters.iter();
    let declared = declared.find(|parameter| LIMITS.contains(&plain(&parameter.name).as_str()));
    let schema = declared.and_then(|parameter| parameter.schema);
    let schema = schema.map(|schema| request.service.request.get(schema));
    let usual = schema.and_then(|schema| schema.get("default")?.as_u64());
    usual
        .and_then(|usual| usize::try_from(usual).ok())
        .unwrap_or(USUAL)
}
