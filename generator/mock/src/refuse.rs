//! How a server says no, where no rules of its own do: as the document
//! describes the status, and otherwise as `application/problem+json`.

use serde_json::{Value, json};

use crate::api::{Operation, Service};
use crate::rules::{Content, MockResponse, Refusal};
use crate::sample::sample;
use crate::schema::Problem;

/// The response that says no.
pub(crate) fn refuse(
    service: &Service,
    operation: Option<&Operation>,
    refusal: &Refusal,
    request_id: &str,
) -> MockResponse {
    let status = status(operation, refusal);
    let documented =
        operation.and_then(|operation| documented(service, operation, status, refusal, request_id));
    let (media, body) = documented.unwrap_or_else(|| {
        (
            "application/problem+json".to_owned(),
            problem(status, refusal, request_id),
        )
    });
    let mut response = MockResponse::json(status, Value::Null);
    response.content = Content::Json(media, body);
    match refusal {
        Refusal::NoMethod(methods) => {
            let names: Vec<&str> = methods.iter().map(http::Method::as_str).collect();
            response.header("Allow", names.join(", "))
        }
        Refusal::Unauthorized(_) => response.header("WWW-Authenticate", "Bearer"),
        _ => response,
    }
}

/// Some documents know 422 and not 400.
fn status(operation: Option<&Operation>, refusal: &Refusal) -> u16 {
    let status = refusal.status();
    let exactly = |code: u16| {
        operation.is_some_and(|operation| {
            let mut responses = operation.responses.iter();
            responses.any(|response| response.status == oas_codegen::model::Status::Code(code))
        })
    };
    if matches!(refusal, Refusal::Invalid(_)) && !exactly(400) && exactly(422) {
        return 422;
    }
    status
}

/// A body as the document describes it, with what there is to say put where
/// such things usually are.
fn documented(
    service: &Service,
    operation: &Operation,
    status: u16,
    refusal: &Refusal,
    request_id: &str,
) -> Option<(String, Value)> {
    let documented = operation.response_for(status)?;
    let media = documented.media.iter().find(|media| media.is_json())?;
    let schema = media.schema?;
    let validator = service.response.validator(schema)?;
    let plain = problem(status, refusal, request_id);
    if media.essence() == "application/problem+json" && validator.is_valid(&plain) {
        return Some((media.name.clone(), plain));
    }
    let what = (operation.id.as_str(), status);
    let mut body = sample(&service.response, schema, 0, &what).value()?;
    let mut put = |pointer: &str, value: Value| {
        let Some(slot) = body.pointer_mut(pointer) else {
            return;
        };
        let before = std::mem::replace(slot, value);
        if !validator.is_valid(&body)
            && let Some(slot) = body.pointer_mut(pointer)
        {
            *slot = before;
        }
    };
    let detail = Value::from(refusal.detail());
    if let Some(shape) = service.error_shape() {
        let pairs = [
            (&shape.message, detail.clone()),
            (&shape.request_id, request_id.into()),
        ];
        for (pointer, value) in pairs {
            if let Some(pointer) = pointer {
                put(pointer, value);
            }
        }
    }
    for name in [
        "/message",
        "/detail",
        "/error_description",
        "/error/message",
        "/title",
        "/error",
    ] {
        put(name, detail.clone());
    }
    put("/status", status.into());
    put("/problems", problems(refusal));
    Some((media.name.clone(), body))
}

fn problem(status: u16, refusal: &Refusal, request_id: &str) -> Value {
    let mut body = json!({
        "type": "about:blank",
        "title": refusal.title(),
        "status": status,
        "detail": refusal.detail(),
        "request_id": request_id,
    });
    if let (Refusal::Invalid(_), Value::Object(members)) = (refusal, &mut body) {
        members.insert("problems".to_owned(), problems(refusal));
    }
    body
}

fn problems(refusal: &Refusal) -> Value {
    let Refusal::Invalid(problems) = refusal else {
        return Value::Array(Vec::new());
    };
    let one = |problem: &Problem| json!({ "place": problem.place, "message": problem.message });
    problems.iter().map(one).collect()
}
