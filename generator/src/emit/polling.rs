//! Jobs that can be waited for: what the operation that asks about them says by `x-poll`.

use super::module::Item;
use super::tokens::{TypeWriter, ident};
use super::{description, docs, operation};
use crate::model::{JobMember, JobOutput, Operation, Polling, TypeRef};
use proc_macro2::TokenStream;
use quote::quote;

/// `impl LongRunning for Job`.
pub(super) fn item(writer: &mut TypeWriter<'_>, asking: &Operation, polling: &Polling) -> Item {
    let mut runtime = |name: &str| writer.imports.runtime(writer.context.taken, name);
    let (long_running, progress) = (runtime("LongRunning"), runtime("JobProgress"));
    let (client, call) = (runtime("Client"), runtime("Call"));
    let (job, option) = (TypeRef::Named(polling.job), writer.prelude("Option"));
    let (job, status) = (writer.ty(&job), status(writer, polling));
    let (some, failed) = (writer.prelude("Some"), &polling.failed);
    let done = &polling.done;
    let failed = (!failed.is_empty()).then(|| quote!(#some(#(#failed)|*) => #progress::Failed,));
    let (description, steps) = (description::of(writer, asking), steps(writer, asking));
    let last = last(writer, asking, &member(&polling.id));
    let (output, read) = match &polling.output {
        Some(output) => (writer.ty(&output.ty), read(writer, output)),
        None => (quote!(Self), quote!(#some(self.ask(client)))),
    };
    let said = format!(
        "{}\n\n[`wait`](oas_runtime::Call::wait) gives what comes of it.",
        said(writer, asking, polling)
    );
    let said = docs::attributes(&said);
    Item::Rust(quote! {
        #said
        impl #long_running for #job {
            type Output = #output;

            fn progress(&self) -> #progress {
                match #status {
                    #some(#(#done)|*) => #progress::Done,
                    #failed
                    _ => #progress::Running,
                }
            }

            fn ask(&self, client: &#client) -> #call<Self> {
                #description
                client.call(&OP) #(#steps)* #last .typed()
            }

            fn output(&self, client: &#client) -> #option<#call<#output>> {
                #read
            }
        }
    })
}

fn said(writer: &TypeWriter<'_>, asking: &Operation, polling: &Polling) -> String {
    let asked = format!("A job that {} tells about", docs::code(asking.name.plain()));
    match &polling.output {
        Some(output) => {
            let id = operation_of(writer, output).map(|it| docs::code(it.name.plain()));
            let id = id.unwrap_or_default();
            format!("{asked}; {id} reads what has come of it.")
        }
        None => format!("{asked}."),
    }
}

/// The status as an `Option<&str>`.
fn status(writer: &mut TypeWriter<'_>, polling: &Polling) -> TokenStream {
    let field = ident(&polling.status.field);
    let some = writer.prelude("Some");
    match (polling.status_type, polling.status.optional) {
        (_, false) => quote!(#some(self.#field.as_str())),
        (None, true) => quote!(self.#field.as_deref()),
        (Some(id), true) => {
            let ty = writer.ty(&TypeRef::Named(id));
            quote!(self.#field.as_ref().map(#ty::as_str))
        }
    }
}

/// How the output is read.
fn read(writer: &mut TypeWriter<'_>, output: &JobOutput) -> TokenStream {
    let Some(reading) = operation_of(writer, output) else {
        return writer.prelude("None");
    };
    let (description, steps) = (description::of(writer, reading), steps(writer, reading));
    let some = writer.prelude("Some");
    let value = member(&output.id);
    let last = last(writer, reading, &quote!(id));
    quote! {
        #description
        let id = #value;
        #some(client.call(&OP) #(#steps)* #last .typed())
    }
}

/// What of the job a request takes.
fn member(member: &JobMember) -> TokenStream {
    let field = ident(&member.field);
    match (member.optional, member.copied) {
        (true, true) => quote!(self.#field?),
        (true, false) => quote!(self.#field.as_ref()?),
        (false, true) => quote!(self.#field),
        (false, false) => quote!(&self.#field),
    }
}

fn operation_of<'a>(writer: &TypeWriter<'a>, output: &JobOutput) -> Option<&'a Operation> {
    let (group, at) = output.operation;
    writer.context.api.groups.get(group)?.operations.get(at)
}

/// What a call always sends.
fn steps(writer: &mut TypeWriter<'_>, asked: &Operation) -> Vec<TokenStream> {
    let constants = Operation {
        required: Vec::new(),
        body: None,
        ..asked.clone()
    };
    operation::steps(writer, &constants)
}

/// The one parameter.
fn last(
    writer: &mut TypeWriter<'_>,
    asked: &Operation,
    value: &TokenStream,
) -> Option<TokenStream> {
    let parameter = asked.required.first()?;
    Some(operation::step(writer, parameter, value))
}
