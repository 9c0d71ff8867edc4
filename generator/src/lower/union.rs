//! `oneOf` and `anyOf`: one of several.

use super::constants::{Constants, says_more};
use super::context::LoweringContext;
use super::lowered::optional;
use super::naming::Naming;
use super::object::ObjectShape;
use super::schema::SchemaLowerer;
use super::view::SchemaView;
use crate::grammar::discriminators::Mapping;
use crate::model::{Rule, RustIdent, TypeHead, TypeKind, TypeRef, UnionDef, UnionVariant, Variant};
use crate::names::Convention;
use crate::tree::{HashMap, Node, Place};
use serde_json::Value;

/// Names for the variant that keeps the raw JSON.
pub(super) const UNKNOWN: &[&str] = &["unknown", "unrecognized", "other_json"];

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
                self.collect(&view.place, &mut base);
                let places = self.branch_places(view, &base);
                self.without_repeated(places)
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
        let all_assertions = context.contradictions(&places);
        let all_names = self.branch_names((&places, &all_assertions), name, &base.required);
        let mut mappings = HashMap::default();
        for ((branch, names), assertions) in branches.iter().zip(all_names).zip(all_assertions) {
            let mapping = mappings.entry(&branch.union);
            let mapping = mapping.or_insert_with(|| mapping_of(context, &branch.union));
            let mapping = mapping.as_ref();
            let tags = mapping.map_or_else(Vec::new, |it| self.tags(&branch.place, it));
            let names = if branch.place == view.place {
                own_names(&tags, name)
            } else {
                names
            };
            let renamed = self.names.renamed("", &branch.place);
            let candidates: Vec<&str> = renamed.iter().chain(&names).map(String::as_str).collect();
            let value = self.value_of_branch(&branch.place);
            // A value has the name that it has in an enum, which this may have been.
            let item = match &value {
                Some(value) => value.to_string(),
                None => branch_item(context, &branch.place),
            };
            let claim = scope.claim_as(&item, &candidates, "branch", &branch.place);
            let docs = self.context.docs_at(&branch.place);
            let description = docs.description.or(docs.title);
            if let Some(value) = value {
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
                is_default: mapping.is_some_and(|it| it.is_default(&branch.place)),
                constructor: None,
                accessors: None,
                value: self.context.value_spec(&branch.place).into(),
                assertions,
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
        let view = self.context.target_view(place)?;
        let [only] = view.shape.enumeration.as_slice() else {
            return None;
        };
        let is_number = only.is_number() && !only.is_i64();
        (!only.is_null() && !is_number && !says_more(&view) && !view.data.nullable)
            .then(|| only.clone())
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

    /// A branch of a union that has properties of its own: a struct of both.
    fn merged_branch(
        &mut self,
        place: &Place,
        base: &ObjectShape,
        (item, naming): (&str, &Naming),
    ) -> TypeRef {
        let target = self.context.resolve(place).unwrap_or_else(|| place.clone());
        let Some(view) = self.context.view(&target) else {
            return TypeRef::Any;
        };
        let mut shape = ObjectShape {
            unions: Vec::new(),
            ..base.clone()
        };
        self.collect(&target, &mut shape);
        self.tell_tags(&target, &mut shape);
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

    /// The discriminator's values for a branch: those mapped to it, or else the
    /// name by which it is referred to.
    fn tags(&self, place: &Place, mapping: &Mapping<'_>) -> Vec<String> {
        let document = self.context.document;
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

/// What the discriminator of the union at a place says.
fn mapping_of<'a>(context: LoweringContext<'a>, union: &Place) -> Option<Mapping<'a>> {
    let node = context.node(union)?;
    Mapping::of(context.document, node, union)
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
