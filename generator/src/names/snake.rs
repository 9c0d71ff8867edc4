//! The words of a name, also where capitals lie about them: `URLs`, `IPv4`, `OAuth`.

use heck::ToSnakeCase;
use std::borrow::Cow;
use std::ops::Range;

/// What people write as one word, by the words that its capitals make of it.
const ONE_WORD: &[(&str, &str)] = &[
    ("o", "auth"),
    ("graph", "ql"),
    ("git", "hub"),
    ("git", "lab"),
    ("you", "tube"),
    ("pay", "pal"),
    ("i", "os"),
    ("mac", "os"),
    ("io", "t"),
    ("saa", "s"),
    ("paa", "s"),
    ("iaa", "s"),
    ("g", "rpc"),
    ("m", "tls"),
    ("v", "cpu"),
    ("my", "sql"),
    ("no", "sql"),
    ("postgre", "sql"),
];

/// Whether `text` is `snake_case` as it stands, which most names of documents are.
pub(super) fn is_snake(text: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    let is_word = |word: &str| !word.is_empty() && word.bytes().all(is_plain);
    text.split('_').all(is_word)
}

/// The words in `snake_case`.
pub(super) fn snake(text: &str) -> String {
    if is_snake(text) {
        return text.to_owned();
    }
    let snake = cut(&plain_capitals(text));
    if !text.bytes().any(|byte| byte.is_ascii_uppercase()) {
        return snake;
    }
    let mut name = String::with_capacity(snake.len());
    let mut before = "";
    for word in snake.split('_') {
        let is_one = ONE_WORD.iter().any(|(first, second)| {
            let rest = word.strip_prefix(second).filter(|_| before == *first);
            rest.is_some_and(|rest| rest == "s" || rest.bytes().all(|byte| byte.is_ascii_digit()))
        });
        if !name.is_empty() && !is_one {
            name.push('_');
        }
        name.push_str(word);
        before = word;
    }
    name
}

/// The words in `snake_case`, as heck cuts them.
pub(super) fn cut(text: &str) -> String {
    if text.is_ascii() {
        ascii_snake(text.as_bytes())
    } else {
        text.to_snake_case()
    }
}

/// The same where all characters are ASCII, at a fraction of heck's work.
fn ascii_snake(text: &[u8]) -> String {
    let mut name = String::with_capacity(text.len() + 8);
    for part in text.split(|byte| !byte.is_ascii_alphanumeric()) {
        // Whether the last letter of the word was a capital, if it has any.
        let mut capital = None;
        let mut is_first = true;
        for (index, byte) in part.iter().enumerate() {
            let next = part.get(index + 1);
            let begins = if byte.is_ascii_uppercase() {
                let before_small = next.is_some_and(u8::is_ascii_lowercase);
                capital == Some(false) || (capital == Some(true) && before_small)
            } else {
                false
            };
            if begins || is_first && !name.is_empty() {
                name.push('_');
            }
            if begins {
                capital = None;
            }
            if byte.is_ascii_alphabetic() {
                capital = Some(byte.is_ascii_uppercase());
            }
            name.push(char::from(byte.to_ascii_lowercase()));
            is_first = false;
        }
    }
    name
}

/// `text` with the capitals of an acronym as those of a word where a small letter belongs
/// to it: `Urls`, `Ipv4`.
pub(super) fn plain_capitals(text: &str) -> Cow<'_, str> {
    let mut plain = String::new();
    let mut rest = text;
    while let Some(acronym) = first_acronym(rest) {
        let (before, after) = rest.split_at_checked(acronym.start).unwrap_or((rest, ""));
        let (acronym, after) = after.split_at_checked(acronym.len()).unwrap_or((after, ""));
        plain.push_str(before);
        plain.extend(acronym.chars().take(1));
        plain.extend(acronym.chars().skip(1).map(|c| c.to_ascii_lowercase()));
        rest = after;
    }
    if plain.is_empty() {
        return Cow::Borrowed(text);
    }
    plain.push_str(rest);
    Cow::Owned(plain)
}

/// Capitals before the `s` of a plural or the `v` of a version.
fn first_acronym(text: &str) -> Option<Range<usize>> {
    let mut start = 0;
    for run in text
        .as_bytes()
        .chunk_by(|one, next| one.is_ascii_uppercase() && next.is_ascii_uppercase())
    {
        let end = start + run.len();
        let mut after = text.bytes().skip(end);
        let belongs = match (after.next(), after.next()) {
            (Some(b's'), next) => next.is_none_or(|next| !next.is_ascii_lowercase()),
            (Some(b'v'), Some(next)) => next.is_ascii_digit(),
            _ => false,
        };
        if run.len() > 1 && belongs {
            return Some(start..end);
        }
        start = end;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_snake_case_stays() {
        for text in ["a", "ticket_type_id", "v2", "a1b_2c", "2fa"] {
            assert!(is_snake(text));
            assert_eq!(text.to_snake_case(), text);
        }
        for text in ["", "_a", "a_", "a__b", "aB", "a-b", "ä"] {
            assert!(!is_snake(text), "{text}");
        }
    }

    #[test]
    fn ascii_is_cut_as_by_heck() {
        for length in 1..7 {
            for number in 0..4_usize.pow(length) {
                let digits = (0..length).map(|place| number / 4_usize.pow(place) % 4);
                let text: String = digits.map(|digit| ['a', 'B', '1', '-'][digit]).collect();
                assert_eq!(ascii_snake(text.as_bytes()), text.to_snake_case(), "{text}");
            }
        }
    }

    #[test]
    fn words_are_cut_as_people_do() {
        for (text, words) in [
            ("URLs", "urls"),
            ("userIDs", "user_ids"),
            ("APIsList", "apis_list"),
            ("IPv4Address", "ipv4_address"),
            ("UUIDv4", "uuidv4"),
            ("getOAuth2Token", "get_oauth2_token"),
            ("GraphQLSchema", "graphql_schema"),
            ("iOSDevice", "ios_device"),
            ("vCPUs", "vcpus"),
            ("HTTPServer", "http_server"),
            ("USState", "us_state"),
            ("DNSsecure", "dn_ssecure"),
            ("o_auth", "o_auth"),
        ] {
            assert_eq!(snake(text), words, "{text}");
        }
        assert_eq!(plain_capitals("IPv4s and IDs"), "Ipv4s and Ids");
    }
}
