//! Which examples are held against which types.

use super::{ExampleMismatch, Schemas, of_field, of_type, of_value};
use crate::config::Strictness;
use crate::diagnostics::{Code, Diagnostic, On, Severity, Sink};
use crate::model::{Api, Payload, TypeKind, TypeRef, ValueSpec};
use crate::tree::{HashSet, IndexMap, Place};
use serde_json::Value;
use std::iter;

/// Reports every example that does not fit. Those of bodies and types are dropped from
/// the model, so that neither documentation nor tests are made of them; whoever shows
/// one of a member or a parameter asks again whether it fits.
///
/// Gives those that stay and don't fit their types all the same.
pub(in crate::analysis) fn check(
    api: &mut Api,
    strictness: Strictness,
    sink: &mut Sink,
) -> HashSet<(Place, TypeRef)> {
    // Out of the model while that is changed by what they say.
    let mut types = std::mem::take(&mut api.types);
    let schemas = Schemas::of(&types);
    let mut misfits = Vec::new();
    let mut judge = Judge {
        schemas: &schemas,
        strictness,
        sink,
        judged: HashSet::default(),
        overfull: HashSet::default(),
        found: IndexMap::default(),
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
                    of_value(&schemas, &parameter.value, &parameter.ty, value)
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
            of_value(&schemas, &header.value, &header.ty, value)
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
        match &types[id].kind {
            TypeKind::Struct(def) => {
                for field in &def.fields {
                    judge.value(&field.value, &field.ty, |value| {
                        of_field(&schemas, field, value, 0)
                    });
                }
            }
            TypeKind::Union(def) => {
                for variant in &def.variants {
                    judge.value(&variant.value, &variant.ty, |value| {
                        of_value(&schemas, &variant.value, &variant.ty, value)
                    });
                }
            }
            _ => {}
        }
        let ty = TypeRef::Named(id);
        for (place, value) in &types[id].examples {
            if !judge.judge(&ty, value, place) {
                misfits.push((id, place.clone()));
            }
        }
    }
    let overfull = judge.tell();
    for (id, misfit) in misfits {
        types[id].examples.retain(|(place, _)| *place != misfit);
    }
    api.types = types;
    overfull
}

struct Judge<'a> {
    schemas: &'a Schemas<'a>,
    strictness: Strictness,
    sink: &'a mut Sink,
    /// What was reported: requests and responses may have an example in common.
    judged: HashSet<Place>,
    /// Those that stay, though they have members that the type does not declare.
    overfull: HashSet<(Place, TypeRef)>,
    /// The examples that miss one schema in one way.
    found: IndexMap<Miss, Vec<Misfit>>,
}

/// One example that misses a schema.
struct Misfit {
    /// Those with a type of their own that it misses.
    schemas: Vec<Place>,
    /// The schema that the example is written for.
    beside: Option<Place>,
    at: Place,
    path: String,
    reason: String,
}

/// How an example misses a schema.
#[derive(PartialEq, Eq, Hash)]
struct Miss {
    /// The schema or property, or the example itself where no type is made of one.
    cause: Place,
    /// What is declared nowhere.
    member: Option<String>,
    /// One property may be missed for several reasons, by values of several lengths.
    reason: Option<String>,
    severity: Severity,
}

impl Judge<'_> {
    fn judge(&mut self, ty: &TypeRef, value: &Value, place: &Place) -> bool {
        let Err(misfit) = of_type(self.schemas, ty, None, value, 0) else {
            return true;
        };
        let stays = self.report(&misfit, place);
        if stays {
            self.overfull.insert((place.clone(), ty.clone()));
        }
        stays
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
            TypeRef::Named(id) => Some(&self.schemas.types[*id].place),
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
        // Nobody knows what such parts are, where a type is wrong.
        if self.sink.doubts_types() && (misfit.undeclared || misfit.has_parts) {
            return misfit.undeclared;
        }
        // What is declared nowhere may be so where nobody can read it.
        if misfit.undeclared && !misfit.is_near && self.sink.hides_declarations() {
            return true;
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
        let schema = misfit.property.as_ref().or(misfit.schemas.first());
        let cause = match (schema, misfit.keyword) {
            (Some(schema), Some(keyword)) => schema.key(keyword),
            (Some(schema), None) => schema.clone(),
            (None, _) => place.clone(),
        };
        let miss = Miss {
            cause,
            member: misfit.path.last().filter(|_| misfit.undeclared).cloned(),
            reason: misfit.property.is_none().then(|| misfit.reason.clone()),
            severity,
        };
        self.found.entry(miss).or_default().push(Misfit {
            schemas: misfit.schemas.clone(),
            beside: beside(place),
            at,
            path: misfit.json_path(),
            reason: misfit.reason.clone(),
        });
        misfit.undeclared
    }

    /// Reports what was found. Where several examples miss a schema in one way, that is
    /// probably the one that is wrong. Gives the examples that stay and don't fit.
    fn tell(self) -> HashSet<(Place, TypeRef)> {
        let spoilt = self.sink.around_errors();
        for (miss, mut examples) in self.found {
            // Nobody knows what fits a schema that is wrong itself.
            examples.retain(|misfit| {
                let cause = iter::once(&miss.cause).filter(|_| misfit.schemas.is_empty());
                let is_spoilt =
                    |schema: &Place| spoilt.contains(schema) || spoilt.contains(&whole(schema));
                let beside = misfit.beside.as_ref();
                let leads_there = beside.is_some_and(|schema| self.sink.is_spoilt(schema));
                !leads_there && !misfit.schemas.iter().chain(cause).any(is_spoilt)
            });
            let Some((
                Misfit {
                    at, path, reason, ..
                },
                others,
            )) = examples.split_first()
            else {
                continue;
            };
            let path = match path.as_str() {
                "" => "the example itself".to_owned(),
                path => format!("`{path}`"),
            };
            let label = format!("{path}: {reason}");
            let count = examples.len();
            let schema = &miss.cause;
            let diagnostic = if others.is_empty() {
                let message = "an example does not fit its schema";
                let found = Diagnostic::new(miss.severity, Code::ExampleMisfit, message);
                let found = found.at(at, label);
                let is_inside = at.file == schema.file && at.pointer.starts_with(&schema.pointer);
                if is_inside {
                    found
                } else {
                    found.on(schema, On::Key, "the schema")
                }
            } else {
                let message = format!("{count} examples do not fit a schema");
                Diagnostic::new(miss.severity, Code::ExampleMisfit, message)
                    .at_key(schema, "this one")
                    .also(at, label)
            };
            let diagnostic = others.iter().fold(diagnostic, |found, other| {
                let is_alike = other.reason == *reason;
                found.also(&other.at, if is_alike { "and here" } else { &other.reason })
            });
            self.sink.push(diagnostic.help(
                "correct the example, or the schema if this is what the API really sends or takes",
            ));
        }
        self.overfull
    }
}

/// The schema that one is a part of, by its `allOf`.
fn whole(schema: &Place) -> Place {
    let list = schema.parent();
    let list = list.filter(|list| list.pointer.last() == Some("allOf"));
    let whole = list.and_then(|list| list.parent());
    whole.unwrap_or_else(|| schema.clone())
}

/// Where the schema stands that an example of a media type, a parameter or a header is
/// written for.
fn beside(example: &Place) -> Option<Place> {
    let is_shared = example.pointer.last() == Some("value");
    let mut around = iter::successors(example.parent(), Place::parent);
    let holder = around.nth(if is_shared { 2 } else { 0 });
    holder.map(|holder| holder.key("schema"))
}
