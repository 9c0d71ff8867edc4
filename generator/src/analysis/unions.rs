//! How are the branches of a union told apart?
//!
//! By the first of these that tells a branch from every other: the
//! discriminator's value, the JSON type, a constant member, a member that only
//! this branch requires, the values of an enum, what its schema asserts and another's
//! contradicts. Where several fit a value, the
//! runtime tries the one that says most first, among equals the one that declares
//! most of the members that are there, and then the one whose enums know the values.

mod branch;
mod counts;
mod loops;
mod rules;
mod tags;

use crate::config::Strictness;
use crate::diagnostics::{Code, Diagnostic, Sink};
use crate::model::{
    Api, JsonKind, Primitive, Rule, RustIdent, TypeArena, TypeKind, TypeRef, UnionDef,
};
use crate::names::{Convention, Scope, reserved};
use crate::tree::{HashSet, Place};
pub(super) use branch::kinds;
pub(super) use loops::break_loops;

pub(super) fn tell_apart(api: &mut Api, strictness: Strictness, sink: &mut Sink) {
    for id in api.types.ids() {
        let TypeKind::Union(def) = &api.types[id].kind else {
            continue;
        };
        let rules = rules::rules(&api.types, def);
        let mut scope = Scope::new(Convention::Value, reserved::UNIONS);
        let constructors = constructors(&api.types, def, &mut scope);
        let accessors = accessors(def, &api.types[id].place, &mut scope);
        report_ambiguous(api, id, &rules, strictness, sink);
        let usage = api.types[id].usage;
        if let TypeKind::Union(def) = &mut api.types[id].kind {
            let found = rules.into_iter().zip(constructors).zip(accessors);
            for (variant, ((rule, constructor), accessors)) in def.variants.iter_mut().zip(found) {
                variant.rule = rule;
                variant.constructor = constructor;
                variant.accessors = Some(accessors);
            }
            // A list of values is open, as every enum is. A branch that takes anything
            // leaves nothing over.
            let takes_all = def
                .variants
                .iter()
                .any(|variant| variant.ty == TypeRef::Any);
            if takes_all || (usage.request_only() && !def.variants.is_empty()) {
                def.unknown = None;
            }
        }
    }
}

/// Short constructors, for branches that are a struct with few things to say.
fn constructors(
    types: &TypeArena,
    def: &UnionDef,
    scope: &mut Scope<'_>,
) -> Vec<Option<RustIdent>> {
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

/// `as_ticket` and `into_ticket`.
fn accessors(def: &UnionDef, place: &Place, scope: &mut Scope<'_>) -> Vec<(RustIdent, RustIdent)> {
    let variants = def.variants.iter();
    let pairs = variants.map(|variant| {
        let name = variant.name.plain();
        let mut claim = |word: &str| {
            let candidates = [format!("{word} {name}"), format!("{word} {name} variant")];
            scope
                .claim(&candidates.each_ref().map(String::as_str), word, place)
                .name
        };
        (claim("as"), claim("into"))
    });
    pairs.collect()
}

fn report_ambiguous(
    api: &Api,
    id: crate::model::TypeId,
    rules: &[Rule],
    strictness: Strictness,
    sink: &mut Sink,
) {
    let def = &api.types[id];
    let TypeKind::Union(union) = &def.kind else {
        return;
    };
    // The runtime asks which format a text is of.
    let has_format = |ty: &TypeRef| matches!(ty, TypeRef::Primitive(Primitive::Scalar(_)));
    let rules = rules.iter().zip(&union.variants);
    let mut seen: HashSet<&Rule> = HashSet::default();
    let mut repeated = rules.filter_map(|(rule, variant)| {
        let is_told = matches!(rule, Rule::Kinds(_) | Rule::Tag(..)) && !has_format(&variant.ty);
        (is_told && !seen.insert(rule)).then_some(rule)
    });
    let repeated = repeated.next();
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
