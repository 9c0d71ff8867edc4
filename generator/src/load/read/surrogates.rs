//! Escapes such as `\\ud83d`, which are characters only in pairs.

/// What takes the place of half a character, as long as what it replaces.
const REPLACEMENT: &str = "fffd";

/// The text with every half character replaced, and where the first was. No
/// position changes.
pub(super) fn mend(text: &str) -> (String, Option<usize>) {
    let mut out = String::with_capacity(text.len());
    let mut first = None;
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        let (before, escape) = rest.split_at(at);
        out.push_str(before);
        let place = out.len();
        let (taken, is_half) = match unit(escape) {
            Some(high) if (0xD800..0xDC00).contains(&high) => {
                let low = escape.get(6..).and_then(unit);
                let is_pair = low.is_some_and(|low| (0xDC00..0xE000).contains(&low));
                if is_pair { (12, false) } else { (6, true) }
            }
            Some(low) => (6, (0xDC00..0xE000).contains(&low)),
            // The escape of one character, which may be a backslash itself.
            None => (escape.chars().take(2).map(char::len_utf8).sum(), false),
        };
        let (escape, after) = escape.split_at(taken);
        if is_half {
            first = first.or(Some(place));
            out.push_str("\\u");
            out.push_str(REPLACEMENT);
        } else {
            out.push_str(escape);
        }
        rest = after;
    }
    out.push_str(rest);
    (out, first)
}

/// What `\\uXXXX` at the beginning of the text stands for.
fn unit(text: &str) -> Option<u32> {
    let digits = text.strip_prefix("\\u")?.get(..4)?;
    u32::from_str_radix(digits, 16).ok()
}
