//! The types that operations, headers and webhooks hold by themselves, and which
//! way each travels.

use crate::model::{Api, BodyKind, Direction, Operation, TypeRef};

/// Where a type stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Root {
    Parameter,
    /// A body that may hold files.
    Form,
    Body,
    /// A response, or a part of one.
    Response,
    /// What the API sends by itself: to whoever reads it, it is like a response.
    Webhook,
}

impl Root {
    pub fn direction(self) -> Direction {
        match self {
            Self::Parameter | Self::Form | Self::Body => Direction::Request,
            Self::Response | Self::Webhook => Direction::Response,
        }
    }
}

/// Shows every root to `visit`, which may change it.
pub(super) fn visit(api: &mut Api, visit: &mut dyn FnMut(Root, &mut TypeRef)) {
    let groups = api.groups.iter_mut();
    for operation in groups.flat_map(|group| &mut group.operations) {
        visit_operation(operation, visit);
    }
    visit_shared(api, visit);
}

/// Those of one operation.
pub(super) fn visit_operation(
    operation: &mut Operation,
    visit: &mut dyn FnMut(Root, &mut TypeRef),
) {
    let optional = operation.optional.iter_mut();
    let optional = optional.flat_map(|params| &mut params.fields);
    let given = operation
        .constants
        .iter_mut()
        .chain(&mut operation.required);
    for parameter in given.chain(optional) {
        visit(Root::Parameter, &mut parameter.ty);
    }
    for body in operation.bodies_mut() {
        let root = match body.kind {
            BodyKind::Multipart(_) => Root::Form,
            _ => Root::Body,
        };
        visit(root, &mut body.ty);
    }
    let documented = operation.responses.0.iter_mut();
    let payloads = documented.filter_map(|response| response.payload.as_mut());
    for ty in payloads.filter_map(|payload| payload.ty_mut()) {
        visit(Root::Response, ty);
    }
    for ty in operation
        .results_mut()
        .flat_map(|result| result.types_mut())
    {
        visit(Root::Response, ty);
    }
    for pagination in operation.paginations_mut() {
        visit(Root::Response, &mut pagination.item);
    }
}

/// Those of no operation.
pub(super) fn visit_shared(api: &mut Api, visit: &mut dyn FnMut(Root, &mut TypeRef)) {
    for parameter in &mut api.profile.common {
        visit(Root::Parameter, &mut parameter.ty);
    }
    for header in &mut api.headers {
        visit(Root::Response, &mut header.ty);
    }
    let messages = api.webhooks.iter_mut();
    let messages = messages.flat_map(|webhooks| &mut webhooks.messages);
    for ty in messages.filter_map(|message| message.ty.as_mut()) {
        visit(Root::Webhook, ty);
    }
}
