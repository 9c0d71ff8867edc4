//! One namespace: who has which name.

use super::case::{Convention, identifier};
use super::words::spell_out;
use crate::model::RustIdent;
use crate::tree::Place;
use std::collections::HashMap;

/// The names of one namespace, filled in document order, so that the same
/// document always gives the same names.
#[derive(Debug, Clone)]
pub struct Scope {
    convention: Convention,
    /// Each name and who has it; `None` for what the namespace reserves.
    taken: HashMap<String, Option<Place>>,
    /// The number that is tried next for each name that needed one.
    numbers: HashMap<String, u32>,
}

/// What came of asking for a name.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    /// The name that was given.
    pub name: RustIdent,
    /// The first choice and who has it, if it was taken.
    pub collision: Option<(RustIdent, Option<Place>)>,
    /// Nothing of the candidates could be used, and the fallback was taken.
    pub unusable: bool,
}

impl Scope {
    /// An empty namespace in which `reserved` can't be had.
    #[must_use]
    pub fn new(convention: Convention, reserved: &[&str]) -> Self {
        let taken = reserved
            .iter()
            .map(|name| ((*name).to_owned(), None))
            .collect();
        Self {
            convention,
            taken,
            numbers: HashMap::new(),
        }
    }

    /// Gives `place` the first of `candidates` that is usable and free. The
    /// candidates go from the best to the longest; when all are taken, symbols
    /// are spelt out, and only then a number is added to the first.
    pub fn claim(&mut self, candidates: &[&str], fallback: &str, place: &Place) -> Claim {
        let convention = self.convention;
        let plain = candidates
            .iter()
            .filter(|text| !has_sign(text))
            .filter_map(|text| identifier(text, convention));
        let spelt = candidates
            .iter()
            .filter(|text| says_more_in_words(text))
            .filter_map(|text| identifier(&spell_out(text), convention));
        // The first is nearly always free, and the others are never made then.
        let mut names = plain.chain(spelt);
        let wanted = names.next();
        let unusable = wanted.is_none();
        let first = wanted
            .or_else(|| identifier(fallback, convention))
            .unwrap_or_else(|| RustIdent::trusted("unnamed"));
        let is_free = |name: &RustIdent| !self.taken.contains_key(name.plain());
        let free = if is_free(&first) {
            Some(first.clone())
        } else {
            names.find(is_free)
        };
        let collision = match &free {
            Some(name) if *name == first => None,
            _ => Some((
                first.clone(),
                self.taken.get(first.plain()).cloned().flatten(),
            )),
        };
        let name = free.unwrap_or_else(|| self.numbered(&first));
        self.taken
            .insert(name.plain().to_owned(), Some(place.clone()));
        Claim {
            name,
            collision,
            unusable,
        }
    }

    fn numbered(&mut self, first: &RustIdent) -> RustIdent {
        let separator = match self.convention {
            Convention::Type | Convention::Variant if !first.plain().ends_with(is_digit) => "",
            _ => "_",
        };
        let number = self.numbers.entry(first.plain().to_owned()).or_insert(2);
        loop {
            let name = format!("{}{separator}{number}", first.plain());
            *number = number.saturating_add(1);
            if !self.taken.contains_key(&name) || *number == u32::MAX {
                return RustIdent::trusted(name);
            }
        }
    }
}

fn is_digit(c: char) -> bool {
    c.is_numeric()
}

/// Whether spelling out the symbols of `text` can give another name. Those
/// between words only part them, as in `three-four`.
fn says_more_in_words(text: &str) -> bool {
    let parts = |c: char| c == '_' || c == '-';
    let alone = text.chars().all(parts);
    alone || has_sign(text) || text.chars().any(|c| !c.is_alphanumeric() && !parts(c))
}

/// Whether `text` is a number with a sign, which is half of what it says.
fn has_sign(text: &str) -> bool {
    let number = text.strip_prefix(['-', '+']);
    number.is_some_and(|number| number.starts_with(|c: char| c.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claim(scope: &mut Scope, candidates: &[&str]) -> String {
        scope
            .claim(candidates, "value", &Place::default())
            .name
            .to_string()
    }

    #[test]
    fn the_first_free_candidate_wins() {
        let mut scope = Scope::new(Convention::Type, &["Client"]);
        assert_eq!(claim(&mut scope, &["ticket"]), "Ticket");
        assert_eq!(
            claim(&mut scope, &["ticket", "search_ticket"]),
            "SearchTicket"
        );
        assert_eq!(claim(&mut scope, &["client"]), "Client2");
    }

    #[test]
    fn symbols_tell_names_apart_before_numbers_do() {
        let mut scope = Scope::new(Convention::Value, &[]);
        assert_eq!(claim(&mut scope, &["StartTime"]), "start_time");
        assert_eq!(claim(&mut scope, &["StartTime<"]), "start_time_less");
        assert_eq!(claim(&mut scope, &["StartTime>"]), "start_time_greater");
        assert_eq!(claim(&mut scope, &["start_time"]), "start_time_2");
    }

    #[test]
    fn operators_get_words_and_nothing_gets_the_fallback() {
        let mut scope = Scope::new(Convention::Variant, &[]);
        assert_eq!(claim(&mut scope, &["!="]), "NotEqual");
        assert_eq!(claim(&mut scope, &["<="]), "LessOrEqual");
        assert_eq!(claim(&mut scope, &[""]), "Empty");
        assert_eq!(claim(&mut scope, &["_"]), "Underscore");
        assert_eq!(claim(&mut scope, &["+1"]), "Plus1");
        assert_eq!(claim(&mut scope, &["-1"]), "Minus1");
        assert_eq!(claim(&mut scope, &["1"]), "N1");
        let claim = scope.claim(&[], "value", &Place::default());
        assert!(claim.unusable);
        assert_eq!(claim.name.as_str(), "Value");
    }

    #[test]
    fn a_collision_says_who_has_the_name() {
        let mut scope = Scope::new(Convention::Type, &[]);
        let first = Place::default().key("a");
        scope.claim(&["id_2"], "value", &first);
        let second = scope.claim(&["id2"], "value", &Place::default().key("b"));
        assert_eq!(second.name.as_str(), "Id2_2");
        assert_eq!(
            second
                .collision
                .map(|(name, place)| (name.to_string(), place)),
            Some(("Id2".to_owned(), Some(first)))
        );
    }
}
