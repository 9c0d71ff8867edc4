//! What a change of the items does to those who use them.

use super::{PublicItem, PublicItemKind, PublicItems};

/// How much of a change a change is, by the rules of semantic versioning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ApiImpact {
    /// What compiled does so still.
    Compatible,
    /// What compiled may fail to.
    Breaking,
}

/// One difference between two crates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiChange {
    /// The path of the item.
    pub path: String,
    /// What it is.
    pub kind: PublicItemKind,
    /// What it was; nothing if it is new.
    pub before: Option<String>,
    /// What it is now; nothing if it is gone.
    pub after: Option<String>,
    /// What that means for users.
    pub impact: ApiImpact,
    /// Whom it concerns, and what they can do.
    pub advice: &'static str,
}

/// Every difference, by path. What goes or comes together with its type is told with
/// that type.
#[must_use]
pub fn compare(old: &PublicItems, new: &PublicItems) -> Vec<ApiChange> {
    let paths = old
        .keys()
        .chain(new.keys().filter(|path| !old.contains_key(*path)));
    let changes = paths.filter_map(|path| {
        let (before, after) = (old.get(path), new.get(path));
        let owner = owner(path);
        let is_owned = |items: &PublicItems| owner.is_none_or(|owner| items.contains_key(owner));
        if before.is_none() && !is_owned(old) || after.is_none() && !is_owned(new) {
            return None;
        }
        let may_grow = owner
            .and_then(|owner| old.get(owner))
            .is_none_or(|item| item.may_grow);
        change(path, before, after, may_grow)
    });
    let mut changes: Vec<ApiChange> = changes.collect();
    changes.sort_by(|one, other| one.path.cmp(&other.path));
    changes
}

/// The type that a field, a variant, a method or an implementation belongs to.
fn owner(path: &str) -> Option<&str> {
    if let Some((owner, _)) = path.split_once(": ") {
        return Some(owner);
    }
    let (owner, _) = path.rsplit_once("::")?;
    let last = owner.rsplit("::").next()?;
    // Modules are written small.
    last.starts_with(char::is_uppercase).then_some(owner)
}

fn change(
    path: &str,
    before: Option<&PublicItem>,
    after: Option<&PublicItem>,
    may_grow: bool,
) -> Option<ApiChange> {
    let item = after.or(before)?;
    let (impact, advice) = match (before, after) {
        (Some(before), Some(after)) => changed(before, after)?,
        (Some(before), None) => (ApiImpact::Breaking, removed(before.kind)),
        (None, _) => added(item.kind, may_grow),
    };
    Some(ApiChange {
        path: path.to_owned(),
        kind: item.kind,
        before: before.map(|item| item.signature.clone()),
        after: after.map(|item| item.signature.clone()),
        impact,
        advice,
    })
}

fn added(kind: PublicItemKind, may_grow: bool) -> (ApiImpact, &'static str) {
    match kind {
        PublicItemKind::Field if !may_grow => (
            ApiImpact::Breaking,
            "whoever writes the struct out names the field, too",
        ),
        PublicItemKind::Variant if !may_grow => (
            ApiImpact::Breaking,
            "whoever matches the enum without `_` adds an arm",
        ),
        PublicItemKind::Field => (ApiImpact::Compatible, "whoever reads the type may use it"),
        PublicItemKind::Variant => (
            ApiImpact::Compatible,
            "whoever matches the enum lands in `_`, and may add an arm",
        ),
        _ => (ApiImpact::Compatible, "callers may use it"),
    }
}

fn removed(kind: PublicItemKind) -> &'static str {
    match kind {
        PublicItemKind::Type => "whoever names the type takes what has its place",
        PublicItemKind::Field => "whoever reads or sets the field does without it",
        PublicItemKind::Variant => "whoever matches or makes the variant does without it",
        PublicItemKind::Method => "callers do without it, or call what has its place",
        PublicItemKind::Constant => "whoever names the constant does without it",
        PublicItemKind::Implementation => "whoever relies on the trait does without it",
    }
}

