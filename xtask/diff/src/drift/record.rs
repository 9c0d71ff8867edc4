//! `spec/upstream.toml`: which version of the other document was looked at, which
//! operations are followed, and what is refused, with the reason of each.

use std::fs;
use std::path::Path;

use oas_codegen::config::Selector;
use toml::{Table, Value};

use crate::finding::Finding;
use crate::wire::bare;
use crate::{Failure, files};

/// What is known of the document that others publish.
#[derive(Default)]
pub(super) struct Record {
    /// Its version when it was looked at: `info.version`.
    pub(super) upstream: Option<String>,
    /// Operations that are followed besides those that we have.
    pub(super) follow: Vec<Selector>,
    pub(super) refused: Vec<Refusal>,
}

/// Differences that are refused: those that fit all that it says.
#[derive(Clone, Debug)]
pub(super) struct Refusal {
    check: String,
    operation: Option<String>,
    message: Option<String>,
    /// A pointer in either document; `*` stands for anything.
    at: Option<String>,
    pub(super) reason: String,
}

impl Record {
    /// The record of a file; without one, nothing is known.
    pub(super) fn of(path: &Path) -> Result<Record, Failure> {
        match fs::read_to_string(path) {
            Ok(text) => Record::read(&text),
            Err(_) => Ok(Record::default()),
        }
    }

    pub(super) fn read(text: &str) -> Result<Record, Failure> {
        let mut record = Record::default();
        for (key, value) in text.parse::<Table>()? {
            match (key.as_str(), value) {
                ("upstream", Value::String(version)) => record.upstream = Some(version),
                ("follow", Value::Array(list)) => {
                    for one in list {
                        let selector = one.as_str().and_then(|text| text.parse().ok());
                        let selector = selector.ok_or_else(|| format!("`{one}` is no selector"))?;
                        record.follow.push(selector);
                    }
                }
                ("refused", Value::Array(list)) => {
                    for entry in list {
                        record.refused.push(Refusal::read(&entry)?);
                    }
                }
                (key, _) => {
                    return Err(format!(
                        "the record has `upstream`, `follow` and `[[refused]]`, and no `{key}`"
                    )
                    .into());
                }
            }
        }
        Ok(record)
    }

    /// Why a difference is refused, if it is.
    pub(super) fn reason(&self, finding: &Finding) -> Option<&str> {
        let refusal = self.refused.iter().find(|one| one.is_of(finding));
        refusal.map(|one| one.reason.as_str())
    }

    /// The entries that refuse nothing any more.
    pub(super) fn stale<'a>(&'a self, differences: &[Finding]) -> Vec<&'a Refusal> {
        let stale = self.refused.iter();
        let stale = stale.filter(|one| !differences.iter().any(|finding| one.is_of(finding)));
        stale.collect()
    }
}

impl Refusal {
    fn read(entry: &Value) -> Result<Refusal, Failure> {
        const KEYS: [&str; 5] = ["check", "operation", "message", "at", "reason"];
        let table = entry.as_table().ok_or("`refused` is a list of tables")?;
        if let Some(key) = table.keys().find(|key| !KEYS.contains(&key.as_str())) {
            return Err(format!("an entry has no `{key}`: {entry}").into());
        }
        let text = |key: &str| {
            let text = table.get(key).and_then(Value::as_str);
            text.filter(|text| !text.trim().is_empty())
                .map(str::to_owned)
        };
        let needed = |key: &str| {
            text(key).ok_or_else(|| format!("an entry needs `{key}`, as a text: {entry}"))
        };
        let refusal = Refusal {
            check: needed("check")?,
            operation: text("operation"),
            message: text("message"),
            at: text("at"),
            reason: needed("reason")?,
        };
        if refusal.operation.is_none() && refusal.message.is_none() && refusal.at.is_none() {
            let needs = "an entry needs `operation`, `message` or `at`";
            return Err(format!("{needs}, or it refuses too much: {entry}").into());
        }
        Ok(refusal)
    }

