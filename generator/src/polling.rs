//! `x-poll`: what an operation says that asks about work in the background. It is held
//! against the finished model, for it speaks of another operation too.

use crate::config::Strictness;
use crate::diagnostics::{Code, Diagnostic, Severity, Sink};
use crate::load::Document;
use crate::model::{
    Api, Derive, EnumValues, FieldShape, JobMember, JobOutput, Operation, Payload, Polling,
    Primitive, Success, TypeId, TypeKind, TypeRef,
};
use crate::tree::{HashSet, Node, Place};

/// The key.
const KEY: &str = "x-poll";

/// Where a rule does not fit, and why.
struct PollMismatch {
    at: Place,
    reason: String,
}

fn mismatch<T>(at: &Place, reason: impl Into<String>) -> Result<T, PollMismatch> {
    Err(PollMismatch {
        at: at.clone(),
        reason: reason.into(),
    })
}

/// Finds out what each rule means. `whole` says that no operation was left out.
pub(crate) fn resolve(
    document: &Document,
    api: &mut Api,
    whole: bool,
    strictness: Strictness,
    sink: &mut Sink,
) {
    let mut found = Vec::new();
    let mut jobs: HashSet<TypeId> = HashSet::default();
    for (group, operations) in api.groups.iter().enumerate() {
        for (at, operation) in operations.operations.iter().enumerate() {
            let place = operation.place.key(KEY);
            // Validation has told what is wrong with the values.
            let Some(rule) = document.node(&place).and_then(PollRule::read) else {
                continue;
            };
            let resolved = rule.resolve(api, operation, &place);
            match resolved.and_then(|polling| first(polling, &mut jobs, &place)) {
                Ok(polling) => found.push((group, at, polling)),
                Err(misfit) if whole || misfit.at != place.key("output").key("operation") => {
                    let message = "`x-poll` does not fit the operation";
                    let severity = match strictness {
                        Strictness::Strict => Severity::Error,
                        Strictness::Lenient => Severity::Warning,
                    };
                    let diagnostic = Diagnostic::new(severity, Code::PollMismatch, message);
                    sink.push(diagnostic.at(&misfit.at, misfit.reason));
                }
                // What is left out is no mistake of the document.
                Err(_) => {}
            }
        }
    }
    for (group, at, polling) in found {
        let group = api.groups.get_mut(group);
        if let Some(operation) = group.and_then(|group| group.operations.get_mut(at)) {
            operation.polling = Some(Box::new(polling));
        }
    }
}

fn first(
    polling: Polling,
    jobs: &mut HashSet<TypeId>,
    place: &Place,
) -> Result<Polling, PollMismatch> {
    if jobs.insert(polling.job) {
        return Ok(polling);
    }
    mismatch(place, "another operation says how to ask about this type")
}

/// The rule as it is written.
struct PollRule<'a> {
    id: &'a str,
    status: &'a str,
    done: Vec<String>,
    failed: Vec<String>,
    output: Option<(&'a str, &'a str)>,
}

impl<'a> PollRule<'a> {
    fn read(node: &'a Node) -> Option<Self> {
        let text = |node: &'a Node, key: &str| node.get(key).and_then(Node::as_str);
        let texts = |key: &str| {
            let items = node.get(key).and_then(Node::as_list).unwrap_or_default();
            let items = items.iter().filter_map(Node::as_str);
            items.map(str::to_owned).collect()
        };
        let output = node.get("output");
        Some(Self {
            id: text(node, "id")?,
            status: text(node, "status")?,
            done: texts("done"),
            failed: texts("failed"),
            output: match output {
                Some(output) => Some((text(output, "operation")?, text(output, "id")?)),
                None => None,
            },
        })
    }