fn changed(before: &PublicItem, after: &PublicItem) -> Option<(ApiImpact, &'static str)> {
    if before.kind != after.kind || before.essence != after.essence {
        let advice = match before.kind {
            PublicItemKind::Method => "callers pass, or take, other types",
            PublicItemKind::Field => "whoever reads or sets the field handles the other type",
            PublicItemKind::Variant => {
                "whoever matches or makes the variant handles the other type"
            }
            _ => "whoever names it handles the other type",
        };
        return Some((ApiImpact::Breaking, advice));
    }
    if before.may_grow != after.may_grow {
        return Some(if after.may_grow {
            (
                ApiImpact::Breaking,
                "whoever writes the type out, or matches it, leaves room for more",
            )
        } else {
            (ApiImpact::Compatible, "nobody has to do anything")
        });
    }
    let newly = after.deprecated && !before.deprecated;
    newly.then_some((
        ApiImpact::Compatible,
        "callers are warned, and do without it in time",
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::Files;
    use crate::surface::items;

    fn of(text: &str) -> PublicItems {
        let mut files = Files::new();
        files.insert("types/pet.rs", text);
        items(&files)
    }

    const OLD: &str = "
        /// A pet.
        #[derive(Debug, Clone)]
        #[non_exhaustive]
        pub struct Pet { pub id: Option<String>, hidden: bool }
        impl Pet { pub fn new(id: impl Into<String>) -> Map<String, Pet> { loop {} } }
        pub enum Kind { Cat, Dog(Dog) }
        oas_runtime::newtype! { pub struct PetId(String); lenient }
        oas_runtime::union!(Kind { Dog(Dog): VariantMatcher::Any } unknown Unknown);
    ";

    /// What is replaced, with what, and what is said of it.
    type Case = (
        &'static str,
        &'static str,
        &'static [(&'static str, ApiImpact)],
    );

    const CASES: &[Case] = &[
        ("/// A pet.", "/// Another.", &[]),
        ("id: impl Into<String>", "name: impl Into<String>", &[]),
        ("Map<String, Pet>", "Map<\\n  String,\\n Pet,\\n>", &[]),
        ("hidden: bool", "other: bool", &[]),
        (
            "pub id",
            "pub age: i64, pub id",
            &[("types::Pet::age", ApiImpact::Compatible)],
        ),
        (
            "Cat,",
            "Cat, Emu,",
            &[("types::Kind::Emu", ApiImpact::Breaking)],
        ),
        (
            "Option<String>",
            "String",
            &[("types::Pet::id", ApiImpact::Breaking)],
        ),
        (", Clone", "", &[("types::Pet: Clone", ApiImpact::Breaking)]),
        (
            "        #[non_exhaustive]\\n",
            "",
            &[("types::Pet", ApiImpact::Compatible)],
        ),
        (
            "PetId(String)",
            "PetId(i64)",
            &[("types::PetId", ApiImpact::Breaking)],
        ),
        (
            "{ Dog(Dog):",
            "{ Dog:",
            &[("types::Kind: From<Dog>", ApiImpact::Breaking)],
        ),
        (
            "pub enum Kind",
            "#[deprecated] pub enum Kind",
            &[("types::Kind", ApiImpact::Compatible)],
        ),
    ];

    #[test]
    fn what_users_depend_on_is_compared() {
        for (from, to, expected) in CASES {
            let new = OLD.replacen(&from.replace("\\n", "\n"), &to.replace("\\n", "\n"), 1);
            assert_ne!(new, OLD, "{from}");
            let changes = compare(&of(OLD), &of(&new));
            let told: Vec<(&str, ApiImpact)> = changes
                .iter()
                .map(|one| (one.path.as_str(), one.impact))
                .collect();
            assert_eq!(told, *expected, "{from} → {to}");
        }
        // A type that goes takes its parts along.
        let without = OLD.replacen("pub enum Kind { Cat, Dog(Dog) }", "", 1);
        let paths = compare(&of(OLD), &of(&without));
        assert!(paths.iter().all(|one| one.path.starts_with("types::Kind")));
    }
}
