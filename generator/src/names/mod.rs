//! Names: from whatever a document says to identifiers that a person would
//! have chosen.
//!
//! Three steps, one file each: [`words`] spells out symbols, [`case`] gives
//! Rust's case, [`scope`] keeps the names of one namespace apart. [`keywords`]
//! knows what Rust reserves.
//!
//! **Invariant:** nothing outside this module knows `heck`.

mod case;
mod keywords;
mod lock;
pub mod reserved;
mod scope;
mod snake;
mod words;
mod written;

pub use case::Convention;
pub(crate) use lock::Ledger;
pub use lock::{LockedItem, LockedName, NameLock, NameSource};
pub use scope::{Claim, Scope};
pub use words::{common_words, plain_words, singular, strip_words};
pub use written::WordCase;

/// Whether `name` is a word that Rust keeps for itself.
#[must_use]
pub fn is_keyword(name: &str) -> bool {
    keywords::standing(name) != keywords::Standing::Free
}

/// Whether `text` can be a name as it stands, but for its case.
#[must_use]
pub fn is_name(text: &str) -> bool {
    let mut characters = text.chars();
    let starts = |first: char| first == '_' || unicode_ident::is_xid_start(first);
    characters.next().is_some_and(starts)
        && characters.all(unicode_ident::is_xid_continue)
        && text.contains(char::is_alphanumeric)
        && keywords::standing(text) != keywords::Standing::Never
}

/// Whether `name` is what `text` becomes as a name of any sort.
#[must_use]
pub fn spells(text: &str, name: &str) -> bool {
    let all = [
        Convention::Type,
        Convention::Value,
        Convention::Module,
        Convention::Constant,
    ];
    let mut names = all
        .into_iter()
        .filter_map(|one| case::identifier(text, one));
    names.any(|known| known.plain() == name)
}

/// `name` as a variable, or nothing if it can't be one.
#[must_use]
pub fn value_name(name: &str) -> Option<String> {
    case::identifier(name, Convention::Value).map(|name| name.to_string())
}

/// `name` just as it is; nothing if nothing is called so by a convention.
pub(crate) fn as_written(name: &str, convention: Convention) -> Option<crate::model::RustIdent> {
    case::identifier(name, convention).filter(|known| known.plain() == name)
}
