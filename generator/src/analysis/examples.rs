//! Do the document's examples fit their schemas, as written?
//!
//! Judged on the model: leniency towards responses does not count, for an example
//! is what the document promises.

mod scalar;

use crate::config::Strictness;
use crate::diagnostics::{Code, Diagnostic, Severity, Sink};
use crate::model::{
    Api, Codec, EnumValues, Field, JsonKind, Newtype, Payload, Presence, Rule, StructDef,
    TypeArena, TypeId, TypeKind, TypeRef, UnionDef, ValueSpec,
};
use crate::tree::{HashSet, Place};
use scalar::{mismatch, of_kind, of_primitive};
use serde_json::Value;

/// How deep examples are looked into.
const MAX_DEPTH: usize = 100;

/// Where an example goes wrong, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExampleMismatch {
    /// The tokens of the JSON path.
    pub path: Vec<String>,
    /// What was expected and what was found.
    pub reason: String,
    /// It is only that a member is not declared.
    pub undeclared: bool,
}

impl ExampleMismatch {
    fn new(reason: impl Into<String>) -> Self {
        Self {
            path: Vec::new(),
            reason: reason.into(),
            undeclared: false,
        }
    }

    fn below(mut self, token: impl Into<String>) -> Self {
        self.path.insert(0, token.into());
        self
    }

    /// The path as people write it: `tickets[3].id`.
    #[must_use]
    pub fn json_path(&self) -> String {
        let mut out = String::new();
        for token in &self.path {
            if token.parse::<usize>().is_ok() {
                out.push_str(&format!("[{token}]"));
            } else {
                if !out.is_empty() {
                    out.push('.');
                }
                out.push_str(token);
            }
        }
        out
    }
}

/// Reports every example that does not fit, and drops it from the model, so
/// that neither documentation nor tests are made of it.
pub(super) fn check(api: &mut Api, strictness: Strictness, sink: &mut Sink) {
    let types = api.types.clone();
    let mut judge = Judge {
        types: &types,
        strictness,
        sink,
        judged: HashSet::default(),
    };
    for group in &mut api.groups {
        for operation in &mut group.operations {
            for body in operation.bodies_mut() {
                let ty = body.ty.clone();
                body.examples
                    .retain(|example| judge.judge(&ty, &example.value, &example.place));
            }
            let optional = operation.optional.iter().flat_map(|params| &params.fields);
            let given = operation.constants.iter().chain(&operation.required);
            for parameter in given.chain(optional) {
                judge.value(&parameter.value, &parameter.ty, |value| {
                    fits(&types, &parameter.ty, value)
                });
            }
            for response in &mut operation.responses.0 {
                let json = response.payload.as_ref().and_then(Payload::json);
                let Some(ty) = json.cloned() else {
                    continue;
                };
                response
                    .examples
                    .retain(|example| judge.judge(&ty, &example.value, &example.place));
            }
        }
    }
    for webhook in api
        .webhooks
        .iter_mut()
        .flat_map(|webhooks| &mut webhooks.messages)
    {
        let Some(ty) = webhook.ty.clone() else {
            continue;
        };
        webhook
            .examples
            .retain(|example| judge.judge(&ty, &example.value, &example.place));
    }
    for id in types.ids() {
        if let TypeKind::Struct(def) = &types[id].kind {
            for field in &def.fields {
                judge.value(&field.value, &field.ty, |value| {
                    of_field(&types, field, value, 0)
                });
            }
        }
        let ty = TypeRef::Named(id);
        api.types[id]
            .examples
            .retain(|(place, value)| judge.judge(&ty, value, place));
    }
}

struct Judge<'a> {
    types: &'a TypeArena,
    strictness: Strictness,
    sink: &'a mut Sink,
    /// What was reported: requests and responses may have an example in common.
    judged: HashSet<Place>,
}

