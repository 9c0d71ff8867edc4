//! Which part of a file a listing shows.
//!
//! A document may be megabytes long and stand on a single line. The renderer
//! looks at all it is given, so it is given no more than it will show.

use std::ops::Range;

use super::locate;
use crate::diagnostics::{Diagnostic, Label};
use crate::tree::{FileId, Sources, Stretch};

/// Labels that are further apart get a listing each.
const MOST_LINES: usize = 40;
/// More places are alike, and nobody reads them.
const MOST_LABELS: usize = 6;
/// A longer line is cut around its label.
const MOST_BYTES: usize = 400;
const BEFORE_CUT: usize = 100;
const AFTER_CUT: usize = 200;

/// A label with what it underlines, inside one line.
pub(super) struct Mark<'a> {
    pub(super) label: &'a Label,
    pub(super) is_first: bool,
    pub(super) at: Stretch,
}

/// Lines of one file with the labels on them.
pub(super) struct Window<'a> {
    pub(super) file: FileId,
    /// The bytes of the file that are shown.
    pub(super) range: Range<usize>,
    /// The line of the first byte.
    pub(super) line: usize,
    pub(super) marks: Vec<Mark<'a>>,
}

impl Window<'_> {
    /// What is shown.
    pub(super) fn text<'s>(&self, sources: &'s Sources) -> &'s str {
        let text = sources.text(self.file).unwrap_or("");
        text.get(self.range.clone()).unwrap_or("")
    }
}

/// The windows that show all labels of a finding, that of the first label first.
pub(super) fn windows<'a>(sources: &Sources, diagnostic: &'a Diagnostic) -> Vec<Window<'a>> {
    let mut windows: Vec<Window<'a>> = Vec::new();
    for (index, label) in diagnostic.labels.iter().take(MOST_LABELS).enumerate() {
        let file = label.place.file;
        let Some((at, text)) = locate(sources, label).zip(sources.text(file)) else {
            continue;
        };
        let Some(line) = sources.line(file, at.line) else {
            continue;
        };
        let mark = Mark {
            label,
            is_first: index == 0,
            at: Stretch {
                range: within_line(text, &at.range),
                ..at
            },
        };
        add(&mut windows, file, text, line, mark);
    }
    windows
}

fn add<'a>(
    windows: &mut Vec<Window<'a>>,
    file: FileId,
    text: &str,
    line: Range<usize>,
    mark: Mark<'a>,
) {
    let is_short = line.len() <= MOST_BYTES;
    let near = windows.iter_mut().find(|window| {
        is_short
            && window.file == file
            && window.line.abs_diff(mark.at.line) <= MOST_LINES
            && window.range.len() <= MOST_BYTES * MOST_LINES
    });
    if let Some(window) = near {
        window.line = window.line.min(mark.at.line);
        window.range = window.range.start.min(line.start)..window.range.end.max(line.end);
        window.marks.push(mark);
        return;
    }
    windows.push(Window {
        file,
        range: if is_short {
            line
        } else {
            cut(text, &line, &mark.at.range)
        },
        line: mark.at.line,
        marks: vec![mark],
    });
}

/// The part of the range that is on its first line.
fn within_line(text: &str, range: &Range<usize>) -> Range<usize> {
    let written = text.get(range.clone()).unwrap_or("");
    let first = written.lines().next().unwrap_or("").trim_end();
    let most = floor(text, range.start + first.len().min(AFTER_CUT));
    range.start..most
}

fn cut(text: &str, line: &Range<usize>, around: &Range<usize>) -> Range<usize> {
    let start = around.start.saturating_sub(BEFORE_CUT).max(line.start);
    let end = around.end.saturating_add(AFTER_CUT).min(line.end);
    floor(text, start)..floor(text, end)
}

/// The last boundary between characters that is not after `at`.
fn floor(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    (0..=at)
        .rev()
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or(0)
}
