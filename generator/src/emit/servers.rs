//! Servers: an enum to choose from, and a struct for each URL with variables.

use super::module::Item;
use super::table::{Section, Table};
use super::tokens::{ident, string};
use super::{docs, enums};
use crate::model::{Profile, ServerTemplate, ServerVariable};
use proc_macro2::TokenStream;
use quote::quote;

pub(super) fn items(profile: &Profile) -> Vec<Item> {
    let mut items: Vec<Item> = choice(profile).into_iter().flatten().collect();
    for server in &profile.servers {
        if let Some(template) = &server.template {
            items.extend(of_template(template));
        }
    }
    items
}

/// The enum of documented servers.
fn choice(profile: &Profile) -> Option<[Item; 2]> {
    let name = ident(profile.server_enum.as_ref()?);
    let variants = profile.servers.iter().enumerate().map(|(index, server)| {
        let text = match &server.description {
            Some(description) => {
                let said = docs::sentence(&docs::safe(description));
                let apart = if said.contains('\n') { "\n\n" } else { " " };
                format!("{said}{apart}{}", docs::url(&server.url))
            }
            None => docs::url(&server.url),
        };
        let (docs, name) = (docs::attributes(&text), ident(&server.name));
        let default = (index == 0).then(|| quote!(#[default]));
        quote!(#docs #default #name,)
    });
    let arms = profile.servers.iter().map(|server| {
        let (name, url) = (ident(&server.name), &server.url);
        quote!(Self::#name => #url,)
    });
    let names = profile.servers.iter();
    let names = names
        .map(|server| server.name.as_str().to_owned())
        .collect();
    let names = vec![Section::Short(names)];
    let table = Table::with("server_enum", name.to_string(), names);
    let definition = quote! {
        /// The servers of the API.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
        }

        impl #name {
            /// The base URL.
            #[must_use]
            pub fn url(self) -> &'static str {
                match self {
                    #(#arms)*
                }
            }
        }
    };
    Some([Item::Rust(definition), Item::Table(table)])
}

/// `ProductionUrl { region: String }`.
fn of_template(template: &ServerTemplate) -> [Item; 2] {
    let name = ident(&template.name);
    let text = format!("The URL {} with its variables.", docs::code(&template.text));
    let docs = docs::attributes(&text);
    let fields: Vec<TokenStream> = template.variables.iter().map(field).collect();
    let definition = quote! {
        #docs
        #[derive(Debug, Clone, PartialEq, Eq)]
        #[non_exhaustive]
        pub struct #name {
            #(#fields)*
        }
    };
    let rows = template
        .variables
        .iter()
        .map(|variable| {
            let (wire, default) = (string(variable.wire.as_str()), string(&variable.default));
            format!("{}: {wire} = {default}", variable.name)
        })
        .collect();
    let subject = format!("{} = {}", template.name, string(&template.text));
    let table = Table::rows("server_url", subject, rows);
    [Item::Rust(definition), Item::Table(table)]
}

fn field(variable: &ServerVariable) -> TokenStream {
    let said = variable.description.as_deref().map(docs::safe);
    let said = said.filter(|text| !text.is_empty());
    let mut text = docs::sentence(&said.unwrap_or_else(|| docs::code(variable.wire.as_str())));
    if !variable.values.is_empty() {
        let values: Vec<&str> = variable.values.iter().map(String::as_str).collect();
        text.push_str(&format!(" One of {}", enums::code_span(&values.join(", "))));
    }
    let (docs, name) = (docs::attributes(&text), ident(&variable.name));
    quote!(#docs pub #name: std::string::String,)
}
