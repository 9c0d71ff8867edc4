//! Operations: each a method of at most a dozen lines that describes a call.

use super::imports::Imports;
use super::tokens::{TypeWriter, ident};
use super::{body, description, docs, pagination, sample};
use crate::model::{
    Docs, Group, Location, Operation, Parameter, Payload, Primitive, RustIdent, Status, Success,
    TypeRef,
};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

/// The methods of an operation: the plain one, and those for bodies and
/// responses of other kinds.
pub(super) fn methods(
    writer: &mut TypeWriter<'_>,
    group: &Group,
    operation: &Operation,
) -> Vec<TokenStream> {
    let mut methods = vec![method(writer, group, operation)];
    operation.for_others(|other| methods.push(method(writer, group, other)));
    methods.extend(former(writer, operation));
    methods
}

/// The method by the name that it had before it was renamed.
fn former(writer: &mut TypeWriter<'_>, operation: &Operation) -> Option<TokenStream> {
    let former = operation.former.as_ref()?;
    let name = ident(&operation.name);
    let docs = format!(" The former name of [`Self::{name}`].");
    let note = format!("renamed to `{name}`");
    let (head, _) = head(writer, operation, former);
    let required = operation.required.iter().map(|parameter| &parameter.name);
    let given = required.chain(operation.body.as_ref().map(|body| &body.name));
    let given = given.map(ident);
    Some(quote! {
        #[doc = #docs]
        #[deprecated(note = #note)]
        #head { self.#name(#(#given),*) }
    })
}

