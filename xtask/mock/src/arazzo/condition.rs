//! Conditions of criteria: comparisons joined by `&&` and `||`.

/// What has to hold: all that any of these lists has.
pub(super) type Condition<'a> = Vec<Vec<Comparison<'a>>>;

/// A value, or two that are compared, before the `!` that may stand there.
pub(super) struct Comparison<'a> {
    pub(super) is_negated: bool,
    pub(super) left: &'a str,
    pub(super) right: Option<(&'static str, &'a str)>,
}

/// Longer ones first, for `<` begins `<=`.
const OPERATORS: [&str; 6] = ["==", "!=", "<=", ">=", "<", ">"];

pub(super) fn read(text: &str) -> Condition<'_> {
    let all = |text| split(text, "&&").into_iter().map(comparison).collect();
    split(text, "||").into_iter().map(all).collect()
}

fn comparison(text: &str) -> Comparison<'_> {
    let mut text = text.trim();
    let mut is_negated = false;
    while let Some(inside) = text.strip_prefix('!') {
        text = inside.trim_start();
        is_negated = !is_negated;
    }
    let parts = OPERATORS.map(|operator| (operator, split(text, operator)));
    let found = parts
        .iter()
        .find_map(|(operator, parts)| match parts.as_slice() {
            [left, right, ..] => Some((left.trim(), Some((*operator, right.trim())))),
            _ => None,
        });
    let (left, right) = found.unwrap_or((text, None));
    Comparison {
        is_negated,
        left,
        right,
    }
}

/// The parts of a text between separators that are in no quotes.
fn split<'a>(text: &'a str, separator: &str) -> Vec<&'a str> {
    let part = |from: usize, to: usize| text.get(from..to).unwrap_or_default();
    let mut parts = Vec::new();
    let (mut start, mut is_quoted) = (0, false);
    for (at, one) in text.char_indices() {
        is_quoted ^= one == '\'';
        if !is_quoted && at >= start && part(at, text.len()).starts_with(separator) {
            parts.push(part(start, at));
            start = at + separator.len();
        }
    }
    parts.push(part(start, text.len()));
    parts
}
