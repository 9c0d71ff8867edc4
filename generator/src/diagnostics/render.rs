//! Findings as text.

use super::{Diagnostic, Label, On, fold};
use crate::tree::{Sources, Stretch};

mod github;
mod human;
mod json;
mod lines;
mod sarif;
mod window;

/// Whether terminal colors are used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Color {
    /// They are.
    Always,
    /// They are not.
    Never,
}

/// For whom findings are rendered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// For a person.
    Human(Color),
    /// For a person who has to deal with somebody else's document: three of
    /// those that are alike, and the worst last.
    Folded(Color),
    /// For a log: a line each, without the text of the document.
    Lines,
    /// For a program: one array of objects.
    Json,
    /// For a program that shows findings of static analysis: SARIF 2.1.0.
    Sarif,
    /// For a pull request: commands of a GitHub workflow, a line each.
    GitHub,
}

/// Findings as text, in the given order. The text ends with a line break, and
/// is empty if there are no findings and a person reads it.
#[must_use]
pub fn render(sources: &Sources, diagnostics: &[Diagnostic], format: Format) -> String {
    match format {
        Format::Human(color) => diagnostics
            .iter()
            .map(|one| human::render(sources, one, color))
            .collect(),
        Format::Folded(color) => folded(sources, diagnostics, color),
        Format::Lines => lines::render(sources, diagnostics),
        Format::Json => json::render(sources, diagnostics),
        Format::Sarif => sarif::render(sources, diagnostics),
        Format::GitHub => github::render(sources, diagnostics),
    }
}

fn folded(sources: &Sources, diagnostics: &[Diagnostic], color: Color) -> String {
    let mut text = String::new();
    for one in fold::fold(diagnostics) {
        text.push_str(&human::render(sources, one.finding, color));
        if one.more > 0 {
            text.push_str(&format!("… {} more like this\n\n", one.more));
        }
    }
    text
}

/// Where a label stands.
pub(super) fn locate(sources: &Sources, label: &Label) -> Option<Stretch> {
    match &label.on {
        On::Text(range) => sources.stretch(label.place.file, range.clone()),
        On::File => None,
        On::Value => Some(sources.position(&label.place)?.best()),
        On::Key => {
            let span = sources.position(&label.place)?;
            Some(span.key.unwrap_or(span.value))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::{Code, Sink};
    use crate::tree::Place;

    fn sink() -> (Sink, Place) {
        let text = "openapi: 3.0.3\ninfo:\n  title: Ä\n  version: 1\npaths: {}\n";
        let mut sink = Sink::new();
        sink.attach(&Sources::from_text("spec/api.yaml", text));
        let info = Place::root(crate::tree::FileId::ROOT).key("info");
        (sink, info)
    }

    fn found(info: &Place) -> Vec<Diagnostic> {
        let version = info.key("version");
        vec![
            Diagnostic::error(Code::WrongType, "expected a string")
                .at(&version, "found an integer")
                .help("put it in quotes: `'1'`"),
            Diagnostic::warning(Code::MissingKey, "`info` has no `license`")
                .at(info, "")
                .also(&version, "it might follow this"),
            Diagnostic::note(Code::UnusedComponent, "no place at all"),
        ]
    }

    #[test]
    fn a_person_sees_the_line() {
        let (mut sink, info) = sink();
        for one in found(&info) {
            sink.push(one);
        }
        insta::assert_snapshot!(sink.render(Format::Human(Color::Never)));
    }

    #[test]
    fn a_log_has_a_line_for_each() {
        let (mut sink, info) = sink();
        for one in found(&info) {
            sink.push(one);
        }
        insta::assert_snapshot!(sink.render(Format::Lines));
    }

    #[test]
    fn a_program_sees_an_array() {
        let (mut sink, info) = sink();
        for one in found(&info) {
            sink.push(one);
        }
        insta::assert_snapshot!(sink.render(Format::Json));
    }

    #[test]
    fn a_pull_request_is_annotated() {
        let (mut sink, info) = sink();
        let place = info.key("title");
        sink.push(Diagnostic::error(Code::WrongType, "100 %\n::error::no").at(&place, ""));
        let annotated =
            "::error title=OAS0203,file=spec/api.yaml,line=3,col=10::100 %25 ::error::no\n";
        assert_eq!(sink.render(Format::GitHub), annotated);
        let log: serde_json::Value = serde_json::from_str(&sink.render(Format::Sarif)).unwrap();
        let result = &log["runs"][0]["results"][0];
        assert_eq!(result["ruleId"], "OAS0203");
        let region = &result["locations"][0]["physicalLocation"]["region"];
        assert_eq!(region["startLine"], 3);
    }

    /// A document may hold what a terminal obeys, written as an escape or as it is.
    #[test]
    fn no_format_passes_on_what_a_terminal_obeys() {
        let text = "openapi: 3.0.3\nx-a: \u{9b}31m\n";
        let mut sink = Sink::new();
        sink.attach(&Sources::from_text("a\u{1b}[2J.yaml", text));
        let place = Place::root(crate::tree::FileId::ROOT).key("x-a");
        let harm = "`a\u{1b}]0;b\u{7}\u{202e}\n::error::c`";
        sink.push(
            Diagnostic::error(Code::WrongType, harm)
                .at(&place, harm)
                .help(harm),
        );
        let plain = Format::Human(Color::Never);
        let folded = Format::Folded(Color::Never);
        for format in [plain, folded, Format::Lines, Format::GitHub] {
            let shown = sink.render(format);
            let obeyed = |c: char| c.is_control() && c != '\n' || c == '\u{202e}';
            assert!(!shown.contains(obeyed), "{format:?}: {shown:?}");
            assert!(!shown.contains("\n::error::c"), "{format:?}: {shown:?}");
        }
    }

    #[test]
    fn a_repeated_finding_is_told_once() {
        let (mut sink, info) = sink();
        for one in found(&info).into_iter().chain(found(&info)) {
            sink.push(one);
        }
        assert_eq!(sink.sorted().len(), 3);
    }

    #[test]
    fn a_long_line_is_cut() {
        let text = format!(
            "{{\"openapi\": \"3.0.3\", \"x\": \"{}\", \"y\": 1}}",
            "ä".repeat(100_000)
        );
        let mut sink = Sink::new();
        sink.attach(&Sources::from_text("api.json", &text));
        let place = Place::root(crate::tree::FileId::ROOT).key("y");
        sink.push(
            Diagnostic::error(Code::WrongType, "expected a string").at(&place, "found an integer"),
        );
        let rendered = sink.render(Format::Human(Color::Never));
        assert!(rendered.contains("api.json:1:100036"), "{rendered}");
        assert!(rendered.len() < 1_500, "{}", rendered.len());
    }
}
