//! Fault files: TOML, read with places.

use std::fmt;
use std::ops::Range;
use std::time::Duration;

use serde::Deserialize;
use toml::Spanned;

use super::{Fault, FaultKind};

/// What is wrong with a fault file, with line, column and the line itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FaultFileError(String);

impl fmt::Display for FaultFileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for FaultFileError {}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    fault: Vec<Spanned<Entry>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Entry {
    operation: String,
    kind: Spanned<String>,
    on: Option<Vec<u64>>,
    from: Option<u64>,
    every: Option<Spanned<u64>>,
    times: Option<u64>,
    chance: Option<Spanned<f64>>,
    delay: Option<f64>,
    status: Option<u16>,
    headers: Option<bool>,
    retry_after: Option<u64>,
    at: Option<String>,
    bytes: Option<usize>,
    pause: Option<f64>,
    location: Option<String>,
    seconds: Option<i64>,
}

/// The kinds with the keys that each may say besides.
const KINDS: [(&str, &[&str]); 20] = [
    ("delay", &["delay"]),
    ("refuse", &[]),
    ("reset-before-commit", &[]),
    ("reset-after-commit", &[]),
    ("hang", &[]),
    ("half-body", &[]),
    ("garbage", &[]),
    ("html", &["status"]),
    ("status", &["status"]),
    ("rate-limited", &["headers", "retry-after"]),
    ("wrong-content-type", &[]),
    ("unknown-enum", &["at"]),
    ("unknown-field", &["at"]),
    ("null", &["at"]),
    ("type-drift", &["at"]),
    ("drip", &["bytes", "pause"]),
    ("endless", &[]),
    ("redirect", &["location"]),
    ("repeat", &[]),
    ("clock-skew", &["seconds"]),
];

pub(super) fn read(name: &str, text: &str) -> Result<Vec<Fault>, FaultFileError> {
    let at = |span: Range<usize>, message: &str| FaultFileError(show(name, text, span, message));
    let file: File =
        toml::from_str(text).map_err(|error| at(error.span().unwrap_or(0..0), error.message()))?;
    let entries = file.fault.into_iter();
    let faults = entries.map(|entry| {
        let span = entry.span();
        fault(entry.into_inner(), span).map_err(|(span, message)| at(span, &message))
    });
    faults.collect()
}

type Wrong = (Range<usize>, String);

fn fault(entry: Entry, span: Range<usize>) -> Result<Fault, Wrong> {
    let kind = kind(&entry, span)?;
    let mut fault = Fault::new(&entry.operation, kind);
    if let Some(on) = entry.on {
        fault = fault.on(on);
    }
    if let Some(from) = entry.from {
        fault = fault.from(from);
    }
    if let Some(every) = entry.every {
        if *every.get_ref() == 0 {
            return Err((every.span(), "`every` counts from 1".to_owned()));
        }
        fault = fault.every(every.into_inner());
    }
    if let Some(times) = entry.times {
        fault = fault.times(times);
    }
    if let Some(chance) = entry.chance {
        if !(0.0..=1.0).contains(chance.get_ref()) {
            return Err((chance.span(), "`chance` lies between 0 and 1".to_owned()));
        }
        fault = fault.chance(chance.into_inner());
    }
    Ok(fault)
}

fn kind(entry: &Entry, span: Range<usize>) -> Result<FaultKind, Wrong> {
    let details = entry;
    let name = entry.kind.get_ref().as_str();
    let Some((_, allowed)) = KINDS.iter().find(|(known, _)| *known == name) else {
        let names: Vec<&str> = KINDS.iter().map(|(name, _)| *name).collect();
        let message = format!(
            "there is no kind `{name}`; the kinds are {}",
            names.join(", ")
        );
        return Err((entry.kind.span(), message));
    };
    if let Some(key) = details
        .said()
        .into_iter()
        .find(|key| !allowed.contains(key))
    {
        let message = match allowed {
            [] => format!("`{name}` takes no `{key}`"),
            _ => format!("`{name}` takes no `{key}`, but {}", allowed.join(" and ")),
        };
        return Err((span, message));
    }
    let fits = if details.operation.starts_with("webhook:") {
        ["delay", "repeat"].contains(&name)
    } else {
        name != "repeat"
    };
    if !fits {
        let message =
            "messages to webhooks have the kinds delay and repeat, and nothing else has repeat";
        return Err((entry.kind.span(), message.to_owned()));
    }
    let needed = |key: &str| (span.clone(), format!("`{name}` needs `{key}`"));
    let seconds = |value: f64| {
        Duration::try_from_secs_f64(value).map_err(|error| (span.clone(), error.to_string()))
    };
    Ok(match name {
        "delay" => FaultKind::Delay(seconds(details.delay.ok_or_else(|| needed("delay"))?)?),
        "refuse" => FaultKind::Refuse,
        "reset-before-commit" => FaultKind::ResetBeforeCommit,
        "reset-after-commit" => FaultKind::ResetAfterCommit,
        "hang" => FaultKind::Hang,
        "half-body" => FaultKind::HalfBody,
        "garbage" => FaultKind::Garbage,
        "html" => FaultKind::Html(details.code(502, &span)?),
        "status" => match details.status {
            Some(_) => FaultKind::Status(details.code(500, &span)?),
            None => return Err(needed("status")),
        },
        "rate-limited" => FaultKind::RateLimited {
            headers: details.headers.unwrap_or(true),
            retry_after: details.retry_after.map(Duration::from_secs),
        },
        "wrong-content-type" => FaultKind::WrongContentType,
        "unknown-enum" => FaultKind::UnknownEnum(details.at.clone()),
        "unknown-field" => FaultKind::UnknownField(details.at.clone()),
        "null" => FaultKind::Null(details.at.clone()),
        "type-drift" => FaultKind::TypeDrift(details.at.clone()),
        "drip" => FaultKind::Drip {
            bytes: details.bytes.unwrap_or(16).max(1),
            pause: seconds(details.pause.unwrap_or(0.1))?,
        },
        "endless" => FaultKind::Endless,
        "redirect" => {
            let location = details.location.clone();
            FaultKind::Redirect(location.unwrap_or_else(|| "https://elsewhere.invalid/".to_owned()))
        }
        "repeat" => FaultKind::Repeat,
        _ => FaultKind::ClockSkew(details.seconds.ok_or_else(|| needed("seconds"))?),
    })
}

