//! Differences that were looked at and accepted, each with its reason.

use toml::Table;

use crate::Failure;
use crate::finding::{Finding, Severity};

/// One entry of the file: which difference, and why it is accepted.
struct Exception {
    check: String,
    subject: String,
    reason: String,
    is_used: bool,
}

/// What a file of exceptions makes of the findings: those that are left, and those that
/// are accepted with the reason of each.
pub struct Judged {
    pub left: Vec<Finding>,
    pub accepted: Vec<(Finding, String)>,
}

/// # Errors
/// Entries without a check, a subject or a reason, and those that accept nothing.
pub fn judge(findings: Vec<Finding>, text: &str) -> Result<Judged, Failure> {
    let mut exceptions = read(text)?;
    let mut judged = Judged {
        left: Vec::new(),
        accepted: Vec::new(),
    };
    for finding in findings {
        let fits =
            |one: &&mut Exception| one.check == finding.check && one.subject == finding.subject;
        match exceptions.iter_mut().find(fits) {
            Some(exception) => {
                exception.is_used = true;
                judged.accepted.push((finding, exception.reason.clone()));
            }
            None => judged.left.push(finding),
        }
    }
    let stale = exceptions.iter().filter(|one| !one.is_used);
    let stale: Vec<String> = stale
        .map(|one| {
            format!(
                "`{}` of `{}` is accepted, and there is no such difference",
                one.check, one.subject
            )
        })
        .collect();
    if stale.is_empty() {
        Ok(judged)
    } else {
        Err(format!("{}: remove the exception", stale.join("\n")).into())
    }
}

fn read(text: &str) -> Result<Vec<Exception>, Failure> {
    let table: Table = text.parse()?;
    let mut exceptions = Vec::new();
    for (key, value) in &table {
        let entries = value.as_array().filter(|_| key == "accept");
        let entries =
            entries.ok_or_else(|| format!("`{key}`: exceptions are entries `[[accept]]`"))?;
        for entry in entries {
            let text = |key: &str| {
                let text = entry.get(key).and_then(toml::Value::as_str);
                let text = text.filter(|text| !text.trim().is_empty());
                text.map(str::to_owned)
                    .ok_or_else(|| format!("an exception needs `{key}`: {entry}"))
            };
            exceptions.push(Exception {
                check: text("check")?,
                subject: text("subject")?,
                reason: text("reason")?,
                is_used: false,
            });
        }
    }
    Ok(exceptions)
}

/// The worst of the findings, if there are any.
pub fn worst(findings: &[Finding]) -> Option<Severity> {
    findings.iter().map(|finding| finding.severity).min()
}
