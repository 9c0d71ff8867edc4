//! The public names of a model, each with what it belongs to in the document,
//! found without the lock.

use std::collections::{BTreeMap, BTreeSet};

use oas_codegen::Api;
use oas_codegen::model::{EnumValues, Operation, TypeId, TypeKind, TypeRef};

/// Names by what they belong to; a copy of an operation has the `operationId` of the
/// other, and a name of its own.
pub type Names = BTreeMap<String, BTreeSet<String>>;

/// How deep types without a name of their own are followed.
const DEEPEST: usize = 6;

/// The names of whatever both models have that are not the same.
pub fn changed(before: &Names, after: &Names) -> Vec<String> {
    let both = before
        .iter()
        .filter_map(|(what, old)| Some((what, old, after.get(what)?)));
    both.filter(|(_, old, new)| old.is_disjoint(new))
        .map(|(what, old, new)| format!("{what}: {old:?} → {new:?}"))
        .collect()
}

/// Every name of components, operations, and what lies in them.
pub fn names(api: &Api) -> Names {
    let mut reader = Reader {
        api,
        names: Names::new(),
    };
    for id in api.types.ids() {
        let def = &api.types[id];
        if let Some(wire) = &def.component {
            reader.insides(id, &format!("schema {wire}"), 0);
        }
    }
    for group in &api.groups {
        let tag = group.tag.as_deref().unwrap_or_default();
        let own = [
            &group.type_name,
            &group.method_name,
            &group.module,
            &group.feature,
        ];
        for (what, name) in ["type", "method", "module", "feature"].iter().zip(own) {
            reader.add(format!("tag {tag} {what}"), name.as_str());
        }
        for operation in &group.operations {
            reader.operation(tag, operation);
        }
    }
    reader.names
}

/// The type of ours that one is, or holds.
fn named(ty: &TypeRef) -> Option<TypeId> {
    match ty {
        TypeRef::Named(id) => Some(*id),
        TypeRef::List(inner)
        | TypeRef::Map(inner)
        | TypeRef::Optional(inner)
        | TypeRef::Boxed(inner) => named(inner),
        _ => None,
    }
}

struct Reader<'a> {
    api: &'a Api,
    names: Names,
}

impl Reader<'_> {
    fn add(&mut self, what: String, name: &str) {
        self.names.entry(what).or_default().insert(name.to_owned());
    }

    fn operation(&mut self, tag: &str, operation: &Operation) {
        // One without an id is known by its path alone.
        let id = match operation.id.as_str() {
            "" => &operation.path,
            id => id,
        };
        let at = format!("operation {tag} {id}");
        self.add(at.clone(), operation.name.as_str());
        let optional = operation.optional.as_ref();
        if let Some(params) = optional {
            self.add(format!("{at} params"), params.name.as_str());
        }
        let fields = optional.into_iter().flat_map(|params| &params.fields);
        for parameter in operation.required.iter().chain(fields) {
            let at = format!("{at} {:?} {}", parameter.location, parameter.wire);
            self.add(at.clone(), parameter.name.as_str());
            self.held(&parameter.ty, &at, 1);
        }
        for (index, alternative) in operation.alternatives.iter().enumerate() {
            let kind = alternative
                .body
                .as_ref()
                .map(|body| format!("{:?}", body.kind));
            let what = format!("{at} {kind:?} {:?} {index}", alternative.accept);
            self.add(what, alternative.name.as_str());
        }
        if let Some(body) = &operation.body {
            self.held(&body.ty, &format!("{at} body"), 1);
        }
    }

    /// What lies in a type that has no name in the document.
    fn held(&mut self, ty: &TypeRef, at: &str, depth: usize) {
        if let Some(id) = named(ty)
            && self.api.types[id].component.is_none()
            && depth < DEEPEST
        {
            self.insides(id, at, depth);
        }
    }

    fn insides(&mut self, id: TypeId, at: &str, depth: usize) {
        let def = &self.api.types[id];
        // One schema may be of two forms, by the way that it travels.
        let form = def.counterpart.map(|_| format!(" {:?}", def.usage));
        let at = &format!("{at}{}", form.unwrap_or_default());
        // A property that a schema declares no more is the one of the component that it
        // takes in, whose type has been published as that.
        let mut tokens = def.place.pointer.tokens();
        let is_inside = tokens.by_ref().take(2).eq(["components", "schemas"]);
        let home = tokens.next().filter(|_| is_inside);
        let home = home.filter(|_| def.component.is_none()).unwrap_or_default();
        self.add(format!("{at} type of {home}"), def.name.as_str());
        match &def.kind {
            TypeKind::Struct(kind) => {
                for field in &kind.fields {
                    let at = format!("{at}.{}", field.wire);
                    self.add(at.clone(), field.name.as_str());
                    self.held(&field.ty, &at, depth + 1);
                }
            }
            TypeKind::Enum(kind) => match &kind.values {
                EnumValues::Strings(values) => {
                    for value in values {
                        self.add(format!("{at} = {}", value.value), value.name.as_str());
                    }
                }
                EnumValues::Integers(values) => {
                    for value in values {
                        self.add(format!("{at} = {}", value.value), value.name.as_str());
                    }
                }
            },
            TypeKind::Union(kind) => {
                for variant in &kind.variants {
                    let target = named(&variant.ty).map(|id| &self.api.types[id]);
                    let component = target.and_then(|def| def.component.clone());
                    if let Some(component) = component {
                        self.add(format!("{at} | {component}"), variant.name.as_str());
                    }
                }
                for value in &kind.values {
                    self.add(format!("{at} = {}", value.value), value.name.as_str());
                }
            }
            TypeKind::Alias(alias) => self.held(&alias.target, at, depth + 1),
            TypeKind::Newtype(_) => {}
        }
    }
}
