//! `webhooks.rs`: the messages that the API sends, and how they are read.

use super::module::Module;
use super::tokens::{Origin, TypeWriter, ident};
use super::{Context, docs};
use crate::model::{Webhook, Webhooks};
use proc_macro2::TokenStream;
use quote::quote;

pub(super) fn module(context: Context<'_>, webhooks: &Webhooks) -> Module {
    let mut module = Module::new(
        "webhooks.rs",
        "The messages that the API sends to webhooks.",
    );
    let mut imports = std::mem::take(&mut module.imports);
    let mut writer = TypeWriter {
        context,
        imports: &mut imports,
        from: Origin::Elsewhere,
        module: "",
    };
    let (name, unknown) = (ident(&webhooks.name), ident(&webhooks.unknown));
    let variants: Vec<TokenStream> = webhooks
        .messages
        .iter()
        .map(|message| variant(&mut writer, message))
        .collect();
    let arms: Vec<TokenStream> = webhooks.messages.iter().map(arm).collect();
    // A name without a space is a key alone.
    let by_method = webhooks.messages.iter().find(|message| {
        let method = message.name.split_once(' ').map(|(method, _)| method);
        method.is_some_and(|method| method.chars().all(|c| c.is_ascii_uppercase()))
    });
    let methods: Vec<String> = by_method
        .into_iter()
        .flat_map(|message| {
            let example = super::enums::code_span(&message.name);
            let text =
                format!(" One that is sent by several methods has its method in front: {example}");
            [String::new(), text]
        })
        .collect();
    let result = writer.prelude("Result");
    let value = writer.imports.runtime(context.taken, "Value");
    let error = writer.imports.runtime(context.taken, "CodecError");
    module.rust(quote! {
        /// A message that the API sends to a webhook.
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            /// A message that this version of the crate does not know, as it came.
            #unknown(#value),
        }
    });
    module.rust(quote! {
        impl #name {
            /// Reads the body of the message that the description calls `name`.
            #(#[doc = #methods])*
            ///
            /// # Errors
            ///
            /// The place in the JSON that is not what the message holds.
            pub fn decode(name: &str, body: &[u8]) -> #result<Self, #error> {
                match name {
                    #(#arms)*
                    _ => oas_runtime::codec::decode_slice(body).map(Self::#unknown),
                }
            }
        }
    });
    module.imports = imports;
    if let Some(signature) = &webhooks.signature {
        super::webhook_signature::add(context, &mut module, signature, &webhooks.name);
    }
    module
}

fn variant(writer: &mut TypeWriter<'_>, message: &Webhook) -> TokenStream {
    let fallback = super::enums::code_span(&message.name);
    let docs = docs::attributes(&docs::of_operation(&message.docs, &fallback));
    let name = ident(&message.variant);
    match &message.ty {
        Some(ty) => {
            let ty = writer.ty(ty);
            quote!(#docs #name(#ty),)
        }
        None => quote!(#docs #name,),
    }
}

fn arm(message: &Webhook) -> TokenStream {
    let (wire, name) = (&message.name, ident(&message.variant));
    match &message.ty {
        Some(_) => quote!(#wire => oas_runtime::codec::decode_slice(body).map(Self::#name),),
        None => quote!(#wire => Ok(Self::#name),),
    }
}
