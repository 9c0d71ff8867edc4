//! How are the branches of a union told apart?
//!
//! By the first of these that tells a branch from every other: the
//! discriminator's value, the JSON type, a constant member, a member that only
//! this branch requires, the values of an enum. Where several fit a value, the
//! runtime tries the one that says most first, among equals the one that declares
//! most of the members that are there, and then the one whose enums know the values.

mod tags;

use crate::config::Strictness;
use crate::diagnostics::{Code, Diagnostic, Sink};
use crate::model::{
    Api, EnumValues, JsonKind, Presence, Primitive, Rule, RustIdent, StructDef, TypeArena,
    TypeKind, TypeRef, UnionDef,
};
use crate::names::{Convention, Scope, reserved};
use serde_json::Value;
use std::collections::HashSet;

pub(super) fn tell_apart(api: &mut Api, strictness: Strictness, sink: &mut Sink) {
    for id in api.types.ids() {
        let TypeKind::Union(def) = &api.types[id].kind else {
            continue;
        };
        let rules = rules(&api.types, def);
        let constructors = constructors(&api.types, def);
        report_ambiguous(api, id, &rules, strictness, sink);
        let usage = api.types[id].usage;
        if let TypeKind::Union(def) = &mut api.types[id].kind {
            let found = rules.into_iter().zip(constructors);
            for (variant, (rule, constructor)) in def.variants.iter_mut().zip(found) {
                variant.rule = rule;
                variant.constructor = constructor;
            }
            // A list of values is open, as every enum is.
            if usage.request_only() && !def.variants.is_empty() {
                def.unknown = None;
            }
        }
    }
}

fn rules(types: &TypeArena, def: &UnionDef) -> Vec<Rule> {
    let branches: Vec<Branch<'_>> = def
        .variants
        .iter()
        .map(|variant| Branch::new(types, &variant.ty))
        .collect();
    def.variants
        .iter()
        .enumerate()
        .map(|(at, variant)| match &def.discriminator {
            Some(key) if !variant.tags.is_empty() => Rule::Tag(key.clone(), variant.tags.clone()),
            _ => rule(types, &branches, at),
        })
        .collect()
}

/// What can be seen of a branch in JSON.
struct Branch<'a> {
    kinds: Vec<JsonKind>,
    object: Option<&'a StructDef>,
    values: Vec<String>,
    /// Demanded members that are objects, with their members of one value.
    inner: Vec<(&'a str, &'a str, String)>,
}

impl<'a> Branch<'a> {
    fn new(types: &'a TypeArena, ty: &TypeRef) -> Self {
        let mut branch = Self {
            kinds: kinds(types, ty),
            object: None,
            values: Vec::new(),
            inner: Vec::new(),
        };
        if let TypeRef::Named(id) = unboxed(ty) {
            match &types[*id].kind {
                TypeKind::Struct(def) => {
                    branch.object = Some(def);
                    branch.inner = inner_constants(types, def);
                }
                TypeKind::Enum(def) => {
                    if let EnumValues::Strings(values) = &def.values {
                        branch.values = values.iter().map(|value| value.value.clone()).collect();
                    }
                }
                _ => {}
            }
        }
        branch
    }

    fn constants(&self) -> impl Iterator<Item = (&'a str, String)> {
        self.object.into_iter().flat_map(constants)
    }

    fn demands(&self, key: &str) -> bool {
        let constants = self.object.into_iter().flat_map(|def| &def.constants);
        let mut constants = constants.map(|constant| constant.wire.as_str());
        self.requires(key) || constants.any(|name| name == key)
    }

    fn requires(&self, key: &str) -> bool {
        self.required().any(|name| name == key)
    }

    fn required(&self) -> impl Iterator<Item = &str> {
        let fields = self.object.into_iter().flat_map(|def| &def.fields);
        fields
            .filter(|field| field.presence.is_required())
            .map(|field| field.wire.as_str())
    }

    fn knows(&self, key: &str) -> bool {
        self.object
            .is_some_and(|def| def.fields.iter().any(|field| field.wire.as_str() == key))
            || self.constants().any(|(name, _)| name == key)
    }
}

/// The members of one value, with its text. A value that is no string has to
/// be written by the branch itself.
fn constants(def: &StructDef) -> impl Iterator<Item = (&str, String)> {
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

/// The same of the objects that demanded members hold.
fn inner_constants<'a>(
    types: &'a TypeArena,
    def: &'a StructDef,
) -> Vec<(&'a str, &'a str, String)> {
    let fields = def.fields.iter();
    let required = fields.filter(|field| field.presence == Presence::Required);
    let inner = required.flat_map(|field| {
        let def = match unboxed(&field.ty) {
            TypeRef::Named(id) => match &types[*id].kind {
                TypeKind::Struct(def) => Some(def),
                _ => None,
            },
            _ => None,
        };
        let inner = def.into_iter().flat_map(constants);
        inner.map(|(name, text)| (field.wire.as_str(), name, text))
    });
    inner.collect()
}

/// The text by which the runtime knows a constant.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Bool(_) | Value::Number(_) => Some(value.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

fn unboxed(ty: &TypeRef) -> &TypeRef {
    match ty {
        TypeRef::Boxed(inner) => inner,
        _ => ty,
    }
}

