//! The last of a response: its bytes, its headers, its way, and the record.

use std::time::{Duration, Instant, UNIX_EPOCH};

use bytes::Bytes;
use http::{HeaderName, HeaderValue, Response, StatusCode, header};

use super::case::{Case, Made};
use super::{Mock, faults};
use crate::faults::FaultKind;
use crate::record::{Record, beginning, shortened};
use crate::reply::Reply;
use crate::rules::{Content, MockResponse};
use crate::schema::Problem;

pub(super) fn finish(mock: &Mock, case: &Case<'_>, made: Made, started: Instant) -> Reply {
    let Made {
        mut response,
        problems,
        budget,
        faults: struck,
    } = made;
    let response_problems = judge(mock, case, &response);
    for fault in &struck {
        faults::rewrite(fault, case, mock, &mut response);
    }
    if let Some(budget) = budget {
        let names = mock.0.service.rate_limit();
        let reset = skewed(Duration::from_secs(budget.reset), &struck).as_secs();
        response = response
            .header(names.limit, budget.limit.to_string())
            .header(names.remaining, budget.remaining.to_string())
            .header(names.reset, reset.to_string());
    }
    let response = http_response(mock, case, response, skewed(case.now, &struck));
    let (delay, delivery) = faults::delivery(&struck);
    let names = struck.iter().map(|fault| fault.name().to_owned());
    let record = Record {
        number: case.number,
        at: u64::try_from(case.now.as_millis()).unwrap_or(u64::MAX),
        method: case.head.method.to_string(),
        target: shortened(
            case.head
                .uri
                .path_and_query()
                .map_or("/", |target| target.as_str()),
        ),
        operation: case.operation.map(|operation| operation.id.clone()),
        status: response.status().as_u16(),
        request_id: case.request_id.clone(),
        problems,
        response_problems,
        faults: names.collect(),
        request_body: beginning(case.bytes),
        response_body: beginning(response.body()),
        micros: u64::try_from(started.elapsed().as_micros()).unwrap_or(u64::MAX),
    };
    if let Some(observer) = &mock.0.observer {
        observer(&record);
    }
    mock.state().records.push(record);
    Reply {
        response,
        delay,
        delivery,
    }
}

/// What is wrong with a response by its own schema.
fn judge(mock: &Mock, case: &Case<'_>, response: &MockResponse) -> Vec<Problem> {
    if !mock.0.judges {
        return Vec::new();
    }
    let schema = case
        .operation
        .and_then(|operation| operation.json_schema(response.status));
    let validator = schema.and_then(|schema| mock.0.service.response.validator(schema));
    match (validator, response.content.as_json()) {
        (Some(validator), Some(value)) => validator.problems(value, "response"),
        _ => Vec::new(),
    }
}

/// The time by a clock that may be off.
fn skewed(now: Duration, faults: &[FaultKind]) -> Duration {
    let offsets = faults.iter().filter_map(|fault| match fault {
        FaultKind::ClockSkew(seconds) => Some(*seconds),
        _ => None,
    });
    offsets.fold(now, |now, seconds| {
        let by = Duration::from_secs(seconds.unsigned_abs());
        if seconds < 0 {
            now.saturating_sub(by)
        } else {
            now.saturating_add(by)
        }
    })
}

fn http_response(
    mock: &Mock,
    case: &Case<'_>,
    from: MockResponse,
    now: Duration,
) -> Response<Bytes> {
    let (media, bytes) = match from.content {
        Content::None => (None, Bytes::new()),
        Content::Json(media, value) => (
            Some(media),
            Bytes::from(serde_json::to_vec(&value).unwrap_or_default()),
        ),
        Content::Text(media, text) => (Some(media), Bytes::from(text)),
    };
    let mut response = Response::new(bytes);
    *response.status_mut() =
        StatusCode::from_u16(from.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let headers = response.headers_mut();
    let date = UNIX_EPOCH.checked_add(now).map(httpdate::fmt_http_date);
    let own = [
        (header::DATE.as_str(), date),
        (header::CONTENT_TYPE.as_str(), media),
        (mock.0.service.request_id(), Some(case.request_id.clone())),
    ];
    let own = own
        .into_iter()
        .filter_map(|(name, value)| Some((name.to_owned(), value?)));
    for (name, value) in own.chain(from.headers) {
        let pair = (HeaderName::try_from(name), HeaderValue::try_from(value));
        if let (Ok(name), Ok(value)) = pair {
            headers.insert(name, value);
        }
    }
    response
}
