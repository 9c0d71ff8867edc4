//! `allOf`: several schemas that all hold.

use super::MAX_DEPTH;
use super::lowered::Lowered;
use super::naming::Naming;
use super::object::{ObjectShape, bare_name};
use super::schema::SchemaLowerer;
use super::view::SchemaView;
use crate::diagnostics::{Code, Diagnostic, Fidelity, Severity};
use crate::model::{EnumValues, Primitive, TypeKind, TypeRef};
use crate::tree::Place;
use openapiv3::AdditionalProperties;
use std::collections::HashSet;

/// What an `allOf` amounts to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum AllOfKind {
    /// One schema with a wrapping of words: the same type as that one.
    Wrapper(Place),
    /// Objects only: one struct.
    Object,
    /// Objects and a union: a union of structs.
    Union,
    /// Anything else.
    Other,
}

/// What one member of an `allOf` contributes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum AllOfMember {
    Object,
    Union,
    /// Only words: descriptions, `nullable`.
    Nothing,
    Other,
}

impl SchemaLowerer<'_> {
    pub(super) fn all_of_kind(&self, view: &SchemaView, depth: usize) -> AllOfKind {
        let members = view.branches("allOf", view.shape.all_of.len());
        let substantial: Vec<(Place, AllOfMember)> = members
            .into_iter()
            .map(|place| {
                let part = self.part(&place, depth + 1);
                (place, part)
            })
            .filter(|(_, part)| *part != AllOfMember::Nothing)
            .collect();
        let parts: Vec<AllOfMember> = substantial.iter().map(|(_, part)| *part).collect();
        match (substantial.first(), substantial.len()) {
            (None, _) if !view.has_own_shape() => AllOfKind::Other,
            (Some((only, _)), 1) if !view.has_own_shape() => AllOfKind::Wrapper(only.clone()),
            _ if parts.contains(&AllOfMember::Other) => AllOfKind::Other,
            _ => match parts
                .iter()
                .filter(|part| **part == AllOfMember::Union)
                .count()
            {
                1 => AllOfKind::Union,
                // Of several unions one branch each holds, and no enum says that.
                _ => AllOfKind::Object,
            },
        }
    }

    /// What the schema or reference at `place` contributes. Asked once of each
    /// schema: several members may lead to one, and to one that they lie in.
    pub(super) fn part(&self, place: &Place, depth: usize) -> AllOfMember {
        let Some(target) = self.context.resolve(place) else {
            return AllOfMember::Nothing;
        };
        if let Some(known) = self.parts.borrow().get(&target) {
            return *known;
        }
        if depth > MAX_DEPTH {
            return AllOfMember::Other;
        }
        // Whoever comes back to it while it is looked at is in a cycle.
        self.parts
            .borrow_mut()
            .insert(target.clone(), AllOfMember::Other);
        let part = self.part_of(&target, depth);
        self.parts.borrow_mut().insert(target, part);
        part
    }

    fn part_of(&self, target: &Place, depth: usize) -> AllOfMember {
        let Some(node) = self.context.node(target) else {
            return AllOfMember::Nothing;
        };
        let view = SchemaView::new(node, target);
        let shape = &view.shape;
        if self.is_nominal_enum(&view) {
            AllOfMember::Other
        } else if !shape.one_of.is_empty() || !shape.any_of.is_empty() {
            AllOfMember::Union
        } else if !shape.all_of.is_empty() {
            match self.all_of_kind(&view, depth + 1) {
                AllOfKind::Object => AllOfMember::Object,
                AllOfKind::Union => AllOfMember::Union,
                AllOfKind::Wrapper(inner) => self.part(&inner, depth + 1),
                AllOfKind::Other => AllOfMember::Other,
            }
        } else if view.has_own_shape() && shape.enumeration.is_empty() && shape.items.is_none() {
            AllOfMember::Object
        } else {
            match shape.typ.as_deref() {
                Some("object") => AllOfMember::Object,
                None if shape.enumeration.is_empty() => AllOfMember::Nothing,
                _ => AllOfMember::Other,
            }
        }
    }

    /// An `allOf` that is no object: the one schema it wraps, or what can't be
    /// merged.
    pub(super) fn all_of_structural(&mut self, view: &SchemaView, naming: &Naming) -> Lowered {
        match self.all_of_kind(view, 0) {
            AllOfKind::Wrapper(member) => {
                self.share_name(&view.place, &member);
                self.schema(&member, naming)
            }
            _ => self.all_of_other(view, naming),
        }
    }

    /// Refinements of one primitive keep the primitive; the rest is free-form
    /// JSON, and said to be.
    fn all_of_other(&mut self, view: &SchemaView, naming: &Naming) -> Lowered {
        let members = view.branches("allOf", view.shape.all_of.len());
        let mut written = members.iter().filter(|place| {
            let is_inline = self.context.resolve(place).as_ref() == Some(*place);
            is_inline && self.part(place, 0) != AllOfMember::Nothing
        });
        // The only one that is written out here is what the schema adds.
        if let (Some(own), None) = (written.next(), written.next()) {
            self.share_name(&view.place, own);
        }
        let mut known: Vec<Lowered> = Vec::new();
        for place in &members {
            if self.part(place, 0) != AllOfMember::Nothing {
                known.push(self.schema(place, naming));
            }
        }
        if let Some((first, others)) = known.split_first()
            && others.iter().all(|other| other.ty == first.ty)
        {
            return first.clone();
        }
        if let Some(values) = self.narrowest(&known) {
            return values;
        }
        let diagnostic = Diagnostic::new(
            Severity::Warning,
            Code::ConflictingAllOf,
            "the schemas under `allOf` can't all hold for one type",
        )
        .at(&view.place.key("allOf"), "becomes free-form JSON")
        .help("`allOf` of objects is merged; of other types it needs them to be the same")
        .makes(Fidelity::Wider);
        self.names.report(diagnostic);
        Lowered::plain(TypeRef::Any)
    }

    /// The members of all branches of several unions, which may be there.
    pub(super) fn open_branches(&mut self, view: &SchemaView, shape: &mut ObjectShape) {
        let unions = std::mem::take(&mut shape.unions);
        if unions.len() < 2 {
            return;
        }
        let diagnostic = Diagnostic::note(Code::Unsupported, "several unions hold at once")
            .at_key(
                &view.place.key("allOf"),
                "members of all branches may be there",
            )
            .makes(Fidelity::Wider);
        self.names.report(diagnostic);
        let mut open = unions;
        let mut seen = HashSet::new();
        while let Some(union) = open.pop() {
            let Some(node) = self
                .context
                .node(&union)
                .filter(|_| seen.insert(union.clone()))
            else {
                continue;
            };
            for branch in super::branches::union_branches(&SchemaView::new(node, &union)) {
                let mut inner = ObjectShape::default();
                self.collect_at(&branch, &mut inner);
                for (name, places) in inner.properties {
                    shape.properties.entry(name).or_default().extend(places);
                }
                open.extend(inner.unions);
            }
        }
    }

    fn collect_at(&mut self, place: &Place, shape: &mut ObjectShape) {
        let target = self.context.resolve(place);
        let node = target.as_ref().and_then(|target| self.context.node(target));
        if let Some((target, node)) = target.as_ref().zip(node) {
            self.collect(&SchemaView::new(node, target), shape);
            self.merged.insert(target.clone());
        }
    }

    /// Of enums and the primitive that their values are of: the enum with the fewest
    /// values.
    fn narrowest(&self, known: &[Lowered]) -> Option<Lowered> {
        let values_of = |lowered: &Lowered| match &lowered.ty {
            TypeRef::Named(id) => match self.types.kind(*id)? {
                TypeKind::Enum(def) => Some(match &def.values {
                    EnumValues::Strings(values) => (Primitive::String, values.len()),
                    EnumValues::Integers(values) => (Primitive::I64, values.len()),
                }),
                _ => None,
            },
            _ => None,
        };
        let enums = known.iter().filter_map(|it| Some((it, values_of(it)?)));
        let (narrowest, (primitive, _)) = enums.min_by_key(|(_, (_, count))| *count)?;
        let fits = |lowered: &Lowered| match values_of(lowered) {
            Some((other, _)) => other == primitive,
            None => lowered.ty == TypeRef::Primitive(primitive),
        };
        known.iter().all(fits).then(|| narrowest.clone())
    }

    /// Gathers an object's properties, those of its `allOf` first. What several
    /// members lead to is taken in once.
    pub(super) fn collect(&mut self, view: &SchemaView, shape: &mut ObjectShape) {
        let mut open = vec![GatherStep::Into(view.clone())];
        while let Some(step) = open.pop() {
            match step {
                GatherStep::Into(view) if shape.taken.insert(view.place.clone()) => {
                    let members = view.branches("allOf", view.shape.all_of.len());
                    open.push(GatherStep::Own(view));
                    for place in members.iter().rev() {
                        let Some(target) = self.context.resolve(place) else {
                            continue;
                        };
                        let Some(node) = self.context.node(&target) else {
                            continue;
                        };
                        open.push(GatherStep::Into(SchemaView::new(node, &target)));
                        self.merged.insert(target);
                    }
                }
                GatherStep::Into(_) => {}
                GatherStep::Own(view) => collect_own(view, shape),
            }
        }
    }
}

/// What is to be done next while an object is gathered.
enum GatherStep {
    /// Go to the members of the schema's `allOf`, and then to its own.
    Into(SchemaView),
    /// Take in what the schema says itself.
    Own(SchemaView),
}

fn collect_own(view: SchemaView, shape: &mut ObjectShape) {
    if !view.shape.one_of.is_empty() || !view.shape.any_of.is_empty() {
        shape.unions.push(view.place.clone());
    }
    for name in &view.properties {
        let places = shape.properties.entry(name.clone()).or_default();
        places.push(view.property(name));
    }
    shape.required.extend(view.shape.required.iter().cloned());
    shape.demands.extend(view.demands.iter().cloned());
    shape.fewest = shape.fewest.max(view.shape.min_properties);
    if let Some(bare) = bare_name(&view) {
        shape.bare = Some(bare);
    }
    match &view.shape.additional_properties {
        Some(AdditionalProperties::Any(false)) => shape.closed = true,
        Some(_) => shape.additional = Some(view),
        None => {}
    }
}
