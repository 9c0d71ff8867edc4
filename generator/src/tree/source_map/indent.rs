//! Lines within brackets or quotes that are indented too little.
//!
//! YAML wants such lines to lie deeper than the key that they belong to, and most of its
//! parsers don't care: a closing bracket below its key is common. `saphyr-parser` does, so
//! it reads these lines indented further, which means the same there.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::yaml::{Composed, closing_quote, without_properties};
use super::{EntryKind, SourceMap};

/// How far the lines are indented: no key lies deeper.
const INDENT: usize = 256;

/// Lines from one that lies too far to the left to the bracket that closes around it.
const MOST_LINES: usize = 1_000;

/// How many lines are indented at most: they grow by [`INDENT`] each.
const MOST_INDENTED: usize = 200_000;

/// The lines, each by its first byte.
#[derive(Default)]
pub(super) struct Indented {
    lines: BTreeSet<usize>,
    /// Where they start in the indented text.
    starts: Vec<usize>,
    knows_brackets: bool,
}

impl Indented {
    pub(super) fn text<'a>(&mut self, text: &'a str) -> Cow<'a, str> {
        self.starts.clear();
        let (mut out, mut from) = (String::new(), 0);
        for line in &self.lines {
            out.push_str(text.get(from..*line).unwrap_or(""));
            self.starts.push(out.len());
            out.extend(std::iter::repeat_n(' ', INDENT));
            from = *line;
        }
        if from == 0 {
            return Cow::Borrowed(text);
        }
        out.push_str(text.get(from..).unwrap_or(""));
        Cow::Owned(out)
    }

    /// The byte of the text for one of the indented text.
    pub(super) fn origin(&self, byte: usize) -> usize {
        let before = self.starts.partition_point(|start| *start < byte);
        let inside = match before.checked_sub(1).and_then(|last| self.starts.get(last)) {
            Some(start) => (start + INDENT).saturating_sub(byte),
            None => 0,
        };
        byte - before * INDENT + inside
    }

    /// Whether the text can be read otherwise, now that it is known how it was read.
    pub(super) fn learn(&mut self, text: &str, composed: &Composed) -> bool {
        let before = self.lines.len();
        match &composed.failure {
            Some(failure) if failure.message == "invalid indentation in quoted scalar" => {
                let quoted = text.get(failure.offset..).unwrap_or("");
                let end = failure.offset + closing_quote(quoted);
                let starts = line_starts(text, failure.offset).take_while(|at| *at < end);
                self.lines.extend(starts.take(MOST_INDENTED));
                self.has_grown(before)
            }
            Some(failure) if failure.message.starts_with("invalid indentation") => {
                let start = text.get(..failure.offset).and_then(|text| text.rfind('\n'));
                let start = start.map_or(0, |at| at + 1);
                let starts = std::iter::once(start).chain(line_starts(text, start));
                let mut open = 0_usize;
                for at in starts.take(MOST_LINES) {
                    self.lines.insert(at);
                    match open_behind(text.get(at..).unwrap_or(""), open) {
                        Some(more) => open = more,
                        None => break,
                    }
                }
                if !std::mem::replace(&mut self.knows_brackets, true) {
                    let closing = line_starts(text, 0).filter(|at| is_closing(text, *at));
                    self.lines.extend(closing.take(MOST_INDENTED));
                }
                self.has_grown(before)
            }
            Some(_) => false,
            None => {
                let inner = inner(text, &composed.map);
                self.lines.retain(|line| {
                    let last = inner.partition_point(|(start, _)| start < line);
                    let last = last.checked_sub(1).and_then(|last| inner.get(last));
                    last.is_some_and(|(_, end)| line < end)
                });
                self.lines.len() < before
            }
        }
    }

    /// Whether there are more lines than before, and no more than a text may have.
    fn has_grown(&self, before: usize) -> bool {
        let now = self.lines.len();
        now > before && now <= MOST_INDENTED
    }
}

/// Where the lines behind a byte start.
fn line_starts(text: &str, from: usize) -> impl Iterator<Item = usize> {
    let breaks = text.get(from..).unwrap_or("").match_indices('\n');
    breaks.map(move |(at, _)| from + at + 1)
}

/// How many brackets are open behind a line, unless one is closed that was open before.
fn open_behind(text: &str, open: usize) -> Option<usize> {
    let line = text.lines().next().unwrap_or("");
    line.bytes().try_fold(open, |open, byte| match byte {
        b'[' | b'{' => Some(open + 1),
        b']' | b'}' => open.checked_sub(1),
        _ => Some(open),
    })
}

fn is_closing(text: &str, line: usize) -> bool {
    let line = text.get(line..).unwrap_or("");
    line.trim_start_matches(' ').starts_with(['}', ']'])
}

/// The outermost stretches within brackets or quotes.
fn inner(text: &str, map: &SourceMap) -> Vec<(usize, usize)> {
    let mut found: Vec<(usize, usize)> = Vec::new();
    for value in &map.values {
        let written = text.get(value.start as usize..value.end as usize);
        let own = without_properties(written.unwrap_or(""));
        let is_inner = match value.content {
            EntryKind::Scalar { is_plain } => !is_plain && own.starts_with(['"', '\'']),
            EntryKind::List(_) | EntryKind::Map(_) => own.starts_with(['[', '{']),
        };
        let behind = found
            .last()
            .is_none_or(|(_, end)| *end <= value.start as usize);
        if is_inner && behind {
            found.push((value.start as usize, value.end as usize));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::yaml::compose;

    /// What the values without quotes are, by their places.
    fn plain(text: &str) -> Option<Vec<&str>> {
        let composed = compose(text);
        let values = composed.map.values.iter();
        let written = values.filter_map(|value| match value.content {
            super::EntryKind::Scalar { is_plain: true } => {
                text.get(value.start as usize..value.end as usize)
            }
            _ => None,
        });
        composed.failure.is_none().then(|| written.collect())
    }

    #[test]
    fn what_is_within_brackets_or_quotes_may_lie_anywhere() {
        for text in [
            "a:\n  b: {\n    c: 1\n }\n  d: é\n",
            "a:\n  b: {\nc:\n1\n}\n  d: é\n",
            "a: {b: {\n  c: 1\n}}\nd: é\n",
            "a: {b: {c: \n1}}\nd: é\n",
        ] {
            assert_eq!(
                plain(text).unwrap(),
                ["a", "b", "c", "1", "d", "é"],
                "{text}"
            );
        }
        assert_eq!(
            plain("a: \"b\nc\"\nd: 'e\n\nf'\ng: h\n").unwrap(),
            ["a", "d", "g", "h"]
        );
    }

    #[test]
    fn not_every_line_grows() {
        let text = format!("a: {{\n}}\nb: |\n{}", "  }\n".repeat(300_000));
        assert!(compose(&text).failure.is_some());
        let text = format!("a: {{\n}}\nb: |\n{}", "  }\n".repeat(100_000));
        assert!(compose(&text).failure.is_none());
    }

    #[test]
    fn blocks_keep_their_indentation() {
        let text = "a: [\n]\nb: |\n  {\n  }\nc: d\n";
        let composed = compose(text);
        assert_eq!(composed.texts.values().collect::<Vec<_>>(), ["{\n}\n"]);
    }

    #[test]
    fn what_lies_in_no_brackets_is_an_error_where_it_stands() {
        for (text, at) in [("a: [\n]\n  - b: c\n]\n", 9), ("a: {\n}\nb: c\n}\n", 12)] {
            assert_eq!(compose(text).failure.unwrap().offset, at, "{text}");
        }
    }
}
