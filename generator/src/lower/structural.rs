//! Schemas without a type of their own: lists, maps, primitives, and what is the
//! same as another.

use super::branches::union_branches;
use super::constants::{OpenType, is_null, open_type};
use super::lowered::{Lowered, optional};
use super::naming::Naming;
use super::schema::SchemaLowerer;
use super::union::UNKNOWN;
use super::view::SchemaView;
use crate::diagnostics::{Code, Diagnostic, Fidelity, Severity};
use crate::model::{Primitive, Rule, RustIdent, TypeKind, TypeRef, UnionDef, UnionVariant};
use crate::names::Convention;
use crate::tree::HashSet;
use crate::tree::Place;
use openapiv3::AdditionalProperties;
use serde_json::Value;

/// A schema of which the one around it allows one value alone: that value, whose type
/// is not the enum of all of them.
fn one_of_its_values(lowered: Lowered, values: &[Value]) -> Lowered {
    let [only] = values else {
        return lowered;
    };
    let primitive = match only {
        Value::String(_) => Primitive::String,
        Value::Bool(_) => Primitive::Boolean,
        Value::Number(number) if number.is_i64() => Primitive::I64,
        _ => return lowered,
    };
    let is_enum = matches!(lowered.ty, TypeRef::Named(_));
    Lowered {
        ty: if is_enum {
            TypeRef::Primitive(primitive)
        } else {
            lowered.ty
        },
        constant: Some(only.clone()),
        ..lowered
    }
}

/// How many lists and maps may lie in each other. Whoever reads the type, be it
/// a parser, has to keep all of them in mind.
pub(super) const MOST_NESTED: usize = 16;

