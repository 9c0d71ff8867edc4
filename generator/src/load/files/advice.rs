//! Slips of YAML that its parser tells late, and in words about itself.

mod texts;

use std::ops::Range;

/// What is wrong with a text that can't be parsed, as far as it can be told
/// from the text, and where.
pub(super) struct Advice {
    pub(super) at: Range<usize>,
    pub(super) label: String,
    /// A second place that has to do with it.
    pub(super) also: Option<(Range<usize>, &'static str)>,
    pub(super) help: &'static str,
}

/// One line of the text, without its end.
struct Line<'a> {
    start: usize,
    text: &'a str,
}

impl Line<'_> {
    fn range(&self) -> Range<usize> {
        self.start..self.start + self.text.len()
    }

    fn indent(&self) -> usize {
        self.text.len() - self.text.trim_start_matches(' ').len()
    }

    /// Where the colon behind its first key stands.
    fn first_colon(&self) -> Option<usize> {
        let at_end = || self.text.strip_suffix(':').map(str::len);
        self.text.find(": ").or_else(at_end)
    }

    fn has_colon_at(&self, offset: usize) -> bool {
        let column = offset.checked_sub(self.start);
        let rest = column.and_then(|column| self.text.get(column..));
        rest.is_some_and(|rest| rest.starts_with(": "))
    }

    fn is_blank(&self) -> bool {
        let text = self.text.trim_start();
        text.is_empty() || text.starts_with('#')
    }
}

/// `offset` is where the parser gave up, which is at the slip or after it.
pub(super) fn advice(text: &str, offset: usize) -> Option<Advice> {
    if let Some(advice) = control_character(text) {
        return Some(advice);
    }
    let lines = lines(text);
    if let Some(advice) = conflict(&lines) {
        return Some(advice);
    }
    if let Some(advice) = documents(&lines) {
        return Some(advice);
    }
    let last = lines.iter().take_while(|line| line.start <= offset).count();
    let before = lines.get(..last)?;
    let (line, earlier) = before.split_last()?;
    tab(line)
        .or_else(|| other_space(before))
        .or_else(|| comment(before))
        .or_else(|| quote(before))
        .or_else(|| colon(line, offset))
        .or_else(|| bracket(before))
        .or_else(|| texts::continued(line, earlier, offset))
        .or_else(|| texts::unmarked(line, earlier, offset))
        .or_else(|| indentation(line, earlier))
        .or_else(|| key(line, earlier))
}

fn lines(text: &str) -> Vec<Line<'_>> {
    let mut start = 0;
    let lines = text.split_inclusive('\n').map(|line| {
        let at = start;
        start += line.len();
        let text = line.trim_end_matches(['\n', '\r']);
        Line { start: at, text }
    });
    lines.collect()
}

fn control_character(text: &str) -> Option<Advice> {
    let forbidden = |character: &char| {
        character.is_control() && !matches!(character, '\n' | '\r' | '\t' | '\u{85}')
    };
    let (at, character) = text.char_indices().find(|(_, sign)| forbidden(sign))?;
    Some(Advice {
        at: at..at + character.len_utf8(),
        label: format!("the control character U+{:04X}", u32::from(character)),
        also: None,
        help: "remove it; in a quoted string it can be written as an escape",
    })
}

