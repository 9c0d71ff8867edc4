//! Many selectors and patterns at once: which of them name an operation or a type. Each
//! subject is looked up, and is compared with those alone that its ends allow.

use std::collections::BTreeSet;

use super::selection::describes;
use super::{Candidate, Selector};
use crate::tree::HashMap;

/// Selectors of a list, by what they look for.
#[derive(Debug, Default)]
pub struct Selectors<'a> {
    tags: HashMap<&'a str, Vec<usize>>,
    operations: HashMap<&'a str, Vec<usize>>,
    paths: Patterns<'a>,
}

impl<'a> FromIterator<&'a Selector> for Selectors<'a> {
    fn from_iter<T: IntoIterator<Item = &'a Selector>>(selectors: T) -> Self {
        let mut all = Self::default();
        for (position, selector) in selectors.into_iter().enumerate() {
            match selector {
                Selector::Tag(tag) => all.tags.entry(tag).or_default().push(position),
                Selector::Operation(id) => all.operations.entry(id).or_default().push(position),
                Selector::Path(pattern) => all.paths.add(position, pattern),
            }
        }
        all
    }
}

impl Selectors<'_> {
    /// The positions of those that name an operation.
    #[must_use]
    pub fn naming(&self, operation: &Candidate<'_>) -> BTreeSet<usize> {
        let of_tags = operation.tags.iter().filter_map(|tag| self.tags.get(tag));
        let of_id = self.operations.get(operation.id);
        let mut all = self.paths.describing(operation.path);
        all.extend(of_tags.chain(of_id).flatten());
        all
    }
}

/// Patterns, by the texts before their first `*` and behind their last.
#[derive(Debug, Default)]
pub(crate) struct Patterns<'a> {
    by_ends: HashMap<(&'a str, &'a str), Vec<(usize, &'a str)>>,
    /// How long these texts are.
    lengths: BTreeSet<(usize, usize)>,
}

impl<'a> Patterns<'a> {
    pub fn add(&mut self, position: usize, pattern: &'a str) {
        let start = pattern.split('*').next().unwrap_or_default();
        let end = pattern.rsplit_once('*').map_or("", |(_, end)| end);
        self.lengths.insert((start.len(), end.len()));
        let alike = self.by_ends.entry((start, end)).or_default();
        alike.push((position, pattern));
    }

    /// The positions of those that describe a text.
    pub fn describing(&self, text: &str) -> BTreeSet<usize> {
        let ends = self.lengths.iter().filter_map(|(start, end)| {
            let end = text.len().checked_sub(*end)?;
            Some((text.get(..*start)?, text.get(end..)?))
        });
        let near = ends.filter_map(|ends| self.by_ends.get(&ends)).flatten();
        let described = near.filter(|(_, pattern)| describes(pattern, text));
        described.map(|(position, _)| *position).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn those_are_found_that_name_an_operation() {
        let texts = [
            "tag:Tickets",
            "path:/tickets",
            "op:getTicket",
            "path:/tickets/*",
            "path:**",
            "path:**/{id}",
            "path:/t*/*}",
            "path:/tickets/{id}/*",
            "path:/ü*",
            "path:/tickets/{id}",
            "path:/tickets/{id}*{id}",
        ];
        let selectors: Vec<Selector> = texts.iter().map(|text| text.parse().unwrap()).collect();
        let all: Selectors<'_> = selectors.iter().collect();
        let naming = |tags: &[&str], path, id| {
            let candidate = Candidate { tags, path, id };
            let found: Vec<usize> = all.naming(&candidate).into_iter().collect();
            let one_by_one = selectors.iter().enumerate();
            let one_by_one = one_by_one.filter(|(_, one)| one.names(&candidate));
            let positions: Vec<usize> = one_by_one.map(|(position, _)| position).collect();
            assert_eq!(found, positions, "{path}");
            found
        };
        let found = naming(&["Other", "Tickets"], "/tickets/{id}", "getTicket");
        assert_eq!(found, [0, 2, 3, 4, 5, 6, 9]);
        assert_eq!(naming(&[], "/tickets", ""), [1, 4]);
        assert_eq!(naming(&["Tickets"], "/über", "x"), [0, 4, 8]);
        assert_eq!(naming(&[], "ü", "x"), [4]);
    }
}
