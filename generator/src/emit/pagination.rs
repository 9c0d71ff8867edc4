//! How a list comes in pages: `Pagination::cursor(|page| page.tickets, …)`.

use super::tokens::{TypeWriter, ident};
use crate::model::{
    Api, CursorPlace, Field, FieldShape, Pagination, Payload, Success, Turn, TypeKind, TypeRef,
};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

pub(super) fn pagination(
    writer: &mut TypeWriter<'_>,
    response: &Success,
    pagination: &Pagination,
) -> TokenStream {
    let items = items(writer, response, pagination);
    turned(writer, &items, pagination)
}

/// The same with another function that takes the items out of a page.
pub(super) fn turned(
    writer: &mut TypeWriter<'_>,
    items: &TokenStream,
    pagination: &Pagination,
) -> TokenStream {
    let paging = writer.imports.runtime(writer.context.taken, "Pagination");
    let list = &pagination.list;
    let mut to = |place: &CursorPlace| {
        let ty = writer
            .imports
            .runtime(writer.context.taken, "CursorLocation");
        match place {
            CursorPlace::Body(pointer) => quote!(#ty::Body(#pointer)),
            CursorPlace::Query(name) => quote!(#ty::Query(#name)),
            CursorPlace::Header(name) => quote!(#ty::Header(#name)),
        }
    };
    let turned = match &pagination.turn {
        Turn::Cursor(next, place) => {
            let to = to(place);
            quote!(cursor(#items, #next, #to))
        }
        Turn::LastItem(member, place) => {
            let to = to(place);
            quote!(last_item(#items, #list, #member, #to))
        }
        Turn::Page(first, place) => {
            let (to, first) = (to(place), Literal::i64_unsuffixed(*first));
            quote!(page(#items, #list, #first, #to))
        }
        Turn::Offset(place) => {
            let to = to(place);
            quote!(offset(#items, #list, #to))
        }
        Turn::Url(next) => quote!(url(#items, #next)),
        Turn::Link => quote!(link(#items)),
    };
    let more = pagination.more.as_ref();
    let more = more.map(|pointer| quote!(.more(#pointer)));
    quote!(#paging::#turned #more)
}

/// An expression on its way to the list, and what it is.
struct PathToList {
    value: TokenStream,
    ty: TypeRef,
    /// Whether it is an `Option`.
    may_miss: bool,
}

impl PathToList {
    /// Goes through names and options to the type that is meant.
    fn open(&mut self, api: &Api) {
        // An alias of an alias is no deeper than there are types.
        for _ in 0..=api.types.len() {
            self.ty = match &self.ty {
                TypeRef::Named(id) => match &api.types[*id].kind {
                    TypeKind::Alias(alias) => alias.target.clone(),
                    _ => return,
                },
                TypeRef::Optional(inner) => {
                    if self.may_miss {
                        let value = &self.value;
                        self.value = quote!(#value.flatten());
                    }
                    self.may_miss = true;
                    (**inner).clone()
                }
                TypeRef::Boxed(inner) => (**inner).clone(),
                _ => return,
            };
        }
    }

    fn field(&mut self, field: &Field) {
        let (name, value) = (ident(&field.name), &self.value);
        let always = field.shape == FieldShape::Plain;
        let option = (field.shape == FieldShape::Patch).then(|| quote!(.into_option()));
        self.value = match (self.may_miss, always) {
            (false, _) => quote!(#value.#name #option),
            (true, true) => quote!(#value.map(|inner| inner.#name)),
            (true, false) => quote!(#value.and_then(|inner| inner.#name #option)),
        };
        self.may_miss |= !always;
        self.ty = field.ty.clone();
    }
}

/// `|page: Page| page.data.and_then(|inner| inner.items).unwrap_or_default()`, along
/// fields that may be missing.
fn items(writer: &mut TypeWriter<'_>, response: &Success, pagination: &Pagination) -> TokenStream {
    let Success::Of(Payload::Json(page, _)) = response else {
        return quote!(|_| Vec::new());
    };
    let api = writer.context.api;
    let mut path = PathToList {
        value: quote!(page),
        ty: page.clone(),
        may_miss: false,
    };
    path.open(api);
    for step in &pagination.items {
        // Lowering has seen that these end at a struct.
        let TypeRef::Named(id) = path.ty else { break };
        let TypeKind::Struct(def) = &api.types[id].kind else {
            break;
        };
        let Some(field) = def.fields.iter().find(|field| field.name == step.name) else {
            break;
        };
        path.field(field);
        path.open(api);
    }
    let PathToList {
        mut value,
        may_miss,
        ..
    } = path;
    if may_miss {
        value = quote!(#value.unwrap_or_default());
    }
    // Calls on what the closure is given to leave its type open.
    let ty = writer.ty(page);
    quote!(|page: #ty| #value)
}
