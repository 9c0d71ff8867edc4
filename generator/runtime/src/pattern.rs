//! Regular expressions, each compiled once.

use std::collections::HashMap;
use std::sync::{Mutex, OnceLock, PoisonError};

use regex_lite::Regex;

static COMPILED: OnceLock<Mutex<HashMap<&'static str, Option<Regex>>>> = OnceLock::new();

/// Whether a text has a part that the pattern describes; none if the library doesn't
/// read the pattern.
pub(crate) fn fits(text: &str, pattern: &'static str) -> Option<bool> {
    let compiled = COMPILED.get_or_init(Mutex::default);
    let regex = {
        let mut compiled = compiled.lock().unwrap_or_else(PoisonError::into_inner);
        let entry = compiled.entry(pattern);
        entry.or_insert_with(|| Regex::new(pattern).ok()).clone()
    };
    Some(regex?.is_match(text))
}
