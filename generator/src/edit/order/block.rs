//! Objects in block style: a member takes whole lines.

use std::collections::BTreeSet;
use std::ops::Range;

use super::flow::is_flow;
use super::{table, within};
use crate::grammar::Shape;
use crate::tree::{Layout, LayoutContent, LayoutMember};

/// A text, and the lines that it consists of.
struct BlockText<'a> {
    text: &'a str,
    /// The byte at which each line starts.
    starts: Vec<usize>,
    /// Each with its line break.
    lines: Vec<&'a str>,
    /// Blank lines that are a part of the text above them.
    said: BTreeSet<usize>,
}

/// The lines of a member: blank ones, its comments, and what it says.
struct MemberLines {
    blank: usize,
    comments: usize,
    lines: Vec<String>,
}

pub(super) fn ordered(text: &str, layout: &Layout, shape: Shape) -> String {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let mut start = 0;
    let mut starts = Vec::with_capacity(lines.len());
    for line in &lines {
        starts.push(start);
        start += line.len();
    }
    let mut block = BlockText {
        text,
        starts,
        lines,
        said: BTreeSet::new(),
    };
    block.note_kept(layout);
    // What stands above the document and below it is about all of it.
    let head = block.line_of(first(layout));
    let foot = block.before_trivia(block.lines.len(), head, 0);
    let mut written = block.copy(0..head);
    written.extend(block.value(layout, shape, head..foot));
    written.extend(block.copy(foot..block.lines.len()));
    written.concat()
}

/// Where a value begins: a map in block style where its first key does.
fn first(layout: &Layout) -> usize {
    match &layout.content {
        LayoutContent::Map(members) => {
            let member = members.first();
            member.map_or(layout.range.start, |member| member.key_range.start)
        }
        _ => layout.range.start,
    }
}

