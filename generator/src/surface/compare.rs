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
