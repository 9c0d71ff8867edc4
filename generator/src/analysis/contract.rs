//! Which examples are tests, and what is each called? A file for each group of
//! operations, one for webhooks and one for schemas.

use super::omitted::leave_out;
use crate::model::{
    Api, ContractFile, ContractSubject, ContractTest, NamedExample, Payload, TypeArena, TypeKind,
    TypeRef,
};
use crate::names::{Convention, Scope, reserved};
use crate::tree::{HashMap, HashSet};
use crate::tree::{IndexMap, Place};
use serde_json::Value;

/// An example and what it is an example of.
struct Example<'a> {
    subject: ContractSubject,
    name: String,
    ty: TypeRef,
    value: &'a Value,
    place: &'a Place,
}

/// `overfull` are the examples that hold more than their types.
pub(super) fn files(api: &Api, overfull: &HashSet<(Place, TypeRef)>) -> Vec<ContractFile> {
    let mut by_subject: IndexMap<ContractSubject, Vec<Example<'_>>> = IndexMap::default();
    for example in tested(api, overfull) {
        let subject = example.subject.clone();
        by_subject.entry(subject).or_default().push(example);
    }
    by_subject.sort_by(|one, _, other, _| one.name().cmp(other.name()));
    let mut scope = Scope::new(Convention::Module, reserved::CONTRACT);
    by_subject
        .into_iter()
        .map(|(subject, examples)| {
            let longer = format!("{}_examples", subject.name());
            let candidates = [subject.name(), &longer];
            let claim = scope.claim(&candidates, "examples", &Place::default());
            ContractFile {
                module: claim.name,
                subject,
                tests: tests(&api.types, examples),
            }
        })
        .collect()
}

fn tests(types: &TypeArena, examples: Vec<Example<'_>>) -> Vec<ContractTest> {
    let mut scope = Scope::new(Convention::Value, reserved::CONTRACT_FILE);
    examples
        .into_iter()
        .map(|example| {
            let mut value = example.value.clone();
            leave_out(types, &example.ty, &mut value, 0);
            ContractTest {
                name: scope.claim(&[&example.name], "example", example.place).name,
                keeps_nulls: keeps_nulls(types, &example.ty),
                ty: example.ty,
                value,
            }
        })
        .collect()
}

/// The examples that come back whole, each type and value once. What a schema
/// does not declare is not written again.
fn tested<'a>(api: &'a Api, overfull: &HashSet<(Place, TypeRef)>) -> Vec<Example<'a>> {
    let mut seen: HashMap<&Value, Vec<TypeRef>> = HashMap::default();
    let mut examples = examples(api);
    examples.retain(|example| {
        let is_misfit = overfull.contains(&(example.place.clone(), example.ty.clone()));
        if is_misfit || is_external(&api.types, &example.ty) {
            return false;
        }
        let known = seen.entry(example.value).or_default();
        let is_new = !known.contains(&example.ty);
        if is_new {
            known.push(example.ty.clone());
        }
        is_new
    });
    examples
}

/// Whether the type is one of the user's own, which the runtime reads in fields alone.
fn is_external(types: &TypeArena, ty: &TypeRef) -> bool {
    match ty.innermost() {
        TypeRef::External(path) => !path.starts_with("oas_runtime::"),
        TypeRef::Named(id) => match &types[*id].kind {
            TypeKind::Alias(alias) => matches!(alias.target.innermost(), TypeRef::External(_)),
            _ => false,
        },
        _ => false,
    }
}

fn examples(api: &Api) -> Vec<Example<'_>> {
    let mut found = Vec::new();
    let groups = api.groups.iter();
    let operations = groups.flat_map(|group| group.operations.iter().map(move |one| (group, one)));
    for (group, operation) in operations {
        let subject = ContractSubject::Operations(group.module.clone());
        let name = operation.name.plain();
        for body in operation.bodies() {
            let prefix = format!("{name}_takes");
            found.extend(named(&subject, prefix, &body.ty, &body.examples));
        }
        for response in &operation.responses.0 {
            let json = response.payload.as_ref().and_then(Payload::json);
            let Some(ty) = json else { continue };
            let prefix = format!("{name}_responses_{}", response.status);
            found.extend(named(&subject, prefix, ty, &response.examples));
        }
    }
    let webhooks = api.webhooks.iter();
    for message in webhooks.flat_map(|webhooks| &webhooks.messages) {
        let Some(ty) = &message.ty else { continue };
        let prefix = format!("webhook_{}", message.variant.plain());
        let subject = ContractSubject::Webhooks;
        found.extend(named(&subject, prefix, ty, &message.examples));
    }
    let types = api.types.iter();
    for (id, def) in types.filter(|(_, def)| !def.usage.nowhere) {
        found.extend(def.examples.iter().map(|(place, value)| Example {
            subject: ContractSubject::Schemas,
            name: format!("{}_is", def.module.plain()),
            ty: TypeRef::Named(id),
            value,
            place,
        }));
    }
    found
}

fn named<'a>(
    subject: &ContractSubject,
    prefix: String,
    ty: &TypeRef,
    examples: &'a [NamedExample],
) -> impl Iterator<Item = Example<'a>> {
    examples.iter().map(move |example| Example {
        subject: subject.clone(),
        name: format!("{prefix}_{}", example.name),
        ty: ty.clone(),
        value: &example.value,
        place: &example.place,
    })
}

/// Whether null comes back as null: everywhere but in what only responses hold.
fn keeps_nulls(types: &TypeArena, ty: &TypeRef) -> bool {
    let mut seen = HashSet::default();
    let mut waiting = vec![ty];
    while let Some(ty) = waiting.pop() {
        let TypeRef::Named(id) = ty.innermost() else {
            continue;
        };
        if !seen.insert(*id) {
            continue;
        }
        let def = &types[*id];
        if matches!(def.kind, TypeKind::Struct(_)) && !def.usage.request {
            return false;
        }
        waiting.extend(def.kind.held());
    }
    true
}
