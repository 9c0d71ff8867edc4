//! The rule that tells a branch from all others.

use super::branch::{Branch, BranchConstant};
use super::counts::{Counts, Rivals};
use super::tags::Tag;
use crate::model::{Rule, TypeArena, UnionDef, UnionVariant};

pub(super) fn rules(types: &TypeArena, def: &UnionDef) -> Vec<Rule> {
    let branches: Vec<Branch<'_>> = def
        .variants
        .iter()
        .map(|variant| Branch::new(types, &variant.ty))
        .collect();
    let counts = Counts::of(&branches);
    let variants = def.variants.iter().zip(&branches);
    let found = variants
        .clone()
        .enumerate()
        .map(|(at, (variant, own))| match &def.discriminator {
            Some(key) if !variant.tags.is_empty() => {
                Some(Rule::Tag(key.clone(), variant.tags.clone()))
            }
            // Whatever its tag is elsewhere, here it may have any.
            _ if variant.is_default && !own.kinds.is_empty() => {
                Some(Rule::Kinds(own.kinds.clone()))
            }
            _ => rule(&counts, &branches, own, at),
        });
    let found: Vec<Option<Rule>> = found.collect();
    // Where all others are told by something, one needs nothing.
    let is_alone = found.iter().filter(|rule| rule.is_none()).count() == 1;
    let rules = found
        .into_iter()
        .zip(variants)
        .map(|(rule, (variant, own))| {
            let asserted = || assertions_rule(own, variant).filter(|_| !is_alone);
            rule.or_else(asserted)
                .unwrap_or_else(|| Rule::Kinds(own.kinds.clone()))
        });
    rules.collect()
}

/// What tells a branch from its rivals; none if nothing but what its schema asserts may.
fn rule(counts: &Counts<'_>, branches: &[Branch<'_>], own: &Branch<'_>, at: usize) -> Option<Rule> {
    if own.kinds.is_empty() {
        return Some(Rule::Any);
    }
    let rivals = counts.rivals(own);
    if rivals.count() == 0 {
        return Some(Rule::Kinds(own.kinds.clone()));
    }
    constant_rule(own, &rivals, Demanded::Yes)
        .or_else(|| inner_constant_rule(own, &rivals))
        .or_else(|| own_tag(own, &rivals, Demanded::Yes))
        .or_else(|| key_rule(own, &rivals, at, branches))
        .or_else(|| constant_rule(own, &rivals, Demanded::No))
        .or_else(|| own_tag(own, &rivals, Demanded::No))
        .or_else(|| (!own.values.is_empty()).then(|| Rule::Values(own.values.clone())))
}

/// What its schema asserts and another branch's contradicts.
fn assertions_rule(own: &Branch<'_>, variant: &UnionVariant) -> Option<Rule> {
    let [kind] = own.kinds.as_slice() else {
        return None;
    };
    let all = &variant.assertions;
    (!all.is_empty()).then(|| Rule::Assertions(*kind, all.clone()))
}

/// Whether a member has to be there.
#[derive(Clone, Copy, PartialEq)]
enum Demanded {
    Yes,
    No,
}

/// A member that holds one string here and another in every rival. One that may
/// be missing tells less than the members that are demanded.
fn constant_rule(own: &Branch<'_>, rivals: &Rivals<'_, '_>, demanded: Demanded) -> Option<Rule> {
    let constants = own.constants.iter();
    let mut constants = constants.filter(|constant| {
        let [name] = constant.path.as_slice() else {
            return false;
        };
        demanded == Demanded::No || own.demanded.contains(name)
    });
    let BranchConstant { path, values } =
        constants.find(|constant| rivals.all_differ(&constant.path, &constant.values))?;
    let (name, values) = (path.concat(), values.clone());
    Some(if own.demanded.contains(name.as_str()) {
        Rule::Tag(name, values)
    } else {
        Rule::TagIfPresent(name, values)
    })
}

/// The same further down, the nearest first.
fn inner_constant_rule(own: &Branch<'_>, rivals: &Rivals<'_, '_>) -> Option<Rule> {
    let mut inner = own.constants.iter();
    let found = inner.find(|constant| {
        constant.path.len() > 1 && rivals.all_differ(&constant.path, &constant.values)
    })?;
    let path = found.path.iter().map(|name| (*name).to_owned());
    Some(Rule::InnerTag(path.collect(), found.values.clone()))
}

/// A member with values that no rival gives it. A rival may leave its value open:
/// whoever says the value means this branch.
fn own_tag(own: &Branch<'_>, rivals: &Rivals<'_, '_>, demanded: Demanded) -> Option<Rule> {
    let is_demanded = demanded == Demanded::Yes;
    let mut tags = own.tags.iter().filter(|tag| tag.demanded == is_demanded);
    let Tag { member, values, .. } = tags.find(|tag| {
        // Several values are a tag only where others have one in that place: an
        // enum that is no tag may get more of them. So is one that may be missing.
        let is_tag = (tag.constant && is_demanded) || rivals.any_has_tag(tag.member);
        let mut values = tag.values.iter();
        is_tag && !values.any(|value| rivals.any_has_value(tag.member, value))
    })?;
    let (member, values) = ((*member).to_owned(), values.clone());
    Some(match demanded {
        Demanded::Yes => Rule::Tag(member, values),
        Demanded::No => Rule::TagIfPresent(member, values),
    })
}

/// The members that this branch requires and no rival knows; or else all that
/// it requires, if no rival requires as much.
fn key_rule(
    own: &Branch<'_>,
    rivals: &Rivals<'_, '_>,
    at: usize,
    branches: &[Branch<'_>],
) -> Option<Rule> {
    let mut required = own.required.iter();
    if let Some(key) = required.find(|key| !rivals.any_knows(key)) {
        return Some(Rule::Keys(vec![(*key).to_owned()]));
    }
    if own.required.is_empty() || rivals.any_demands_as_much(at, branches) {
        return None;
    }
    let all = own.required.iter().map(|key| (*key).to_owned());
    Some(Rule::Keys(all.collect()))
}
