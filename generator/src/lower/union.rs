//! `oneOf` and `anyOf`: one of several.

use super::discriminators::{is_base, mapped};
use super::lowered::optional;
use super::naming::Naming;
use super::object::ObjectShape;
use super::schema::SchemaLowerer;
use super::view::SchemaView;
use crate::model::{Rule, RustIdent, TypeHead, TypeKind, TypeRef, UnionDef, UnionVariant};
use crate::names::{Convention, Scope, common_words, strip_words};
use crate::tree::{Node, Place};
use std::collections::HashSet;

/// Names for the variant that keeps the raw JSON.
const UNKNOWN: &[&str] = &["unknown", "unrecognized", "other_json"];

/// A branch before it is lowered.
struct RawBranch {
    /// Where the union names it: a reference or an inline schema.
    place: Place,
    /// Candidates for the variant's name, the best first.
    names: Vec<String>,
    /// Discriminator values that mean this branch.
    tags: Vec<String>,
}

impl SchemaLowerer<'_> {
    pub(super) fn union(
        &mut self,
        view: &SchemaView,
        name: &RustIdent,
        module: &RustIdent,
    ) -> TypeKind {
        let mut base = ObjectShape::default();
        let places = match self.subtypes(view) {
            Some(subtypes) => subtypes,
            None => {
                self.collect(view, &mut base);
                self.branch_places(view, &base)
            }
        };
        let branches = self.branches(&places, view, name);
        let merges = !base.properties.is_empty();
        let mut scope = Scope::new(Convention::Variant, &[]);
        let mut variants = Vec::new();
        for branch in branches {
            let renamed = self.names.renamed("", &branch.place);
            let names = renamed.iter().chain(&branch.names);
            let candidates: Vec<&str> = names.map(String::as_str).collect();
            let claim = scope.claim(&candidates, "branch", &branch.place);
            let naming = Naming::inside(name, claim.name.plain(), module);
            let ty = if merges {
                self.merged_branch(&branch.place, &base, &naming)
            } else {
                let lowered = self.schema(&branch.place, &naming);
                optional(
                    super::primitive::without_external(lowered.ty),
                    lowered.nullable,
                )
            };
            let docs = self.context.docs_at(&branch.place);
            variants.push(UnionVariant {
                name: claim.name,
                ty,
                rule: Rule::Any,
                tags: branch.tags,
                constructor: None,
                description: docs.description.or(docs.title),
            });
        }
        let discriminator = view.data.discriminator.as_ref();
        TypeKind::Union(UnionDef {
            variants,
            unknown: Some(scope.claim(UNKNOWN, "unknown", &view.place).name),
            discriminator: discriminator.map(|discriminator| discriminator.property_name.clone()),
        })
    }

    /// The schemas that inherit from this one and are told apart by its
    /// discriminator. A schema that only others refer to by `allOf` is a base;
    /// what refers to it otherwise means one of its subtypes.
    pub(super) fn subtypes(&self, view: &SchemaView) -> Option<Vec<Place>> {
        let is_component = self.components.contains(&view.place);
        let node = self
            .context
            .node(&view.place)
            .filter(|node| is_component && is_base(node))?;
        node.get("discriminator")?;
        let subtypes = self.discriminators.all_subtypes(&view.place);
        (!subtypes.is_empty()).then_some(subtypes)
    }

    /// The places of the branches. A union that is merged with properties takes
    /// the branches of unions inside it for its own.
    fn branch_places(&mut self, view: &SchemaView, base: &ObjectShape) -> Vec<Place> {
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
            let merges = !base.properties.is_empty() || !own;
            let mut seen = HashSet::from([union.clone()]);
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
        out: &mut Vec<Place>,
        seen: &mut HashSet<Place>,
    ) {
        let mut open = union_branches(view);
        open.reverse();
        while let Some(place) = open.pop() {
            let target = self
                .context
                .resolve(&place)
                .unwrap_or_else(|| place.clone());
            let inner = self
                .context
                .node(&target)
                .filter(|_| flatten)
                .map(|node| SchemaView::new(node, &target));
            let nested = inner.map(|inner| union_branches(&inner));
            match nested.filter(|nested| nested.len() > 1) {
                Some(nested) => {
                    self.merged.insert(target.clone());
                    if seen.insert(target) {
                        open.extend(nested.into_iter().rev());
                    }
                }
                None => out.push(place),
            }
        }
    }

    /// A branch of a union that has properties of its own: a struct of both.
    fn merged_branch(&mut self, place: &Place, base: &ObjectShape, naming: &Naming) -> TypeRef {
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
        if shape.properties.len() == base.properties.len()
            && view.shape.typ.as_deref() != Some("object")
        {
            return super::primitive::without_external(self.schema(place, naming).ty);
        }
        self.merged.insert(target.clone());
        let name = self.names.claim_inline(place, naming);
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

    fn branches(&self, places: &[Place], view: &SchemaView, name: &RustIdent) -> Vec<RawBranch> {
        let components: Vec<String> = places
            .iter()
            .filter_map(|place| self.component_at(place))
            .collect();
        let common = common_words(&components, name.plain());
        places
            .iter()
            .map(|place| RawBranch {
                place: place.clone(),
                names: self.branch_names(place, common),
                tags: self.tags(place, view),
            })
            .collect()
    }

    fn component_at(&self, place: &Place) -> Option<String> {
        let target = self.context.resolve(place)?;
        Some(self.components.get(&target)?.name.plain().to_owned())
    }

    /// What a person would call a branch: by its title, by the component it
    /// is, by the one key it requires, by the value that it is, by its type.
    fn branch_names(&self, place: &Place, common: (usize, usize)) -> Vec<String> {
        let mut names = Vec::new();
        let own = |key: &str| {
            self.context
                .node(place)?
                .get(key)?
                .as_str()
                .map(str::to_owned)
        };
        names.extend(own("x-rust-name"));
        if let Some(component) = self.component_at(place) {
            names.push(strip_words(&component, common));
            names.push(component);
        }
        names.extend(own("title"));
        let target = self.context.resolve(place).unwrap_or_else(|| place.clone());
        if let Some(node) = self.context.node(&target) {
            names.extend(telling_names(node));
        }
        names
    }

    /// The discriminator's values for a branch: those mapped to it, or else the
    /// component's own name.
    fn tags(&self, place: &Place, view: &SchemaView) -> Vec<String> {
        let Some(discriminator) = &view.data.discriminator else {
            return Vec::new();
        };
        let target = self.context.resolve(place);
        let mapped = discriminator.mapping.iter().filter(|(_, reference)| {
            target.is_some() && mapped(self.context.document, reference) == target
        });
        let tags: Vec<String> = mapped.map(|(tag, _)| tag.clone()).collect();
        if !tags.is_empty() {
            return tags;
        }
        let component = target.and_then(|target| self.components.get(&target));
        component
            .map(|component| component.wire.as_str().to_owned())
            .into_iter()
            .collect()
    }
}

