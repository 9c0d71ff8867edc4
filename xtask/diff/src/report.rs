//! Findings for people, for a pull request, and for programs.

use oas_codegen::tree::single_line;
use serde_json::{Value, json};

use crate::finding::{Finding, Layer, Position, Severity};
use crate::markdown;
use crate::release::Verdict;

/// All that is told.
pub struct Report<'a> {
    pub findings: &'a [Finding],
    pub accepted: &'a [(Finding, String)],
    pub verdict: Verdict,
    /// The next version, if one was given.
    pub next: Option<String>,
}

const SEVERITIES: [Severity; 3] = [Severity::Breaking, Severity::Notable, Severity::Minor];
const LAYERS: [Layer; 3] = [Layer::Rust, Layer::Wire, Layer::Behavior];

impl Report<'_> {
    fn of(&self, layer: Layer, severity: Severity) -> impl Iterator<Item = &Finding> {
        let findings = self.findings.iter();
        findings.filter(move |one| one.layer == layer && one.severity == severity)
    }

    fn summary(&self) -> String {
        let counts = SEVERITIES.map(|severity| {
            let count = self
                .findings
                .iter()
                .filter(|one| one.severity == severity)
                .count();
            format!("{count} {}", severity.as_str())
        });
        let next = self
            .next
            .as_ref()
            .map_or(String::new(), |next| format!(", next version {next}"));
        let accepted = match self.accepted.len() {
            0 => String::new(),
            count => format!(", {count} accepted"),
        };
        format!(
            "{}{accepted}; release: {}{next}",
            counts.join(", "),
            self.verdict.as_str()
        )
    }

    /// For a terminal.
    pub fn human(&self) -> String {
        let mut text = String::new();
        for severity in SEVERITIES {
            for finding in LAYERS.iter().flat_map(|layer| self.of(*layer, severity)) {
                text.push_str(&(finding.line(severity.as_str()) + "\n"));
                for (word, position) in [("old", &finding.old), ("new", &finding.new)] {
                    if let Some(at) = position {
                        text.push_str(&format!("  {word} {at}\n"));
                    }
                }
                text.push_str(&format!("  = {}\n", finding.advice));
            }
        }
        for (finding, reason) in self.accepted {
            text.push_str(&format!(
                "accepted[{}] {}: {}\n",
                finding.check,
                single_line(&finding.subject()),
                single_line(reason),
            ));
        }
        text + &self.summary() + "\n"
    }

    /// For a pull request.
    pub fn markdown(&self) -> String {
        let mut text = format!("**{}**\n", self.summary());
        for severity in SEVERITIES {
            for layer in LAYERS {
                let findings: Vec<&Finding> = self.of(layer, severity).collect();
                if findings.is_empty() {
                    continue;
                }
                text.push_str(&format!(
                    "\n### {}, {}\n\n| what | change | who, and what to do |\n|---|---|---|\n",
                    severity.as_str(),
                    layer.as_str()
                ));
                for one in findings {
                    let cells = [
                        markdown::code(&one.subject()),
                        markdown::text(&one.message),
                        markdown::text(one.advice),
                    ];
                    text.push_str(&format!("| {} |\n", cells.join(" | ")));
                }
            }
        }
        text
    }

    /// For a program.
    pub fn json(&self) -> Value {
        let findings: Vec<Value> = self.findings.iter().map(object).collect();
        let accepted = self.accepted.iter().map(|(finding, reason)| {
            let mut object = object(finding);
            if let Some(map) = object.as_object_mut() {
                map.insert("reason".to_owned(), reason.clone().into());
            }
            object
        });
        json!({
            "verdict": self.verdict.as_str(),
            "next_version": self.next,
            "findings": findings,
            "accepted": accepted.collect::<Vec<_>>(),
        })
    }

    /// For what shows findings of static analysis.
    pub fn sarif(&self) -> Value {
        let mut checks: Vec<&str> = self.findings.iter().map(|one| one.check).collect();
        checks.sort_unstable();
        checks.dedup();
        let checks: Vec<Value> = checks.iter().map(|check| json!({ "id": check })).collect();
        let results: Vec<Value> = self.findings.iter().map(result).collect();
        json!({
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "version": "2.1.0",
            "runs": [{
                "tool": { "driver": { "name": "cargo xtask diff", "rules": checks } },
                "results": results,
            }],
        })
    }
}

fn object(finding: &Finding) -> Value {
    let position = |position: &Option<Position>| {
        position.as_ref().map(|at| {
            json!({ "file": at.file, "line": at.line, "column": at.column, "pointer": at.pointer })
        })
    };
    json!({
        "layer": finding.layer.as_str(),
        "severity": finding.severity.as_str(),
        "check": finding.check,
        "subjects": finding.subjects,
        "message": finding.message,
        "advice": finding.advice,
        "old": position(&finding.old),
        "new": position(&finding.new),
    })
}

fn result(finding: &Finding) -> Value {
    let level = match finding.severity {
        Severity::Breaking => "error",
        Severity::Notable => "warning",
        Severity::Minor => "note",
    };
    let at = finding.new.as_ref().or(finding.old.as_ref());
    let locations = at.map(|at| {
        json!({ "physicalLocation": {
            "artifactLocation": { "uri": at.file },
            "region": { "startLine": at.line, "startColumn": at.column },
        } })
    });
    json!({
        "ruleId": finding.check,
        "level": level,
        "message": { "text": format!("{}: {} ({})", finding.subject(), finding.message, finding.advice) },
        "locations": locations.into_iter().collect::<Vec<_>>(),
    })
}
