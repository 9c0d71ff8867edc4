//! What a client does by itself: whether it repeats requests, turns pages, reads streams.

use oas_codegen::Api;
use oas_codegen::model::{Idempotency, Method, Operation, Payload, Success};

use crate::finding::{Finding, Layer, Position, Severity};
use crate::side::Side;

/// Every difference in what the clients of both sides do.
pub fn compare(old: &Side, new: &Side) -> Vec<Finding> {
    let mut found = Vec::new();
    for before in old.api.operations() {
        let same = |after: &&Operation| after.method == before.method && after.path == before.path;
        let Some(after) = new.api.operations().find(same) else {
            continue;
        };
        let subject = format!("{} {}", after.method.as_str(), after.path);
        let questions = [
            (
                "repeats-changed",
                "repeats",
                repeats(before),
                repeats(after),
                "callers look at what becomes of requests whose outcome is unknown",
            ),
            (
                "pagination-changed",
                "pagination",
                pages(before),
                pages(after),
                "whoever goes through the pages looks at what comes",
            ),
            (
                "stream-changed",
                "the kind of response",
                payload(before),
                payload(after),
                "whoever reads the response reads it the other way",
            ),
            (
                "server-changed",
                "the server",
                format!("{:?}", before.server),
                format!("{:?}", after.server),
                "requests go elsewhere, and credentials with them",
            ),
        ];
        for (check, what, was, is, advice) in questions {
            if was != is {
                found.push(Finding {
                    layer: Layer::Behavior,
                    severity: Severity::Notable,
                    check,
                    subjects: vec![subject.clone()],
                    message: format!("{what}: {is}; was {was}"),
                    advice,
                    old: Position::of(&old.document, &before.place),
                    new: Position::of(&new.document, &after.place),
                });
            }
        }
    }
    found.extend(profile(&old.api, &new.api));
    found
}

/// What holds for the API as a whole.
fn profile(old: &Api, new: &Api) -> Vec<Finding> {
    let shown = |api: &Api| {
        let profile = &api.profile;
        [
            ("servers", format!("{:?}", profile.servers)),
            ("headers", format!("{:?}", profile.headers)),
        ]
    };
    let pairs = shown(old).into_iter().zip(shown(new));
    let changed = pairs.filter(|((_, before), (_, after))| before != after);
    changed
        .map(|((what, _), _)| Finding {
            layer: Layer::Behavior,
            severity: Severity::Notable,
            check: "profile-changed",
            subjects: vec!["the client".to_owned()],
            message: format!("the {what} that every request uses have changed"),
            advice: "requests of all operations are other ones",
            old: None,
            new: None,
        })
        .collect()
}

fn repeats(operation: &Operation) -> String {
    let by_method = match operation.method {
        Method::Get | Method::Head | Method::Options | Method::Trace => Idempotency::Safe,
        Method::Put | Method::Delete => Idempotency::Idempotent,
        _ => Idempotency::NonIdempotent,
    };
    let effect = operation.repeats.effect.unwrap_or(by_method);
    let effect = match effect {
        Idempotency::Safe => "safe",
        Idempotency::Idempotent => "idempotent",
        Idempotency::NonIdempotent => "not idempotent",
    };
    match &operation.repeats.key {
        Some(key) => format!("{effect}, with a key in `{key}`"),
        None => effect.to_owned(),
    }
}

fn pages(operation: &Operation) -> String {
    match &operation.pagination {
        Some(pagination) => format!("items at `{}`, {:?}", pagination.list, pagination.turn),
        None => "none".to_owned(),
    }
}

fn payload(operation: &Operation) -> String {
    let kind = |payload: &Payload| match payload {
        Payload::Json(..) => "JSON",
        Payload::Text => "text",
        Payload::Bytes => "bytes",
        Payload::Events(_) | Payload::EventObjects(..) => "server-sent events",
        Payload::Lines(_) => "JSON line by line",
    };
    match &operation.success {
        Success::Empty => "nothing".to_owned(),
        Success::Of(payload) => kind(payload).to_owned(),
        Success::ByStatus { .. } => "one of several by status".to_owned(),
    }
}
