//! The branches of a union, before they have types.

use super::constants::{is_null, says_more};
use super::object::ObjectShape;
use super::schema::SchemaLowerer;
use super::view::SchemaView;
use crate::grammar::discriminators::is_base;
use crate::tree::HashSet;
use crate::tree::Place;

/// Where a branch is written.
pub(super) struct BranchPlace {
    /// A reference or an inline schema.
    pub(super) place: Place,
    /// The union that lists it.
    pub(super) union: Place,
}

impl SchemaLowerer<'_> {
    /// The schemas that inherit from this one and are told apart by its
    /// discriminator. A schema that only others refer to by `allOf` is a base;
    /// what refers to it otherwise means one of its subtypes.
    pub(super) fn subtypes(&self, view: &SchemaView) -> Option<Vec<BranchPlace>> {
        let is_component = self.components.contains(&view.place);
        let node = self
            .context
            .node(&view.place)
            .filter(|node| is_component && is_base(node))?;
        let property = node.get("discriminator")?.get("propertyName")?.as_str()?;
        let subtypes = self.discriminators.of_base(&view.place, property);
        let branches = subtypes.into_iter().map(|place| BranchPlace {
            place,
            union: view.place.clone(),
        });
        let branches: Vec<BranchPlace> = branches.collect();
        (!branches.is_empty()).then_some(branches)
    }

    /// Whether a schema is one of those that a base stands for, though it adds nothing
    /// to it: the base's own type would hold itself.
    pub(super) fn is_subtype(&self, view: &SchemaView, base: &Place) -> bool {
        let base = self.context.target_view(base);
        let subtypes = base.and_then(|base| self.subtypes(&base));
        let mut subtypes = subtypes.into_iter().flatten();
        subtypes.any(|branch| branch.place == view.place)
    }

    /// The places of the branches. A union that is merged with properties takes
    /// the branches of unions inside it for its own.
    pub(super) fn branch_places(
        &mut self,
        view: &SchemaView,
        base: &ObjectShape,
    ) -> Vec<BranchPlace> {
        let mut places = Vec::new();
        for union in &base.unions {
            let own = *union == view.place;
            let Some(union_view) = self.context.view(union) else {
                continue;
            };
            let merges = !base.properties.is_empty() || base.additional.is_some() || !own;
            let mut seen = HashSet::from_iter([union.clone()]);
            self.push_branches(&union_view, merges, &mut places, &mut seen);
        }
        places
    }

    /// The branches of a union and, if they are to lie flat, of the unions
    /// among them. What one of these repeats is a branch already.
    fn push_branches(
        &mut self,
        view: &SchemaView,
        flatten: bool,
        out: &mut Vec<BranchPlace>,
        seen: &mut HashSet<Place>,
    ) {
        let listed = |view: &SchemaView| {
            let places = union_branches(view).into_iter().rev();
            let union = view.place.clone();
            places.map(move |place| BranchPlace {
                place,
                union: union.clone(),
            })
        };
        let mut open: Vec<BranchPlace> = listed(view).collect();
        while let Some(branch) = open.pop() {
            let place = &branch.place;
            let target = self.context.resolve(place).unwrap_or_else(|| place.clone());
            let inner = self.context.view(&target);
            if inner.as_deref().is_some_and(is_null) {
                continue;
            }
            let nested = inner.filter(|inner| {
                let is_nameless = target == *place && self.is_nameless_union(inner);
                (flatten || is_nameless) && union_branches(inner).len() > 1
            });
            match nested {
                Some(nested) => {
                    self.merged.insert(target.clone());
                    if seen.insert(target) {
                        open.extend(listed(&nested));
                    }
                }
                None => out.push(branch),
            }
        }
    }

    /// Whether a union that is written out as a branch of another says nothing but its
    /// own branches, so that those are the other's as well.
    fn is_nameless_union(&self, view: &SchemaView) -> bool {
        let named = ["title", "description", "discriminator"];
        let has_words = self
            .context
            .node(&view.place)
            .is_some_and(|node| named.iter().any(|key| node.get(key).is_some()));
        let is_plain = !has_words && !says_more(view) && !view.data.nullable;
        is_plain && !self.is_nominal_enum(view) && self.only_branch(view).is_none()
    }

    /// Without those that are written out, have no title, and are of the same primitive
    /// as one before them, or refer to the same: nobody could tell one from the other.
    pub(super) fn without_repeated(&self, mut branches: Vec<BranchPlace>) -> Vec<BranchPlace> {
        let (mut seen, mut targets) = (Vec::new(), HashSet::default());
        branches.retain(|BranchPlace { place, .. }| {
            let target = self.context.resolve(place);
            if target.is_some_and(|target| !targets.insert(target)) {
                return false;
            }
            let node = self.context.node(place);
            let is_named = node.is_none_or(|node| {
                let named = ["$ref", "title"];
                named.iter().any(|key| node.get(key).is_some())
            });
            let Some(primitive) = self.plain_primitive(place) else {
                return true;
            };
            let repeats = !is_named && seen.contains(&primitive);
            seen.push(primitive);
            !repeats
        });
        branches
    }
}

/// The places of a union's branches.
pub(super) fn union_branches(view: &SchemaView) -> Vec<Place> {
    let mut places = view.branches("oneOf", view.shape.one_of.len());
    places.extend(view.branches("anyOf", view.shape.any_of.len()));
    places
}