/// The JSON types that a value of `ty` can have; none if any may be.
pub(super) fn kinds(types: &TypeArena, ty: &TypeRef) -> Vec<JsonKind> {
    let mut all = Vec::new();
    let mut of_union = false;
    let mut seen = HashSet::new();
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

fn overlap(one: &[JsonKind], other: &[JsonKind]) -> bool {
    let number = |kind: &JsonKind| matches!(kind, JsonKind::Integer | JsonKind::Number);
    one.is_empty()
        || other.is_empty()
        || one
            .iter()
            .any(|kind| other.contains(kind) || (number(kind) && other.iter().any(number)))
}

fn rule(types: &TypeArena, branches: &[Branch<'_>], at: usize) -> Rule {
    let Some(own) = branches.get(at) else {
        return Rule::Any;
    };
    let rivals: Vec<&Branch<'_>> = branches
        .iter()
        .enumerate()
        .filter(|(other, branch)| *other != at && overlap(&own.kinds, &branch.kinds))
        .map(|(_, branch)| branch)
        .collect();
    if own.kinds.is_empty() {
        return Rule::Any;
    }
    if rivals.is_empty() {
        return Rule::Kinds(own.kinds.clone());
    }
    constant_rule(own, &rivals, Demanded::Yes)
        .or_else(|| inner_constant_rule(own, &rivals))
        .or_else(|| tags::own_tag(types, own, &rivals))
        .or_else(|| key_rule(own, &rivals))
        .or_else(|| constant_rule(own, &rivals, Demanded::No))
        .or_else(|| (!own.values.is_empty()).then(|| Rule::Values(own.values.clone())))
        .unwrap_or_else(|| Rule::Kinds(own.kinds.clone()))
}

/// Whether a member has to be there.
#[derive(Clone, Copy, PartialEq)]
enum Demanded {
    Yes,
    No,
}

/// A member that holds one string here and another in every rival. One that may
/// be missing tells less than the members that are demanded.
fn constant_rule(own: &Branch<'_>, rivals: &[&Branch<'_>], demanded: Demanded) -> Option<Rule> {
    own.constants()
        .filter(|(key, _)| demanded == Demanded::No || own.demands(key))
        .find(|(key, value)| {
            rivals.iter().all(|rival| {
                let mut theirs = rival.constants().filter(|(name, _)| name == key);
                theirs.any(|(_, other)| other != *value)
            })
        })
        .map(|(key, value)| Rule::Tag(key.to_owned(), vec![value]))
}

/// The same one level further down.
fn inner_constant_rule(own: &Branch<'_>, rivals: &[&Branch<'_>]) -> Option<Rule> {
    let telling = own.inner.iter().find(|(outer, inner, value)| {
        rivals.iter().all(|rival| {
            let mut theirs = rival.inner.iter();
            theirs.any(|(o, i, other)| (o, i) == (outer, inner) && other != value)
        })
    });
    let (outer, inner, value) = telling?;
    let values = vec![value.clone()];
    Some(Rule::InnerTag(
        (*outer).to_owned(),
        (*inner).to_owned(),
        values,
    ))
}

/// The members that this branch requires and no rival knows; or else all that
/// it requires, if no rival requires as much.
fn key_rule(own: &Branch<'_>, rivals: &[&Branch<'_>]) -> Option<Rule> {
    let telling = own
        .required()
        .find(|key| !rivals.iter().any(|rival| rival.knows(key)));
    if let Some(key) = telling {
        return Some(Rule::Keys(vec![key.to_owned()]));
    }
    let all: Vec<String> = own.required().map(str::to_owned).collect();
    let distinct = rivals
        .iter()
        .all(|rival| !all.iter().all(|key| rival.requires(key)));
    (!all.is_empty() && distinct).then_some(Rule::Keys(all))
}

/// Short constructors, for branches that are a struct with few things to say.
fn constructors(types: &TypeArena, def: &UnionDef) -> Vec<Option<RustIdent>> {
    let mut scope = Scope::new(Convention::Value, reserved::FIELDS);
    def.variants
        .iter()
        .map(|variant| {
            let TypeRef::Named(id) = &variant.ty else {
                return None;
            };
            let TypeKind::Struct(payload) = &types[*id].kind else {
                return None;
            };
            let given = payload.given().count();
            let says_all =
                given > 0 || (payload.fields.is_empty() && !payload.constants.is_empty());
            let few = given <= 2 && says_all;
            let few = few && payload.required_name.is_none();
            few.then(|| {
                scope
                    .claim(&[variant.name.plain()], "of", &types[*id].place)
                    .name
            })
        })
        .collect()
}

fn report_ambiguous(
    api: &Api,
    id: crate::model::TypeId,
    rules: &[Rule],
    strictness: Strictness,
    sink: &mut Sink,
) {
    let def = &api.types[id];
    let mut seen: Vec<&Rule> = Vec::new();
    let TypeKind::Union(union) = &def.kind else {
        return;
    };
    // The runtime asks which format a text is of.
    let has_format = |ty: &TypeRef| matches!(ty, TypeRef::Primitive(Primitive::Scalar(_)));
    let rules = rules.iter().zip(&union.variants);
    let mut rules = rules.filter(|(_, variant)| !has_format(&variant.ty));
    let repeated = rules.find_map(|(rule, _)| {
        let known = matches!(rule, Rule::Kinds(_) | Rule::Tag(..)) && seen.contains(&rule);
        seen.push(rule);
        known.then_some(rule)
    });
    if let Some(repeated) = repeated {
        let are_objects = match repeated {
            Rule::Kinds(kinds) => kinds.contains(&JsonKind::Object),
            _ => true,
        };
        let severity = match strictness {
            Strictness::Strict => crate::diagnostics::Severity::Warning,
            Strictness::Lenient => crate::diagnostics::Severity::Note,
        };
        let taken = if are_objects {
            "the one that declares most of the members that are there is taken"
        } else {
            "the first that can be read is taken"
        };
        let diagnostic = Diagnostic::new(
            severity,
            Code::AmbiguousUnion,
            format!("branches of `{}` look alike", def.name),
        )
        .at(&def.place, taken)
        .help("add a `discriminator`, or a required member that only one branch has");
        sink.push(diagnostic);
    }
}
