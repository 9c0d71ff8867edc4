//! Which examples are held against which types.

use super::{ExampleMismatch, fits, of_field, of_value};
use crate::config::Strictness;
use crate::diagnostics::{Code, Diagnostic, Severity, Sink};
use crate::model::{Api, Payload, TypeArena, TypeKind, TypeRef, ValueSpec};
use crate::tree::{HashSet, Place};
use serde_json::Value;

/// Reports every example that does not fit. Those of bodies and types are dropped from
/// the model, so that neither documentation nor tests are made of them; whoever shows
/// one of a member or a parameter asks again whether it fits.
pub(in crate::analysis) fn check(api: &mut Api, strictness: Strictness, sink: &mut Sink) {
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
                    of_value(&types, &parameter.value, &parameter.ty, value)
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
    for header in &api.headers {
        judge.value(&header.value, &header.ty, |value| {
            of_value(&types, &header.value, &header.ty, value)
        });
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
