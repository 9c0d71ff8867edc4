//! The error envelope.

use oas_mock::{MockResponse, Problem, ProblemKind, Refusal, Value, json};

/// Why a request is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fail {
    status: u16,
    code: &'static str,
    message: String,
    field: Option<String>,
}

impl Fail {
    pub(super) fn new(status: u16, code: &'static str, message: impl Into<String>) -> Self {
        Self {
            status,
            code,
            message: message.into(),
            field: None,
        }
    }

    /// A value that doesn't do.
    pub(super) fn invalid(field: impl Into<String>, message: impl Into<String>) -> Self {
        Self::new(400, "parameter_invalid", message).at(field)
    }

    /// Something that isn't there.
    pub(super) fn unknown(code: &'static str, what: &str, id: &str) -> Self {
        Self::new(404, code, format!("There is no {what} {id}"))
    }

    /// The field that is to blame.
    pub(super) fn at(mut self, field: impl Into<String>) -> Self {
        self.field = Some(field.into());
        self
    }

    pub(super) fn response(&self, request_id: &str) -> MockResponse {
        let mut error = json!({ "code": self.code, "message": self.message });
        if let (Some(field), Value::Object(members)) = (&self.field, &mut error) {
            members.insert("field".to_owned(), field.as_str().into());
        }
        MockResponse::json(self.status, envelope(request_id, &[error]))
    }
}

fn envelope(request_id: &str, errors: &[Value]) -> Value {
    json!({ "type": "error.list", "request_id": request_id, "errors": errors })
}

/// What holds for every document, in Intercom's words.
pub(super) fn refuse(refusal: &Refusal, request_id: &str) -> MockResponse {
    let code = match refusal {
        Refusal::Unauthorized(_) => "unauthorized",
        Refusal::RateLimited(_) => "rate_limit_exceeded",
        Refusal::NoMethod(_) => "method_not_allowed",
        Refusal::Full => "service_unavailable",
        Refusal::MediaType(_) | Refusal::NotAcceptable(_) => "parameter_invalid",
        Refusal::Invalid(problems) => {
            let errors: Vec<Value> = problems.iter().map(invalid).collect();
            return MockResponse::json(400, envelope(request_id, &errors));
        }
        _ => "not_found",
    };
    let response = Fail::new(refusal.status(), code, refusal.detail()).response(request_id);
    match refusal {
        Refusal::NoMethod(methods) => {
            let names: Vec<&str> = methods.iter().map(oas_mock::http::Method::as_str).collect();
            response.header("Allow", names.join(", "))
        }
        Refusal::Unauthorized(_) => response.header("WWW-Authenticate", "Bearer"),
        _ => response,
    }
}

fn invalid(problem: &Problem) -> Value {
    let code = match problem.kind {
        ProblemKind::Missing => "parameter_not_found",
        ProblemKind::Type => "type_mismatch",
        _ => "parameter_invalid",
    };
    let field = problem.name().map_or(Value::Null, Value::from);
    json!({ "code": code, "message": problem.to_string(), "field": field })
}
