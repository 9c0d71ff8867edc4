//! Words that were replaced by the field's own, so that none comes back.

use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Item, Lit};

use super::source::{Source, visit};

/// Names of items, and what they are called instead.
const NAMES: &[(&str, &str)] = &[
    ("Answer", "FromResponse"),
    ("ApiProfile", "ApiMetadata"),
    ("CarriedOut", "Outcome"),
    ("Collected", "CollectedBody"),
    ("Cursor", "CursorLocation"),
    ("DeliveryError", "ConnectionError"),
    ("Effect", "Idempotency"),
    ("ErrorShape", "ErrorEnvelope"),
    ("Found", "Reconciliation"),
    ("Governor", "RateLimiter"),
    ("Kind", "JsonType"),
    ("Layer", "Middleware"),
    ("NotDone", "NotApplied"),
    ("OutOfRange", "TimeOutOfRangeError"),
    ("Paged", "PaginatedCall"),
    ("Paging", "Pagination"),
    ("Random", "Rng"),
    ("Reconciled", "ReconcilingCall"),
    ("Retries", "RetryPolicy"),
    ("Rule", "VariantMatcher"),
    ("Seeded", "SeededRng"),
    ("Streamed", "StreamCall"),
    ("Throttled", "RateLimited"),
    ("UnknownOutcome", "OutcomeUnknownError"),
    ("allow_anonymous", "allow_missing_credentials"),
    ("answers", "response_enum"),
    ("assuming", "with_limit"),
    ("branches", "union_constructors"),
    ("carried_out", "outcome"),
    ("end_mark", "end_sentinel"),
    ("governor", "rate_limiter"),
    ("heirs", "subtypes"),
    ("no_governor", "bypass_rate_limit"),
    ("record!", "json_object!"),
    ("salvage", "generate_partial"),
    ("waiting", "queue_len"),
];

/// Paths of modules, and what they are called instead.
const MODULES: &[(&str, &str)] = &[
    ("books.rs", "call_log.rs"),
    ("call/received.rs", "response/raw.rs"),
    ("content.rs", "request_body.rs"),
    ("error/trail.rs", "response/attempt_history.rs"),
    ("error/unsent.rs", "error/delivery.rs"),
    ("heirs.rs", "subtypes.rs"),
    ("paging/turn.rs", "pagination/strategy.rs"),
    ("pagination/find.rs", "pagination/infer.rs"),
    ("pagination/settle.rs", "pagination/resolve.rs"),
    ("retry/verdict.rs", "retry/classify.rs"),
];

/// What sentences said, and what they say instead; in small letters.
const PHRASES: &[(&str, &str)] = &[
    ("a stock of them", "a retry budget"),
    ("a text that this version", "an unrecognized value"),
    ("allows nothing at all", "no value can match"),
    ("answer", "response, respond"),
    ("cause and mend", "cause and suggested fix"),
    ("governor", "rate limiter"),
    ("heirs", "subtypes"),
    ("in a circle", "`$ref` cycle"),
    ("leads nowhere", "unresolved `$ref`"),
    ("lead nowhere", "unresolved `$ref`"),
    ("may be told besides", "optional parameters"),
    (
        "members that the description does not declare",
        "additional properties",
    ),
    ("no storm", "a retry budget"),
    ("not done after", "timed out after"),
    ("own layers", "own middlewares"),
    ("tag the empty string", "operations without a tag"),
    ("to the network", "a remote reference"),
    ("told by `", "selected when"),
    ("want to be called", "name collision"),
    (
        "with what is required, and nothing else",
        "creates a value with its required fields",
    ),
];

/// What a text is held against; the place goes into the complaint.
type Check = fn(&str, &str) -> Vec<String>;

/// Old words in the documentation and the texts of what ships of a crate.
pub fn of_sources(folder: &Path, check: Check) -> Vec<String> {
    let mut broken = Vec::new();
    visit(folder, &mut |path| {
        let place = path.display().to_string();
        for (old, new) in MODULES.iter().filter(|(old, _)| path.ends_with(old)) {
            broken.push(format!("{place}: `{old}` is `{new}`"));
        }
        let text = fs::read_to_string(path).unwrap();
        broken.extend(of_source(&place, &text, check));
    });
    broken
}

/// Old words in the documentation and the texts of a file.
pub fn of_source(place: &str, text: &str, check: Check) -> Vec<String> {
    let shipped = Source::new(place, text).file;
    let mut sentences = Vec::new();
    say(shipped.into_token_stream(), &mut sentences);
    let broken = sentences.iter().map(|text| check(place, text));
    broken.flatten().collect()
}

/// Old names of what a crate declares, for its users or for itself.
pub fn of_items(source: &Source) -> Vec<String> {
    let mut declared = Vec::new();
    declare(&source.file.items, &mut declared);
    let old = declared
        .iter()
        .filter_map(|name| NAMES.iter().find(|(old, _)| old == name));
    old.map(|(old, new)| format!("{}: `{old}` is `{new}`", source.path))
        .collect()
}

