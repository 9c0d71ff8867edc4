//! What a file says of the workspace that it was emitted for, and what is different now.

use std::collections::BTreeMap;

use crate::plan::{MemberType, TypePlan};

/// How a line of facts begins.
const MARK: &str = "// | ";

/// The facts of a plan, a line each: by ids, so that a changed name is seen as one.
pub fn facts(plans: &[TypePlan]) -> Vec<String> {
    let mut lines = Vec::new();
    for plan in plans {
        lines.push(format!("{MARK}{} type {:?}", plan.id, plan.label));
        for member in &plan.members {
            let required = if member.required { ", required" } else { "" };
            let (id, data_type, wire) = (&member.id, &member.data_type, &member.wire);
            lines.push(format!(
                "{MARK}{}/{id} attribute {wire:?}, {data_type}{required}",
                plan.id
            ));
            let MemberType::List(list) = &member.value else {
                continue;
            };
            for item in &list.items {
                let archived = if item.archived { ", archived" } else { "" };
                let (item, label) = (&item.id, &item.label);
                lines.push(format!(
                    "{MARK}{}/{id}/{item} item {label:?}{archived}",
                    plan.id
                ));
            }
        }
    }
    lines
}

fn read(text: &str) -> BTreeMap<&str, &str> {
    let lines = text.lines().filter_map(|line| line.strip_prefix(MARK));
    lines.filter_map(|line| line.split_once(' ')).collect()
}

/// What is different between an emitted file and the one that would be emitted now.
#[must_use]
pub fn changes(before: &str, now: &str) -> Vec<String> {
    let (old, new) = (read(before), read(now));
    let mut changes = Vec::new();
    for (id, was) in &old {
        match new.get(id) {
            None => changes.push(format!("{id}: {was} is gone, or archived")),
            Some(is) if is != was => changes.push(format!("{id}: {was} is now {is}")),
            Some(_) => {}
        }
    }
    let added = new.iter().filter(|(id, _)| !old.contains_key(*id));
    changes.extend(added.map(|(id, is)| format!("{id}: {is} is new")));
    if changes.is_empty() && before != now {
        changes.push("the same workspace is emitted otherwise".to_owned());
    }
    changes
}
