//! Faults as they strike: responses that come instead, and changes to responses.

use std::time::Duration;

use super::Mock;
use super::case::Case;
use crate::faults::{FaultKind, change};
use crate::reply::Delivery;
use crate::rules::{Content, MockResponse, Refusal};

/// What comes in place of a response, while nothing is done.
pub(super) fn instead(fault: &FaultKind, case: &Case<'_>, mock: &Mock) -> Option<MockResponse> {
    match fault {
        FaultKind::Refuse | FaultKind::ResetBeforeCommit => Some(MockResponse::empty(503)),
        FaultKind::Status(code) => Some(MockResponse::empty(*code)),
        FaultKind::Html(code) => Some(html(*code)),
        FaultKind::Redirect(location) => {
            Some(MockResponse::empty(307).header("Location", location))
        }
        FaultKind::RateLimited {
            headers,
            retry_after,
        } => {
            let reset = (case.now.as_secs() / 10 + 1) * 10;
            let response = case.refuse(mock, &Refusal::RateLimited(reset));
            Some(rate_limited(
                mock,
                response,
                headers.then_some(reset),
                *retry_after,
            ))
        }
        _ => None,
    }
}

fn html(code: u16) -> MockResponse {
    let mut response = MockResponse::empty(code);
    let page = format!(
        "<html>\r\n<head><title>{code}</title></head>\r\n<body>\r\n<center><h1>{code}</h1></center>\r\n\
         <hr><center>gateway</center>\r\n</body>\r\n</html>\r\n"
    );
    response.content = Content::Text("text/html".to_owned(), page);
    response
}

fn rate_limited(
    mock: &Mock,
    mut response: MockResponse,
    reset: Option<u64>,
    retry_after: Option<Duration>,
) -> MockResponse {
    if let Some(reset) = reset {
        let names = mock.0.service.rate_limit();
        response = response
            .header(names.limit, "167")
            .header(names.remaining, "0")
            .header(names.reset, reset.to_string());
    }
    match retry_after {
        Some(wait) => response.header("Retry-After", wait.as_secs().to_string()),
        None => response,
    }
}

/// Changes what the response says.
pub(super) fn rewrite(
    fault: &FaultKind,
    case: &Case<'_>,
    mock: &Mock,
    response: &mut MockResponse,
) {
    match fault {
        FaultKind::Garbage => {
            let media = "application/json".to_owned();
            response.content = Content::Text(media, "{\"id\": \u{fffd}\u{0}<<garbage".to_owned());
        }
        FaultKind::WrongContentType => {
            if let Content::Json(_, value) = &response.content {
                response.content = Content::Text("text/plain".to_owned(), value.to_string());
            }
        }
        _ => {
            let Some((what, at)) = fault.change() else {
                return;
            };
            let schema = case
                .operation
                .and_then(|operation| operation.json_schema(response.status));
            if let Content::Json(_, value) = &mut response.content {
                let schemas = &mock.0.service.response;
                let any = serde_json::Value::Bool(true);
                let schema = schema.map_or(&any, |schema| schemas.get(schema));
                change(schemas, schema, value, what, at);
            }
        }
    }
}

/// How a response travels under all faults that strike.
pub(super) fn delivery(faults: &[FaultKind]) -> (Duration, Delivery) {
    let mut delay = Duration::ZERO;
    let mut delivery = Delivery::Whole;
    for fault in faults {
        match fault {
            FaultKind::Delay(wait) => delay += *wait,
            FaultKind::Refuse => delivery = Delivery::Refused,
            FaultKind::ResetBeforeCommit | FaultKind::ResetAfterCommit => {
                delivery = Delivery::Reset;
            }
            FaultKind::Hang => delivery = Delivery::Never,
            FaultKind::HalfBody => delivery = Delivery::Half,
            FaultKind::Drip { bytes, pause } => delivery = Delivery::Drip(*bytes, *pause),
            FaultKind::Endless => delivery = Delivery::Endless,
            _ => {}
        }
    }
    (delay, delivery)
}