fn conflict(lines: &[Line<'_>]) -> Option<Advice> {
    let begins = |mark: &'static str| lines.iter().find(move |line| line.text.starts_with(mark));
    let (first, last) = (begins("<<<<<<< ")?, begins(">>>>>>> ")?);
    Some(Advice {
        at: first.range(),
        label: "a merge conflict begins here".to_owned(),
        also: Some((last.range(), "and ends here")),
        help: "keep one of the two versions, and remove the marks",
    })
}

/// A line of three dashes behind a first line of text begins another document.
fn documents(lines: &[Line<'_>]) -> Option<Advice> {
    let mut lines = lines.iter().skip_while(|line| line.is_blank());
    lines.next()?;
    let line = lines.find(|line| line.text.trim_end() == "---")?;
    Some(Advice {
        at: line.range(),
        label: "a second document begins here".to_owned(),
        also: None,
        help: "a file holds one document: remove the line, or move what follows to another file",
    })
}

/// `key:value` or `key value`, before a line that has a key.
fn key(line: &Line<'_>, earlier: &[Line<'_>]) -> Option<Advice> {
    if !line.text.contains(':') {
        return None;
    }
    let before = earlier.iter().rev().find(|line| !line.is_blank())?;
    let text = before.text.trim();
    if text.contains(": ") || text.ends_with(':') || text.starts_with(['-', '"', '\'']) {
        return None;
    }
    Some(Advice {
        at: before.start + before.indent()..before.range().end,
        label: "no key with a value".to_owned(),
        also: None,
        help: "a key ends in a colon and a space: `key: value`",
    })
}

/// The last bracket before where the parser gave up that nothing closes.
fn bracket(lines: &[Line<'_>]) -> Option<Advice> {
    let mut closed = 0;
    let (line, at) = lines.iter().rev().find_map(|line| {
        let (mut open, more) = brackets(line.text);
        let matched = open.len().min(closed);
        open.truncate(open.len() - matched);
        closed = closed - matched + more;
        Some((line, open.pop()?))
    })?;
    // One that ends its line begins a block, and any line of that may be wrong.
    line.text
        .get(at..)?
        .trim_end()
        .get(1..)
        .filter(|rest| !rest.is_empty())?;
    Some(Advice {
        at: line.start + at..line.start + at + 1,
        label: "is not closed".to_owned(),
        also: None,
        help: "close it, or put the text in quotes if it is one",
    })
}

/// The brackets that a line leaves open, and how many it closes of lines before it.
fn brackets(text: &str) -> (Vec<usize>, usize) {
    let (mut open, mut closed) = (Vec::new(), 0);
    let (mut quote, mut before) = (None, ' ');
    for (at, sign) in text.char_indices() {
        match sign {
            _ if quote.is_some() => quote = quote.filter(|opening| *opening != sign),
            '\'' | '"' if " [{:,".contains(before) => quote = Some(sign),
            '[' | '{' => open.push(at),
            ']' | '}' if open.pop().is_none() => closed += 1,
            _ => {}
        }
        before = sign;
    }
    (open, closed)
}

fn tab(line: &Line<'_>) -> Option<Advice> {
    let blank = line.text.len() - line.text.trim_start().len();
    let at = line.text.find('\t').filter(|at| *at < blank)?;
    Some(Advice {
        at: line.start + at..line.start + at + 1,
        label: "indented by a tab".to_owned(),
        also: None,
        help: "YAML is indented by spaces only",
    })
}

/// A space of another kind looks like an indent, and is text.
fn other_space(lines: &[Line<'_>]) -> Option<Advice> {
    let begins = |line: &Line<'_>| {
        let (at, sign) = line.text.char_indices().find(|(_, sign)| *sign != ' ')?;
        let at = line.start + at;
        (sign.is_whitespace() && !sign.is_ascii()).then(|| (at..at + sign.len_utf8(), sign))
    };
    let (at, sign) = lines.iter().find_map(begins)?;
    Some(Advice {
        at,
        label: format!("the space U+{:04X}, which indents nothing", u32::from(sign)),
        also: None,
        help: "YAML is indented by plain spaces only",
    })
}

/// `{ $ref: #/components/… }`: all after the `#` is a comment, the brace too.
fn comment(lines: &[Line<'_>]) -> Option<Advice> {
    const NEAR: usize = 3;
    let near = lines
        .iter()
        .rev()
        .filter(|line| !line.is_blank())
        .take(NEAR);
    let (line, at) = near
        .filter(|line| line.text.contains(['{', '[']))
        .find_map(|line| Some((line, line.text.find(": #")? + 2)))?;
    Some(Advice {
        at: line.start + at..line.range().end,
        label: "a comment, to the end of the line".to_owned(),
        also: None,
        help: "`#` after a space starts a comment: put the value in quotes",
    })
}

/// A value that starts with a quote and does not end on its line.
fn quote(lines: &[Line<'_>]) -> Option<Advice> {
    let (line, at) = lines.iter().rev().find_map(|line| {
        let at = opening(line.text)?;
        Some((line, at))
    })?;
    let closing = lines.last().filter(|last| last.start > line.start)?;
    Some(Advice {
        at: line.start + at..line.range().end,
        label: "the quote that opens here is not closed on this line".to_owned(),
        also: Some((closing.range(), "what comes before this was read as text")),
        help: "close the quote; for a text of several lines write `|` and indent it",
    })
}

/// Where a quoted value starts that its line does not end.
fn opening(text: &str) -> Option<usize> {
    let value = text.find(": ").map_or(0, |at| at + 2);
    let rest = text.get(value..)?;
    let rest = rest.trim_start().trim_start_matches("- ");
    let quote = rest
        .chars()
        .next()
        .filter(|sign| matches!(sign, '\'' | '"'))?;
    let start = text.len() - rest.len();
    // In single quotes a doubled one is one; in double quotes `\"` is one.
    let body = rest.get(1..)?;
    let body = match quote {
        '"' => body.replace("\\\\", "").replace("\\\"", ""),
        _ => body.replace("''", ""),
    };
    (!body.contains(quote)).then_some(start)
}

/// A second colon in one line.
fn colon(line: &Line<'_>, offset: usize) -> Option<Advice> {
    let column = offset.checked_sub(line.start)?;
    let first = line.first_colon()?;
    let is_second = column > first && line.text.get(column..)?.starts_with(':');
    is_second.then(|| Advice {
        at: offset..offset + 1,
        label: "a second colon, as if a key stood before it".to_owned(),
        also: None,
        help: "put the text in quotes",
    })
}

/// A line with a key that is indented unlike the one before it.
fn indentation(line: &Line<'_>, earlier: &[Line<'_>]) -> Option<Advice> {
    line.first_colon()?;
    let before = earlier.iter().rev().find(|line| !line.is_blank())?;
    let (own, other) = (line.indent(), before.indent());
    if own == other {
        return None;
    }
    if let Some(advice) = dedented(line, earlier) {
        return Some(advice);
    }
    let is_beside = |other: &&Line<'_>| other.indent() == own && !other.is_blank();
    let beside = earlier.iter().rev().find(is_beside);
    if let Some(entry) = beside.filter(|it| it.text.trim_start().starts_with("- ")) {
        return Some(Advice {
            at: line.start..line.start + own.max(1),
            label: "no entry of the list".to_owned(),
            also: Some((entry.range(), "an entry of one begins here")),
            help: "each entry begins with `-`, and what has names has none",
        });
    }
    Some(Advice {
        at: line.start..line.start + own.max(1),
        label: format!("indented by {own} spaces"),
        also: Some((
            before.start..before.start + other.max(1),
            "unlike the line before it",
        )),
        help: "keys of one object start in one column",
    })
}

/// A line with a key that stands further to the left than the lines around it.
fn dedented(line: &Line<'_>, earlier: &[Line<'_>]) -> Option<Advice> {
    let own = line.indent();
    let mut before = earlier.iter().rev().filter(|line| !line.is_blank());
    let odd = before.find(|line| line.indent() < own)?;
    let colon = odd.first_colon()?;
    let prior = before.find(|line| line.indent() <= own)?;
    let ends = |line: &Line<'_>, colon: usize| colon + 1 == line.text.trim_end().len();
    // The first key of an object, that stands where the name of this does.
    let is_first = prior.indent() == odd.indent()
        && ends(odd, colon)
        && prior.first_colon().is_some_and(|colon| ends(prior, colon));
    (is_first || prior.indent() == own).then(|| Advice {
        at: odd.start + odd.indent()..odd.range().end,
        label: format!("indented by {} spaces", odd.indent()),
        also: Some((line.start..line.start + own, "unlike the lines around it")),
        help: "keys of one object start in one column",
    })
}

#[cfg(test)]
mod tests {
    use super::advice;

    fn told(text: &str, at: &str) -> Option<(String, String)> {
        let offset = text.find(at).unwrap();
        let advice = advice(text, offset)?;
        Some((text.get(advice.at).unwrap().to_owned(), advice.label))
    }

    #[test]
    fn slips_are_recognised() {
        let sees = |text: &str, at: &str, shown: &str| {
            let (found, label) = told(text, at).unwrap_or_default();
            assert_eq!(found, shown, "{text:?}: {label}");
        };
        sees("a: \0b\n", "a", "\0");
        sees(
            "<<<<<<< HEAD\na: 1\n=======\na: 2\n>>>>>>> b\n",
            "a",
            "<<<<<<< HEAD",
        );
        sees("a:\n\tb: 1\n", "\t", "\t");
        sees("a: { $ref: #/b }\nc: 1\n", "c:", "#/b }");
        sees("a: 'b\nc: d\ne: f's\n", "s\n", "'b");
        sees("a: b: c\n", ": c", ":");
        sees("a:\n  b: 1\n   c: 2\n", ": 2", "   ");
        sees("a:\n  b: 1\n c: |\n   x\n  d: 2\n", ": 2", "c: |");
        sees("a:\nb:\n    c: 1\n  d: 2\n", ": 2", "b:");
        sees("a: 1\n---\nb: 1\n", "b", "---");
        sees("a: 1\nb:2\nc: 3\n", ": 3", "b:2");
        sees("a: [1, {b: 2}\nc: 3\n", ": 3", "[");
        sees("a: [1, {b: ']'\nc: [\n3], d: 4\n", ": 4", "{");
        assert!(told("a: 'it''s'\nb: 2\n", "b").is_none());
    }
}