/// The places of a union's branches.
fn union_branches(view: &SchemaView) -> Vec<Place> {
    let mut places = view.branches("oneOf", view.shape.one_of.len());
    places.extend(view.branches("anyOf", view.shape.any_of.len()));
    places
}

/// Names that the branch's own content suggests.
fn telling_names(node: &Node) -> Vec<String> {
    let mut names = Vec::new();
    let required: Vec<&str> = node
        .get("required")
        .and_then(Node::as_list)
        .into_iter()
        .flatten()
        .filter_map(Node::as_str)
        .collect();
    let properties = node.get("properties").and_then(Node::as_map);
    for (name, property) in properties.into_iter().flatten() {
        if let Some([Node::String(only)]) = property.get("enum").and_then(Node::as_list)
            && required.contains(&name.as_str())
        {
            names.push(only.clone());
        }
    }
    if let [only] = required.as_slice() {
        names.push((*only).to_owned());
    }
    match node.get("enum").and_then(Node::as_list) {
        Some([Node::String(only)]) => names.push(only.clone()),
        Some([_, _, ..]) => names.push("known".to_owned()),
        _ => {}
    }
    let format = node.get("format").and_then(Node::as_str);
    names.extend(match (node.get("type").and_then(Node::as_str), format) {
        (Some("array"), _) => Some("list".to_owned()),
        (Some("integer"), Some("unix-time")) => Some("time".to_owned()),
        (Some(kind), _) => Some(kind.to_owned()),
        (None, _) if properties.is_some() => Some("object".to_owned()),
        (None, _) => Some("value".to_owned()),
    });
    names
}
