//! What a release with the change is called, and what its notes say.

use std::collections::HashSet;

use crate::finding::{Finding, Layer, Severity};
use crate::markdown::{code, text};

/// What the rules of semantic versioning ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    Major,
    Minor,
    Patch,
    /// Nothing has changed.
    None,
}

impl Verdict {
    /// Breaking is what the compiler refuses; what only the server decides about asks
    /// for a minor release, for old code compiles and new code sends what is right.
    pub fn of(findings: &[Finding]) -> Verdict {
        let one = |finding: &Finding| match (finding.layer, finding.severity) {
            (Layer::Rust, Severity::Breaking) => Verdict::Major,
            (_, Severity::Breaking | Severity::Notable) => Verdict::Minor,
            (_, Severity::Minor) => Verdict::Patch,
        };
        findings.iter().map(one).min().unwrap_or(Verdict::None)
    }

    pub fn as_str(self) -> &'static str {
        match self {
            Verdict::Major => "major",
            Verdict::Minor => "minor",
            Verdict::Patch => "patch",
            Verdict::None => "none",
        }
    }

    /// The next version, as cargo reads versions: before 1.0 the second number is for
    /// what breaks, and the third for everything else.
    pub fn next(self, version: &str) -> Option<String> {
        let mut numbers = version.split('.').map(|number| number.parse::<u64>().ok());
        let (major, minor, patch) = (numbers.next()??, numbers.next()??, numbers.next()??);
        let (major, minor, patch) = match (self, major) {
            (Verdict::None, _) => (major, minor, patch),
            (Verdict::Major, 0) => (0, minor + 1, 0),
            (Verdict::Major, _) => (major + 1, 0, 0),
            (Verdict::Minor, 1..) => (major, minor + 1, 0),
            (Verdict::Minor | Verdict::Patch, _) => (major, minor, patch + 1),
        };
        Some(format!("{major}.{minor}.{patch}"))
    }
}

/// The lines of a changelog, in the words of Keep a Changelog.
pub fn notes(findings: &[Finding]) -> String {
    let mut notes = String::new();
    for (title, severity) in [
        ("Breaking", Severity::Breaking),
        ("Changed", Severity::Notable),
    ] {
        let mut lines = String::new();
        let mut told = HashSet::new();
        for finding in findings.iter().filter(|one| one.severity == severity) {
            let (subject, message) = (code(&finding.subject()), text(&finding.message));
            let line = format!("- {subject}: {message}.\n");
            if told.insert(line.clone()) {
                lines.push_str(&line);
            }
        }
        if !lines.is_empty() {
            notes.push_str(&format!("### {title}\n\n{lines}\n"));
        }
    }
    notes
}

/// A changelog with these notes below its heading for what is not released yet.
pub fn added(changelog: &str, notes: &str) -> Option<String> {
    let heading = "## Unreleased\n";
    let (before, behind) = changelog.split_once(heading)?;
    let behind = behind.trim_start_matches('\n');
    Some(format!("{before}{heading}\n{notes}{behind}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_follow_cargo() {
        for (verdict, version, next) in [
            (Verdict::Major, "0.3.1", "0.4.0"),
            (Verdict::Minor, "0.3.1", "0.3.2"),
            (Verdict::Patch, "0.3.1", "0.3.2"),
            (Verdict::Major, "1.3.1", "2.0.0"),
            (Verdict::Minor, "1.3.1", "1.4.0"),
            (Verdict::Patch, "1.3.1", "1.3.2"),
            (Verdict::None, "1.3.1", "1.3.1"),
        ] {
            assert_eq!(verdict.next(version).as_deref(), Some(next), "{version}");
        }
        assert_eq!(Verdict::Major.next("1.0"), None);
    }

    #[test]
    fn notes_stand_below_the_heading() {
        let changelog = "# Changelog\n\n## Unreleased\n\n### Added\n\n- A.\n";
        let expected =
            "# Changelog\n\n## Unreleased\n\n### Breaking\n\n- B.\n\n### Added\n\n- A.\n";
        assert_eq!(
            added(changelog, "### Breaking\n\n- B.\n\n").as_deref(),
            Some(expected)
        );
    }
}
