//! How many branches of a union have something in common.
//!
//! What tells a branch from all others is asked of the numbers: comparing each
//! branch with every other would take hours where there are thousands.

use crate::tree::HashMap;
use std::collections::BTreeMap;

use super::branch::Branch;
use crate::model::JsonKind;

/// The branches, counted by the JSON types that they have.
#[derive(Default)]
pub(super) struct Counts<'a>(BTreeMap<Vec<JsonKind>, AlikeBranches<'a>>);

/// What is counted of the branches of the same JSON types.
#[derive(Default)]
struct AlikeBranches<'a> {
    size: usize,
    /// How many declare a member.
    known: HashMap<&'a str, usize>,
    /// Which demand a member.
    required: HashMap<&'a str, Vec<usize>>,
    /// How many have a constant in a member, and how many this value.
    constants: HashMap<&'a [&'a str], usize>,
    alone: HashMap<(&'a [&'a str], &'a str), usize>,
    /// How many have a tag of one value in a member, and how many a tag with
    /// this value.
    tags: HashMap<&'a str, usize>,
    values: HashMap<(&'a str, &'a str), usize>,
}

impl<'a> Counts<'a> {
    pub fn of(branches: &'a [Branch<'a>]) -> Self {
        let mut counts = Self::default();
        for (at, branch) in branches.iter().enumerate() {
            let group = counts.0.entry(sorted(&branch.kinds)).or_default();
            group.add(at, branch);
        }
        counts
    }

    /// The branches that may have a JSON type in common with one.
    pub fn rivals<'c>(&'c self, own: &'c Branch<'a>) -> Rivals<'c, 'a> {
        let groups = self.0.iter();
        let groups = groups.filter(|(kinds, _)| overlap(&own.kinds, kinds));
        Rivals {
            own,
            groups: groups.map(|(_, group)| group).collect(),
        }
    }
}

impl<'a> AlikeBranches<'a> {
    fn add(&mut self, at: usize, branch: &'a Branch<'a>) {
        self.size += 1;
        for name in &branch.known {
            *self.known.entry(name).or_default() += 1;
        }
        for name in &branch.required {
            self.required.entry(name).or_default().push(at);
        }
        for constant in &branch.constants {
            let path = constant.path.as_slice();
            *self.constants.entry(path).or_default() += 1;
            for value in &constant.values {
                *self.alone.entry((path, value.as_str())).or_default() += 1;
            }
        }
        for tag in &branch.tags {
            if tag.constant {
                *self.tags.entry(tag.member).or_default() += 1;
            }
            for value in &tag.values {
                *self.values.entry((tag.member, value.as_str())).or_default() += 1;
            }
        }
    }
}

/// All branches but one that may have a JSON type in common with it.
pub(super) struct Rivals<'c, 'a> {
    own: &'c Branch<'a>,
    groups: Vec<&'c AlikeBranches<'a>>,
}

/// So many branches are looked at one by one.
const MOST_LOOKS: usize = 200;

impl<'a> Rivals<'_, 'a> {
    fn sum(&self, count: impl Fn(&AlikeBranches<'a>) -> Option<usize>) -> usize {
        let counts = self.groups.iter().filter_map(|group| count(group));
        counts.sum()
    }

    pub fn count(&self) -> usize {
        self.sum(|group| Some(group.size)).saturating_sub(1)
    }

    /// Whether each has a constant in this member, and another one.
    pub fn all_differ(&self, path: &[&str], values: &[String]) -> bool {
        let have = self.sum(|group| group.constants.get(path).copied());
        let mut values = values.iter();
        // The branch itself is one of those that have it.
        have.saturating_sub(1) == self.count()
            && values.all(|value| {
                self.sum(|group| group.alone.get(&(path, value.as_str())).copied()) == 1
            })
    }

    /// Whether one declares the member.
    pub fn any_knows(&self, name: &str) -> bool {
        let known = self.sum(|group| group.known.get(name).copied());
        known > usize::from(self.own.known.contains(name))
    }

    /// Whether one has a tag of one value in the member.
    pub fn any_has_tag(&self, member: &str) -> bool {
        let own = self.own.tags.iter();
        let own = own.filter(|tag| tag.constant && tag.member == member);
        self.sum(|group| group.tags.get(member).copied()) > own.count()
    }

    /// Whether one has a tag with this value in the member.
    pub fn any_has_value(&self, member: &str, value: &str) -> bool {
        let own = self.own.tags.iter().filter(|tag| tag.member == member);
        let own = own.flat_map(|tag| &tag.values);
        let own = own.filter(|known| *known == value).count();
        self.sum(|group| group.values.get(&(member, value)).copied()) > own
    }

    /// Whether one demands all that the branch demands. Where too many would have
    /// to be looked at, one is taken to do.
    pub fn any_demands_as_much(&self, at: usize, branches: &[Branch<'_>]) -> bool {
        let demanding = |name: &&&str| {
            let in_groups = self.groups.iter();
            in_groups
                .filter_map(|group| group.required.get(**name).map(Vec::len))
                .sum::<usize>()
        };
        let Some(rarest) = self.own.required.iter().min_by_key(demanding) else {
            return self.count() > 0;
        };
        let groups = self.groups.iter();
        let mut demanding = groups
            .filter_map(|group| group.required.get(rarest))
            .flatten()
            .filter(|other| **other != at);
        let demands_all = |other: &Branch<'_>| {
            let mut names = self.own.required.iter();
            names.all(|name| other.required.contains(name))
        };
        let looked_at = demanding.by_ref().take(MOST_LOOKS);
        let mut found = looked_at.filter_map(|other| branches.get(*other));
        found.any(demands_all) || demanding.next().is_some()
    }
}

fn sorted(kinds: &[JsonKind]) -> Vec<JsonKind> {
    let mut sorted = kinds.to_vec();
    sorted.sort_unstable();
    sorted.dedup();
    sorted
}

fn overlap(one: &[JsonKind], other: &[JsonKind]) -> bool {
    let number = |kind: &JsonKind| matches!(kind, JsonKind::Integer | JsonKind::Number);
    one.is_empty()
        || other.is_empty()
        || one
            .iter()
            .any(|kind| other.contains(kind) || (number(kind) && other.iter().any(number)))
}