impl BlockText<'_> {
    fn line_of(&self, byte: usize) -> usize {
        let after = self.starts.partition_point(|start| *start <= byte);
        after.saturating_sub(1)
    }

    fn line(&self, line: usize) -> &str {
        self.lines.get(line).copied().unwrap_or_default()
    }

    fn copy(&self, lines: Range<usize>) -> Vec<String> {
        lines.map(|line| self.line(line).to_owned()).collect()
    }

    /// How far a line is set in; a blank one is not.
    fn indent(&self, line: usize) -> Option<usize> {
        let text = self.line(line);
        let rest = text.trim_start_matches(' ');
        (!rest.trim().is_empty()).then_some(text.len() - rest.len())
    }

    /// Notes the blank lines behind texts that keep them (`|+`).
    fn note_kept(&mut self, layout: &Layout) {
        match &layout.content {
            LayoutContent::List(entries) => {
                for entry in entries {
                    self.note_kept(entry);
                }
            }
            LayoutContent::Map(members) => {
                for member in members {
                    self.note_kept(&member.value);
                }
            }
            LayoutContent::Scalar => {
                let start = self.line_of(layout.range.start);
                let keeps = |line: &usize| {
                    let line = self.line(*line).split(" #").next().unwrap_or_default();
                    let sign = line.split_whitespace().next_back().unwrap_or_default();
                    sign.starts_with(['|', '>']) && sign.contains('+')
                };
                // The parser leaves its sign out, which stands above all but an empty text.
                let above = (0..start).rev().find(|line| self.indent(*line).is_some());
                let Some(sign) = [Some(start), above].into_iter().flatten().find(keeps) else {
                    return;
                };
                let column = self
                    .indent(start)
                    .filter(|_| start > sign)
                    .unwrap_or(usize::MAX);
                let inside = (sign + 1..self.lines.len())
                    .take_while(|line| self.indent(*line).is_none_or(|indent| indent >= column));
                let blank = inside.filter(|line| self.indent(*line).is_none());
                self.said.extend(blank.collect::<Vec<_>>());
            }
        }
    }

    /// The first of the blank lines and comments above a line that belong to it:
    /// comments that are set in further belong to what is above them.
    fn before_trivia(&self, line: usize, least: usize, column: usize) -> usize {
        let above = (least..line).rev().take_while(|above| {
            let is_comment = self.line(*above).trim_start().starts_with('#');
            !self.said.contains(above)
                && self
                    .indent(*above)
                    .is_none_or(|indent| is_comment && indent <= column)
        });
        line - above.count()
    }

    /// The lines of a value that begins on the first of them, or below it.
    fn value(&self, layout: &Layout, shape: Shape, lines: Range<usize>) -> Vec<String> {
        let parts = match &layout.content {
            _ if is_flow(self.text, layout) => None,
            LayoutContent::Scalar => None,
            LayoutContent::List(entries) => self.list(entries, shape, lines.clone()),
            LayoutContent::Map(members) => self.map(members, shape, lines.clone()),
        };
        parts.unwrap_or_else(|| self.copy(lines))
    }

    /// The lines of entries; nothing if one doesn't begin beside its dash.
    fn list(&self, entries: &[Layout], shape: Shape, lines: Range<usize>) -> Option<Vec<String>> {
        let at: Vec<usize> = entries
            .iter()
            .map(|entry| self.line_of(first(entry)))
            .collect();
        let is_dashed = |(line, entry): (&usize, &Layout)| {
            let start = self.starts.get(*line).copied().unwrap_or_default();
            let before = self.text.get(start..first(entry)).unwrap_or_default();
            before.trim_start().starts_with('-')
        };
        if !at.is_sorted_by(|one, other| one < other) || !at.iter().zip(entries).all(is_dashed) {
            return None;
        }
        let head = *at.first()?;
        let mut written = self.copy(lines.start..head);
        for (index, entry) in entries.iter().enumerate() {
            let start = *at.get(index)?;
            let column = self.indent(start)?;
            let next = at.get(index + 1).copied().unwrap_or(lines.end);
            let end = self.before_trivia(next, start + 1, column);
            written.extend(self.value(entry, within(shape, ""), start..end));
            written.extend(self.copy(end..next));
        }
        Some(written)
    }

    /// The lines of members in their order; nothing if two share a line.
    fn map(
        &self,
        members: &[LayoutMember],
        shape: Shape,
        lines: Range<usize>,
    ) -> Option<Vec<String>> {
        let keys = members
            .iter()
            .map(|member| self.line_of(member.key_range.start));
        let keys: Vec<usize> = keys.collect();
        let head = *keys.first()?;
        if !keys.is_sorted_by(|one, other| one < other) || head < lines.start {
            return None;
        }
        let column = members.first()?.key_range.start - self.starts.get(head)?;
        let prefix = self.line(head).get(..column)?;
        let is_dashes = prefix.chars().all(|one| " -".contains(one));
        let is_set_in = |key: &usize| {
            let before = self.line(*key).get(..column);
            before.is_some_and(|before| before.trim().is_empty())
        };
        if !is_dashes || !keys.iter().skip(1).all(is_set_in) {
            return None;
        }
        let mut parts = Vec::new();
        let mut start = lines.start;
        for (index, member) in members.iter().enumerate() {
            let key = *keys.get(index)?;
            let end = match keys.get(index + 1) {
                Some(next) => self.before_trivia(*next, key + 1, column),
                None => lines.end,
            };
            parts.push(self.member(member, shape, start..key, key..end));
            start = end;
        }
        let names = members.iter().map(|member| member.key.as_str());
        let order = match shape {
            Shape::Object(kind) => table::order(kind, names),
            _ => (0..members.len()).collect(),
        };
        let blank: Vec<usize> = parts.iter().map(|part| part.blank).collect();
        let new = *order.first()?;
        if new != 0 && !prefix.trim().is_empty() {
            // The dash stays in front, comments stand above it, and all others are set in
            // as far.
            let dash = prefix.len() - prefix.trim_start().len();
            let part = parts.get_mut(new)?;
            let (line, comments) = part.lines.get_mut(..=part.comments)?.split_last_mut()?;
            line.replace_range(..column, prefix);
            for comment in comments {
                let set_in = " ".repeat(column - dash);
                if let Some(rest) = comment.strip_prefix(set_in.as_str()) {
                    *comment = rest.to_owned();
                }
            }
            let line = parts.first_mut()?.lines.first_mut()?;
            line.replace_range(..column, &" ".repeat(column));
        }
        let mut written = Vec::new();
        for (place, part) in order.into_iter().enumerate() {
            // Blank lines part whatever stands there.
            written.extend((0..*blank.get(place)?).map(|_| self.line_break()));
            written.append(&mut parts.get_mut(part)?.lines);
        }
        Some(with_breaks(written, &self.line_break()))
    }

    fn member(
        &self,
        member: &LayoutMember,
        shape: Shape,
        above: Range<usize>,
        lines: Range<usize>,
    ) -> MemberLines {
        let blank = above
            .clone()
            .take_while(|line| self.indent(*line).is_none())
            .count();
        let mut written = self.copy(above.start + blank..above.end);
        let comments = written.len();
        let inside = lines.start + 1..lines.end;
        written.push(self.line(lines.start).to_owned());
        if self.line_of(first(&member.value)) > lines.start {
            written.extend(self.value(&member.value, within(shape, &member.key), inside));
        } else {
            written.extend(self.copy(inside));
        }
        MemberLines {
            blank,
            comments,
            lines: written,
        }
    }

    fn line_break(&self) -> String {
        let is_windows = self
            .lines
            .first()
            .is_some_and(|line| line.ends_with("\r\n"));
        if is_windows { "\r\n" } else { "\n" }.to_owned()
    }
}

/// A last line of a text may have no line break, and be none of the last any more.
fn with_breaks(mut lines: Vec<String>, line_break: &str) -> Vec<String> {
    let last = lines.len().saturating_sub(1);
    for line in lines.iter_mut().take(last) {
        if !line.ends_with('\n') {
            line.push_str(line_break);
        }
    }
    lines
}
