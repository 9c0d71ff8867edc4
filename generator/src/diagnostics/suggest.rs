//! "Did you mean": the known word that a misspelt one is nearest to.

/// The candidate that is nearest to the word, if any is near enough to have
/// been meant.
#[must_use]
pub fn suggest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word: Vec<char> = simplified(word).take(LONGEST).collect();
    // One slip in three letters is still a slip; more is another word.
    let most = (word.len() / 3).max(1);
    candidates
        .into_iter()
        .take(MOST_CANDIDATES)
        .filter_map(|candidate| {
            let other: Vec<char> = simplified(candidate).take(LONGEST).collect();
            if other.len().abs_diff(word.len()) > most {
                return None;
            }
            let distance = distance(&word, &other);
            (distance <= most && distance < other.len()).then_some((distance, candidate))
        })
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// A longer word is data, not a keyword.
const LONGEST: usize = 60;

/// A document may have thousands of names and as many slips.
const MOST_CANDIDATES: usize = 2_000;

/// Case and separators are the commonest slips, and count as none.
fn simplified(word: &str) -> impl Iterator<Item = char> {
    word.chars()
        .filter(|character| !matches!(character, '-' | '_' | ' '))
        .flat_map(char::to_lowercase)
}

/// How many letters to insert, remove, replace or swap with the next.
fn distance(one: &[char], other: &[char]) -> usize {
    let width = other.len() + 1;
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..width).collect();
    for (row, letter) in one.iter().enumerate() {
        let mut current = vec![row + 1];
        for (column, facing) in other.iter().enumerate() {
            let at = |row: &[usize], column: usize| row.get(column).copied().unwrap_or(width);
            let replaced = at(&above, column) + usize::from(letter != facing);
            let removed = at(&above, column + 1) + 1;
            let inserted = at(&current, column) + 1;
            let mut best = replaced.min(removed).min(inserted);
            let swapped = row > 0
                && column > 0
                && one.get(row - 1) == Some(facing)
                && other.get(column - 1) == Some(letter);
            if swapped {
                best = best.min(at(&before, column - 1) + 1);
            }
            current.push(best);
        }
        before = std::mem::replace(&mut above, current);
    }
    above.last().copied().unwrap_or(width)
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