    fn resolve(
        &self,
        api: &Api,
        operation: &Operation,
        place: &Place,
    ) -> Result<Polling, PollMismatch> {
        let Success::Of(Payload::Json(TypeRef::Named(job), _)) = &operation.success else {
            return mismatch(place, "its response is no object of one type");
        };
        let job = api.types.original(*job);
        takes_one(operation, place)?;
        let (id, _) = member(api, job, self.id, &place.key("id"))?;
        if id.optional {
            return mismatch(&place.key("id"), "a job may lack it");
        }
        let at = place.key("status");
        let (status, ty) = member(api, job, self.status, &at)?;
        let status_type = match &ty {
            TypeRef::Primitive(Primitive::String) => None,
            TypeRef::Named(id) => Some(api.types.original(*id)),
            _ => return mismatch(&at, "is no text"),
        };
        if let Some(id) = status_type {
            let TypeKind::Enum(def) = &api.types[id].kind else {
                return mismatch(&at, "is no text");
            };
            let EnumValues::Strings(values) = &def.values else {
                return mismatch(&at, "is no text");
            };
            for (key, texts) in [("done", &self.done), ("failed", &self.failed)] {
                let is_known = |text: &&String| values.iter().any(|it| it.value == **text);
                if let Some(unknown) = texts.iter().find(|text| !is_known(text)) {
                    let reason = format!("the status is never {unknown:?}");
                    return mismatch(&place.key(key), reason);
                }
            }
        }
        Ok(Polling {
            job,
            id,
            status,
            status_type,
            done: self.done.clone(),
            failed: self.failed.clone(),
            output: match self.output {
                Some(output) => Some(read_by(api, job, output, &place.key("output"))?),
                None => None,
            },
        })
    }
}

/// How what comes of a job is read.
fn read_by(
    api: &Api,
    job: TypeId,
    (wanted, id): (&str, &str),
    place: &Place,
) -> Result<JobOutput, PollMismatch> {
    let at = place.key("operation");
    let groups = api.groups.iter().enumerate();
    let mut operations = groups.flat_map(|(group, it)| {
        let operations = it.operations.iter().enumerate();
        operations.map(move |(at, operation)| ((group, at), operation))
    });
    let Some((position, operation)) = operations.find(|(_, it)| it.id == wanted) else {
        return mismatch(&at, "there is no operation of this `operationId`");
    };
    let Success::Of(Payload::Json(ty, _)) = &operation.success else {
        return mismatch(&at, "its response is no JSON of one type");
    };
    takes_one(operation, &at)?;
    let (id, _) = member(api, job, id, &place.key("id"))?;
    Ok(JobOutput {
        operation: position,
        ty: ty.clone(),
        id,
    })
}

/// Whether an operation asks for nothing but an id.
fn takes_one(operation: &Operation, at: &Place) -> Result<(), PollMismatch> {
    let has_body = operation.body.as_ref().is_some_and(|body| body.required);
    if operation.required.len() == 1 && !has_body {
        return Ok(());
    }
    mismatch(
        at,
        "the operation has to ask for one parameter and nothing else",
    )
}

/// The member of a job that a pointer names.
fn member(
    api: &Api,
    job: TypeId,
    pointer: &str,
    at: &Place,
) -> Result<(JobMember, TypeRef), PollMismatch> {
    let TypeKind::Struct(def) = &api.types[job].kind else {
        return mismatch(at, "the response is no object");
    };
    let name = pointer.strip_prefix('/').unwrap_or(pointer);
    let name = name.replace("~1", "/").replace("~0", "~");
    let mut fields = def.fields.iter();
    let Some(field) = fields.find(|field| field.wire.as_str() == name) else {
        return mismatch(at, "is not in the response");
    };
    let member = JobMember {
        field: field.name.clone(),
        optional: field.shape != FieldShape::Plain,
        copied: is_copied(api, &field.ty),
    };
    Ok((member, field.ty.clone()))
}

fn is_copied(api: &Api, ty: &TypeRef) -> bool {
    match ty {
        TypeRef::Primitive(primitive) => !matches!(
            primitive,
            Primitive::String | Primitive::File | Primitive::Scalar(_)
        ),
        TypeRef::Named(id) => api.types[api.types.original(*id)]
            .derives
            .contains(&Derive::Copy),
        _ => false,
    }
}
