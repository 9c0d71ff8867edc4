//! One namespace: who has which name.

use super::case::{Convention, identifier};
use super::keywords::{Standing, standing};
use super::lock::{Ledger, LockedItem};
use super::words::spell_out;
use crate::model::RustIdent;
use crate::tree::HashMap;
use crate::tree::Place;
use std::sync::Arc;

/// The names of one namespace, filled in document order, so that the same
/// document always gives the same names.
#[derive(Debug, Clone)]
pub struct Scope<'a> {
    convention: Convention,
    /// Each name and who has it.
    taken: HashMap<String, Holder>,
    /// The number that is tried next for each name that needed one.
    numbers: HashMap<String, u32>,
    namespace: Option<Namespace<'a>>,
}

/// Who has a name.
#[derive(Debug, Clone)]
enum Holder {
    /// The emitted code itself.
    Emitted,
    /// What the lock has it for, which may not have claimed it yet.
    Locked(Place),
    Item(Place),
}

/// Which names of the lock are a scope's.
#[derive(Debug, Clone)]
struct Namespace<'a> {
    ledger: &'a Ledger<'a>,
    kind: &'static str,
    /// What the names lie in; nothing, for names of the whole crate.
    owner: Arc<str>,
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
    /// What the lock knows it as.
    pub item: Option<LockedItem>,
    /// The name that the lock has for it: the one that was given, or one that
    /// couldn't be.
    pub locked: Option<String>,
}

impl<'a> Scope<'a> {
    /// An empty namespace in which `reserved` can't be had.
    #[must_use]
    pub fn new(convention: Convention, reserved: &[&str]) -> Self {
        let taken = reserved
            .iter()
            .map(|name| ((*name).to_owned(), Holder::Emitted))
            .collect();
        Self {
            convention,
            taken,
            numbers: HashMap::default(),
            namespace: None,
        }
    }

    /// Keeps the names that the lock has for this namespace. `owner` is what the
    /// names lie in, and empty for names of the whole crate.
    #[must_use]
    pub fn locked(mut self, ledger: &'a Ledger<'a>, kind: &'static str, owner: Arc<str>) -> Self {
        for (item, name) in ledger.reserved(kind, &owner) {
            let pointer = item.owner.trim_start_matches('#').parse();
            let place = Place {
                pointer: pointer.unwrap_or_default(),
                ..Place::default()
            };
            let holder = self.taken.entry(name.to_owned());
            holder.or_insert(Holder::Locked(place));
        }
        self.namespace = Some(Namespace {
            ledger,
            kind,
            owner,
        });
        self
    }

    /// Gives `place` the name that it had, or the first of `candidates` that is
    /// usable and free. The candidates go from the best to the longest; when all are
    /// taken, symbols are spelt out, and only then a number is added to the first.
    pub fn claim(&mut self, candidates: &[&str], fallback: &str, place: &Place) -> Claim {
        let pointer = |namespace: &Namespace<'_>| namespace.ledger.pointer(place);
        let item = self.namespace.as_ref().map(pointer).unwrap_or_default();
        self.claim_as(&item, candidates, fallback, place)
    }

    /// Like [`claim`](Self::claim), for what the lock knows as `item`: what a value
    /// is, say, wherever it stands.
    pub fn claim_as(
        &mut self,
        item: &str,
        candidates: &[&str],
        fallback: &str,
        place: &Place,
    ) -> Claim {
        let Some(namespace) = &self.namespace else {
            return self.choose(candidates, fallback, place);
        };
        let ledger = namespace.ledger;
        let item = ledger.distinct(namespace.item(item, fallback));
        let kept = ledger.kept(&item);
        let is_free = |name: &String| matches!(self.taken.get(name), Some(Holder::Locked(_)));
        let claim = match kept.clone().filter(is_free) {
            Some(name) => self.keep(&name, candidates, place),
            None => self.choose(candidates, fallback, place),
        };
        let is_kept = kept.as_deref() == Some(claim.name.plain());
        ledger.record(item.clone(), claim.name.plain(), is_kept);
        Claim {
            item: Some(item),
            locked: kept,
            ..claim
        }
    }

