//! `allOf`: several schemas that all hold.

use super::MAX_DEPTH;
use super::lowered::Lowered;
use super::naming::Naming;
use super::object::{ObjectShape, bare_name};
use super::schema::SchemaLowerer;
use super::view::SchemaView;
use crate::diagnostics::{Code, Diagnostic, Fidelity, Severity};
use crate::model::{Demand, EnumValues, JsonKind, Primitive, TypeKind, TypeRef, WireName};
use crate::tree::{HashSet, IndexMap, Node, Place};
use openapiv3::AdditionalProperties;
use std::rc::Rc;

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
        // What leads to itself adds nothing to itself.
        self.parts
            .borrow_mut()
            .insert(target.clone(), AllOfMember::Nothing);
        let part = self.part_of(&target, depth);
        self.parts.borrow_mut().insert(target, part);
        part
    }

    fn part_of(&self, target: &Place, depth: usize) -> AllOfMember {
        let Some(view) = self.context.view(target) else {
            return AllOfMember::Nothing;
        };
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
                None if shape.enumeration.is_empty() && shape.items.is_none() => {
                    AllOfMember::Nothing
                }
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
        if let Some(shortest) = self.shortest_list(&members) {
            self.share_name(&view.place, shortest);
            return self.schema(shortest, naming);
        }
        let mut written = members.iter().filter(|place| {
            let is_inline = self.context.resolve(place).as_ref() == Some(*place);
            is_inline && self.part(place, 0) != AllOfMember::Nothing
        });
        // The only one that is written out here is what the schema adds.
        if let (Some(own), None) = (written.next(), written.next()) {
            self.share_name(&view.place, own);
        }
        let has_items = |place: &Place| {
            let node = self.context.target(place);
            node.is_some_and(|node| node.get("items").is_some())
        };
        let is_bare_list = |place: &Place| {
            let node = self.context.target(place);
            let typ = node.and_then(|node| node.get("type")?.as_str());
            typ == Some("array") && !has_items(place)
        };
        // What a list holds may be said by another member.
        let told = members.iter().any(has_items);
        let members: Vec<&Place> = members
            .iter()
            .filter(|it| !told || !is_bare_list(it))
            .collect();
        let mut known: Vec<Lowered> = Vec::new();
        for place in members {
            if self.part(place, 0) != AllOfMember::Nothing {
                known.push(self.schema(place, naming));
            }
        }
        if let Some((first, others)) = known.split_first()
            && others.iter().all(|other| other.ty == first.ty)
        {
            return first.clone();
        }
        if let Some(narrowest) = self.narrowest(&known) {
            return narrowest;
        }
        // What has the component's name is its type.
        let component = self.components.get(&view.place);
        let is_named = |lowered: &&Lowered| match &lowered.ty {
            TypeRef::Named(id) => {
                component.is_some_and(|it| self.types.name(*id) == Some(&it.name))
            }
            _ => false,
        };
        let own = known.iter().find(is_named).cloned();
        let meaning = match own {
            Some(_) => "read as what is written out here",
            None => "becomes free-form JSON",
        };
        let diagnostic = Diagnostic::new(
            Severity::Warning,
            Code::ConflictingAllOf,
            "the schemas under `allOf` can't all hold for one type",
        )
        .at(&view.place.key("allOf"), meaning)
        .help("`allOf` of objects is merged; of other types it needs them to be the same")
        .makes(Fidelity::Wider);
        self.names.report(diagnostic);
        own.unwrap_or_else(|| Lowered::plain(TypeRef::Any))
    }

    /// Of schemas that all list values of one type, the one that lists the fewest: no
    /// other value is allowed.
    fn shortest_list<'p>(&self, members: &'p [Place]) -> Option<&'p Place> {
        let telling = members.iter();
        let telling = telling.filter(|place| self.part(place, 0) != AllOfMember::Nothing);
        let listed: Option<Vec<(&Place, &[Node])>> = telling
            .map(|place| Some((place, self.context.target(place)?.get("enum")?.as_list()?)))
            .collect();
        let listed = listed.filter(|lists| lists.len() > 1)?;
        let values = listed.iter().flat_map(|(_, values)| *values);
        let are_texts = values.clone().all(|value| value.as_str().is_some());
        let are_integers = values.clone().all(|value| value.as_integer().is_some());
        let shortest = listed.iter().min_by_key(|(_, values)| values.len())?;
        (are_texts || are_integers).then_some(shortest.0)
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
        let mut seen = HashSet::default();
        let mut members: IndexMap<String, Vec<Place>> = IndexMap::default();
        while let Some(union) = open.pop() {
            let view = self.context.view(&union);
            let Some(view) = view.filter(|_| seen.insert(union.clone())) else {
                continue;
            };
            let mut demanded = Vec::new();
            for branch in super::branches::union_branches(&view) {
                let mut inner = ObjectShape::default();
                self.collect_at(&branch, &mut inner);
                demanded.push(inner.required.iter().map(WireName::new).collect());
                for (name, places) in inner.properties {
                    members.entry(name).or_default().extend(places);
                }
                open.extend(inner.unions);
            }
            // Which of several branches fit is for them to say, which one at least is for all.
            shape.demands.push(Demand::AnyOf(demanded));
        }
        for (name, mut places) in members {
            let first = places.first().and_then(|place| self.plain_primitive(place));
            let is_alike = |place: &Place| first.is_some() && self.plain_primitive(place) == first;
            if places.len() > 1 && !places.iter().all(is_alike) {
                // Each branch says something else of it.
                places.clear();
            }
            shape.properties.entry(name).or_default().extend(places);
        }
    }

    fn collect_at(&mut self, place: &Place, shape: &mut ObjectShape) {
        if let Some(target) = self.context.resolve(place) {
            self.collect(&target, shape);
            self.merged.insert(target);
        }
    }

    /// Of values, primitives and lists of one JSON type, what allows the fewest values: a
    /// constant, an enum, a format or a size, a primitive.
    fn narrowest(&self, known: &[Lowered]) -> Option<Lowered> {
        let ranks: Option<Vec<_>> = known.iter().map(|it| self.breadth(it)).collect();
        let ranks = ranks?;
        let numeric = |kind: JsonKind| matches!(kind, JsonKind::Integer | JsonKind::Number);
        let (first, _) = ranks.first()?;
        let is_alike =
            |(kind, _): &(JsonKind, _)| kind == first || (numeric(*kind) && numeric(*first));
        let ranked = known.iter().zip(&ranks);
        let (narrowest, (_, least)) = ranked.clone().min_by_key(|(_, (_, breadth))| *breadth)?;
        // Of lists of values, each may be read as any, for enums are open.
        let is_same = |(it, (_, breadth)): (&Lowered, &(JsonKind, (u8, usize)))| {
            breadth != least || least.0 == 0 || it.ty == narrowest.ty
        };
        (ranks.iter().all(is_alike) && ranked.clone().all(is_same)).then(|| narrowest.clone())
    }

    /// The JSON type that a schema allows, and how much of it.
    fn breadth(&self, lowered: &Lowered) -> Option<(JsonKind, (u8, usize))> {
        if let Some(constant) = &lowered.constant {
            return Some((JsonKind::of(constant), (0, 1)));
        }
        match &lowered.ty {
            TypeRef::Named(id) => match self.types.kind(*id)? {
                TypeKind::Enum(def) => Some(match &def.values {
                    EnumValues::Strings(values) => (JsonKind::String, (0, values.len())),
                    EnumValues::Integers(values) => (JsonKind::Integer, (0, values.len())),
                }),
                _ => None,
            },
            TypeRef::Primitive(primitive) => {
                let rank = match primitive {
                    Primitive::F64 => 3,
                    Primitive::String | Primitive::Boolean | Primitive::I64 => 2,
                    _ => 1,
                };
                Some((primitive.json_kind(), (rank, 0)))
            }
            TypeRef::List(item) => {
                Some((JsonKind::Array, (1 + u8::from(**item == TypeRef::Any), 0)))
            }
            _ => None,
        }
    }

    /// Gathers an object's properties, those of its `allOf` first. What several
    /// members lead to is taken in once.
    pub(super) fn collect(&mut self, place: &Place, shape: &mut ObjectShape) {
        let view = self.context.view(place).into_iter();
        let mut open: Vec<GatherStep> = view.map(GatherStep::Into).collect();
        while let Some(step) = open.pop() {
            match step {
                GatherStep::Into(view) if shape.taken.insert(view.place.clone()) => {
                    let members = view.branches("allOf", view.shape.all_of.len());
                    open.push(GatherStep::Own(view));
                    for place in members.iter().rev() {
                        let target = self.context.resolve(place);
                        let target = target.filter(|target| !shape.taken.contains(target));
                        let Some(view) = target.and_then(|target| self.context.view(&target))
                        else {
                            continue;
                        };
                        self.merged.insert(view.place.clone());
                        open.push(GatherStep::Into(view));
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
    Into(Rc<SchemaView>),
    /// Take in what the schema says itself.
    Own(Rc<SchemaView>),
}

fn collect_own(view: Rc<SchemaView>, shape: &mut ObjectShape) {
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
