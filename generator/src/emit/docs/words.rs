//! Text between marks: escaped, with code in backticks and URLs as links.

use std::borrow::Cow;

/// A run of text as Markdown that says the same: nothing in it is a mark, a
/// link or HTML. Words that look like code become code, bare URLs links.
pub(super) fn push_text(out: &mut String, text: &str, place: Position) {
    let text = without_templates(text);
    let text = collapsed(&text);
    let mut text = &*text;
    if place.fresh || out.ends_with(' ') {
        text = text.trim_start_matches(' ');
    }
    for (index, word) in text.split(' ').enumerate() {
        if index > 0 {
            out.push(' ');
        }
        let place = Position {
            fresh: place.fresh && index == 0,
            ..place
        };
        if !place.fresh && is_plain(word) {
            out.push_str(word);
        } else {
            push_word(out, word, place);
        }
    }
}

/// Whether a word in a line is certainly nothing but a word, as most are.
fn is_plain(word: &str) -> bool {
    let mut before = b' ';
    word.bytes().all(|byte| {
        let begins_another = before.is_ascii_lowercase() && byte.is_ascii_uppercase();
        before = byte;
        let is_plain = byte.is_ascii_alphanumeric() || b",.;'\"()!?-".contains(&byte);
        is_plain && !begins_another
    })
}

/// Where a text stands.
#[derive(Clone, Copy, Default)]
pub(super) struct Position {
    /// At the beginning of a line, where some characters begin a block.
    pub fresh: bool,
    /// In the text of a link, which can hold no other.
    pub in_link: bool,
    /// In a cell of a table, which a bar would end.
    pub in_cell: bool,
}

/// A text as code. Code beside code, or with a bar in a table, can't be
/// written as such and becomes text.
pub(super) fn push_code(out: &mut String, text: &str, place: Position) {
    let text = collapsed(text);
    let bar = place.in_cell && text.contains('|');
    if bar || out.ends_with('`') || text.trim().is_empty() {
        escape(out, &text, place);
        return;
    }
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let mark = "`".repeat(longest + 1);
    // A parser takes one space from either side, if there is one on both.
    let spaces = text.starts_with(' ') && text.ends_with(' ');
    let padding = if text.starts_with('`') || text.ends_with('`') || spaces {
        " "
    } else {
        ""
    };
    out.push_str(&format!("{mark}{padding}{text}{padding}{mark}"));
}

/// Whether a URL can stand between angle brackets, and leads to the web.
pub(super) fn is_web(url: &str) -> bool {
    let host = ["http://", "https://"].iter().find_map(|scheme| {
        let (start, rest) = url.split_at_checked(scheme.len())?;
        start.eq_ignore_ascii_case(scheme).then_some(rest)
    });
    host.is_some_and(|host| host.starts_with(|c: char| !matches!(c, '/' | '?' | '#')))
        && !url.contains(|c: char| {
            c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '`' | '\\' | '"' | '|')
        })
}

/// Whether a URL is the address of a mailbox, and of nothing that rustdoc might
/// take for an item.
pub(super) fn is_mail(url: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || "@.+-_%:?=&".contains(c);
    url.starts_with("mailto:") && url.contains('@') && url.contains('.') && url.chars().all(plain)
}

/// A URL between the parentheses of a link.
pub(super) fn target(url: &str) -> String {
    let mut out = String::with_capacity(url.len());
    for (at, c) in url.char_indices() {
        match c {
            '(' => out.push_str("%28"),
            ')' => out.push_str("%29"),
            '[' => out.push_str("%5B"),
            ']' => out.push_str("%5D"),
            '&' if url.get(at + 1..).is_some_and(is_entity) => out.push_str("&amp;"),
            _ => out.push(c),
        }
    }
    out
}

/// Each run of white space as one space.
fn collapsed(text: &str) -> Cow<'_, str> {
    let mut before = b'.';
    let is_collapsed = text.bytes().all(|byte| {
        let is_second = byte == b' ' && before == b' ';
        before = byte;
        byte.is_ascii_graphic() || byte == b' ' && !is_second
    });
    if is_collapsed {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let blank = c.is_ascii_whitespace() || matches!(c, '\u{2028}' | '\u{2029}');
        match (blank, out.ends_with(' ')) {
            (true, true) => {}
            (true, false) => out.push(' '),
            (false, _) => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// The text without template tags such as `{% … %}`.
fn without_templates(text: &str) -> Cow<'_, str> {
    if !text.contains("{%") {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, tag)) = rest.split_once("{%") {
        let Some((_, after)) = tag.split_once("%}") else {
            break;
        };
        out.push_str(before);
        rest = after;
    }
    out.push_str(rest);
    Cow::Owned(out)
}