    /// Names of parameters in a path are free.
    fn is_of(&self, finding: &Finding) -> bool {
        let is =
            |said: &Option<String>, fits: &dyn Fn(&str) -> bool| said.as_deref().is_none_or(fits);
        let places = [&finding.old, &finding.new].map(|at| at.as_ref());
        self.check == finding.check
            && is(&self.message, &|text| matches(text, &finding.message))
            && is(&self.operation, &|name| {
                finding.subjects.iter().any(|one| bare(one) == bare(name))
            })
            && is(&self.at, &|pattern| {
                let mut places = places.iter().flatten();
                places.any(|at| matches(&bare(pattern), &bare(&at.pointer)))
            })
    }

    /// As a line of a report names it.
    pub(super) fn told(&self) -> String {
        let said = [&self.operation, &self.message, &self.at];
        let said: Vec<&str> = said.iter().filter_map(|one| one.as_deref()).collect();
        format!("`{}` of {}", self.check, said.join(", "))
    }
}

/// Whether a text is as a pattern says, in which `*` stands for anything.
fn matches(pattern: &str, text: &str) -> bool {
    let mut parts = pattern.split('*');
    let Some(mut rest) = parts.next().and_then(|first| text.strip_prefix(first)) else {
        return false;
    };
    // The last part has to end the text.
    let Some(last) = parts.next_back() else {
        return rest.is_empty();
    };
    for part in parts {
        let Some(at) = rest.find(part) else {
            return false;
        };
        rest = rest.get(at + part.len()..).unwrap_or_default();
    }
    rest.ends_with(last)
}

/// Adds entries behind those of the record.
pub(super) fn add<'a>(
    path: &Path,
    findings: impl Iterator<Item = &'a Finding>,
    reason: &str,
) -> Result<(), Failure> {
    let mut text = fs::read_to_string(path).unwrap_or_default();
    for finding in findings {
        let place = finding.new.as_ref().or(finding.old.as_ref());
        let operation = finding.subjects.first().map(String::as_str);
        let entry = [
            ("check", Some(finding.check)),
            // What is shared has a place of its own.
            (
                "operation",
                operation.filter(|_| finding.subjects.len() == 1),
            ),
            ("message", Some(finding.message.as_str())),
            ("at", place.map(|at| at.pointer.as_str())),
            ("reason", Some(reason)),
        ];
        text.push_str(if text.is_empty() {
            "[[refused]]\n"
        } else {
            "\n[[refused]]\n"
        });
        for (key, value) in entry {
            if let Some(value) = value {
                text.push_str(&format!("{key} = {}\n", Value::from(value)));
            }
        }
    }
    files::write(&[(path, &text)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_fits_from_end_to_end() {
        for (pattern, text, fits) in [
            ("/a/b", "/a/b", true),
            ("/a/b", "/a/b/c", false),
            ("/a/*", "/a/b/c", true),
            ("*/type/enum", "/a/type/enum", true),
            ("*/enum", "/a/enum/enum", true),
            ("/a*c", "/a/b/cc", true),
            ("/a*c", "/a/b/cd", false),
            ("/a*b*c", "/a/c", false),
        ] {
            assert_eq!(matches(pattern, text), fits, "{pattern} {text}");
        }
    }

    #[test]
    fn an_entry_says_what_and_why() {
        for wrong in [
            "upstrem = '1'",
            "[[refused]]\ncheck = 'a'\nreason = 'b'",
            "[[refused]]\ncheck = 'a'\nmessage = 'c'",
            "[[refused]]\ncheck = 'a'\nmessage = 'c'\nreason = ' '",
            "[[refused]]\ncheck = 'a'\nmesage = 'c'\nat = 'd'\nreason = 'b'",
            "follow = ['Tickets']",
        ] {
            assert!(Record::read(wrong).is_err(), "{wrong}");
        }
        let right =
            "upstream = '1'\nfollow = ['tag:a']\n[[refused]]\ncheck = 'a'\nat = '/b'\nreason = 'c'";
        assert!(Record::read(right).is_ok());
    }
}
