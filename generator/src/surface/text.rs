//! Tokens on one line, as a person would write them.

use quote::ToTokens;

/// What the printer of tokens sets apart, and how people write it.
const TIGHT: &[(&str, &str)] = &[
    (" :: ", "::"),
    (":: ", "::"),
    (" ::", "::"),
    (" < ", "<"),
    ("< ", "<"),
    (" > ", "> "),
    (" >", ">"),
    (" ,", ","),
    (" : ", ": "),
    ("& ", "&"),
    ("( ", "("),
    (" )", ")"),
    (" (", "("),
    (",)", ")"),
    ("> (", ">("),
    ("->(", "-> ("),
    ("> >", ">>"),
    ("> ,", ">,"),
    ("> )", ">)"),
    ("> ;", ">;"),
    ("'_ ", "'_ "),
];

pub(super) fn text(tokens: impl ToTokens) -> String {
    let text = tokens.to_token_stream().to_string();
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let tight = TIGHT
        .iter()
        .fold(text, |text, (from, to)| text.replace(from, to));
    tight.trim().to_owned()
}
