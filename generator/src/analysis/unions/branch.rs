//! What can be seen of a branch in JSON.

use crate::tree::{HashSet, IndexSet};
use std::collections::VecDeque;

use super::tags::{self, Tag};
use crate::model::{EnumValues, JsonKind, Presence, StructDef, TypeArena, TypeKind, TypeRef};
use serde_json::Value;

/// A branch, as far as it shows in JSON.
pub(super) struct Branch<'a> {
    pub kinds: Vec<JsonKind>,
    /// The values of an enum of strings.
    pub values: Vec<String>,
    /// The members that are declared.
    pub known: HashSet<&'a str>,
    /// Those that have to be there, in their order.
    pub required: IndexSet<&'a str>,
    /// Members of one value.
    pub constants: Vec<BranchConstant<'a>>,
    /// Members that have to be there, those of one value among them.
    pub demanded: HashSet<&'a str>,
    /// Members whose values are listed.
    pub tags: Vec<Tag<'a>>,
}

/// A member of one value; further down, of several that are listed.
pub(super) struct BranchConstant<'a> {
    /// The names of the members that lead to it, and its own.
    pub path: Vec<&'a str>,
    pub values: Vec<String>,
}

/// How far down constants are looked for.
const MAX_DEPTH: usize = 8;

impl<'a> Branch<'a> {
    pub fn new(types: &'a TypeArena, ty: &TypeRef) -> Self {
        let mut branch = Self {
            kinds: kinds(types, ty),
            values: Vec::new(),
            known: HashSet::default(),
            required: IndexSet::default(),
            constants: Vec::new(),
            demanded: HashSet::default(),
            tags: Vec::new(),
        };
        if let TypeRef::Named(id) = unboxed(ty) {
            match &types[*id].kind {
                TypeKind::Struct(def) => branch.read(types, def),
                TypeKind::Enum(def) => {
                    if let EnumValues::Strings(values) = &def.values {
                        branch.values = values.iter().map(|value| value.value.clone()).collect();
                    }
                }
                TypeKind::Union(def) => branch.tags = tags::of_union(types, def),
                _ => {}
            }
        }
        branch
    }

    fn read(&mut self, types: &'a TypeArena, def: &'a StructDef) {
        let required = def.fields.iter();
        let required = required.filter(|field| field.presence.is_required());
        self.required = required.map(|field| field.wire.as_str()).collect();
        self.demanded = self.required.iter().copied().collect();
        // Who sends it always says it, and who reads may miss it.
        let constants = def.constants.iter();
        let constants = constants.filter(|constant| constant.presence.is_required());
        self.demanded
            .extend(constants.map(|constant| constant.wire.as_str()));
        self.known = def.fields.iter().map(|field| field.wire.as_str()).collect();
        self.known.extend(constants_of(def).map(|(name, _)| name));
        self.constants = all_constants(types, def);
        self.tags = tags::tags(types, def);
    }
}

/// The members of one value, with its text. A value that is no string has to
/// be written by the branch itself.
fn constants_of(def: &StructDef) -> impl Iterator<Item = (&str, String)> {
    let fields = def.fields.iter().filter_map(|field| {
        let value = field.constant.as_ref()?;
        let is_written = value.is_string() || field.presence.is_required();
        is_written.then_some((field.wire.as_str(), value))
    });
    let constants = def.constants.iter();
    fields
        .chain(constants.map(|constant| (constant.wire.as_str(), &constant.value)))
        .filter_map(|(name, value)| Some((name, text(value)?)))
}

/// The same with those of the objects that demanded members hold, at any depth; each
/// type is looked at once.
fn all_constants<'a>(types: &'a TypeArena, def: &'a StructDef) -> Vec<BranchConstant<'a>> {
    let mut found = Vec::new();
    let (mut seen, mut inside) = (HashSet::default(), HashSet::default());
    let mut open = VecDeque::from([(Vec::new(), def)]);
    while let Some((path, def)) = open.pop_front() {
        let below = |name| path.iter().copied().chain([name]).collect::<Vec<_>>();
        let listed = (!path.is_empty()).then(|| tags::tags(types, def));
        let listed = listed.into_iter().flatten();
        let listed = listed.filter(|tag| tag.demanded && !tag.constant);
        let constants = constants_of(def).map(|(name, value)| (name, vec![value]));
        for (name, values) in constants.chain(listed.map(|tag| (tag.member, tag.values))) {
            let path = below(name);
            if seen.insert(path.clone()) {
                found.push(BranchConstant { path, values });
            }
        }
        let required = def.fields.iter();
        let required = required.filter(|field| field.presence == Presence::Required);
        for field in required.filter(|_| path.len() < MAX_DEPTH) {
            if let TypeRef::Named(id) = unboxed(&field.ty)
                && let TypeKind::Struct(inner) = &types[*id].kind
                && (path.is_empty() || inside.insert(*id))
            {
                open.push_back((below(field.wire.as_str()), inner));
            }
        }
    }
    found
}

/// The text by which the runtime knows a constant.
pub(super) fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Bool(_) | Value::Number(_) => Some(value.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

pub(super) fn unboxed(ty: &TypeRef) -> &TypeRef {
    match ty {
        TypeRef::Boxed(inner) => inner,
        _ => ty,
    }
}

/// The JSON types that a value of `ty` can have; none if any may be.
pub(in crate::analysis) fn kinds(types: &TypeArena, ty: &TypeRef) -> Vec<JsonKind> {
    let mut all = Vec::new();
    let mut of_union = false;
    let mut seen = HashSet::default();
    let mut open = vec![KindStep::Type(ty)];
    while let Some(step) = open.pop() {
        let ty = match step {
            KindStep::Type(ty) => ty,
            KindStep::Kind(kind) => {
                all.push(kind);
                continue;
            }
        };
        match ty {
            TypeRef::Primitive(primitive) => all.push(primitive.json_kind()),
            TypeRef::List(_) => all.push(JsonKind::Array),
            TypeRef::Map(_) => all.push(JsonKind::Object),
            TypeRef::Any | TypeRef::External(_) => {}
            TypeRef::Boxed(inner) => open.push(KindStep::Type(inner)),
            TypeRef::Optional(inner) => {
                open.push(KindStep::Kind(JsonKind::Null));
                open.push(KindStep::Type(inner));
            }
            TypeRef::Named(id) if !seen.insert(*id) => {}
            TypeRef::Named(id) => match &types[*id].kind {
                TypeKind::Struct(def) => {
                    all.push(JsonKind::Object);
                    all.extend(def.bare.as_ref().map(|_| JsonKind::String));
                }
                TypeKind::Enum(def) => all.push(match &def.values {
                    EnumValues::Strings(_) => JsonKind::String,
                    EnumValues::Integers(_) => JsonKind::Integer,
                }),
                TypeKind::Newtype(newtype) => all.push(newtype.inner.json_kind()),
                TypeKind::Alias(alias) => open.push(KindStep::Type(&alias.target)),
                TypeKind::Union(def) => {
                    of_union = true;
                    let variants = def.variants.iter();
                    open.extend(variants.map(|variant| KindStep::Type(&variant.ty)));
                    let values = def.values.iter();
                    all.extend(values.map(|value| JsonKind::of(&value.value)));
                }
            },
        }
    }
    if of_union {
        all.sort_unstable();
        all.dedup();
    }
    all
}

/// What is to be looked at next for the JSON types of a value.
enum KindStep<'a> {
    Type(&'a TypeRef),
    Kind(JsonKind),
}