impl Judge<'_> {
    fn judge(&mut self, ty: &TypeRef, value: &Value, place: &Place) -> bool {
        match fits(self.types, ty, value) {
            Ok(()) => true,
            Err(misfit) => self.report(&misfit, place),
        }
    }

    /// The examples of a member or a parameter, but those of a type that has a name: they
    /// are judged there.
    fn value(
        &mut self,
        value: &ValueSpec,
        ty: &TypeRef,
        fits: impl Fn(&Value) -> Result<(), ExampleMismatch>,
    ) {
        let held = match ty {
            TypeRef::Boxed(inner) | TypeRef::Optional(inner) => inner,
            _ => ty,
        };
        let named = match held {
            TypeRef::Named(id) => Some(&self.types[*id].place),
            _ => None,
        };
        for (place, example) in &value.examples {
            if let Err(misfit) = fits(example)
                && place.parent().as_ref() != named
            {
                self.report(&misfit, place);
            }
        }
    }

    /// Gives whether the example may stay.
    fn report(&mut self, misfit: &ExampleMismatch, place: &Place) -> bool {
        if !self.judged.insert(place.clone()) {
            return misfit.undeclared;
        }
        let severity = match (self.strictness, misfit.undeclared) {
            (Strictness::Strict, false) => Severity::Error,
            (Strictness::Strict, true) => Severity::Warning,
            (Strictness::Lenient, _) => Severity::Note,
        };
        let at = misfit
            .path
            .iter()
            .fold(place.clone(), |place, token| match token.parse() {
                Ok(index) => place.index(index),
                Err(_) => place.key(token),
            });
        let path = misfit.json_path();
        let path = if path.is_empty() {
            "the example itself".to_owned()
        } else {
            format!("`{path}`")
        };
        let diagnostic = Diagnostic::new(
            severity,
            Code::ExampleMisfit,
            "an example does not fit its schema",
        )
        .at(&at, format!("{path}: {}", misfit.reason))
        .help("correct the example, or the schema if this is what the API really sends or takes");
        self.sink.push(diagnostic);
        misfit.undeclared
    }
}

/// Whether `value` is what a schema allows, as written.
///
/// # Errors
///
/// The first place at which it isn't, and why.
pub fn fits(types: &TypeArena, ty: &TypeRef, value: &Value) -> Result<(), ExampleMismatch> {
    of_type(types, ty, None, value, 0)
}

fn of_type(
    types: &TypeArena,
    ty: &TypeRef,
    codec: Option<Codec>,
    value: &Value,
    depth: usize,
) -> Result<(), ExampleMismatch> {
    if depth > MAX_DEPTH {
        return Ok(());
    }
    match ty {
        TypeRef::Any | TypeRef::External(_) => Ok(()),
        TypeRef::Primitive(primitive) => of_primitive(*primitive, value),
        TypeRef::Optional(_) if value.is_null() => Ok(()),
        TypeRef::Boxed(inner) | TypeRef::Optional(inner) => {
            of_type(types, inner, codec, value, depth)
        }
        TypeRef::List(item) => {
            let Value::Array(items) = value else {
                return Err(mismatch("an array", value));
            };
            items.iter().enumerate().try_for_each(|(index, value)| {
                of_type(types, item, codec, value, depth + 1)
                    .map_err(|misfit| misfit.below(index.to_string()))
            })
        }
        TypeRef::Map(inner) => {
            let Value::Object(members) = value else {
                return Err(mismatch("an object", value));
            };
            members.iter().try_for_each(|(key, value)| {
                of_type(types, inner, codec, value, depth + 1).map_err(|misfit| misfit.below(key))
            })
        }
        TypeRef::Named(id) => of_named(types, *id, codec, value, depth),
    }
}

fn of_named(
    types: &TypeArena,
    id: TypeId,
    codec: Option<Codec>,
    value: &Value,
    depth: usize,
) -> Result<(), ExampleMismatch> {
    match &types[id].kind {
        TypeKind::Struct(def) => of_struct(types, def, value, depth),
        TypeKind::Enum(def) => match &def.values {
            EnumValues::Strings(values) => match value {
                Value::String(text)
                    if def.extensible || values.iter().any(|known| known.value == *text) =>
                {
                    Ok(())
                }
                Value::String(text) => Err(ExampleMismatch::new(format!(
                    "`{text}` is not one of the enum's values"
                ))),
                other => Err(mismatch("a string", other)),
            },
            EnumValues::Integers(values) => match value.as_i64() {
                Some(number) if values.iter().any(|known| known.value == number) => Ok(()),
                Some(number) => Err(ExampleMismatch::new(format!(
                    "{number} is not one of the enum's values"
                ))),
                None => Err(mismatch("an integer", value)),
            },
        },
        TypeKind::Union(def) => of_union(types, def, value, depth),
        TypeKind::Alias(alias) => of_type(types, &alias.target, codec, value, depth + 1),
        TypeKind::Newtype(newtype) => of_newtype(newtype, codec, value),
    }
}

