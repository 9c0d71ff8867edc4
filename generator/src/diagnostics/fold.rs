//! Findings alike are told a few times and then counted.

use crate::tree::HashMap;
use std::cmp::Reverse;

use super::{Code, Diagnostic, Severity};

/// So many findings alike are shown.
const SHOWN: usize = 3;

/// A finding, and how many like it follow that are not shown.
pub(super) struct Folded<'a> {
    pub(super) finding: &'a Diagnostic,
    pub(super) more: usize,
}

/// What makes findings alike: they say the same, but for names.
type Likeness = (Severity, Code, String);

/// The findings from the least bad to the worst, so that errors stand where a
/// terminal stops, with the first three of those that are alike.
pub(super) fn fold(findings: &[Diagnostic]) -> Vec<Folded<'_>> {
    let mut counts: HashMap<Likeness, usize> = HashMap::default();
    for finding in findings {
        *counts.entry(likeness(finding)).or_default() += 1;
    }
    let mut shown: HashMap<Likeness, usize> = HashMap::default();
    let mut folded: Vec<Folded<'_>> = Vec::new();
    for finding in findings {
        let likeness = likeness(finding);
        let count = counts.get(&likeness).copied().unwrap_or(0);
        let shown = shown.entry(likeness).or_default();
        *shown += 1;
        if *shown <= SHOWN {
            let is_last = *shown == SHOWN;
            let more = if is_last { count - SHOWN } else { 0 };
            folded.push(Folded { finding, more });
        }
    }
    folded.sort_by_key(|folded| Reverse(folded.finding.severity));
    folded
}

fn likeness(finding: &Diagnostic) -> Likeness {
    // What stands between backticks is the document's.
    let words = finding.message.split('`').step_by(2);
    let words = words.collect::<Vec<_>>().join("`");
    (finding.severity, finding.code, words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_of_a_kind_are_shown() {
        let error = Diagnostic::error(Code::MissingKey, "no `info`");
        let mut findings = vec![error];
        for name in ["a", "b", "c", "d", "e"] {
            let message = format!("`{name}` is unresolved");
            findings.push(Diagnostic::warning(Code::DanglingRef, message));
        }
        let folded = fold(&findings);
        let told: Vec<(&str, usize)> = folded
            .iter()
            .map(|one| (one.finding.message.as_str(), one.more))
            .collect();
        let expected = [
            ("`a` is unresolved", 0),
            ("`b` is unresolved", 0),
            ("`c` is unresolved", 2),
            ("no `info`", 0),
        ];
        assert_eq!(told, expected);
    }
}
