//! `oneOf` and `anyOf`: one of several.

use super::constants::{Constants, is_null, says_more};
use super::context::LoweringContext;
use super::lowered::optional;
use super::naming::Naming;
use super::object::ObjectShape;
use super::schema::SchemaLowerer;
use super::view::SchemaView;
use crate::grammar::discriminators::{Mapping, is_base};
use crate::model::{Rule, RustIdent, TypeHead, TypeKind, TypeRef, UnionDef, UnionVariant, Variant};
use crate::names::Convention;
use crate::tree::HashSet;
use crate::tree::{Node, Place};
use serde_json::Value;

/// Names for the variant that keeps the raw JSON.
const UNKNOWN: &[&str] = &["unknown", "unrecognized", "other_json"];

/// Where a branch is written.
pub(super) struct BranchPlace {
    /// A reference or an inline schema.
    place: Place,
    /// The union that lists it.
    union: Place,
}

impl SchemaLowerer<'_> {
    pub(super) fn union(
        &mut self,
        view: &SchemaView,
        name: &RustIdent,
        module: &RustIdent,
    ) -> TypeKind {
        let mut base = ObjectShape::default();
        let branches = match self.subtypes(view) {
            Some(subtypes) => subtypes,
            None => {
                self.collect(view, &mut base);
                self.branch_places(view, &base)
            }
        };
        let context = self.context;
        let owner = context.ledger.owner(name.plain());
        let mut scope = context.scope(Convention::Variant, &[], "variant", &owner);
        let mut def = UnionDef {
            variants: Vec::new(),
            values: Vec::new(),
            unknown: None,
            discriminator: branches
                .iter()
                .find_map(|branch| self.discriminator(&branch.union)),
        };
        let places: Vec<Place> = branches.iter().map(|branch| branch.place.clone()).collect();
        let all_names = self.branch_names(&places, name, &base.required);
        for (branch, names) in branches.iter().zip(all_names) {
            let tags = self.tags(&branch.place, &branch.union);
            let names = if branch.place == view.place {
                own_names(&tags, name)
            } else {
                names
            };
            let renamed = self.names.renamed("", &branch.place);
            let candidates: Vec<&str> = renamed.iter().chain(&names).map(String::as_str).collect();
            let item = branch_item(context, &branch.place);
            let claim = scope.claim_as(&item, &candidates, "branch", &branch.place);
            let docs = self.context.docs_at(&branch.place);
            let description = docs.description.or(docs.title);
            if let Some(value) = self.value_of_branch(&branch.place) {
                def.values.push(Variant {
                    name: claim.name,
                    value,
                    description,
                });
                continue;
            }
            let naming = Naming::inside(name, claim.name.plain(), module);
            let inside = format!("{owner}/{item}");
            def.variants.push(UnionVariant {
                name: claim.name,
                ty: self.branch_type(&branch.place, view, &base, (&inside, &naming)),
                rule: Rule::Any,
                tags,
                is_default: self.is_default(&branch.place, &branch.union),
                constructor: None,
                accessors: None,
                value: self.context.value_spec(&branch.place),
                description,
            });
        }
        let unknown = scope.claim_as("*", UNKNOWN, "unknown", &view.place);
        def.unknown = Some(unknown.name);
        TypeKind::Union(def)
    }

    /// What a branch holds.
    fn branch_type(
        &mut self,
        place: &Place,
        view: &SchemaView,
        base: &ObjectShape,
        (item, naming): (&str, &Naming),
    ) -> TypeRef {
        if *place == view.place {
            // A base that is a schema beside its subtypes.
            return self.merged_branch(place, &ObjectShape::default(), (item, naming));
        }
        if !base.properties.is_empty() || base.additional.is_some() {
            return self.merged_branch(place, base, (item, naming));
        }
        let lowered = self.schema(place, naming);
        // Null is the union's, if the branch itself says that it may be null.
        let is_typed = view.shape.typ.is_some();
        optional(
            super::primitive::without_external(lowered.ty),
            lowered.nullable && (is_typed || !self.is_nullable_branch(place)),
        )
    }

    /// The value of a branch that is one value, and so needs no payload.
    fn value_of_branch(&self, place: &Place) -> Option<Value> {
        let target = self.context.resolve(place)?;
        let view = SchemaView::new(self.context.node(&target)?, &target);
        let [only] = view.shape.enumeration.as_slice() else {
            return None;
        };
        let is_scalar = only.is_string() || only.is_boolean() || only.is_i64();
        (is_scalar && !says_more(&view) && !view.data.nullable).then(|| only.clone())
    }

    /// An `enum` of values of several JSON types.
    pub(super) fn mixed_values(&mut self, constants: &Constants, place: &Place) -> TypeKind {
        let context = self.context;
        let owner = context.ledger.pointer(place);
        let mut scope = context.scope(Convention::Variant, &[], "variant", &owner);
        let values = self.variants(&mut scope, &constants.values, |value| Some(value.clone()));
        TypeKind::Union(UnionDef {
            variants: Vec::new(),
            values,
            unknown: Some(scope.claim_as("*", UNKNOWN, "unknown", place).name),
            discriminator: None,
        })
    }

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
        let target = self.context.resolve(base);
        let node = target.as_ref().and_then(|target| self.context.node(target));
        let base = target.zip(node);
        let base = base.map(|(target, node)| SchemaView::new(node, &target));
        let subtypes = base.and_then(|base| self.subtypes(&base));
        let mut subtypes = subtypes.into_iter().flatten();
        subtypes.any(|branch| branch.place == view.place)
    }

    /// The places of the branches. A union that is merged with properties takes
    /// the branches of unions inside it for its own.
    fn branch_places(&mut self, view: &SchemaView, base: &ObjectShape) -> Vec<BranchPlace> {
        let mut places = Vec::new();
        for union in &base.unions {
            let own = *union == view.place;
            let union_view = self
                .context
                .node(union)
                .map(|node| SchemaView::new(node, union));
            let Some(union_view) = union_view else {
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
            let inner = self
                .context
                .node(&target)
                .map(|node| SchemaView::new(node, &target));
            if inner.as_ref().is_some_and(is_null) {
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

    /// A branch of a union that has properties of its own: a struct of both.
    fn merged_branch(
        &mut self,
        place: &Place,
        base: &ObjectShape,
        (item, naming): (&str, &Naming),
    ) -> TypeRef {
        let target = self.context.resolve(place).unwrap_or_else(|| place.clone());
        let Some(node) = self.context.node(&target) else {
            return TypeRef::Any;
        };
        let mut shape = ObjectShape {
            unions: Vec::new(),
            ..base.clone()
        };
        let view = SchemaView::new(node, &target);
        self.collect(&view, &mut shape);
        shape.tags = self.tags_of(&target);
        let is_object =
            view.shape.typ.as_deref() == Some("object") || !view.shape.properties.is_empty();
        if shape.properties.len() == base.properties.len() && !is_object {
            return super::primitive::without_external(self.schema(place, naming).ty);
        }
        self.merged.insert(target.clone());
        let name = self.names.claim_inline_as(item, place, naming);
        let module = naming.module.clone();
        let head = TypeHead {
            component: None,
            ..self.head(&target, name.clone(), module.clone())
        };
        let id = self.types.reserve(head);
        let structure = self.structure(&shape, &name, &module, &target);
        self.types.fill(id, TypeKind::Struct(structure));
        TypeRef::Named(id)
    }

    /// `discriminator.propertyName` of the union at `place`.
    fn discriminator(&self, place: &Place) -> Option<String> {
        let discriminator = self.context.node(place)?.get("discriminator")?;
        Some(discriminator.get("propertyName")?.as_str()?.to_owned())
    }

    /// Whether a discriminator names the branch as the one that is meant by default.
    fn is_default(&self, place: &Place, union: &Place) -> bool {
        let document = self.context.document;
        let node = self.context.node(union);
        let mapping = node.and_then(|node| Mapping::of(document, node, union));
        mapping.is_some_and(|mapping| mapping.is_default(place))
    }

    /// The discriminator's values for a branch: those mapped to it, or else the
    /// name by which it is referred to.
    fn tags(&self, place: &Place, union: &Place) -> Vec<String> {
        let document = self.context.document;
        let mapping = self
            .context
            .node(union)
            .and_then(|node| Mapping::of(document, node, union));
        let Some(mapping) = mapping else {
            return Vec::new();
        };
        let reference = self.context.node(place).and_then(|node| node.get("$ref"));
        match reference.and_then(Node::as_str) {
            Some(reference) => document
                .resolve(place, reference)
                .ok()
                .filter(|branch| !mapping.is_default(branch))
                .map(|branch| mapping.tags(&branch))
                .unwrap_or_default(),
            None if self.components.contains(place) => mapping.tags(place),
            None => Vec::new(),
        }
    }
}

/// What the lock knows a branch as: what it says, wherever it stands.
fn branch_item(context: LoweringContext<'_>, place: &Place) -> String {
    let pointer = context.ledger.pointer(place);
    let last = pointer.rsplit('/').next();
    last.map(str::to_owned).unwrap_or(pointer)
}

/// What the branch is called that is the base itself: by its tag, unless that is
/// what all of them are called.
fn own_names(tags: &[String], union: &RustIdent) -> Vec<String> {
    let same = |tag: &&String| {
        let plain = |text: &str| text.replace(['_', '-', ' '], "").to_lowercase();
        plain(tag) != plain(union.plain())
    };
    let mut names: Vec<String> = tags.iter().filter(same).cloned().collect();
    names.push("base".to_owned());
    names
}

/// The places of a union's branches.
pub(super) fn union_branches(view: &SchemaView) -> Vec<Place> {
    let mut places = view.branches("oneOf", view.shape.one_of.len());
    places.extend(view.branches("anyOf", view.shape.any_of.len()));
    places
}
