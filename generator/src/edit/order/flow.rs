//! Objects between braces: of JSON, or of YAML's flow style.

use super::table;
use super::within;
use crate::grammar::Shape;
use crate::tree::{Layout, LayoutContent, LayoutMember};

/// Whether a value is written between braces or brackets.
pub(super) fn is_flow(text: &str, layout: &Layout) -> bool {
    let written = text.get(layout.range.clone()).unwrap_or_default();
    written.starts_with(['{', '['])
}

/// Where a value ends. The parser says it too early where a comma stands behind the last
/// member, and too late where a blank stands behind the brace.
pub(super) fn end(text: &str, layout: &Layout) -> usize {
    let last = match &layout.content {
        LayoutContent::Scalar => None,
        LayoutContent::List(entries) => entries.last(),
        LayoutContent::Map(members) => members.last().map(|member| &member.value),
    };
    let Some(last) = last.filter(|_| is_flow(text, layout)) else {
        return layout.range.end;
    };
    let inside = end(text, last);
    let rest = text.get(inside..).unwrap_or_default();
    let closing = rest.find(|one: char| !one.is_whitespace() && one != ',');
    closing.map_or(layout.range.end, |at| inside + at + 1)
}

/// A value as it is written, with its keys in their order.
///
/// Nothing if it has to stay as it is.
pub(super) fn ordered(text: &str, layout: &Layout, shape: Shape) -> Option<String> {
    match &layout.content {
        LayoutContent::Scalar => None,
        LayoutContent::List(entries) => {
            let parts = entries.iter().enumerate();
            let parts = parts.map(|(index, entry)| {
                let inside = ordered(text, entry, within(shape, &index.to_string()));
                let written = text
                    .get(entry.range.start..end(text, entry))
                    .unwrap_or_default();
                inside.unwrap_or_else(|| written.to_owned())
            });
            let ranges = entries
                .iter()
                .map(|entry| entry.range.start..end(text, entry));
            let ranges: Vec<_> = ranges.collect();
            joined(
                text,
                layout,
                &ranges,
                &parts.collect::<Vec<_>>(),
                (0..entries.len()).collect(),
            )
        }
        LayoutContent::Map(members) => map(text, layout, members, shape),
    }
}

fn map(text: &str, layout: &Layout, members: &[LayoutMember], shape: Shape) -> Option<String> {
    let ranges = members.iter();
    let ranges: Vec<_> = ranges
        .map(|member| member.key_range.start..end(text, &member.value).max(member.key_range.end))
        .collect();
    let mut parts = Vec::new();
    for (member, range) in members.iter().zip(&ranges) {
        let part = match ordered(text, &member.value, within(shape, &member.key)) {
            Some(inside) => text.get(range.start..member.value.range.start)?.to_owned() + &inside,
            None => text.get(range.clone())?.to_owned(),
        };
        parts.push(part);
    }
    let names = members.iter().map(|member| member.key.as_str());
    let order = match shape {
        Shape::Object(kind) => table::order(kind, names),
        _ => (0..members.len()).collect(),
    };
    joined(text, layout, &ranges, &parts, order)
}

/// The parts in their order, with what stood between them in the places where it stood.
/// Nothing if a comment stands there, since it would change its neighbours.
fn joined(
    text: &str,
    layout: &Layout,
    ranges: &[std::ops::Range<usize>],
    parts: &[String],
    order: Vec<usize>,
) -> Option<String> {
    let mut from = layout.range.start;
    let mut written = String::new();
    for (range, part) in ranges.iter().zip(order) {
        let between = text.get(from..range.start)?;
        if between.contains('#') {
            return None;
        }
        written.push_str(between);
        written.push_str(parts.get(part)?);
        from = range.end;
    }
    let rest = text.get(from..end(text, layout))?;
    (!rest.contains('#')).then(|| written + rest)
}
