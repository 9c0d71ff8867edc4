//! "Did you mean": the known word that a misspelt one is nearest to.

use std::cell::RefCell;

use super::Code;
use crate::tree::HashMap;

/// What was meant by names that a document does not declare. There may be thousands of
/// both, so that only the first of them are looked for.
#[derive(Debug, Default)]
pub(crate) struct Suggestions {
    made: RefCell<HashMap<Code, usize>>,
}

impl Suggestions {
    /// For so many findings of a kind.
    const MOST: usize = 20;

    /// The name that is nearest to the word, if any is near enough to have been meant.
    pub fn suggest<'a>(
        &self,
        code: Code,
        word: &str,
        names: impl IntoIterator<Item = &'a str>,
    ) -> Option<&'a str> {
        let mut made = self.made.borrow_mut();
        let made = made.entry(code).or_default();
        *made = made.saturating_add(1);
        (*made <= Self::MOST)
            .then(|| suggest(word, names))
            .flatten()
    }
}

/// The candidate that is nearest to the word, if any is near enough to have
/// been meant.
#[must_use]
pub fn suggest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = simplified(word);
    let length = word.chars().count();
    // One slip in three letters is still a slip; more is another word.
    let most = (length / 3).max(1);
    candidates
        .into_iter()
        .take(MOST_CANDIDATES)
        .filter_map(|candidate| {
            let other = simplified(candidate);
            let other_length = other.chars().count();
            if other_length.abs_diff(length) > most {
                return None;
            }
            let distance = strsim::osa_distance(&word, &other);
            (distance <= most && distance < other_length).then_some((distance, candidate))
        })
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// A longer word is data, not a keyword.
const LONGEST: usize = 60;

/// A document may have thousands of names and as many slips.
const MOST_CANDIDATES: usize = 2_000;

/// Case and separators are the commonest slips, and count as none.
fn simplified(word: &str) -> String {
    word.chars()
        .filter(|character| !matches!(character, '-' | '_' | ' '))
        .flat_map(char::to_lowercase)
        .take(LONGEST)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::suggest;

    #[test]
    fn slips_are_recognised() {
        let known = ["description", "required", "operationId", "x-rust-name"];
        for (slip, meant) in [
            ("descripton", Some("description")),
            ("requried", Some("required")),
            ("operation_id", Some("operationId")),
            ("x-rust-nmae", Some("x-rust-name")),
            ("x-internal", None),
            ("", None),
        ] {
            assert_eq!(suggest(slip, known), meant, "{slip}");
        }
    }
}
