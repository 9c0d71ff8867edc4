//! `test.rs`: a mock with a stub for each operation.

use super::Context;
use super::module::{Item, Module};
use super::table::Table;
use super::tokens::{Origin, TypeWriter};
use super::unions::spaced;
use crate::model::{BodyKind, Group, Operation, Payload, Status, Success};

/// How long a row may be on one line.
const LONGEST: usize = 100;

pub(super) fn module(context: Context<'_>) -> Module {
    let mut module = Module::new(
        "test.rs",
        "For tests of code that uses the client: `mock` responds in the place of the API.",
    );
    for name in ["Client", "ClientBuilder"] {
        module.imports.add(&context.path("client"), name);
    }
    let mut writer = TypeWriter {
        context,
        imports: &mut module.imports,
        from: Origin::Spelled,
        module: "",
    };
    let groups = context.api.groups.iter();
    let rows = groups.flat_map(|group| group.operations.iter().map(move |it| (group, it)));
    let rows = rows.map(|(group, operation)| row(&mut writer, group, operation));
    let rows = rows.collect();
    module.items.push(Item::Table(Table::rows(
        "mock",
        "Client, ClientBuilder",
        rows,
    )));
    module
}

/// `on_get_ticket: "getTicket" 200 -> crate::types::Ticket`
fn row(writer: &mut TypeWriter<'_>, group: &Group, operation: &Operation) -> String {
    let mut gate = super::features::text_of_group(writer.context, group);
    if !gate.is_empty() {
        gate.push('\n');
    }
    let (name, id) = (&operation.stub, super::tokens::string(&operation.id));
    let body = operation.body.as_ref();
    let body = body.filter(|body| body.kind == BodyKind::Json).map(|body| {
        let ty = writer.ty(&body.ty);
        let ty = spaced(&ty);
        if body.required {
            format!(" ({ty})")
        } else {
            format!(" ({}<{ty}>)", writer.prelude("Option"))
        }
    });
    let response = match &operation.success {
        Success::Empty => Some("()".to_owned()),
        Success::Of(Payload::Json(ty, _)) => Some(spaced(&writer.ty(ty))),
        Success::Of(_) | Success::ByStatus { .. } => None,
    };
    let response = response.map(|ty| format!(" -> {ty}")).unwrap_or_default();
    let body = body.unwrap_or_default();
    let row = format!("{name}: {id} {}{body}", status(operation));
    let wraps = row.len() + response.len() > LONGEST && !response.is_empty();
    let space = if wraps { "\n   " } else { "" };
    format!("{gate}{row}{space}{response}")
}

/// The status of a success.
fn status(operation: &Operation) -> u16 {
    let responses = operation.responses.0.iter();
    let mut statuses = responses.map(|response| response.status);
    let first = statuses.find_map(|status| match status {
        Status::Code(code) if operation.gives(status) => Some(code),
        _ => None,
    });
    first.unwrap_or(200)
}