    /// Whether something that stands at a place has the name that a text makes.
    #[must_use]
    pub fn is_taken_by(&self, text: &str, place: &Place) -> bool {
        let name = identifier(text, self.convention);
        let holder = name.and_then(|name| self.taken.get(name.plain()));
        matches!(holder, Some(Holder::Item(own)) if own == place)
    }

    fn keep(&mut self, name: &str, candidates: &[&str], place: &Place) -> Claim {
        let known = self.identifiers(candidates).find(|it| it.plain() == name);
        let raw = if is_raw(name) { "r#" } else { "" };
        let name = known.unwrap_or_else(|| RustIdent::trusted(format!("{raw}{name}")));
        let holder = Holder::Item(place.clone());
        self.taken.insert(name.plain().to_owned(), holder);
        Claim {
            name,
            collision: None,
            unusable: false,
            item: None,
            locked: None,
        }
    }

    /// The names that candidates make.
    fn identifiers<'b>(&self, candidates: &'b [&str]) -> impl Iterator<Item = RustIdent> + use<'b> {
        let convention = self.convention;
        let plain = candidates
            .iter()
            .filter(|text| !has_sign(text))
            .filter_map(move |text| identifier(text, convention));
        let spelt = candidates
            .iter()
            .filter(|text| says_more_in_words(text))
            .filter_map(move |text| identifier(&spell_out(text), convention));
        plain.chain(spelt)
    }

    fn choose(&mut self, candidates: &[&str], fallback: &str, place: &Place) -> Claim {
        // The first is nearly always free, and the others are never made then.
        let mut names = self.identifiers(candidates);
        let wanted = names.next();
        let unusable = wanted.is_none();
        let first = wanted
            .or_else(|| identifier(fallback, self.convention))
            .unwrap_or_else(|| RustIdent::trusted("unnamed"));
        let is_free = |name: &RustIdent| !self.taken.contains_key(name.plain());
        let free = if is_free(&first) {
            Some(first.clone())
        } else {
            names.find(is_free)
        };
        let collision = match &free {
            Some(name) if *name == first => None,
            _ => Some((first.clone(), self.holder(&first))),
        };
        let name = free.unwrap_or_else(|| self.numbered(&first));
        let holder = Holder::Item(place.clone());
        self.taken.insert(name.plain().to_owned(), holder);
        Claim {
            name,
            collision,
            unusable,
            item: None,
            locked: None,
        }
    }

    fn holder(&self, name: &RustIdent) -> Option<Place> {
        match self.taken.get(name.plain())? {
            Holder::Emitted => None,
            Holder::Locked(place) | Holder::Item(place) => Some(place.clone()),
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

impl Namespace<'_> {
    fn item(&self, subject: &str, fallback: &str) -> LockedItem {
        let kind = match role(fallback) {
            "" => self.kind.into(),
            role => format!("{}-{role}", self.kind).into(),
        };
        let (owner, item) = match &*self.owner {
            "" => (subject.into(), ""),
            _ => (Arc::clone(&self.owner), subject),
        };
        // Names that an owner has by itself have no item.
        let item = if item.is_empty() && !self.owner.is_empty() {
            "*"
        } else {
            item
        };
        LockedItem {
            owner,
            kind,
            item: item.into(),
        }
    }
}

/// Which of several names of one thing a fallback stands for; empty for the one
/// that is meant first.
fn role(fallback: &str) -> &str {
    const SECOND: [&str; 9] = [
        "clear",
        "extra",
        "form",
        "form_required",
        "params",
        "required",
        "response",
        "server_url",
        "unknown",
    ];
    SECOND
        .into_iter()
        .find(|role| *role == fallback)
        .unwrap_or_default()
}

fn is_raw(name: &str) -> bool {
    standing(name) == Standing::Raw
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

    fn claim(scope: &mut Scope<'_>, candidates: &[&str]) -> String {
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
