//! How many branches of a union have something in common.

use crate::model::{JsonKind, Rule, TypeRef, UnionDef};
use crate::tree::HashMap;
use std::collections::BTreeSet;

/// What the branches of a union have in common.
pub(super) struct UnionCounts<'a> {
    /// How many are of a type.
    types: HashMap<&'a TypeRef, usize>,
    /// How many are told by what a value of a JSON type fits as well.
    takers: HashMap<JsonKind, usize>,
}

impl<'a> UnionCounts<'a> {
    pub fn of(body: &'a UnionDef) -> Self {
        let (mut types, mut takers) = (HashMap::default(), HashMap::default());
        for variant in &body.variants {
            *types.entry(&variant.ty).or_default() += 1;
            for kind in taken(&variant.rule) {
                *takers.entry(kind).or_default() += 1;
            }
        }
        for value in &body.values {
            *takers.entry(JsonKind::of(&value.value)).or_default() += 1;
        }
        Self { types, takers }
    }

    /// Whether what a branch is told by fits another branch as well.
    pub fn contest(&self, rule: &Rule) -> bool {
        let Rule::Kinds(kinds) = rule else {
            return false;
        };
        let own = taken(rule);
        kinds.iter().any(|kind| {
            let all = self.takers.get(kind).copied().unwrap_or_default();
            all > usize::from(own.contains(kind))
        })
    }

    /// Whether no other branch is of the type.
    pub fn are_alone(&self, ty: &TypeRef) -> bool {
        self.types.get(ty) == Some(&1)
    }
}

/// The JSON types of values that a rule may choose, each once.
fn taken(rule: &Rule) -> Vec<JsonKind> {
    match rule {
        Rule::Any => JsonKind::ALL.to_vec(),
        Rule::Tag(..) | Rule::TagIfPresent(..) | Rule::InnerTag(..) | Rule::Keys(_) => {
            vec![JsonKind::Object]
        }
        Rule::Values(_) => vec![JsonKind::String],
        Rule::Assertions(kind, _) => with_numbers(&[*kind]),
        Rule::Kinds(kinds) => with_numbers(kinds),
    }
}

/// Types of JSON, each once: an integer is a number.
fn with_numbers(kinds: &[JsonKind]) -> Vec<JsonKind> {
    let numbers = kinds
        .contains(&JsonKind::Integer)
        .then_some(JsonKind::Number);
    let kinds = kinds.iter().copied().chain(numbers);
    kinds.collect::<BTreeSet<_>>().into_iter().collect()
}