fn push_word(out: &mut String, word: &str, place: Position) {
    let Some((before, core, after)) = core(word) else {
        return escape(out, word, place);
    };
    escape(out, before, place);
    let rest = Position {
        fresh: place.fresh && before.is_empty(),
        ..place
    };
    if !is_web(core) {
        push_code(out, core, rest);
    } else if place.in_link {
        escape(out, core, rest);
    } else {
        out.push_str(&format!("<{core}>"));
    }
    escape(
        out,
        after,
        Position {
            fresh: false,
            ..rest
        },
    );
}

/// The URL or the code in a word, and what stands around it.
fn core(word: &str) -> Option<(&str, &str, &str)> {
    let edge: fn(char) -> bool = if word.contains("://") {
        |c| "<>()[],.;:!?\"'*".contains(c)
    } else {
        |c| !c.is_alphanumeric() && !"_/{}".contains(c)
    };
    let start = word.len() - word.trim_start_matches(edge).len();
    let (before, rest) = word.split_at_checked(start)?;
    let (core, after) = rest.split_at_checked(rest.trim_end_matches(edge).len())?;
    let url = core.contains("://") && !core.contains('`');
    (url || looks_like_code(core)).then_some((before, core, after))
}

/// Names with underscores or capitals inside, paths and calls: what
/// `clippy::doc_markdown` wants in backticks.
fn looks_like_code(word: &str) -> bool {
    let inner_capital = word
        .chars()
        .zip(word.chars().skip(1))
        .any(|(a, b)| a.is_lowercase() && b.is_uppercase());
    let plain = word
        .chars()
        .all(|c| c.is_alphanumeric() || "_-./:{}".contains(c));
    word.len() > 1
        && plain
        && (word.contains('_') || word.contains("::") || inner_capital || word.contains('{'))
}

/// The text with a backslash before all that Markdown would read.
fn escape(out: &mut String, text: &str, place: Position) {
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    for (index, (at, c)) in text.char_indices().enumerate() {
        let mark = match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '~' => true,
            '&' => text.get(at + 1..).is_some_and(is_entity),
            '#' | '-' | '+' | '=' | '>' | ':' | '|' => place.fresh && index == 0,
            '.' | ')' => place.fresh && index > 0 && index == digits,
            _ => false,
        };
        if c == '|' && place.in_cell {
            out.push_str("&#124;");
            continue;
        }
        if mark {
            out.push('\\');
        }
        out.push(c);
    }
}

/// Whether a text after `&` is the rest of an entity. No name of one is longer.
fn is_entity(rest: &str) -> bool {
    let mut name = rest
        .bytes()
        .take(34)
        .skip_while(|&byte| byte.is_ascii_alphanumeric() || byte == b'#');
    name.next() == Some(b';')
}

/// What goes up to the first full stop between words: not one inside of code, a
/// link or marks, nor the one of an abbreviation.
pub(super) fn first_sentence(text: &str) -> String {
    // How many signs open the code that is open, and how many stand here.
    let (mut code, mut run) = (0_usize, 0_usize);
    let (mut link, mut marks) = (0_usize, false);
    let mut before = ' ';
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        if c == '`' && !escaped {
            run += 1;
            before = c;
            continue;
        }
        if run > 0 {
            code = match code {
                0 => run,
                open if open == run => 0,
                open => open,
            };
            run = 0;
        }
        match c {
            _ if escaped || code > 0 => {}
            '[' | '(' | '<' => link += 1,
            ']' | ')' | '>' => link = link.saturating_sub(1),
            '*' if before != '*' => marks = !marks,
            ' ' if matches!(before, '.' | '!' | '?') && link == 0 && !marks => {
                let (said, rest) = text.split_at(at);
                let short = ["e.g.", "i.e.", "etc.", "vs.", "cf.", "approx."];
                let goes_on = rest.trim_start().starts_with(char::is_lowercase);
                if !goes_on && !short.iter().any(|short| said.ends_with(short)) {
                    return said.to_owned();
                }
            }
            _ => {}
        }
        escaped = c == '\\' && !escaped && code == 0;
        before = c;
    }
    text.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_word_stays_as_it_is() {
        const SIGNS: [char; 12] = ['a', 'B', '1', '.', '-', '(', '?', '_', ':', '*', '{', '&'];
        let mut plain = 0;
        for first in SIGNS {
            for second in SIGNS {
                for third in SIGNS {
                    let word = String::from_iter([first, second, third]);
                    let mut out = String::new();
                    push_word(&mut out, &word, Position::default());
                    assert!(!is_plain(&word) || out == word, "{word}: {out}");
                    plain += u32::from(is_plain(&word));
                }
            }
        }
        // Of the signs the first seven, but for `a` before `B`.
        assert_eq!(plain, 7 * 7 * 7 - 7 * 2);
    }
}