/// Old words in the list of what a crate offers.
pub fn of_public_api(path: &Path) -> Vec<String> {
    let text = fs::read_to_string(path).unwrap();
    let place = path.display().to_string();
    let lines = text.lines().skip_while(|line| !line.contains("::"));
    lines
        .flat_map(|line| named(&place, line, |_| true))
        .collect()
}

/// Old words in Markdown and in what the generator says.
pub fn of_texts(paths: &[PathBuf]) -> Vec<String> {
    let mut broken = Vec::new();
    for path in paths {
        let text = fs::read_to_string(path).unwrap();
        broken.extend(of_prose(&path.display().to_string(), &text));
    }
    broken
}

/// Every file of a folder whose name ends so.
pub fn texts(folder: &str, end: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    let found: Vec<PathBuf> = paths
        .filter(|path| path.to_string_lossy().ends_with(end))
        .collect();
    assert!(!found.is_empty(), "no {end} in {folder}");
    found
}

/// Names that stand in code, with what comes right behind them.
fn named(place: &str, code: &str, counts: fn(&str) -> bool) -> Vec<String> {
    let names = NAMES.iter().filter(|(old, _)| counts(old));
    let old = names.filter(|(old, _)| {
        code.match_indices(old).any(|(at, _)| {
            let before = code.get(..at).unwrap_or_default();
            let behind = code.get(at + old.len()..).unwrap_or_default();
            !before.ends_with(is_word) && (old.ends_with('!') || !behind.starts_with(is_word))
        })
    });
    old.map(|(old, new)| format!("{place}: `{old}` is `{new}`: {code}"))
        .collect()
}

fn is_word(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

/// Sentences.
pub fn of_sentences(place: &str, text: &str) -> Vec<String> {
    let mut broken = Vec::new();
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let small = line.to_lowercase();
    for (old, new) in PHRASES {
        let starts = small.match_indices(old).map(|(at, _)| at);
        let mut words = starts.filter(|at| {
            !small
                .get(..*at)
                .is_some_and(|before| before.ends_with(is_word))
        });
        if let Some(at) = words.next() {
            let near: String = small
                .get(at..)
                .unwrap_or_default()
                .chars()
                .take(60)
                .collect();
            broken.push(format!("{place}: {new:?} for {old:?}: …{near}…"));
        }
    }
    broken
}

/// Sentences, and the names between backticks in them. A small word may be one
/// of an example.
pub fn of_prose(place: &str, text: &str) -> Vec<String> {
    let mut broken = of_sentences(place, text);
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for code in line.split('`').skip(1).step_by(2) {
        broken.extend(named(place, code, |old| {
            old.contains(|letter: char| !letter.is_lowercase())
        }));
    }
    broken
}

/// The names that items declare.
fn declare(items: &[Item], names: &mut Vec<String>) {
    for item in items {
        match item {
            Item::Struct(item) => names.push(item.ident.to_string()),
            Item::Enum(item) => {
                names.push(item.ident.to_string());
                names.extend(
                    item.variants
                        .iter()
                        .map(|variant| variant.ident.to_string()),
                );
            }
            Item::Trait(item) => names.push(item.ident.to_string()),
            Item::Type(item) => names.push(item.ident.to_string()),
            Item::Fn(item) => names.push(item.sig.ident.to_string()),
            Item::Macro(item) => names.extend(item.ident.iter().map(|name| format!("{name}!"))),
            Item::Impl(item) => names.extend(item.items.iter().filter_map(|item| match item {
                syn::ImplItem::Fn(item) => Some(item.sig.ident.to_string()),
                _ => None,
            })),
            Item::Mod(item) => {
                names.push(item.ident.to_string());
                if let Some((_, items)) = &item.content {
                    declare(items, names);
                }
            }
            _ => {}
        }
    }
}

/// The texts in `tokens`; the lines of one documentation are one text.
fn say(tokens: TokenStream, sentences: &mut Vec<String>) {
    let mut lines: Vec<String> = Vec::new();
    for token in tokens {
        match token {
            TokenTree::Group(group) => {
                let first = group.stream().into_iter().next();
                if first.is_some_and(|first| first.to_string() == "doc") {
                    let mut inside = Vec::new();
                    say(group.stream(), &mut inside);
                    lines.extend(inside);
                    continue;
                }
                sentences.push(std::mem::take(&mut lines).join(" "));
                say(group.stream(), sentences);
            }
            TokenTree::Literal(literal) => {
                let text = literal.to_string();
                if let Ok(Lit::Str(text)) = syn::parse_str(&text) {
                    sentences.push(text.value());
                }
            }
            TokenTree::Punct(_) => {}
            TokenTree::Ident(_) => sentences.push(std::mem::take(&mut lines).join(" ")),
        }
    }
    sentences.push(lines.join(" "));
}
