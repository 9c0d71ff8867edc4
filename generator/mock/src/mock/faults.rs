//! Faults as they strike: answers that come instead, and changes to answers.

use std::time::Duration;

use super::handle::Case;
use super::{Mock, State};
use crate::faults::{FaultKind, change};
use crate::reply::Delivery;
use crate::rules::{Answer, Content, Refusal};

/// What comes in place of a response, while nothing is done.
pub(super) fn instead(
    fault: &FaultKind,
    case: &Case<'_>,
    mock: &Mock,
    state: &mut State,
) -> Option<Answer> {
    match fault {
        FaultKind::Refuse | FaultKind::ResetBeforeCommit => Some(Answer::empty(503)),
        FaultKind::Status(code) => Some(Answer::empty(*code)),
        FaultKind::Html(code) => Some(html(*code)),
        FaultKind::Redirect(location) => Some(Answer::empty(307).header("Location", location)),
        FaultKind::RateLimited {
            headers,
            retry_after,
        } => {
            let reset = (case.now.as_secs() / 10 + 1) * 10;
            let answer = mock.refuse(state, case, &Refusal::RateLimited(reset));
            Some(rate_limited(
                mock,
                answer,
                headers.then_some(reset),
                *retry_after,
            ))
        }
        _ => None,
    }
}

fn html(code: u16) -> Answer {
    let mut answer = Answer::empty(code);
    let page = format!(
        "<html>\r\n<head><title>{code}</title></head>\r\n<body>\r\n<center><h1>{code}</h1></center>\r\n\
         <hr><center>gateway</center>\r\n</body>\r\n</html>\r\n"
    );
    answer.content = Content::Text("text/html".to_owned(), page);
    answer
}

fn rate_limited(
    mock: &Mock,
    mut answer: Answer,
    reset: Option<u64>,
    retry_after: Option<Duration>,
) -> Answer {
    if let Some(reset) = reset {
        let names = mock.0.service.rate_limit();
        answer = answer
            .header(names.limit, "167")
            .header(names.remaining, "0")
            .header(names.reset, reset.to_string());
    }
    match retry_after {
        Some(wait) => answer.header("Retry-After", wait.as_secs().to_string()),
        None => answer,
    }
}

/// Changes what the response says.
pub(super) fn rewrite(fault: &FaultKind, case: &Case<'_>, mock: &Mock, answer: &mut Answer) {
    match fault {
        FaultKind::Garbage => {
            let media = "application/json".to_owned();
            answer.content = Content::Text(media, "{\"id\": \u{fffd}\u{0}<<garbage".to_owned());
        }
        FaultKind::WrongContentType => {
            if let Content::Json(_, value) = &answer.content {
                answer.content = Content::Text("text/plain".to_owned(), value.to_string());
            }
        }
        _ => {
            let Some((what, at)) = fault.change() else {
                return;
            };
            let schema = case
                .operation
                .and_then(|operation| operation.json_schema(answer.status));
            if let Content::Json(_, value) = &mut answer.content {
                let schemas = &mock.0.service.answer;
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
