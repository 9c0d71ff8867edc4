//! Bodies and responses: what a method takes and gives besides parameters.

use super::optional;
use super::tokens::{TypeWriter, ident};
use crate::model::{
    Body, BodyKind, Codec, MemberEncoding, Operation, Payload, Success, Switch, TypeKind, TypeRef,
};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

/// How many media types a sentence lists.
const LISTED: usize = 8;

/// The argument for a body, with the type parameter or lifetime that it may need.
pub(super) fn argument(
    writer: &mut TypeWriter<'_>,
    body: &Body,
) -> (Option<TokenStream>, TokenStream) {
    let name = ident(&body.name);
    let into = writer.prelude("Into");
    let (ty, converts) = match body.kind {
        BodyKind::Text => (quote!(&str), false),
        BodyKind::Bytes => (writer.imports.runtime(writer.context.taken, "Body"), true),
        BodyKind::Json | BodyKind::Form(_) | BodyKind::Multipart(_) => {
            (writer.ty(&body.ty), is_union(writer, &body.ty))
        }
    };
    match (body.required && !body.nullable, converts) {
        (true, true) => (None, quote!(#name: impl #into<#ty>)),
        (true, false) => (None, quote!(#name: #ty)),
        (false, true) => {
            let (marker, argument) = optional::maybe(writer, &name, &ty);
            (Some(quote!(#marker)), argument)
        }
        (false, false) if body.kind == BodyKind::Text => {
            let option = writer.prelude("Option");
            let argument = quote!(#name: impl #into<#option<&'a str>>);
            (Some(quote!('a)), argument)
        }
        (false, false) => {
            let option = writer.prelude("Option");
            (None, quote!(#name: impl #into<#option<#ty>>))
        }
    }
}

/// What a body adds to the call.
pub(super) fn step(writer: &mut TypeWriter<'_>, body: &Body) -> TokenStream {
    let (name, media_type) = (ident(&body.name), &body.media_type);
    let json = !matches!(body.kind, BodyKind::Text | BodyKind::Bytes);
    let given = body.required && !body.nullable;
    let value = match (given, json && is_union(writer, &body.ty)) {
        (false, true) => quote!(#name.maybe()),
        (false, false) | (true, true) => quote!(#name.into()),
        (true, false) => quote!(#name),
    };
    match (&body.kind, body.required) {
        (BodyKind::Json, required) => {
            let method = format_ident!("{}", if required { "json" } else { "json_opt" });
            let usual = media_type == "application/json";
            let content_type = (!usual).then(|| quote!(.content_type(#media_type)));
            let value = match (&body.switch, given) {
                (None, _) => value,
                (Some(switch), true) => asking(switch, &value),
                (Some(switch), false) => {
                    let asking = asking(switch, &quote!(body));
                    quote!(#value.map(|body| #asking))
                }
            };
            quote!(.#method(#value) #content_type)
        }
        (BodyKind::Form(encodings) | BodyKind::Multipart(encodings), _) => {
            let (method, usual) = match body.kind {
                BodyKind::Form(_) => ("form", "application/x-www-form-urlencoded"),
                _ => ("multipart", "multipart/form-data"),
            };
            let form = form(writer, method, encodings, &value);
            let content_type = (media_type != usual).then(|| quote!(.content_type(#media_type)));
            quote!(#form #content_type)
        }
        (BodyKind::Text, true) => quote!(.body(#media_type, #name.to_owned())),
        (BodyKind::Text, false) => quote!(.body_opt(#media_type, #name.into().map(str::to_owned))),
        (BodyKind::Bytes, true) => quote!(.body(#media_type, #name)),
        (BodyKind::Bytes, false) => quote!(.body_opt(#media_type, #name.maybe())),
    }
}

/// `body.stream(true)`.
fn asking(switch: &Switch, value: &TokenStream) -> TokenStream {
    let name = ident(switch.name());
    match switch {
        Switch::Setter(_) => quote!(#value.#name(true)),
        Switch::Constant(_) => quote!(#value.#name()),
        Switch::Field(_) => quote!({
            let mut body = #value;
            body.#name = true;
            body
        }),
    }
}

/// `.form(body)`, or `.form_with(&[…], body)` where members have encodings.
fn form(
    writer: &mut TypeWriter<'_>,
    method: &str,
    encodings: &[MemberEncoding],
    value: &TokenStream,
) -> TokenStream {
    if encodings.is_empty() {
        let method = format_ident!("{method}");
        return quote!(.#method(#value));
    }
    let method = format_ident!("{method}_with");
    let encodings = self::encodings(writer, encodings);
    quote!(.#method(&[#(#encodings),*], #value))
}

/// How members of a form are written.
pub(super) fn encodings(
    writer: &mut TypeWriter<'_>,
    encodings: &[MemberEncoding],
) -> Vec<TokenStream> {
    let encodings = encodings.iter();
    encodings
        .map(|encoding| self::encoding(writer, encoding))
        .collect()
}

/// `Encoding::new("expand").style(Style::DeepObject)`.
fn encoding(writer: &mut TypeWriter<'_>, encoding: &MemberEncoding) -> TokenStream {
    let taken = writer.context.taken;
    let ty = writer.imports.runtime(taken, "Encoding");
    let start = match &encoding.member {
        Some(member) => {
            let member = member.as_str();
            quote!(#ty::new(#member))
        }
        None => quote!(#ty::rest()),
    };
    let style = encoding.style.style.map(|style| {
        let ty = writer.imports.runtime(taken, "Style");
        let style = format_ident!("{style}");
        quote!(.style(#ty::#style))
    });
    let explode = encoding.style.explode;
    let explode = explode.map(|explode| quote!(.explode(#explode)));
    let content_type = encoding.content_type.as_ref();
    let content_type = content_type.map(|media_type| quote!(.content_type(#media_type)));
    let headers = (!encoding.headers.is_empty()).then(|| {
        let headers = encoding.headers.iter();
        let headers = headers.map(|(name, value)| quote!((#name, #value)));
        quote!(.headers(&[#(#headers),*]))
    });
    quote!(#start #style #explode #content_type #headers)
}

/// The type that the method returns, but for its end, and the call that makes it.
pub(super) fn ending(
    writer: &mut TypeWriter<'_>,
    response: &Success,
) -> (TokenStream, TokenStream) {
    let taken = writer.context.taken;
    let payload = match response {
        Success::Empty => {
            let call = writer.imports.runtime(taken, "Call");
            return (quote!(#call<()), quote!(.empty()));
        }
        Success::ByStatus { name, .. } => {
            let call = writer.imports.runtime(taken, "Call");
            let name = ident(name);
            return (quote!(#call<#name), quote!(.decode_by_status()));
        }
        Success::Of(payload) => payload,
    };
    let inner = self::payload(writer, payload);
    let call = if payload.is_stream() {
        "StreamCall"
    } else {
        "Call"
    };
    let call = writer.imports.runtime(taken, call);
    let ending = match payload {
        Payload::Json(_, Some(Codec::Lenient)) => quote!(.typed_leniently()),
        Payload::Json(..) => quote!(.typed()),
        Payload::Text => quote!(.text()),
        Payload::Bytes => quote!(.bytes()),
        Payload::Events(Some(_)) => quote!(.events()),
        Payload::Events(None) => quote!(.text_events()),
        Payload::EventObjects(_, texts) => quote!(.event_objects(&[#(#texts),*])),
        Payload::Lines(_) => quote!(.lines()),
    };
    (quote!(#call<#inner), ending)
}

/// What a call gives for a payload.
pub(super) fn payload(writer: &mut TypeWriter<'_>, payload: &Payload) -> TokenStream {
    let taken = writer.context.taken;
    match payload {
        Payload::Json(ty, _) | Payload::Lines(ty) | Payload::EventObjects(ty, _) => writer.ty(ty),
        Payload::Text => writer.prelude("String"),
        Payload::Bytes => writer.imports.runtime(taken, "Bytes"),
        Payload::Events(data) => {
            let event = writer.imports.runtime(taken, "Event");
            let data = match data {
                Some(ty) => writer.ty(ty),
                None => writer.prelude("String"),
            };
            quote!(#event<#data>)
        }
    }
}

/// A union's branches convert to it, so that a caller need not name it.
fn is_union(writer: &TypeWriter<'_>, ty: &TypeRef) -> bool {
    matches!(ty, TypeRef::Named(id) if matches!(writer.context.api.types[*id].kind, TypeKind::Union(_)))
}

/// What there is to say of media types: nothing of plain JSON.
pub(super) fn lines(operation: &Operation) -> Vec<String> {
    let body = operation.body.as_ref().and_then(body_line);
    let response = response_line(&operation.success, operation.accept.as_deref());
    let switch = operation
        .body
        .as_ref()
        .and_then(|body| body.switch.as_ref());
    let switch = switch.map(|_| "The body is sent with `stream: true`.".to_owned());
    let null = operation
        .body
        .as_ref()
        .filter(|body| body.required && body.nullable);
    let null = null.map(|_| "`None` is sent as null.".to_owned());
    let lines = body.into_iter().chain(null).chain(response);
    lines.chain(switch).collect()
}

/// What the document says of the body as an argument.
pub(super) fn argument_line(body: &Body) -> Option<String> {
    let said = super::docs::first_paragraph(body.description.as_deref()?);
    let said = super::docs::sentence(&said);
    let name = body.name.plain();
    (!said.is_empty()).then(|| format!("- `{name}`: {said}"))
}

fn body_line(body: &Body) -> Option<String> {
    let sent = code(&body.media_type);
    let how = match body.kind {
        BodyKind::Json if body.media_type == "application/json" => {
            return others(body).map(|others| format!("The API takes the body {others}."));
        }
        BodyKind::Json | BodyKind::Text => format!("The body is sent as {sent}"),
        BodyKind::Form(_) => format!("The body is sent as a form, {sent}"),
        BodyKind::Multipart(_) => format!("The body is sent as a form with files, {sent}"),
        BodyKind::Bytes if body.media_type.starts_with("multipart/") => {
            format!(
                "The body is sent as it is given, with a header `content-type` that names the boundary of its {sent}"
            )
        }
        BodyKind::Bytes => match open_type(body) {
            Some(open) => {
                return Some(format!(
                    "The body is sent as it is given, with a header `content-type` that says which {open} it is."
                ));
            }
            None => format!("The body is sent as it is given, as {sent}"),
        },
    };
    Some(match others(body) {
        Some(others) => format!("{how}; the API takes it {others}."),
        None => format!("{how}."),
    })
}

/// The range of media types that a body is of, where the document names none.
fn open_type(body: &Body) -> Option<String> {
    let named = body
        .other_media_types
        .iter()
        .any(|media| !media.contains('*'));
    let mut ranges = body
        .other_media_types
        .iter()
        .filter(|media| !media.starts_with('*'));
    ranges.next().filter(|_| !named).map(|media| code(media))
}

fn others(body: &Body) -> Option<String> {
    let others: Vec<String> = body
        .other_media_types
        .iter()
        .filter(|media| !media.contains('*'))
        .map(|media| code(media))
        .collect();
    let listed = others.get(..LISTED.min(others.len()))?;
    let more = match others.len().saturating_sub(LISTED) {
        0 if listed.is_empty() => return None,
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    Some(format!(
        "as {}{more} too, with a header `content-type` that says so",
        listed.join(", ")
    ))
}

fn response_line(response: &Success, accept: Option<&str>) -> Option<String> {
    let Success::Of(payload) = response else {
        return None;
    };
    let types = code(accept?);
    match payload {
        Payload::Json(..) => None,
        Payload::Text => Some(format!("Responds with text, {types}.")),
        Payload::Bytes => Some(format!(
            "Responds with {types}, as it is; `stream` gives it piece by piece."
        )),
        Payload::EventObjects(..) => Some(format!(
            "Responds with a stream of events, {types}; `items` gives one after the other, its name \
             and its data as members."
        )),
        Payload::Events(_) => Some(format!(
            "Responds with a stream of events, {types}; `events` gives one after the other."
        )),
        Payload::Lines(_) => Some(format!(
            "Responds with a stream of JSON, {types}; `items` gives one after the other."
        )),
    }
}

fn code(media_type: &str) -> String {
    super::docs::code(media_type)
}