fn method(writer: &mut TypeWriter<'_>, group: &Group, operation: &Operation) -> TokenStream {
    let documentation = docs::attributes(&text(writer, group, operation));
    let deprecated = operation.docs.deprecated.then(|| quote!(#[deprecated]));
    let (head, ending) = head(writer, operation, &operation.name);
    let parameterized = operation
        .optional
        .as_ref()
        .map(|_| quote!(.parameterized()));
    let description = description::of(writer, operation);
    let steps: Vec<TokenStream> = steps(writer, operation);
    quote! {
        #documentation
        #deprecated
        #head {
            #description
            self.client.call(&OP) #(#steps)* #ending #parameterized
        }
    }
}

/// A method up to its body, and the call that makes what it returns.
fn head(
    writer: &mut TypeWriter<'_>,
    operation: &Operation,
    name: &RustIdent,
) -> (TokenStream, TokenStream) {
    let name = ident(name);
    let (marker, arguments) = arguments(writer, operation);
    let marker = marker.map(|marker| quote!(<#marker>));
    // With `self` among them: as many as clippy allows.
    let many = (arguments.len() > 6).then(|| quote!(#[allow(clippy::too_many_arguments)]));
    let (returns, ending) = ending(writer, operation);
    let params = operation.optional.as_ref();
    let returns = match params.map(|params| ident(&params.name)) {
        Some(params) => quote!(#returns, #params>),
        None => quote!(#returns>),
    };
    let head = quote! {
        #many
        pub fn #name #marker (&self #(, #arguments)*) -> #returns
    };
    (head, ending)
}

fn arguments(
    writer: &mut TypeWriter<'_>,
    operation: &Operation,
) -> (Option<TokenStream>, Vec<TokenStream>) {
    let mut arguments: Vec<TokenStream> = operation
        .required
        .iter()
        .map(|parameter| {
            let name = ident(&parameter.name);
            match &parameter.ty {
                TypeRef::Primitive(Primitive::String) => quote!(#name: &str),
                TypeRef::Named(_) | TypeRef::Primitive(Primitive::Scalar(_)) => {
                    writer.argument(&name, &parameter.ty).0
                }
                ty => {
                    let ty = writer.ty(ty);
                    quote!(#name: #ty)
                }
            }
        })
        .collect();
    let Some(body) = &operation.body else {
        return (None, arguments);
    };
    let (marker, argument) = body::argument(writer, body);
    arguments.push(argument);
    (marker, arguments)
}

/// What each argument adds to the call.
pub(super) fn steps(writer: &mut TypeWriter<'_>, operation: &Operation) -> Vec<TokenStream> {
    let mut steps: Vec<TokenStream> = operation
        .fixed_query
        .iter()
        .map(|(name, value)| {
            let param = writer.imports.runtime(writer.context.taken, "Param");
            quote!(.query(&#param::new(#name), #value))
        })
        .collect();
    for parameter in &operation.constants {
        let value = parameter.constant.as_ref();
        if let Some(value) = value.and_then(sample::constant) {
            steps.push(step(writer, parameter, &value));
        }
    }
    for parameter in &operation.required {
        let name = ident(&parameter.name);
        let value = match &parameter.ty {
            TypeRef::Named(_) | TypeRef::Primitive(Primitive::Scalar(_)) => quote!(#name.into()),
            _ => quote!(#name),
        };
        steps.push(step(writer, parameter, &value));
    }
    if let Some(body) = &operation.body {
        steps.push(body::step(writer, body));
    }
    steps
}

/// What one parameter adds to the call.
pub(super) fn step(
    writer: &mut TypeWriter<'_>,
    parameter: &Parameter,
    value: &TokenStream,
) -> TokenStream {
    let wire = parameter.wire.as_str();
    let style = &parameter.style;
    if parameter.location == Location::Path && style.is_plain() && !parameter.sensitive {
        return quote!(.path(#wire, #value));
    }
    let method = match parameter.location {
        Location::Path => quote!(path_styled),
        Location::Query => quote!(query),
        Location::Header => quote!(header),
        Location::Cookie => quote!(cookie),
        Location::QueryString => quote!(query_string),
    };
    let param = param(writer, parameter);
    quote!(.#method(&#param, #value))
}

/// `Param::new("ids").explode(false)`.
pub(super) fn param(writer: &mut TypeWriter<'_>, parameter: &Parameter) -> TokenStream {
    let (wire, style) = (parameter.wire.as_str(), &parameter.style);
    let param = writer.imports.runtime(writer.context.taken, "Param");
    let style_call = style.style.map(|name| {
        let (ty, name) = (
            writer.imports.runtime(writer.context.taken, "Style"),
            format_ident!("{name}"),
        );
        quote!(.style(#ty::#name))
    });
    let explode = style.explode.map(|explode| quote!(.explode(#explode)));
    let reserved = style.allow_reserved.then(|| quote!(.allow_reserved()));
    let json = style.json.then(|| quote!(.json()));
    let sensitive = parameter.sensitive.then(|| quote!(.sensitive()));
    quote!(#param::new(#wire) #style_call #explode #reserved #json #sensitive)
}

/// The type that the method returns, but for its end, and the call that makes it.
fn ending(writer: &mut TypeWriter<'_>, operation: &Operation) -> (TokenStream, TokenStream) {
    let taken = writer.context.taken;
    if let (Some(rule), Success::Of(Payload::Json(page, _))) =
        (&operation.pagination, &operation.success)
    {
        let paged = writer.imports.runtime(taken, "PaginatedCall");
        let (page, item) = (writer.ty(page), writer.ty(&rule.item));
        let turned = pagination::pagination(writer, &operation.success, rule);
        return (quote!(#paged<#page, #item), quote!(.pages(#turned)));
    }
    body::ending(writer, &operation.success)
}

/// Summary, description, the request line, errors and an example.
fn text(writer: &TypeWriter<'_>, group: &Group, operation: &Operation) -> String {
    let line = request_line(writer, operation);
    let docs = Docs {
        deprecated: false,
        ..operation.docs.clone()
    };
    let mut text = docs::of_operation(&docs, "");
    if !text.is_empty() {
        text.push_str("\n\n");
    }
    text.push_str(&line);
    let body = operation.body.as_ref().and_then(body::argument_line);
    let parameters = operation.required.iter().filter_map(parameter_line);
    let parameters: Vec<String> = parameters.chain(body).collect();
    if !operation.constants.is_empty() {
        let constants = operation.constants.iter().map(constant);
        let constants: Vec<String> = constants.collect();
        text.push_str(&format!("\n\nAlways sends {}.", constants.join(", ")));
    }
    if !parameters.is_empty() {
        text.push_str(&format!("\n\n{}", parameters.join("\n")));
    }
    if let Some(params) = &operation.optional {
        let (name, module) = (params.name.plain(), writer.context.path("api"));
        text.push_str(&format!(
            "\n\nOptional parameters: [`{name}`]({module}::{name}), for the call's `params`."
        ));
    }
    for line in body::lines(operation) {
        text.push_str(&format!("\n\n{line}"));
    }
    text.push_str(&errors(writer, operation));
    text.push_str(&headers(writer, operation));
    if let Some(example) = sample::call(writer.context, group, operation) {
        text.push_str(&format!("\n\n# Examples\n\n{example}"));
    }
    text
}

/// `version` as `2012-11-05`.
fn constant(parameter: &Parameter) -> String {
    let value = parameter.constant.as_ref().map(super::value::plain_json);
    let value = super::value::shown(&value.unwrap_or_default());
    format!("{} as {value}", docs::code(parameter.wire.as_str()))
}

fn parameter_line(parameter: &Parameter) -> Option<String> {
    let said = parameter.docs.description.as_deref().unwrap_or_default();
    let said = docs::sentence(&docs::first_paragraph(said));
    let mut text = super::value::with_notes(said, &parameter.value, None);
    if parameter.docs.deprecated {
        text.push_str(" **Deprecated.**");
    }
    let text = text.trim();
    (!text.is_empty()).then(|| format!("- `{}`: {text}", parameter.name.plain()))
}

/// The headers that the responses are described with.
fn headers(writer: &TypeWriter<'_>, operation: &Operation) -> String {
    let mut names: Vec<&str> = Vec::new();
    for name in operation
        .responses
        .0
        .iter()
        .flat_map(|response| &response.headers)
    {
        if !names.contains(&name.as_str()) {
            names.push(name.as_str());
        }
    }
    if names.is_empty() {
        return String::new();
    }
    let module = writer.context.path("headers");
    let links: Vec<String> = names
        .iter()
        .map(|name| format!("[`{name}`]({module}::{name})"))
        .collect();
    format!("\n\nHeaders of its responses: {}.", links.join(", "))
}

/// The documented failures, and how to get at their bodies. A failure without
/// words of its own is known by its status.
fn errors(writer: &TypeWriter<'_>, operation: &Operation) -> String {
    let responses = &operation.responses.0;
    let is_success = |status: &Status| {
        matches!(status, Status::Code(..300) | Status::Range(..3)) || operation.gives(*status)
    };
    let succeeds = responses
        .iter()
        .any(|response| is_success(&response.status));
    let fails = |status: &Status| match status {
        Status::Default => succeeds,
        other => !is_success(other),
    };
    let failures: Vec<_> = responses
        .iter()
        .filter(|response| fails(&response.status))
        .collect();
    let bodies: Vec<Option<String>> = failures
        .iter()
        .map(|response| Some(written(writer, response.payload.as_ref()?.json()?)))
        .collect();
    let mut types: Vec<&String> = bodies.iter().flatten().collect();
    types.dedup();
    let how = match types.as_slice() {
        [] => String::new(),
        [only] => format!("`error.as_api()?.body_as::<{only}>()` reads the body:\n"),
        _ => "`error.as_api()?.body_as::<T>()` reads the body:\n".to_owned(),
    };
    let lines = failures.iter().zip(&bodies).map(|(response, body)| {
        let first = response.description.as_deref().map(docs::first_paragraph);
        let mut line = match &response.status {
            Status::Default => "- Any other status".to_owned(),
            status => format!("- {status}"),
        };
        match docs::sentence(&first.unwrap_or_default()) {
            empty if empty.is_empty() => line.push('.'),
            said => line.push_str(&format!(": {said}")),
        }
        if let Some(body) = body.as_ref().filter(|_| types.len() > 1) {
            line.push_str(&format!(" Its body is a `{body}`."));
        }
        line
    });
    let lines: Vec<String> = lines.collect();
    if lines.is_empty() {
        return String::new();
    }
    format!("\n\n# Errors\n\n{how}{}", lines.join("\n"))
}

/// A type as a caller writes it who has `types` in scope.
fn written(writer: &TypeWriter<'_>, ty: &TypeRef) -> String {
    let mut imports = Imports::default();
    let mut apart = TypeWriter {
        imports: &mut imports,
        ..*writer
    };
    let text = super::unions::spaced(&apart.ty(ty));
    match ty.innermost() {
        TypeRef::Named(id) => {
            let name = writer.context.api.types[*id].name.as_str();
            text.replace(name, &format!("types::{name}"))
        }
        _ => text,
    }
}

/// `POST /tickets`, what it takes, and what comes of it.
fn request_line(writer: &TypeWriter<'_>, operation: &Operation) -> String {
    let request = format!("{} {}", operation.method.as_str(), operation.path);
    let mut line = docs::code(&request);
    let responses = || operation.responses.0.iter();
    let success = responses()
        .find(|response| matches!(response.status, Status::Code(..300) | Status::Range(..3)))
        .or_else(|| responses().find(|response| operation.gives(response.status)));
    let said = success.and_then(|response| response.description.as_deref());
    let said = docs::sentence(&said.map(docs::first_paragraph).unwrap_or_default());
    match (success, said.as_str()) {
        (Some(response), "") => {
            if let Some(ty) = response.payload.as_ref().and_then(Payload::json) {
                line.push_str(&format!(" responds with `{}`.", written(writer, ty)));
            }
        }
        (Some(response), said) => {
            line.push_str(&format!(" responds with {}: {said}", response.status));
        }
        (None, _) => {}
    }
    line
}
