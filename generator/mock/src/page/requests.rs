//! The latest requests and their responses, with what is wrong with them.

use bytes::Bytes;

use crate::encoding::escaped;
use crate::mock::Mock;
use crate::record::Record;
use crate::schema::Problem;

/// More aren't shown.
const SHOWN: usize = 50;

pub(super) fn section(mock: &Mock) -> String {
    let records = mock.records();
    let rows: String = records.iter().rev().take(SHOWN).map(one).collect();
    let rows = if rows.is_empty() {
        "<p class=\"quiet\">Nothing has come in yet.</p>".to_owned()
    } else {
        rows
    };
    format!("<section class=\"requests\"><h2>Requests</h2>{rows}</section>")
}

fn one(record: &Record) -> String {
    let class = match record.status {
        200..=299 => "good",
        300..=399 => "other",
        400..=499 => "bad",
        _ => "worse",
    };
    let (hours, minutes, seconds) = clock(record.at);
    let faults: String = record
        .faults
        .iter()
        .map(|fault| format!("<span class=\"fault\">{}</span>", escaped(fault)))
        .collect();
    format!(
        "<details class=\"request\" id=\"r{number}\"><summary><time>{hours:02}:{minutes:02}:{seconds:02}</time> \
         <b class=\"status {class}\">{status}</b> <b class=\"method {lower}\">{method}</b> \
         <code>{target}</code> <span>{operation}</span>{faults}{wrong}</summary>\
         <div>{problems}<p class=\"id\">{request_id}</p><h4>Request</h4>{request}<h4>Response</h4>{response}</div></details>",
        number = record.number,
        status = record.status,
        lower = record.method.to_ascii_lowercase(),
        method = escaped(&record.method),
        target = escaped(&record.target),
        operation = escaped(record.operation.as_deref().unwrap_or("no such operation")),
        wrong = wrong(record),
        problems = problems("The request", &record.problems)
            + &problems("The response", &record.response_problems),
        request_id = escaped(&record.request_id),
        request = body(&record.request_body),
        response = body(&record.response_body),
    )
}

fn wrong(record: &Record) -> String {
    match record.problems.len() + record.response_problems.len() {
        0 => String::new(),
        1 => "<span class=\"wrong\">1 problem</span>".to_owned(),
        count => format!("<span class=\"wrong\">{count} problems</span>"),
    }
}

fn problems(what: &str, problems: &[Problem]) -> String {
    if problems.is_empty() {
        return String::new();
    }
    let rows = problems.iter().map(|problem| {
        format!(
            "<li><code>{}</code> {}</li>",
            escaped(&problem.place),
            escaped(&problem.message)
        )
    });
    format!(
        "<p class=\"wrong\">{what} is not valid:</p><ul>{}</ul>",
        rows.collect::<String>()
    )
}

/// Hours, minutes and seconds, UTC.
fn clock(milliseconds: u64) -> (u64, u64, u64) {
    let seconds = milliseconds / 1000;
    (seconds / 3600 % 24, seconds / 60 % 60, seconds % 60)
}

fn body(bytes: &Bytes) -> String {
    if bytes.is_empty() {
        return "<p class=\"quiet\">no body</p>".to_owned();
    }
    let pretty = serde_json::from_slice::<serde_json::Value>(bytes);
    let pretty = pretty
        .ok()
        .and_then(|value| serde_json::to_string_pretty(&value).ok());
    let text = pretty.unwrap_or_else(|| String::from_utf8_lossy(bytes).into_owned());
    format!("<pre>{}</pre>", escaped(&text))
}
