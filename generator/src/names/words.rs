//! Words in names: symbols spelt out, and what several names share.

use super::snake::snake;

/// Symbols that stand for a whole value.
const OPERATORS: &[(&str, &str)] = &[
    ("=", "equal"),
    ("==", "equal"),
    ("!=", "not equal"),
    ("<>", "not equal"),
    ("<", "less"),
    ("<=", "less or equal"),
    (">", "greater"),
    (">=", "greater or equal"),
    ("*", "any"),
    ("&&", "and"),
    ("||", "or"),
    ("", "empty"),
];

/// Symbols one at a time.
const SYMBOLS: &[(char, &str)] = &[
    ('+', "plus"),
    ('-', "minus"),
    ('*', "star"),
    ('/', "slash"),
    ('\\', "backslash"),
    ('%', "percent"),
    ('=', "equal"),
    ('!', "not"),
    ('<', "less"),
    ('>', "greater"),
    ('~', "tilde"),
    ('^', "caret"),
    ('$', "dollar"),
    ('&', "and"),
    ('|', "pipe"),
    ('@', "at"),
    ('#', "hash"),
    ('.', "dot"),
    (',', "comma"),
    (':', "colon"),
    (';', "semicolon"),
    ('?', "question"),
    ('\'', "quote"),
    ('"', "double quote"),
    ('`', "backtick"),
    ('(', "open paren"),
    (')', "close paren"),
    ('[', "open bracket"),
    (']', "close bracket"),
    ('{', "open brace"),
    ('}', "close brace"),
    ('_', "underscore"),
    (' ', "space"),
];

/// The words of a name in lower case, whatever its style: `nextPageToken` and
/// `next_page_token` are both «next page token».
#[must_use]
pub fn plain_words(name: &str) -> String {
    snake(name).replace('_', " ")
}

/// Says symbols in words: `!=` is «not equal», `+1` «plus 1», `a<` «a less».
/// Other characters beyond letters and digits are named by their code point.
#[must_use]
pub fn spell_out(text: &str) -> String {
    if let Some((_, words)) = OPERATORS.iter().find(|(operator, _)| *operator == text) {
        return (*words).to_owned();
    }
    let mut out = String::new();
    for c in text.chars() {
        if c.is_alphanumeric() {
            out.push(c);
        } else if let Some((_, word)) = SYMBOLS.iter().find(|(symbol, _)| *symbol == c) {
            out.push(' ');
            out.push_str(word);
            out.push(' ');
        } else {
            out.push_str(&format!(" u{:x} ", u32::from(c)));
        }
    }
    out.trim().to_owned()
}

/// The words that all of `names` and the `whole` to which they belong begin
/// with and end with: how many of each. No name's last word is counted, so that
/// each keeps something of its own.
#[must_use]
pub fn common_words(names: &[String], whole: &str) -> (usize, usize) {
    let whole = words(whole);
    let split: Vec<Vec<String>> = names.iter().map(|name| words(name)).collect();
    if split.len() < 2 {
        return (0, 0);
    }
    let spare = split
        .iter()
        .map(Vec::len)
        .min()
        .unwrap_or(0)
        .saturating_sub(1);
    let shared = |from_end: bool| {
        (0..spare)
            .take_while(|&at| {
                let word = nth(&whole, at, from_end);
                word.is_some() && split.iter().all(|name| nth(name, at, from_end) == word)
            })
            .count()
    };
    let front = shared(false);
    let back = shared(true).min(spare - front);
    (front, back)
}

fn nth(words: &[String], at: usize, from_end: bool) -> Option<&String> {
    if from_end {
        words.iter().rev().nth(at)
    } else {
        words.get(at)
    }
}

/// `name` without its first `front` and last `back` words.
#[must_use]
pub fn strip_words(name: &str, (front, back): (usize, usize)) -> String {
    let words = words(name);
    let kept = words.len().saturating_sub(front + back);
    words
        .into_iter()
        .skip(front)
        .take(kept)
        .collect::<Vec<_>>()
        .join("_")
}

fn words(name: &str) -> Vec<String> {
    snake(name).split('_').map(str::to_owned).collect()
}

/// `name` with its last word in the singular, as far as the ending of a plain
/// English plural tells.
#[must_use]
pub fn singular(name: &str) -> String {
    let start = name.rfind(['_', ' ', '-']).map_or(0, |at| at + 1);
    let (front, last) = name.split_at_checked(start).unwrap_or(("", name));
    format!("{front}{}", singular_word(last))
}

fn singular_word(word: &str) -> String {
    if let Some(stem) = word.strip_suffix("ies").filter(|stem| stem.len() > 2) {
        return format!("{stem}y");
    }
    let endings = ["sses", "shes", "ches", "xes", "tuses", "iases"];
    if endings.iter().any(|ending| word.ends_with(ending)) {
        return word.strip_suffix("es").unwrap_or(word).to_owned();
    }
    let is_one = ["ss", "us", "is"]
        .iter()
        .any(|ending| word.ends_with(ending));
    // `tls` and `dns` are no plurals, `ids` is one.
    let stem = word
        .strip_suffix('s')
        .filter(|stem| stem.len() > 2 || *stem == "id");
    match stem {
        Some(stem) if !is_one => stem.to_owned(),
        _ => word.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operators_have_words() {
        assert_eq!(spell_out("!="), "not equal");
        assert_eq!(spell_out("<="), "less or equal");
        assert_eq!(spell_out(""), "empty");
    }

    #[test]
    fn symbols_inside_a_name_are_spelt_out() {
        assert_eq!(spell_out("+1"), "plus 1");
        assert_eq!(spell_out("StartTime<"), "StartTime less");
        assert_eq!(spell_out("🎟"), "u1f39f");
    }

    #[test]
    fn shared_words_are_found_at_both_ends() {
        let names = ["admin_reply_request", "contact_reply_request"].map(str::to_owned);
        let common = common_words(&names, "reply_request");
        assert_eq!(common, (0, 2));
        assert_eq!(strip_words(&names[0], common), "admin");
        let names = ["SendMail", "SendChat"].map(str::to_owned);
        assert_eq!(common_words(&names, "Send"), (1, 0));
        assert_eq!(common_words(&names, "Message"), (0, 0));
    }

    #[test]
    fn a_name_is_never_stripped_to_nothing() {
        let names = ["reply", "admin_reply"].map(str::to_owned);
        assert_eq!(common_words(&names, "reply"), (0, 0));
        assert_eq!(common_words(&["alone".to_owned()], "alone"), (0, 0));
        assert_eq!(common_words(&[], "alone"), (0, 0));
    }

    #[test]
    fn plain_plurals_have_a_singular() {
        for (plural, one) in [
            ("tags", "tag"),
            ("companies", "company"),
            ("boxes", "box"),
            ("classes", "class"),
            ("status", "status"),
            ("address", "address"),
            ("data", "data"),
            ("aliases", "alias"),
            ("databases", "database"),
            ("ticket_tags", "ticket_tag"),
            ("mutual_tls", "mutual_tls"),
            ("ids", "id"),
        ] {
            assert_eq!(singular(plural), one);
        }
    }
}