fn of_newtype(
    newtype: &Newtype,
    codec: Option<Codec>,
    value: &Value,
) -> Result<(), ExampleMismatch> {
    match codec {
        Some(Codec::Number) => of_kind(JsonKind::Number, value),
        Some(Codec::Text) => of_kind(JsonKind::String, value),
        _ => of_kind(newtype.inner.json_kind(), value),
    }
}

fn of_struct(
    types: &TypeArena,
    def: &StructDef,
    value: &Value,
    depth: usize,
) -> Result<(), ExampleMismatch> {
    let Value::Object(members) = value else {
        return Err(mismatch("an object", value));
    };
    for field in &def.fields {
        match members.get(field.wire.as_str()) {
            None if field.presence.is_required() => {
                return Err(ExampleMismatch::new(format!(
                    "`{}` is required and missing",
                    field.wire
                )));
            }
            None => {}
            Some(value) => of_field(types, field, value, depth)
                .map_err(|misfit| misfit.below(field.wire.as_str()))?,
        }
    }
    for constant in &def.constants {
        match members.get(constant.wire.as_str()) {
            Some(value) if *value == constant.value => {}
            Some(_) => {
                return Err(
                    ExampleMismatch::new(format!("is always {}", constant.value))
                        .below(constant.wire.as_str()),
                );
            }
            None if !constant.presence.is_required() => {}
            None => {
                return Err(ExampleMismatch::new(format!(
                    "`{}` is required and missing",
                    constant.wire
                )));
            }
        }
    }
    undeclared(def, members.keys())
}

fn undeclared<'a>(
    def: &StructDef,
    mut keys: impl Iterator<Item = &'a String>,
) -> Result<(), ExampleMismatch> {
    if def.rest.is_some() {
        return Ok(());
    }
    let declared = |key: &str| {
        def.fields.iter().any(|field| field.wire.as_str() == key)
            || def.omitted.iter().any(|wire| wire.as_str() == key)
            || def
                .constants
                .iter()
                .any(|constant| constant.wire.as_str() == key)
    };
    match keys.find(|key| !declared(key)) {
        None => Ok(()),
        Some(key) => Err(ExampleMismatch {
            undeclared: true,
            ..ExampleMismatch::new("the schema declares no such property").below(key)
        }),
    }
}

fn of_field(
    types: &TypeArena,
    field: &Field,
    value: &Value,
    depth: usize,
) -> Result<(), ExampleMismatch> {
    if value.is_null() {
        return match field.presence {
            Presence::Nullable | Presence::OptionalNullable => Ok(()),
            _ if field.ty == TypeRef::Any => Ok(()),
            _ => Err(ExampleMismatch::new(
                "is null, and the schema does not say `nullable`",
            )),
        };
    }
    match &field.constant {
        Some(constant) if constant != value => {
            Err(ExampleMismatch::new(format!("is always {constant}")))
        }
        _ => of_type(types, &field.ty, field.codec, value, depth + 1),
    }
}

/// A union fits if a branch does. What went wrong is told of the branch that
/// the value means, if its rule says which.
fn of_union(
    types: &TypeArena,
    def: &UnionDef,
    value: &Value,
    depth: usize,
) -> Result<(), ExampleMismatch> {
    if def.values.iter().any(|known| known.value == *value) {
        return Ok(());
    }
    let mut best: Option<ExampleMismatch> = None;
    for variant in &def.variants {
        match of_type(types, &variant.ty, None, value, depth + 1) {
            Ok(()) => return Ok(()),
            Err(misfit) if misfit.undeclared => best = Some(misfit),
            Err(misfit) if best.is_none() && recognises(&variant.rule, value) => {
                best = Some(misfit);
            }
            Err(_) => {}
        }
    }
    Err(best.unwrap_or_else(|| ExampleMismatch::new("fits none of the union's branches")))
}

fn recognises(rule: &Rule, value: &Value) -> bool {
    match rule {
        Rule::Tag(key, values) => value
            .get(key)
            .and_then(Value::as_str)
            .is_some_and(|tag| values.iter().any(|known| known == tag)),
        Rule::Keys(keys) => keys.iter().all(|key| value.get(key).is_some()),
        Rule::Kinds(kinds) => kinds.iter().any(|kind| of_kind(*kind, value).is_ok()),
        Rule::TagIfPresent(..) | Rule::InnerTag(..) | Rule::Values(_) | Rule::Any => false,
    }
}

#[cfg(test)]
mod tests;
