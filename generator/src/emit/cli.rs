//! The `cli` module: a command for each operation, a file for each tag.

use super::module::{Item, Module};
use super::tokens::{Origin, TypeWriter, ident};
use super::{
    Context, PendingModule, body, description, docs, features, group, operation, pagination,
};
use crate::model::{
    Argument, ArgumentType, Body, BodyKind, Command, CommandGroup, CommandLine, Docs, Group,
    Location, Operation, Parameter, Payload, RustIdent, Success,
};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

pub(super) fn parts<'a>(
    context: Context<'a>,
    command_line: &'a CommandLine,
) -> Vec<PendingModule<'a>> {
    let mut parts: Vec<PendingModule<'a>> = vec![Box::new(move || index(context, command_line))];
    let groups = context.api.groups.iter().zip(&command_line.groups);
    parts.extend(groups.map(|(group, commands)| -> PendingModule<'a> {
        Box::new(move || module(context, group, commands))
    }));
    parts
}

/// `main.rs` of a crate of its own.
pub(super) fn program(context: Context<'_>) -> Module {
    let mut module = Module::new("main.rs", "The operations as a command line.");
    module.root = true;
    let name = format_ident!("{}", context.config.crate_name.replace('-', "_"));
    module.rust(quote! {
        fn main() -> oas_runtime::cli::ExitCode {
            #name::cli::command_line().main()
        }
    });
    module
}

