//! Rust's cases.

use super::keywords::{Standing, standing};
use super::snake::{cut, plain_capitals, snake};
use crate::model::RustIdent;
use heck::ToUpperCamelCase;

/// What a name is for, and so how it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Convention {
    /// A type: `TicketType`.
    Type,
    /// A variant: `BackOffice`.
    Variant,
    /// A field, an argument or a method: `ticket_type_id`.
    Value,
    /// A module, and so a file: `ticket_type`.
    Module,
    /// A constant: `RATE_LIMIT`.
    Constant,
}

/// Whether some file system takes no file of that name, whatever its extension:
/// Windows has its devices there.
fn is_device(name: &str) -> bool {
    let is_port = || {
        let number = name.strip_prefix("com").or(name.strip_prefix("lpt"));
        number.is_some_and(|number| matches!(number.as_bytes(), [b'1'..=b'9']))
    };
    matches!(name, "con" | "prn" | "aux" | "nul") || is_port()
}

/// How many characters a name has at most. Modules are files, whose names no
/// system wants longer than 255 bytes.
const LONGEST: usize = 180;

/// Writes `text` as an identifier. What is too long is cut off. `None` when nothing of it can be used.
pub fn identifier(text: &str, convention: Convention) -> Option<RustIdent> {
    // Far more than can be used, for words may lose characters.
    let text = cut_off(text, LONGEST * 4);
    let cased = match convention {
        Convention::Type | Convention::Variant => camel(text),
        Convention::Value | Convention::Module => snake(text),
        Convention::Constant => snake(text).to_uppercase(),
    };
    // Rust finds no file for a module whose name goes beyond ASCII.
    if convention == Convention::Module && !text.is_ascii() {
        return None;
    }
    let mut name = cased;
    name.retain(is_continue);
    let longest = cut_off(&name, LONGEST);
    if longest.len() < name.len() {
        name.truncate(longest.trim_end_matches('_').len());
    }
    let name_start = name.chars().next()?;
    if !is_start(name_start) {
        let prefix = match convention {
            Convention::Type | Convention::Variant | Convention::Constant => "N",
            Convention::Value | Convention::Module => "n",
        };
        name.insert_str(0, prefix);
    }
    if convention == Convention::Module && (name == "mod" || is_device(&name)) {
        name.push_str("_module");
    }
    Some(RustIdent::trusted(match standing(&name) {
        Standing::Free => name,
        Standing::Raw => format!("r#{name}"),
        Standing::Never if name == "Self" => "SelfValue".to_owned(),
        Standing::Never => format!("{name}_value"),
    }))
}

/// The first characters of a text.
fn cut_off(text: &str, most: usize) -> &str {
    if text.len() <= most {
        return text;
    }
    let end = text.char_indices().nth(most);
    end.and_then(|(end, _)| text.get(..end)).unwrap_or(text)
}

/// The words in `UpperCamelCase`. Between digits they stay apart, for 1.10 is neither
/// 110 nor 11.0, and rustc takes that for camel case as well.
fn camel(text: &str) -> String {
    let text = plain_capitals(text);
    let is_digit = |c: char| c.is_ascii_digit();
    let has_few_digits = || text.bytes().filter(u8::is_ascii_digit).nth(1).is_none();
    if !text.is_ascii() && has_few_digits() {
        return text.to_upper_camel_case();
    }
    let mut name = String::with_capacity(text.len());
    for word in cut(&text).split('_') {
        if name.ends_with(is_digit) && word.starts_with(is_digit) {
            name.push('_');
        }
        if word.is_ascii() {
            let mut rest = word.chars();
            name.extend(rest.next().map(|first| first.to_ascii_uppercase()));
            name.push_str(rest.as_str());
        } else {
            name.push_str(&word.to_upper_camel_case());
        }
    }
    name
}

/// Characters an identifier may begin with.
fn is_start(c: char) -> bool {
    unicode_ident::is_xid_start(c)
}

/// Characters an identifier may go on with. Beyond ASCII they are letters: a mark
/// could make two names one, for rustc composes what belongs together.
fn is_continue(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_' || is_start(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str, convention: Convention) -> String {
        identifier(text, convention).map_or_else(|| "-".to_owned(), |name| name.to_string())
    }

    #[test]
    fn cases_follow_the_convention() {
        assert_eq!(name("ticket_type", Convention::Type), "TicketType");
        assert_eq!(name("Back-office", Convention::Variant), "BackOffice");
        assert_eq!(name("ticketTypeId", Convention::Value), "ticket_type_id");
        assert_eq!(name("HTTPServer", Convention::Module), "http_server");
    }

    #[test]
    fn keywords_become_raw_or_other_words() {
        assert_eq!(name("type", Convention::Value), "r#type");
        assert_eq!(name("gen", Convention::Value), "r#gen");
        assert_eq!(name("self", Convention::Value), "self_value");
        assert_eq!(name("Self", Convention::Type), "SelfValue");
        assert_eq!(name("mod", Convention::Module), "mod_module");
        assert_eq!(name("con", Convention::Module), "con_module");
        assert_eq!(name("LPT1", Convention::Module), "lpt1_module");
        assert_eq!(name("com10", Convention::Module), "com10");
    }

    #[test]
    fn long_names_are_cut() {
        let long = "very_long_".repeat(100_000);
        let value = name(&long, Convention::Value);
        assert_eq!(value.len(), LONGEST - 1);
        assert!(value.ends_with("_long"), "{value}");
        assert_eq!(name(&long, Convention::Type).len(), LONGEST);
        assert_eq!(
            name(&"é".repeat(1000), Convention::Value).chars().count(),
            LONGEST
        );
    }

    #[test]
    fn digits_in_front_get_a_letter() {
        assert_eq!(name("2fa", Convention::Variant), "N2fa");
        assert_eq!(name("2fa", Convention::Value), "n2fa");
    }

    #[test]
    fn numbers_stay_apart() {
        assert_eq!(name("1.10", Convention::Variant), "N1_10");
        assert_eq!(
            name("v2024-01-01 beta", Convention::Type),
            "V2024_01_01Beta"
        );
        assert_eq!(name("a1.b2", Convention::Type), "A1B2");
    }

    #[test]
    fn nothing_usable_gives_no_name() {
        for text in ["", "_", "!=", "🎟️", " "] {
            assert_eq!(name(text, Convention::Type), "-", "{text:?}");
            assert_eq!(name(text, Convention::Value), "-", "{text:?}");
        }
    }

    #[test]
    fn letters_of_other_scripts_are_kept() {
        assert_eq!(name("Größe", Convention::Value), "größe");
        assert_eq!(name("名前", Convention::Value), "名前");
        assert_eq!(name("名前", Convention::Module), "-");
        assert_eq!(name("ticket 🎟️ type", Convention::Type), "TicketType");
    }
}
