//! How the messages of webhooks are signed, and the function that receives them.

use super::module::Module;
use super::tokens::ident;
use super::{Context, imports};
use crate::model::{
    RustIdent, SignatureAlgorithm, SignatureEncoding, TimestampLocation, WebhookLocation,
    WebhookSignature,
};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

/// What the module shows of the runtime's, where no type of the API has the name.
const SHOWN: &[&str] = &[
    "Algorithm",
    "Delivery",
    "DeliveryStore",
    "InMemoryDeliveryStore",
    "Location",
    "SignatureEncoding",
    "SignatureScheme",
    "SignedMessage",
    "TimestampSource",
    "WebhookError",
    "WebhookService",
];

/// All of it is behind a feature, and so is what it brings into scope.
pub(super) fn add(
    context: Context<'_>,
    module: &mut Module,
    signature: &WebhookSignature,
    name: &RustIdent,
) {
    let runtime = |name: &str| context.taken.within(&quote!(oas_runtime::webhooks), name);
    let scheme = scheme(signature, &runtime);
    let ty = ident(name);
    let result = imports::prelude(context.taken, "Result");
    let [scheme_type, signed, delivery, error] = [
        "SignatureScheme",
        "SignedMessage",
        "Delivery",
        "WebhookError",
    ]
    .map(runtime);
    let codec_error = context
        .taken
        .within(&quote!(oas_runtime::codec), "CodecError");
    let shown = SHOWN.iter().filter(|name| context.taken.lacks(name));
    let shown = shown.map(|name| format_ident!("{name}"));
    module.rust(quote! {
        #[cfg(feature = "webhooks")]
        pub use oas_runtime::webhooks::{#(#shown),*};
    });
    module.rust(quote! {
        /// How messages are signed, and where they have their topics and ids.
        #[cfg(feature = "webhooks")]
        pub const SIGNATURE_SCHEME: #scheme_type = #scheme;
    });
    module.rust(quote! {
        #[cfg(feature = "webhooks")]
        impl #signed for #ty {
            const SCHEME: #scheme_type = SIGNATURE_SCHEME;

            fn decode(topic: &str, body: &[u8]) -> #result<Self, #codec_error> {
                Self::decode(topic, body)
            }
        }
    });
    module.rust(quote! {
        /// Reads a message, if it is genuine: signed by one of `secrets`.
        ///
        /// `body` is that of the request as it came, byte by byte. Several secrets are
        /// for the days in which one replaces another. A message of a topic that this
        /// crate does not know is kept as it came.
        ///
        /// # Errors
        ///
        /// Why the message is not genuine, or can't be read.
        #[cfg(feature = "webhooks")]
        pub fn receive(
            headers: &oas_runtime::http::HeaderMap,
            body: &[u8],
            secrets: &[oas_runtime::Secret],
        ) -> #result<#delivery<#ty>, #error> {
            let now = oas_runtime::UnixTime::now();
            SIGNATURE_SCHEME.receive(headers, body, secrets, now, #ty::decode)
        }
    });
}

fn scheme(signature: &WebhookSignature, runtime: &dyn Fn(&str) -> TokenStream) -> TokenStream {
    let WebhookSignature {
        header,
        algorithm,
        encoding,
        prefix,
        separator,
        signed,
        timestamp,
        base64_secret,
        topic,
        id,
    } = signature;
    let algorithm = match algorithm {
        SignatureAlgorithm::Sha1 => quote!(Sha1),
        SignatureAlgorithm::Sha256 => quote!(Sha256),
    };
    let mut calls = Vec::new();
    if matches!(encoding, SignatureEncoding::Base64) {
        let encoding = runtime("SignatureEncoding");
        calls.push(quote!(.encoding(#encoding::Base64)));
    }
    if !prefix.is_empty() {
        calls.push(quote!(.prefix(#prefix)));
    }
    if let Some(separator) = separator {
        calls.push(quote!(.separator(#separator)));
    }
    calls.push(quote!(.signed(#signed)));
    if let Some((location, tolerance)) = timestamp {
        let source = match location {
            TimestampLocation::Header(name) => quote!(Header(#name)),
            TimestampLocation::Part(prefix) => quote!(Part(#prefix)),
        };
        let tolerance = proc_macro2::Literal::u32_unsuffixed(*tolerance);
        calls.push(quote!(.timestamp(oas_runtime::webhooks::TimestampSource::#source, #tolerance)));
    }
    if let Some(prefix) = base64_secret {
        calls.push(quote!(.base64_secret(#prefix)));
    }
    let locations = runtime("Location");
    let topic = location(topic, &locations);
    calls.push(quote!(.topic(#topic)));
    if let Some(id) = id {
        let id = location(id, &locations);
        calls.push(quote!(.id(#id)));
    }
    let [ty, algorithms] = ["SignatureScheme", "Algorithm"].map(runtime);
    quote!(#ty::new(#header, #algorithms::#algorithm) #(#calls)*)
}

fn location(location: &WebhookLocation, ty: &TokenStream) -> TokenStream {
    match location {
        WebhookLocation::Header(name) => quote!(#ty::Header(#name)),
        WebhookLocation::Body(pointer) => quote!(#ty::Body(#pointer)),
    }
}
