//! What is there for users of a client to name.

use std::collections::BTreeMap;

use oas_codegen::surface::{self, ApiChange, ApiImpact, PublicItemKind, PublicItems};

use crate::finding::{Finding, Layer, Severity};
use crate::side::Side;

/// Every difference. What is gone, and what has come in its place, are one with two names.
pub fn compare(old: &Side, new: &Side) -> Vec<Finding> {
    let changes = surface::compare(&old.items, &new.items).into_iter();
    let (mut added, others): (Vec<_>, Vec<_>) = changes.partition(|one| one.before.is_none());
    let mut findings = Vec::new();
    for change in others {
        let mut all = added.iter();
        match all.position(|other| is_renamed(&change, other, old, new)) {
            Some(index) => findings.push(renamed(change, &added.remove(index), old, new)),
            None => findings.push(finding(change, old, new)),
        }
    }
    findings.extend(added.into_iter().map(|change| finding(change, old, new)));
    findings
}

/// Whether an item is another one by a new name: the document says both in one place, or
/// both are types that have the same in them.
fn is_renamed(gone: &ApiChange, come: &ApiChange, old: &Side, new: &Side) -> bool {
    let owner = |path: &str| path.rsplit_once("::").map(|(owner, _)| owner.to_owned());
    let is_named = gone.kind == come.kind && gone.kind != PublicItemKind::Implementation;
    if gone.after.is_some() || !is_named || owner(&gone.path) != owner(&come.path) {
        return false;
    }
    let places = (old.place(&gone.path), new.place(&come.path));
    if let (Some(before), Some(after)) = places
        && before.pointer == after.pointer
    {
        return true;
    }
    let inside = inside(&old.items, &gone.path);
    gone.kind == PublicItemKind::Type
        && !inside.is_empty()
        && inside == self::inside(&new.items, &come.path)
}

/// What a type has in it, with signatures that do not name it.
fn inside<'a>(items: &'a PublicItems, path: &str) -> BTreeMap<&'a str, String> {
    let name = path.rsplit("::").next().unwrap_or_default();
    let members = items.iter().filter_map(|(of, item)| {
        let member = of.strip_prefix(path)?.strip_prefix(':')?;
        Some((member, item.signature.replace(name, "Self")))
    });
    members.collect()
}

fn renamed(gone: ApiChange, come: &ApiChange, old: &Side, new: &Side) -> Finding {
    let kind = gone.kind.as_str();
    let name = come.path.rsplit("::").next().unwrap_or_default();
    let signature = come.after.clone().unwrap_or_default();
    Finding {
        layer: Layer::Rust,
        severity: Severity::Breaking,
        check: "item-renamed",
        message: format!("the {kind} is called `{name}` now: `{signature}`"),
        advice: "whoever names it takes the new name",
        old: old.position(&gone.path),
        new: new.position(&come.path),
        subjects: vec![gone.path],
    }
}

fn finding(change: ApiChange, old: &Side, new: &Side) -> Finding {
    let kind = change.kind.as_str();
    let (check, message) = match (&change.before, &change.after) {
        (Some(before), None) => ("item-removed", format!("the {kind} is gone: `{before}`")),
        (None, Some(after)) => ("item-added", format!("the {kind} is new: `{after}`")),
        (before, after) => {
            let shown = |text: &Option<String>| text.clone().unwrap_or_default();
            let message = format!(
                "the {kind} is `{}` and was `{}`",
                shown(after),
                shown(before)
            );
            ("item-changed", message)
        }
    };
    let old = change.before.is_some().then(|| old.position(&change.path));
    let new = change.after.is_some().then(|| new.position(&change.path));
    Finding {
        layer: Layer::Rust,
        severity: match change.impact {
            ApiImpact::Breaking => Severity::Breaking,
            ApiImpact::Compatible => Severity::Notable,
        },
        check,
        subjects: vec![change.path],
        message,
        advice: change.advice,
        old: old.flatten(),
        new: new.flatten(),
    }
}
