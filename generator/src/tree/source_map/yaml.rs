//! The events of YAML.

use std::cell::Cell;

use saphyr_parser::{Event, Marker, Parser, ScalarStyle};

use super::builder::Builder;

pub(super) fn scan(text: &str, builder: &mut Builder<'_>) {
    let lines = Lines::of(text);
    let mut parser = Parser::new_from_str(text);
    // A parser that has failed has nothing more to say.
    while let Some(Ok((event, span))) = parser.next_event() {
        let start = lines.offset(span.start);
        let end = lines.offset(span.end).max(start);
        match event {
            Event::MappingStart(anchor, _) => builder.start_map(start, anchor),
            Event::SequenceStart(anchor, _) => builder.start_list(start, anchor),
            Event::MappingEnd | Event::SequenceEnd => builder.end(end),
            Event::Scalar(value, style, anchor, _) => {
                let length = written_length(text.get(start..end).unwrap_or(""), style);
                builder.scalar(start..start + length, &value, anchor);
            }
            Event::Alias(anchor) => builder.alias(start..end, anchor),
            Event::DocumentEnd | Event::StreamEnd => break,
            Event::Nothing | Event::StreamStart | Event::DocumentStart(_) => {}
        }
    }
}

/// How much of the text is the scalar itself: the parser's own end may lie
/// behind blanks and a comment.
fn written_length(text: &str, style: ScalarStyle) -> usize {
    let inside = text.get(1..).unwrap_or("");
    match style {
        ScalarStyle::SingleQuoted => {
            let mut quotes = inside.match_indices('\'').map(|(at, _)| at).peekable();
            while let Some(at) = quotes.next() {
                if quotes.next_if_eq(&(at + 1)).is_none() {
                    return at + 2;
                }
            }
            text.len()
        }
        ScalarStyle::DoubleQuoted => {
            let mut escaped = false;
            let end = inside.find(|character| {
                let ends = character == '"' && !escaped;
                escaped = character == '\\' && !escaped;
                ends
            });
            end.map_or(text.len(), |end| end + 2)
        }
        ScalarStyle::Plain => {
            let end = text.find(" #").unwrap_or(text.len());
            text.get(..end).unwrap_or(text).trim_end().len()
        }
        ScalarStyle::Literal | ScalarStyle::Folded => text.trim_end().len(),
    }
}

/// The lines as the parser counts them: a lone carriage return ends one too.
struct Lines<'a> {
    text: &'a str,
    all: Vec<TextLine>,
    /// The line, column and byte that was asked for last. Marks mostly go
    /// forward, and a line may be the whole document.
    last: Cell<(usize, usize, usize)>,
}

struct TextLine {
    start: usize,
    /// Whether its columns are its bytes.
    is_ascii: bool,
}

impl<'a> Lines<'a> {
    fn of(text: &'a str) -> Lines<'a> {
        let mut lines = Vec::new();
        let (mut start, mut is_ascii) = (0, true);
        let mut bytes = text.bytes().enumerate().peekable();
        while let Some((index, byte)) = bytes.next() {
            is_ascii &= byte.is_ascii();
            let next = bytes.peek().map(|(_, next)| *next);
            if byte == b'\n' || (byte == b'\r' && next != Some(b'\n')) {
                lines.push(TextLine { start, is_ascii });
                (start, is_ascii) = (index + 1, true);
            }
        }
        lines.push(TextLine { start, is_ascii });
        Lines {
            text,
            all: lines,
            last: Cell::new((0, 0, 0)),
        }
    }

    /// The byte of a mark. The parser's own index does not count all comments
    /// in one unit, so line and column are asked instead.
    fn offset(&self, mark: Marker) -> usize {
        let at = mark.line().saturating_sub(1);
        let Some(line) = self.all.get(at).or(self.all.last()) else {
            return 0;
        };
        let next = self.all.get(at + 1);
        let end = next.map_or(self.text.len(), |next| next.start - 1);
        if line.is_ascii {
            return (line.start + mark.col()).min(end);
        }
        let (column, byte) = match self.last.get() {
            (line, column, byte) if line == at && column <= mark.col() => (column, byte),
            _ => (0, line.start),
        };
        let rest = self.text.get(byte..end).unwrap_or("");
        let ahead = rest.char_indices().nth(mark.col() - column);
        let found = ahead.map_or(end, |(index, _)| byte + index);
        if ahead.is_some() {
            self.last.set((at, mark.col(), found));
        }
        found
    }
}
