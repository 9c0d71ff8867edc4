//! Findings for a person, as rustc would list them.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::Color;
use super::window::{Window, windows};
use crate::diagnostics::{Diagnostic, Severity};
use crate::tree::{Sources, single_line};

pub(super) fn render(sources: &Sources, diagnostic: &Diagnostic, color: Color) -> String {
    let renderer = match color {
        Color::Always => Renderer::styled(),
        Color::Never => Renderer::plain(),
    };
    let renderer = renderer.decor_style(DecorStyle::Ascii);
    let windows = windows(sources, diagnostic);
    let group = group(sources, diagnostic, &windows);
    let listing = renderer.render(&[group]);
    with_true_columns(sources, &windows, listing) + "\n\n"
}

fn group<'a>(
    sources: &'a Sources,
    diagnostic: &'a Diagnostic,
    windows: &[Window<'a>],
) -> Group<'a> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let title = level
        .primary_title(diagnostic.message.as_str())
        .id(diagnostic.code.id());
    let mut group = Group::with_title(title);
    if windows.is_empty() {
        let first = diagnostic.labels.first();
        if let Some(name) = first.and_then(|label| sources.name(label.place.file)) {
            group = group.element(Origin::path(single_line(name)));
        }
    }
    for window in windows {
        group = group.element(snippet(sources, window));
    }
    match &diagnostic.help {
        Some(help) => group.element(Level::HELP.message(help.as_str())),
        None => group,
    }
}

fn snippet<'a>(
    sources: &'a Sources,
    window: &Window<'a>,
) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    // A carriage return would be shown as a sign of its own, and other control
    // characters than ASCII's as they are. The blanks are as long.
    let text = window.text(sources).replace('\r', " ");
    let text = text.replace(|sign: char| !sign.is_ascii() && sign.is_control(), "\u{a0}");
    let length = text.len();
    let snippet = Snippet::source(text)
        .line_start(window.line)
        .path(sources.name(window.file).map(single_line))
        .fold(true);
    let annotations = window.marks.iter().map(|mark| {
        let kind = if mark.is_first {
            AnnotationKind::Primary
        } else {
            AnnotationKind::Context
        };
        let inside = |at: usize| at.saturating_sub(window.range.start).min(length);
        let range = inside(mark.at.range.start)..inside(mark.at.range.end);
        let label = Some(mark.label.text.as_str()).filter(|label| !label.is_empty());
        kind.span(range).label(label)
    });
    snippet.annotations(annotations)
}

/// The renderer counts columns in what it is shown, which may start in the
/// middle of a long line.
fn with_true_columns(sources: &Sources, windows: &[Window<'_>], listing: String) -> String {
    windows.iter().fold(listing, |listing, window| {
        let (Some(name), Some(mark)) = (sources.name(window.file), window.marks.first()) else {
            return listing;
        };
        let name = single_line(name);
        let before = mark.at.range.start.saturating_sub(window.range.start);
        let shown = window.text(sources).get(..before).unwrap_or("");
        if shown.contains('\n') {
            return listing;
        }
        let (line, column) = (mark.at.line, mark.at.column);
        let shown = format!("{name}:{line}:{}", shown.chars().count() + 1);
        listing.replacen(&shown, &format!("{name}:{line}:{column}"), 1)
    })
}