impl Entry {
    /// The keys that are there.
    fn said(&self) -> Vec<&'static str> {
        let all = [
            ("delay", self.delay.is_some()),
            ("status", self.status.is_some()),
            ("headers", self.headers.is_some()),
            ("retry-after", self.retry_after.is_some()),
            ("at", self.at.is_some()),
            ("bytes", self.bytes.is_some()),
            ("pause", self.pause.is_some()),
            ("location", self.location.is_some()),
            ("seconds", self.seconds.is_some()),
        ];
        all.into_iter()
            .filter(|(_, is_there)| *is_there)
            .map(|(key, _)| key)
            .collect()
    }

    fn code(&self, usual: u16, span: &Range<usize>) -> Result<u16, Wrong> {
        let code = self.status.unwrap_or(usual);
        if (200..600).contains(&code) {
            return Ok(code);
        }
        Err((span.clone(), format!("{code} is no HTTP status")))
    }
}

/// The message with its place and the line that it is about.
fn show(name: &str, text: &str, span: Range<usize>, message: &str) -> String {
    let start = span.start.min(text.len());
    let before = text.get(..start).unwrap_or_default();
    let line = before.matches('\n').count() + 1;
    let column = before
        .rsplit('\n')
        .next()
        .unwrap_or_default()
        .chars()
        .count()
        + 1;
    let shown = text.lines().nth(line - 1).unwrap_or_default();
    let margin = line.to_string();
    let blank = " ".repeat(margin.len());
    let mark = " ".repeat(column - 1);
    format!(
        "{message}\n{blank}--> {name}:{line}:{column}\n{blank} |\n{margin} | {shown}\n{blank} | {mark}^"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(text: &str) -> String {
        read("faults.toml", text).unwrap_err().to_string()
    }

    #[test]
    fn a_file_is_read() {
        let text = r#"
[[fault]]
operation = "createTicket"
kind = "reset-after-commit"
times = 2

[[fault]]
operation = "*"
kind = "delay"
delay = 0.5
chance = 0.1

[[fault]]
operation = "tag:Jobs"
kind = "rate-limited"
headers = false
retry-after = 3
on = [1, 3]
"#;
        let expected = [
            Fault::new("createTicket", FaultKind::ResetAfterCommit).times(2),
            Fault::new("*", FaultKind::Delay(Duration::from_millis(500))).chance(0.1),
            Fault::new(
                "tag:Jobs",
                FaultKind::RateLimited {
                    headers: false,
                    retry_after: Some(Duration::from_secs(3)),
                },
            )
            .on([1, 3]),
        ];
        assert_eq!(read("faults.toml", text).unwrap(), expected);
    }

    #[test]
    fn messages_to_webhooks_come_twice_or_late() {
        let entry = |operation: &str, kind: &str| {
            format!("[[fault]]\noperation = \"{operation}\"\nkind = \"{kind}\"\n")
        };
        let faults = read("faults.toml", &entry("webhook:ticket.created", "repeat"));
        let expected = Fault::new("webhook:ticket.created", FaultKind::Repeat);
        assert_eq!(faults.unwrap(), [expected]);
        for (operation, kind) in [("webhook:*", "hang"), ("createTicket", "repeat")] {
            let text = error(&entry(operation, kind));
            assert!(
                text.starts_with("messages to webhooks have the kinds"),
                "{text}"
            );
        }
    }

    #[test]
    fn what_is_wrong_has_a_place() {
        let text = error("[[fault]]\noperation = \"a\"\nkind = \"reset\"\n");
        assert!(text.starts_with("there is no kind `reset`; the kinds are delay, refuse"));
        assert!(text.contains("--> faults.toml:3:8"), "{text}");
        let text = error("[[fault]]\noperation = \"a\"\nkind = \"hang\"\ndelay = 2\n");
        assert!(text.starts_with("`hang` takes no `delay`"), "{text}");
        let text = error("[[fault]]\noperation = \"a\"\nkind = \"hang\"\nchance = 2.0\n");
        assert!(text.contains("faults.toml:4:10"), "{text}");
        let text = error("[[fault]]\noperation = \"a\"\n");
        assert!(text.contains("missing field `kind`"), "{text}");
        let text = error("[[fault]\n");
        assert!(text.contains("faults.toml:1:"), "{text}");
        let text = error("[[fault]]\noperation = \"a\"\nkind = \"hang\"\nofen = 3\n");
        assert!(text.contains("unknown field `ofen`"), "{text}");
    }
}