impl SchemaLowerer<'_> {
    /// A schema without a type of its own.
    pub(super) fn structural(&mut self, view: &SchemaView, naming: &Naming) -> Lowered {
        let shape = &view.shape;
        let nullable = is_nullable(view) || self.has_null_branch(view);
        let mut lowered = if let Some(branch) = self.only_branch(view) {
            self.share_name(&view.place, &branch);
            let lowered = self.schema(&branch, naming);
            if let (TypeRef::Named(id), Some(_)) = (&lowered.ty, self.open_enum_of(view)) {
                self.opened.insert(*id);
            }
            lowered
        } else if !shape.all_of.is_empty() {
            let lowered = self.all_of_structural(view, naming);
            one_of_its_values(lowered, &shape.enumeration)
        } else if is_type(view, "array", shape.items.is_some()) {
            self.list(view, naming)
        } else if is_type(view, "object", shape.additional_properties.is_some()) {
            self.map(view, naming)
        } else {
            self.primitive(view)
        };
        lowered.nullable |= nullable;
        if let [only @ (Value::Array(_) | Value::Object(_))] = shape.enumeration.as_slice() {
            lowered.constant = Some(only.clone());
        }
        lowered
    }

    /// The branch of a union that has only one beside null, or several of one
    /// primitive: the first of them then. Beside a component that is an enum of
    /// strings, which is open, `type: string` adds nothing.
    pub(super) fn only_branch(&self, view: &SchemaView) -> Option<Place> {
        let shape = &view.shape;
        let is_union = !shape.one_of.is_empty() || !shape.any_of.is_empty();
        if !is_union || !shape.all_of.is_empty() || !shape.properties.is_empty() {
            return None;
        }
        if let Some(open) = self.open_enum_of(view) {
            return Some(open);
        }
        let mut places = union_branches(view);
        places.retain(|place| !self.is_null_branch(place));
        let mut targets = HashSet::default();
        places.retain(|place| {
            let target = self.context.resolve(place);
            target.is_none_or(|target| targets.insert(target))
        });
        let (first, others) = places.split_first()?;
        let primitive = |place: &Place| self.plain_primitive(place);
        let own = primitive(first);
        let is_alike = |other: &Place| {
            let other = primitive(other);
            own.zip(other).is_some_and(|(own, other)| own.0 == other.0)
        };
        if others.is_empty() {
            return Some(first.clone());
        }
        if !others.iter().all(is_alike) {
            return None;
        }
        // What has no format holds whatever another branch says.
        let is_any = |place: &&Place| primitive(place).is_some_and(|(_, scalar)| scalar.is_none());
        let any = places.iter().find(is_any);
        let same = || others.iter().all(|other| primitive(other) == own);
        any.or_else(|| same().then_some(first)).cloned()
    }

    /// The primitive that a branch is, if it is no more than that, and that of its
    /// format. Whether it may be null is the union's.
    pub(super) fn plain_primitive(&self, place: &Place) -> Option<(Primitive, Option<Primitive>)> {
        let view = self.context.target_view(place)?;
        let plain = super::primitive::plain_or_null(&view)?;
        Some((plain, self.context.scalar(&view)))
    }

    /// The one branch that refers to an enum, which takes any other string as well, where
    /// all others are null or any string.
    fn open_enum_of(&self, view: &SchemaView) -> Option<Place> {
        let mut places = union_branches(view);
        places.retain(|place| !self.is_null_branch(place));
        let is_any_text = |place: &&Place| {
            self.target_is(place, |view| {
                let is_choice = !view.shape.enumeration.is_empty();
                !is_choice && open_type(view) == Some(OpenType::String)
            })
        };
        let (texts, others): (Vec<&Place>, Vec<&Place>) = places.iter().partition(is_any_text);
        let [only] = others.as_slice() else {
            return None;
        };
        let target = self.context.resolve(only)?;
        let is_open = self.components.contains(&target)
            && self.target_is(&target, |view| {
                let known = self.constants(view);
                known.is_some_and(|known| match known.open {
                    None => self.context.config.open_enums && known.are_several_texts(),
                    open => open == Some(OpenType::String),
                })
            });
        (!texts.is_empty() && is_open).then_some(target)
    }

    /// Whether one of the branches of a union is null, or says that it may be: null
    /// is the union's then.
    pub(super) fn has_null_branch(&self, view: &SchemaView) -> bool {
        let mut places = union_branches(view).into_iter();
        let is_typed = view.shape.typ.is_some() || !view.shape.properties.is_empty();
        places.any(|place| {
            let takes_null = !is_typed && self.is_nullable_branch(&place);
            takes_null || self.is_null_branch(&place)
        })
    }

    pub(super) fn is_nullable_branch(&self, place: &Place) -> bool {
        self.may_be_null(place) && self.target_is(place, is_nullable)
    }

    fn is_null_branch(&self, place: &Place) -> bool {
        self.may_be_null(place) && self.target_is(place, is_null)
    }

    fn may_be_null(&self, place: &Place) -> bool {
        let node = self.context.target(place);
        node.is_some_and(SchemaView::may_be_null)
    }

    /// Whether that holds of the schema that a place leads to.
    fn target_is(&self, place: &Place, holds: impl Fn(&SchemaView) -> bool) -> bool {
        let view = self.context.target_view(place);
        view.is_some_and(|view| holds(&view))
    }

    /// What a component consists of, and is written out in it, has its name.
    pub(super) fn share_name(&mut self, place: &Place, inner: &Place) {
        let is_inline = self.context.resolve(inner).as_ref() == Some(inner);
        if let Some(component) = self.components.get(place).filter(|_| is_inline) {
            let component = component.clone();
            self.components.insert(inner.clone(), component);
        }
    }

    /// Whether the schema is a struct: its members have names, or it leads to itself in
    /// a way that nothing else could say.
    pub(super) fn has_members(&self, view: &SchemaView) -> bool {
        let shape = &view.shape;
        let has_names = !shape.properties.is_empty() || !shape.required.is_empty();
        let says_so = match &shape.additional_properties {
            // Nothing may be there, and no map says that.
            Some(AdditionalProperties::Any(false)) => {
                has_names || shape.typ.as_deref() == Some("object")
            }
            Some(_) => has_names,
            None => !shape.properties.is_empty(),
        };
        says_so || (shape.additional_properties.is_some() && self.leads_to_itself(view))
    }

    /// Whether the schema is an array that leads to itself: a union of one branch can say
    /// that.
    pub(super) fn is_list_of_itself(&self, view: &SchemaView) -> bool {
        let is_list = is_type(view, "array", view.shape.items.is_some());
        is_list && view.shape.all_of.is_empty() && self.leads_to_itself(view)
    }

    /// Whether a schema without properties leads to itself through maps and arrays
    /// alone, which no alias can say. Of several on the way a component is the one that
    /// gets a type, if there is one.
    fn leads_to_itself(&self, view: &SchemaView) -> bool {
        const WORDS: [&str; 2] = ["additionalProperties", "items"];
        const NAMED: [&str; 5] = ["properties", "allOf", "oneOf", "anyOf", "enum"];
        let is_component = self.components.contains(&view.place);
        let mut open = vec![view.place.clone()];
        let mut seen = HashSet::default();
        while let Some(place) = open.pop() {
            for target in WORDS.iter().filter_map(|word| {
                let below = place.key(word);
                self.context.node(&below)?.as_map()?;
                self.context.resolve(&below)
            }) {
                if target == view.place {
                    return true;
                }
                let node = self.context.node(&target);
                let has_name = NAMED
                    .iter()
                    .any(|word| node.is_some_and(|node| node.get(word).is_some()));
                let gives_way = !is_component && self.components.contains(&target);
                let is_near = is_component || seen.len() < MOST_NESTED;
                if !has_name && !gives_way && is_near && seen.insert(target.clone()) {
                    open.push(target);
                }
            }
        }
        false
    }

    pub(super) fn list(&mut self, view: &SchemaView, naming: &Naming) -> Lowered {
        if view.shape.items.is_none() {
            let diagnostic = Diagnostic::new(
                Severity::Warning,
                Code::ArrayWithoutItems,
                "an array doesn't say what it holds",
            )
            .at(&view.place, "becomes an array of free-form JSON")
            .help("add `items`; `items: {}` if anything goes")
            .makes(Fidelity::Faithful);
            self.names.report(diagnostic);
            return Lowered::plain(super::any_list());
        }
        let mut item = naming.item();
        if self.components.contains(&view.place) {
            // The list has that name itself.
            item.candidates
                .retain(|name| !naming.candidates.contains(name));
        }
        let item = self.entry(&view.place.key("items"), &item);
        let item_ty = self.bounded(view, optional(item.ty, item.nullable));
        let ty = TypeRef::List(Box::new(item_ty));
        Lowered {
            codec: item.codec,
            ..Lowered::plain(ty)
        }
    }

    /// An array of itself: no alias can be that, but the payload of a variant.
    pub(super) fn list_of_itself(
        &mut self,
        view: &SchemaView,
        name: &RustIdent,
        module: RustIdent,
    ) -> TypeKind {
        let context = self.context;
        let owner = context.ledger.owner(name.plain());
        let mut scope = context.scope(Convention::Variant, &[], "variant", &owner);
        let list = scope.claim_as("items", &["list"], "branch", &view.place);
        let naming = Naming {
            candidates: vec![name.plain().to_owned()],
            module,
        };
        let variant = UnionVariant {
            name: list.name,
            ty: self.list(view, &naming).ty,
            rule: Rule::Any,
            tags: Vec::new(),
            is_default: false,
            constructor: None,
            accessors: None,
            value: context.value_spec(&view.place).into(),
            assertions: Vec::new(),
            description: None,
        };
        TypeKind::Union(UnionDef {
            variants: vec![variant],
            values: Vec::new(),
            unknown: Some(scope.claim_as("*", UNKNOWN, "unknown", &view.place).name),
            discriminator: None,
        })
    }

    /// What a list or a map holds.
    fn entry(&mut self, place: &Place, naming: &Naming) -> Lowered {
        if self.context.resolve(place).as_ref() == Some(place) {
            self.choices.insert(place.clone());
        }
        self.schema(place, naming)
    }

    /// The type of what isn't declared: `additionalProperties`.
    pub(super) fn additional(&mut self, view: &SchemaView, naming: &Naming) -> Lowered {
        match &view.shape.additional_properties {
            Some(openapiv3::AdditionalProperties::Schema(_)) => {
                let place = view.place.key("additionalProperties");
                let value = self.entry(&place, &naming.value());
                Lowered {
                    codec: value.codec,
                    ..Lowered::plain(optional(value.ty, value.nullable))
                }
            }
            _ => Lowered::plain(TypeRef::Any),
        }
    }

    fn map(&mut self, view: &SchemaView, naming: &Naming) -> Lowered {
        let value = self.additional(view, naming);
        let value_ty = self.bounded(view, value.ty);
        Lowered {
            ty: TypeRef::Map(Box::new(value_ty)),
            codec: value.codec,
            ..Lowered::plain(TypeRef::Any)
        }
    }

    /// What a list or a map is to hold, unless that is too deep already.
    fn bounded(&mut self, view: &SchemaView, inner: TypeRef) -> TypeRef {
        if nesting(&inner) < MOST_NESTED {
            return inner;
        }
        let diagnostic = Diagnostic::new(
            Severity::Warning,
            Code::Unsupported,
            format!("more than {MOST_NESTED} arrays and maps are nested"),
        )
        .at(&view.place, "what this one holds becomes free-form JSON")
        .help("give one of the schemas on the way properties")
        .makes(Fidelity::Wider);
        self.names.report(diagnostic);
        TypeRef::Any
    }
}

/// How many lists and maps the type is made of, one in the other.
fn nesting(ty: &TypeRef) -> usize {
    let mut depth = 0;
    let mut here = ty;
    while let TypeRef::List(inner)
    | TypeRef::Map(inner)
    | TypeRef::Optional(inner)
    | TypeRef::Boxed(inner) = here
    {
        depth += 1;
        here = inner;
    }
    depth
}

/// Whether the schema is of a type: says so, or says nothing and holds what
/// only makes sense in that type.
pub(super) fn is_type(view: &SchemaView, name: &str, sign: bool) -> bool {
    match &view.shape.typ {
        Some(typ) => typ == name,
        None => sign,
    }
}

pub(super) fn is_nullable(view: &SchemaView) -> bool {
    view.data.nullable || view.shape.enumeration.contains(&serde_json::Value::Null)
}
