//! What the runtime knows of an operation: a `static` in its method.

use super::checks;
use super::tokens::TypeWriter;
use crate::model::{Idempotency, Method, Operation, Repeats, Status};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

/// `static OP: Operation = Operation::get("getTicket", "/tickets/{ticket_id}");`
pub(super) fn of(writer: &mut TypeWriter<'_>, operation: &Operation) -> TokenStream {
    let ty = writer.imports.runtime(writer.context.taken, "Operation");
    let (id, path) = (&operation.id, escaped(&operation.path));
    let constructor = match &operation.method {
        Method::Get => "get",
        Method::Put => "put",
        Method::Post => "post",
        Method::Delete => "delete",
        Method::Options => "options",
        Method::Head => "head",
        Method::Patch => "patch",
        Method::Trace => "trace",
        Method::Other(_) => "other",
    };
    let constructor = format_ident!("{constructor}");
    let method = match &operation.method {
        Method::Other(name) => Some(quote!(#name,)),
        _ => None,
    };
    let usual = &writer.context.api.profile.security;
    let is_usual = |security: &&Vec<_>| !security.is_empty() && *security == usual;
    let own = operation.security.as_ref().filter(|it| !is_usual(it));
    let security = own.map(|security| {
        let security = self::security(security);
        quote!(.security(#security))
    });
    let accept = operation.accept.as_ref();
    let accept = accept.map(|accept| quote!(.accept(#accept)));
    let server = operation.server.as_ref();
    let server = server.map(|url| quote!(.server(#url)));
    let repeats = repeats(&operation.repeats);
    let redirects = (!operation.redirects.is_empty()).then(|| {
        let statuses = operation.redirects.iter().map(ToString::to_string);
        quote!(.redirects(&[#(#statuses),*]))
    });
    let responses = successes(operation);
    let responses = responses.map(|statuses| quote!(.responses(&[#(#statuses),*])));
    let (table, checks) = checks::of_operation(writer, operation).unzip();
    quote! {
        #table
        static OP: #ty = #ty::#constructor(#method #id, #path) #accept #server #security #redirects #responses #repeats #checks;
    }
}

/// A path in which what no URL may hold is escaped, but for the names of its variables.
fn escaped(path: &str) -> String {
    let mut is_variable = false;
    let mut escaped = String::with_capacity(path.len());
    for letter in path.chars() {
        is_variable = letter == '{' || (is_variable && letter != '}');
        let is_plain = letter.is_ascii_graphic() && !r#""<>\^`|"#.contains(letter);
        if is_plain || is_variable {
            escaped.push(letter);
        } else {
            let mut bytes = [0; 4];
            let bytes = letter.encode_utf8(&mut bytes).bytes();
            escaped.extend(bytes.map(|byte| format!("%{byte:02X}")));
        }
    }
    escaped
}

/// The successes that the document has, unless they are the usual ones.
fn successes(operation: &Operation) -> Option<Vec<String>> {
    let documented = operation.responses.0.iter();
    let documented = documented.map(|response| response.status);
    let mut statuses: Vec<Status> = documented.clone().filter(|it| it.is_success()).collect();
    if statuses.is_empty() {
        statuses.extend(documented.filter(|status| *status == Status::Default));
    }
    let usual = [200, 204].map(Status::Code);
    let all_usual = statuses.iter().all(|status| usual.contains(status));
    (!all_usual).then(|| statuses.iter().map(ToString::to_string).collect())
}

/// What the document says of repeats, if anything.
fn repeats(repeats: &Repeats) -> TokenStream {
    let effect = repeats.effect.map(|effect| match effect {
        Idempotency::Safe => quote!(.safe()),
        Idempotency::Idempotent => quote!(.idempotent()),
        Idempotency::NonIdempotent => quote!(.not_idempotent()),
    });
    let key = repeats.key.as_ref();
    let key = key.map(|header| quote!(.idempotency_key(#header)));
    quote!(#effect #key)
}

/// Any of these, each all of its schemes.
pub(super) fn security(security: &[Vec<String>]) -> TokenStream {
    let any = security.iter().map(|all| quote!(&[#(#all),*]));
    quote!(&[#(#any),*])
}
