//! The rows of `mock!`: a method that stubs an operation each.

use proc_macro2::TokenStream;
use syn::parse::{Parse, ParseStream, Parser as _};
use syn::punctuated::Punctuated;
use syn::{Attribute, Ident, LitInt, LitStr, Token, Type, parenthesized, token};

use super::text::text;
use super::{PublicItem, PublicItemKind};

/// `on_get_ticket: "getTicket" 200 (Body) -> Response`.
pub(super) struct Stub {
    attributes: Vec<Attribute>,
    name: Ident,
    body: Option<Type>,
    response: Option<Type>,
}

/// The rows of the table.
///
/// # Errors
/// When the tokens are no such rows.
pub(super) fn read(rows: TokenStream) -> syn::Result<impl Iterator<Item = Stub>> {
    let rows = Punctuated::<Stub, Token![,]>::parse_terminated.parse2(rows)?;
    Ok(rows.into_iter())
}

impl Stub {
    /// Where users find it.
    pub(super) fn path(&self, module: &str) -> String {
        format!("{module}Mock::{}()", self.name)
    }

    pub(super) fn item(&self) -> PublicItem {
        let body = self.body.as_ref().map_or("()".to_owned(), text);
        let response = self.response.as_ref().map_or("Raw".to_owned(), text);
        let essence = format!("(&self) -> Stub<{body}, {response}>");
        // The module is behind the feature, so no attribute says it.
        let condition = " if feature = \"test-util\"";
        let item = PublicItem::made(PublicItemKind::Method, "", &self.attributes);
        PublicItem {
            signature: format!("fn {}{essence}{}{condition}", self.name, item.signature),
            essence: format!("{essence}{}{condition}", item.signature),
            ..item
        }
    }
}

impl Parse for Stub {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let attributes = input.call(Attribute::parse_outer)?;
        let name = input.parse()?;
        input.parse::<Token![:]>()?;
        input.parse::<LitStr>()?;
        input.parse::<LitInt>()?;
        let body = if input.peek(token::Paren) {
            let body;
            parenthesized!(body in input);
            Some(body.parse()?)
        } else {
            None
        };
        let response = if input.peek(Token![->]) {
            input.parse::<Token![->]>()?;
            Some(input.parse()?)
        } else {
            None
        };
        Ok(Self {
            attributes,
            name,
            body,
            response,
        })
    }
}