fn index(context: Context<'_>, command_line: &CommandLine) -> Module {
    let mut module = Module::new("cli/mod.rs", "The operations as a command line.");
    let mut imports = std::mem::take(&mut module.imports);
    let mut writer = writer(context, &mut imports);
    writer.imports.add(&context.path("client"), "Client");
    let about = string(&docs::plain(&context.api.info.title));
    let server = typed(&command_line.server);
    let server = (server != "server").then(|| quote!(.server_option(#server)));
    let headers = context.api.profile.common.iter().zip(&command_line.headers);
    let headers: Vec<_> = headers
        .map(|(parameter, header)| {
            let param = operation::param(&mut writer, parameter);
            let header = argument(&mut writer, header);
            quote!(.header(#param, #header))
        })
        .collect();
    let (mut always, mut gated) = (Vec::new(), Vec::new());
    for group in &context.api.groups {
        let name = ident(&group.module);
        match features::of_group(context, group) {
            None => always.push(quote!(.group(#name::group()))),
            Some(gate) => gated.push(quote!(#gate let cli = cli.group(#name::group());)),
        }
    }
    let cli_value = quote!(Cli::new(Client::builder()) #about #server #(#headers)* #(#always)*);
    let cli_value = if gated.is_empty() {
        cli_value
    } else {
        quote!(let cli = #cli_value; #(#gated)* cli)
    };
    let modules = context.api.groups.iter().map(|group| {
        let (gate, name) = (features::of_group(context, group), ident(&group.module));
        quote!(#gate mod #name;)
    });
    module.items.push(Item::Lines(quote!(#(#modules)*)));
    module.items.push(Item::Lines(quote! {
        pub use oas_runtime::cli::{Cli, Environment};
    }));
    module.rust(quote! {
        /// The command line: `main` runs it with the arguments of the process.
        pub fn command_line() -> Cli {
            #cli_value
        }
    });
    module.imports = imports;
    module
}

fn module(context: Context<'_>, group: &Group, commands: &CommandGroup) -> Module {
    let tagged = group::tagged(group.tag.as_deref());
    let mut module = Module::new(format!("cli/{}.rs", group.module.plain()), tagged.clone());
    let mut imports = std::mem::take(&mut module.imports);
    let mut writer = writer(context, &mut imports);
    let ty = writer.imports.runtime(context.taken, "Group");
    let said = docs::plain(&said(&group.docs));
    let about = if said.is_empty() {
        docs::plain(&tagged)
    } else {
        said
    };
    let functions = commands.commands.iter().map(|it| ident(&it.function));
    let name = commands.name.as_ref().map(typed).unwrap_or_default();
    module.rust(quote! {
        pub(super) fn group() -> #ty {
            #ty::new(#name, #about) #(.command(#functions()))*
        }
    });
    for (operation, command) in group.operations.iter().zip(&commands.commands) {
        let function = function(&mut writer, operation, command);
        module.items.push(Item::Rust(function));
    }
    module.imports = imports;
    module
}

fn writer<'a>(context: Context<'a>, imports: &'a mut super::imports::Imports) -> TypeWriter<'a> {
    TypeWriter {
        context,
        imports,
        from: Origin::Elsewhere,
        module: "",
    }
}

fn function(writer: &mut TypeWriter<'_>, operation: &Operation, command: &Command) -> TokenStream {
    let ty = writer.imports.runtime(writer.context.taken, "Command");
    let description = description::of(writer, operation);
    let (function, name) = (ident(&command.function), typed(&command.name));
    let about = docs::plain(&summary(&operation.docs));
    let note = operation.docs.deprecated.then_some(" Deprecated.");
    let about = format!("{about}{}", note.unwrap_or_default());
    let about = string(about.trim());
    let fixed: Vec<_> = fixed(writer, operation).collect();
    let optional = operation.optional.iter().flat_map(|params| &params.fields);
    let parameters = operation.required.iter().chain(optional);
    let parameters: Vec<_> = parameters
        .zip(&command.parameters)
        .map(|(parameter, given)| {
            let given = argument(writer, given);
            step(writer, parameter, &given)
        })
        .collect();
    let body = operation.body.as_ref().map(|body| self::body(writer, body));
    let members: Vec<_> = command
        .members
        .iter()
        .map(|member| {
            let (wire, argument) = (member.wire.as_str(), argument(writer, &member.argument));
            quote!(.member(#wire, #argument))
        })
        .collect();
    let response = response(writer, operation);
    quote! {
        fn #function() -> #ty {
            #description
            #ty::new(#name, &OP) #about #(#fixed)* #(#parameters)* #body #(#members)* #response
        }
    }
}

/// What is always sent beside the body.
fn fixed<'a>(
    writer: &mut TypeWriter<'_>,
    operation: &'a Operation,
) -> impl Iterator<Item = TokenStream> + use<'a> {
    let mut steps = Vec::new();
    for (name, value) in &operation.fixed_query {
        let param = writer.imports.runtime(writer.context.taken, "Param");
        let value = fixed_argument(writer, &value.as_str().into());
        steps.push(quote!(.query(#param::new(#name), #value)));
    }
    for parameter in &operation.constants {
        if let Some(value) = &parameter.constant {
            let value = fixed_argument(writer, value);
            steps.push(step(writer, parameter, &value));
        }
    }
    steps.into_iter()
}

fn fixed_argument(writer: &mut TypeWriter<'_>, value: &serde_json::Value) -> TokenStream {
    let (ty, json) = (
        writer.imports.runtime(writer.context.taken, "Arg"),
        value.to_string(),
    );
    quote!(#ty::fixed(#json))
}

fn step(writer: &mut TypeWriter<'_>, parameter: &Parameter, value: &TokenStream) -> TokenStream {
    let method = format_ident!(
        "{}",
        match parameter.location {
            Location::Path => "path",
            Location::Query => "query",
            Location::Header => "header",
            Location::Cookie => "cookie",
            Location::QueryString => "query_string",
        }
    );
    let param = operation::param(writer, parameter);
    quote!(.#method(#param, #value))
}

/// `Arg::new("per-page", ArgType::Integer).help("How many.")`.
fn argument(writer: &mut TypeWriter<'_>, argument: &Argument) -> TokenStream {
    let arg = writer.imports.runtime(writer.context.taken, "Arg");
    let default = argument.default.as_ref().map(ToString::to_string);
    let Some(flag) = &argument.flag else {
        return quote!(#arg::fixed(#default));
    };
    let ty = writer.imports.runtime(writer.context.taken, "ArgType");
    let takes = match &argument.ty {
        ArgumentType::Text => quote!(Text),
        ArgumentType::Integer => quote!(Integer),
        ArgumentType::Number => quote!(Number),
        ArgumentType::Boolean => quote!(Boolean),
        ArgumentType::OneOf(values) => quote!(OneOf(&[#(#values),*])),
        ArgumentType::TextOrJson => quote!(TextOrJson),
        ArgumentType::Json => quote!(Json),
        ArgumentType::File => quote!(File),
    };
    let flag = typed(flag);
    let many = argument.many.then(|| quote!(.many()));
    let required = argument.required.then(|| quote!(.required()));
    let default = default.map(|json| quote!(.default(#json)));
    let help = docs::plain(argument.description.as_deref().unwrap_or_default());
    let help = (!help.is_empty()).then(|| quote!(.help(#help)));
    quote!(#arg::new(#flag, #ty::#takes) #many #required #default #help)
}

fn body(writer: &mut TypeWriter<'_>, body: &Body) -> TokenStream {
    let (format, usual) = match &body.kind {
        BodyKind::Json => (quote!(.json()), "application/json"),
        BodyKind::Form(encodings) => {
            let encodings = body::encodings(writer, encodings);
            let format = quote!(.form(vec![#(#encodings),*]));
            (format, "application/x-www-form-urlencoded")
        }
        BodyKind::Multipart(encodings) => {
            let encodings = body::encodings(writer, encodings);
            (
                quote!(.multipart(vec![#(#encodings),*])),
                "multipart/form-data",
            )
        }
        BodyKind::Text | BodyKind::Bytes => (quote!(.raw()), ""),
    };
    let media_type = &body.media_type;
    let media_type = (media_type != usual).then(|| quote!(.media_type(#media_type)));
    let required = body.required.then(|| quote!(.body_required()));
    quote!(#format #media_type #required)
}

fn response(writer: &mut TypeWriter<'_>, operation: &Operation) -> TokenStream {
    match &operation.success {
        Success::Empty => quote!(.empty()),
        Success::ByStatus { .. } => quote!(.by_status()),
        Success::Of(Payload::Json(..)) => {
            let pages = operation.pagination.as_ref().map(|rule| {
                let list = &rule.list;
                let turned = pagination::turned(writer, &quote!(|_| Vec::new()), rule);
                quote!(.pages(#list, #turned))
            });
            pages.unwrap_or_default()
        }
        Success::Of(Payload::Text | Payload::Bytes) => quote!(.bytes()),
        Success::Of(Payload::Events(_) | Payload::EventObjects(..)) => quote!(.events()),
        Success::Of(Payload::Lines(_)) => quote!(.lines()),
    }
}

/// What is typed: `per-page` for `per_page`.
fn typed(name: &RustIdent) -> String {
    name.plain().replace('_', "-").trim_matches('-').to_owned()
}

/// `.about("…")`, where there is something to say.
fn string(text: &str) -> Option<TokenStream> {
    (!text.is_empty()).then(|| quote!(.about(#text)))
}

fn summary(docs: &Docs) -> String {
    let said = docs.title.as_ref().or(docs.description.as_ref());
    said.cloned().unwrap_or_default()
}

fn said(docs: &Docs) -> String {
    let said = docs.description.as_ref().or(docs.title.as_ref());
    said.cloned().unwrap_or_default()
}
