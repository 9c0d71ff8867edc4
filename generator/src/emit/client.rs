//! `client.rs`: the profile of the API, its servers, the client and its
//! builder.

use super::module::{Item, Module};
use super::table::Table;
use super::tokens::{Origin, TypeWriter, ident};
use super::{Context, docs};
use crate::model::{ErrorEnvelope, KeyLocation, Profile, Scheme, SchemeKind};
use proc_macro2::TokenStream;
use quote::quote;

pub(super) fn module(context: Context<'_>) -> Module {
    let api = context.api;
    let title = docs::sentence(&docs::title(api));
    let mut module = Module::new(
        "client.rs",
        format!("The client and what it knows of the API as a whole: {title}"),
    );
    let profile = profile(context, &mut module);
    module.items.extend(profile);
    module.items.extend(super::servers::items(&api.profile));
    module.rust(client(context));
    let groups = groups(context, &mut module);
    module.items.extend(groups);
    module.rust(builder(&api.profile));
    let methods: Vec<TokenStream> = choice(&api.profile)
        .into_iter()
        .chain(headers(context, &mut module))
        .collect();
    if !methods.is_empty() {
        module.rust(quote!(impl ClientBuilder { #(#methods)* }));
    }
    let ways = ways(&api.profile.schemes).join(", ");
    module.items.push(Item::Table(Table::call(
        "client",
        format!("Client, ClientBuilder, API, [{ways}]"),
    )));
    module
}

/// `static API: ApiMetadata`.
fn profile(context: Context<'_>, module: &mut Module) -> Vec<Item> {
    let Profile {
        servers,
        base_path,
        headers,
        schemes,
        security,
        error,
        rate_limit,
        request_id,
        sensitive,
        ..
    } = &context.api.profile;
    let crate_name = &context.config.crate_name;
    let mut calls = Vec::new();
    if !servers.is_empty() {
        let ty = module.imports.runtime(context.taken, "Server");
        let servers = servers.iter().map(|server| {
            let (name, url) = (server.name.plain(), &server.url);
            quote!(#ty::new(#name, #url))
        });
        calls.push(quote!(.servers(&[#(#servers),*])));
    }
    if let Some(path) = base_path {
        calls.push(quote!(.base_path(#path)));
    }
    if !headers.is_empty() {
        let headers = headers.iter().map(|(name, value)| quote!((#name, #value)));
        calls.push(quote!(.headers(&[#(#headers),*])));
    }
    if !schemes.is_empty() {
        let ty = module.imports.runtime(context.taken, "SecurityScheme");
        let schemes = schemes.iter().map(|each| scheme(&ty, each));
        calls.push(quote!(.schemes(&[#(#schemes),*])));
    }
    if !security.is_empty() {
        let security = super::description::security(security);
        calls.push(quote!(.security(#security)));
    }
    if let Some(shape) = error {
        let ty = module.imports.runtime(context.taken, "ErrorEnvelope");
        let shape = error_shape(&ty, shape);
        calls.push(quote!(.error(#shape)));
    }
    if let Some(limit) = rate_limit {
        let ty = module.imports.runtime(context.taken, "RateLimitHeaders");
        let (limit, remaining, reset) = (&limit.limit, &limit.remaining, &limit.reset);
        calls.push(quote!(.rate_limit(#ty::new(#limit, #remaining, #reset))));
    }
    if let Some(header) = request_id {
        calls.push(quote!(.request_id_header(#header)));
    }
    if !sensitive.is_empty() {
        calls.push(quote!(.sensitive(&[#(#sensitive),*])));
    }
    let ty = module.imports.runtime(context.taken, "ApiMetadata");
    vec![Item::Rust(quote! {
        /// What every operation of the API has in common.
        static API: #ty = #ty::new(#crate_name, env!("CARGO_PKG_VERSION")) #(#calls)*;
    })]
}

fn scheme(ty: &TokenStream, scheme: &Scheme) -> TokenStream {
    let name = &scheme.name;
    match &scheme.kind {
        SchemeKind::Bearer => quote!(#ty::bearer(#name)),
        SchemeKind::Basic => quote!(#ty::basic(#name)),
        SchemeKind::External(_) => quote!(#ty::external(#name)),
        SchemeKind::ApiKey(KeyLocation::Header, key) => {
            quote!(#ty::api_key_header(#name, #key))
        }
        SchemeKind::ApiKey(KeyLocation::Query, key) => {
            quote!(#ty::api_key_query(#name, #key))
        }
        SchemeKind::ApiKey(KeyLocation::Cookie, key) => {
            quote!(#ty::api_key_cookie(#name, #key))
        }
    }
}

fn error_shape(ty: &TokenStream, shape: &ErrorEnvelope) -> TokenStream {
    let ErrorEnvelope {
        code,
        message,
        field,
        request_id,
    } = shape;
    let code = code.iter().map(|pointer| quote!(.code(#pointer)));
    let message = message.iter().map(|pointer| quote!(.message(#pointer)));
    let field = field.iter().map(|pointer| quote!(.field(#pointer)));
    let request_id = request_id
        .iter()
        .map(|pointer| quote!(.request_id(#pointer)));
    quote!(#ty::new() #(#code)* #(#message)* #(#field)* #(#request_id)*)
}

fn client(context: Context<'_>) -> TokenStream {
    let title = docs::title(context.api);
    let text = format!(" A client for {title}. Clones share their connections.");
    quote! {
        #[doc = #text]
        #[derive(Debug, Clone)]
        pub struct Client {
            inner: oas_runtime::Client,
        }
    }
}

/// A method for each tag.
fn groups(context: Context<'_>, module: &mut Module) -> Option<Item> {
    let methods: Vec<TokenStream> = context
        .api
        .groups
        .iter()
        .map(|group| {
            let ty = ident(&group.type_name);
            let gate = super::features::of_group(context, group);
            let ty = if gate.is_some() {
                // An import that only some features need is one more condition.
                let path: TokenStream = context.path("api").parse().unwrap_or_default();
                quote!(#path::#ty)
            } else {
                module
                    .imports
                    .add(&context.path("api"), group.type_name.as_str());
                quote!(#ty)
            };
            let fallback = super::group::tagged(group.tag.as_deref());
            let docs = docs::attributes(&docs::of(&group.docs, &fallback));
            let name = ident(&group.method_name);
            quote! {
                #docs
                #gate
                #[must_use]
                pub fn #name(&self) -> #ty {
                    #ty::new(&self.inner)
                }
            }
        })
        .collect();
    (!methods.is_empty()).then(|| Item::Rust(quote!(impl Client { #(#methods)* })))
}

fn builder(profile: &Profile) -> TokenStream {
    let mut text = match &profile.server_enum {
        Some(name) => format!("Builds a [`Client`]: a choice of [`{name}`], credentials, limits."),
        None => "Builds a [`Client`]: base URL, credentials, limits.".to_owned(),
    };
    if let Some(path) = &profile.base_path {
        text.push_str(&format!(
            "\n\nThe API names no host: `base_url` gives it, and {} is appended.",
            docs::code(path)
        ));
    }
    let text = docs::attributes(&text);
    quote! {
        #text
        #[derive(Debug)]
        #[must_use = "a builder does nothing until `build` is called"]
        pub struct ClientBuilder {
            inner: oas_runtime::ClientBuilder,
        }
    }
}

/// The choice of a server.
fn choice(profile: &Profile) -> Option<TokenStream> {
    let name = profile.server_enum.as_ref()?;
    let method = ident(profile.server_method.as_ref()?);
    let first = profile.servers.first()?;
    let text = format!(
        " Chooses one of the documented servers; [`{name}::{}`] unless chosen.",
        first.name.as_str()
    );
    let (ty, argument) = (ident(name), method.clone());
    Some(quote! {
        #[doc = #text]
        pub fn #method(self, #argument: #ty) -> Self {
            let inner = self.inner.base_url(#argument.url());
            Self { inner }
        }
    })
}

/// The header parameters that every operation takes.
fn headers(context: Context<'_>, module: &mut Module) -> Vec<TokenStream> {
    let mut imports = std::mem::take(&mut module.imports);
    let mut writer = TypeWriter {
        context,
        imports: &mut imports,
        from: Origin::Elsewhere,
        module: "",
    };
    let methods: Vec<TokenStream> = context
        .api
        .profile
        .common
        .iter()
        .map(|parameter| {
            let wire = docs::code(parameter.wire.as_str());
            let text = super::value::documented(
                &parameter.docs,
                &format!("Sets the header {wire}."),
                &parameter.value,
                None,
            );
            let sent = format!(
                "Sent as {wire} with every call. [`Call::header`](oas_runtime::Call::header) sets \
                 another one for a single call."
            );
            let docs = docs::attributes(&format!("{text}\n\n{sent}"));
            let name = ident(&parameter.name);
            let (argument, value) = writer.argument(&name, &parameter.ty);
            let param = super::operation::param(&mut writer, parameter);
            quote! {
                #docs
                pub fn #name(self, #argument) -> Self {
                    let inner = self.inner.header_param(&#param, #value);
                    Self { inner }
                }
            }
        })
        .collect();
    module.imports = imports;
    methods
}

/// The ways to authenticate that the schemes need, in the words of `client!`.
pub(super) fn ways(schemes: &[Scheme]) -> Vec<&'static str> {
    let way = |kind: &SchemeKind| match kind {
        SchemeKind::Bearer => "bearer",
        SchemeKind::Basic => "basic",
        SchemeKind::ApiKey(..) => "api_key",
        SchemeKind::External(_) => "",
    };
    ["bearer", "basic", "api_key"]
        .into_iter()
        .filter(|name| schemes.iter().any(|scheme| way(&scheme.kind) == *name))
        .collect()
}
