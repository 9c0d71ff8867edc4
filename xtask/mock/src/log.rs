//! Requests, told as they come.

use std::io::Write;

use anstyle::{AnsiColor, Style};
use clap::ValueEnum;
use oas_codegen::tree::{printable_json_line, single_line};
use oas_mock::{Problem, Record, Value, json};

/// How requests are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Log {
    /// A line for people, in colour on a terminal
    Human,
    /// A JSON object a line
    Json,
    /// Not at all
    Off,
}

impl Log {
    /// What is to be told of every request.
    pub fn observer(self) -> Option<fn(&Record)> {
        match self {
            Self::Human => Some(|record| write(&human(record))),
            Self::Json => Some(|record| write(&printable_json_line(&json_of(record)))),
            Self::Off => None,
        }
    }

    pub fn started(self, title: &str, operations: usize, url: &str, hint: &str) {
        write(&match self {
            Self::Json => {
                let told = json!({ "listening": url, "title": title, "operations": operations });
                printable_json_line(&told)
            }
            _ => {
                let title = single_line(title);
                format!("{title}: {operations} operations at {url}\n{hint}Ctrl-C stops it.\n")
            }
        });
    }

    pub fn stopped(self) {
        match self {
            Self::Json => write("{\"stopped\":true}\n"),
            _ => write("stopped\n"),
        }
    }
}

/// Whoever reads a pipe may close it early; the server goes on.
fn write(text: &str) {
    let mut out = anstream::stdout().lock();
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}

fn human(record: &Record) -> String {
    let colour = match record.status {
        200..=299 => AnsiColor::Green,
        300..=499 => AnsiColor::Yellow,
        _ => AnsiColor::Red,
    };
    let status = painted(
        &record.status.to_string(),
        AnsiColor::on_default(colour).bold(),
    );
    let seconds = record.at / 1000;
    let time = format!(
        "{:02}:{:02}:{:02}",
        seconds / 3600 % 24,
        seconds / 60 % 60,
        seconds % 60
    );
    let dim = Style::new().dimmed();
    let operation = record.operation.as_deref().unwrap_or("no such operation");
    let operation = single_line(operation);
    let mut text = format!(
        "{} {status} {:<6} {} {} {}",
        painted(&time, dim),
        record.method,
        single_line(&record.target),
        painted(&operation, dim),
        painted(&format!("{} µs", record.micros), dim),
    );
    for fault in &record.faults {
        text.push_str(&format!(
            " {}",
            painted(
                &single_line(fault),
                AnsiColor::on_default(AnsiColor::Magenta).bold()
            )
        ));
    }
    text.push('\n');
    let red = AnsiColor::on_default(AnsiColor::Red);
    for problem in &record.problems {
        text.push_str(&format!(
            "    {} {}\n",
            painted(&single_line(&problem.place), red),
            single_line(&problem.message)
        ));
    }
    for problem in &record.response_problems {
        text.push_str(&format!(
            "    the response breaks its schema: {} {}\n",
            painted(&single_line(&problem.place), red),
            single_line(&problem.message)
        ));
    }
    text
}

fn painted(text: &str, style: Style) -> String {
    format!("{style}{text}{style:#}")
}

fn json_of(record: &Record) -> Value {
    let problems = |problems: &[Problem]| {
        let one = |problem: &Problem| json!({ "place": problem.place, "message": problem.message });
        problems.iter().map(one).collect::<Vec<Value>>()
    };
    json!({
        "number": record.number,
        "at": record.at,
        "method": record.method,
        "target": record.target,
        "operation": record.operation,
        "status": record.status,
        "request_id": record.request_id,
        "micros": record.micros,
        "problems": problems(&record.problems),
        "response_problems": problems(&record.response_problems),
        "faults": record.faults,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use oas_mock::Mock;

    /// Document and requests are strangers'; a terminal obeys neither.
    #[test]
    fn what_is_told_is_no_command_to_a_terminal() {
        let text = "openapi: 3.0.3\ninfo: {title: A, version: '1'}\npaths:\n  /a:\n    get:\n      \
                    operationId: \"a\\e[2J\\u009bc\\u202E\"\n      parameters: [{name: \"b\\e[2J\", in: query, \
                    required: true, schema: {type: string}}]\n      responses: {'200': {description: A.}}\n";
        let source = oas_mock::Source::from_text("a.yaml", text);
        let mock = Mock::builder(source).build().unwrap();
        let request = http::Request::get("/a")
            .body(oas_runtime::Bytes::new())
            .unwrap();
        mock.handle(request);
        let told = human(&mock.records()[0]);
        assert!(told.contains("b\u{fffd}[2J"), "{told:?}");
        assert!(!told.contains("\u{1b}[2J"), "{told:?}");
        let told = printable_json_line(&json_of(&mock.records()[0]));
        assert!(told.contains("c\\u202e"), "{told:?}");
        assert!(!told.contains(['\u{1b}', '\u{9b}', '\u{202e}']), "{told:?}");
    }
}
