//! What tells branches of a union apart by more than a member's value: in words, and as
//! the runtime's table.

use super::tokens::string;
use super::unions::kind_words;
use super::{docs, value};
use crate::model::Assertion;

/// A longer pattern tells a reader nothing.
const LONGEST_PATTERN: usize = 60;

/// What holds of `subject`: `it has 2 items and its first item is "set"`.
pub(super) fn words(subject: &str, all: &[Assertion]) -> String {
    let all: Vec<String> = all.iter().map(|one| sentence(subject, one)).collect();
    all.join(" and ")
}

fn sentence(subject: &str, assertion: &Assertion) -> String {
    let of = |part: String| {
        if subject == "it" {
            format!("its {part}")
        } else {
            format!("{part} of {subject}")
        }
    };
    match assertion {
        Assertion::Types(kinds) => {
            let kinds: Vec<&str> = kinds.iter().map(|kind| kind_words(*kind)).collect();
            format!("{subject} is {}", kinds.join(" or "))
        }
        Assertion::Values(values) => {
            let values = values
                .iter()
                .map(|value| value::shown(&value::plain_json(value)));
            format!("{subject} is {}", values.collect::<Vec<_>>().join(" or "))
        }
        Assertion::Bound(name, digits) => {
            let compared = match *name {
                "Minimum" => "at least",
                "Maximum" => "at most",
                "ExclusiveMinimum" => "more than",
                _ => "less than",
            };
            format!("{subject} is {compared} {digits}")
        }
        Assertion::Length(least, most) => {
            format!("{subject} has {}", counted(*least, *most, "character"))
        }
        Assertion::Pattern(pattern) if pattern.chars().count() <= LONGEST_PATTERN => {
            format!("{subject} matches {}", docs::code(pattern))
        }
        Assertion::Pattern(_) => format!("{subject} matches the pattern of its schema"),
        Assertion::Items(least, most) => {
            format!("{subject} has {}", counted(*least, *most, "item"))
        }
        Assertion::Properties(least, most) => {
            format!("{subject} has {}", counted(*least, *most, "member"))
        }
        Assertion::Names(..) => format!("{subject} has only members of names that fit its schema"),
        Assertion::Item(at, all) => words(&of(ordinal(*at)), all),
        Assertion::Member(name, all) => words(&of(docs::code(name)), all),
        Assertion::Optional(name, all) => {
            format!("{}, if it is there", words(&of(docs::code(name)), all))
        }
    }
}

/// An item by its index in words.
fn ordinal(index: usize) -> String {
    const WORDS: [&str; 8] = [
        "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth",
    ];
    WORDS.get(index).map_or_else(
        || format!("item at index {index}"),
        |word| format!("{word} item"),
    )
}

fn counted(least: u64, most: Option<u64>, what: &str) -> String {
    let (count, greatest) = match most {
        Some(most) if most == least => (format!("{least}"), least),
        Some(most) if least == 0 => (format!("at most {most}"), most),
        Some(most) => (format!("{least} to {most}"), most),
        None => (format!("at least {least}"), least),
    };
    let plural = if greatest == 1 { "" } else { "s" };
    format!("{count} {what}{plural}")
}

/// `&[Assertion::Items(2, 2), …]`.
pub(super) fn table(all: &[Assertion]) -> String {
    let all: Vec<String> = all.iter().map(entry).collect();
    format!("&[{}]", all.join(", "))
}

fn entry(assertion: &Assertion) -> String {
    let count = |most: &Option<u64>| most.map_or("usize::MAX".to_owned(), |most| most.to_string());
    let said = match assertion {
        Assertion::Types(kinds) => {
            let kinds: Vec<String> = kinds
                .iter()
                .map(|kind| format!("JsonType::{kind:?}"))
                .collect();
            format!("Types(&[{}])", kinds.join(", "))
        }
        Assertion::Values(values) => {
            let values: Vec<String> = values
                .iter()
                .map(|value| string(&value.to_string()))
                .collect();
            format!("Values(&[{}])", values.join(", "))
        }
        Assertion::Bound(name, digits) => format!("{name}({})", string(digits)),
        Assertion::Length(least, most) => format!("Length({least}, {})", count(most)),
        Assertion::Pattern(pattern) => format!("Pattern({})", string(pattern)),
        Assertion::Items(least, most) => format!("Items({least}, {})", count(most)),
        Assertion::Properties(least, most) => format!("Properties({least}, {})", count(most)),
        Assertion::Names(declared, patterns) => {
            let list = |all: &[String]| {
                let all: Vec<String> = all.iter().map(|text| string(text)).collect();
                format!("&[{}]", all.join(", "))
            };
            format!("Names({}, {})", list(declared), list(patterns))
        }
        Assertion::Item(at, all) => format!("Item({at}, {})", table(all)),
        Assertion::Member(name, all) => format!("Member({}, {})", string(name), table(all)),
        Assertion::Optional(name, all) => format!("Optional({}, {})", string(name), table(all)),
    };
    format!("Assertion::{said}")
}
