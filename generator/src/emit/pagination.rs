//! How a list comes in pages: `Pagination::cursor(|page| page.tickets, …)`.

use super::tokens::{TypeWriter, ident};
use crate::model::{
    Alias, CursorPlace, FieldShape, Pagination, Payload, Success, Turn, TypeKind, TypeRef,
};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

pub(super) fn pagination(
    writer: &mut TypeWriter<'_>,
    response: &Success,
    pagination: &Pagination,
) -> TokenStream {
    let paging = writer.imports.runtime(writer.context.taken, "Pagination");
    let items = items(writer, response, pagination);
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

/// `|page: Page| page.data.and_then(|inner| inner.items).unwrap_or_default()`, along
/// fields that may be missing.
fn items(writer: &mut TypeWriter<'_>, response: &Success, pagination: &Pagination) -> TokenStream {
    let Success::Of(Payload::Json(page)) = response else {
        return quote!(|_| Vec::new());
    };
    let mut here = page.clone();
    let (mut value, mut may_miss) = (quote!(page), false);
    for step in &pagination.items {
        let TypeRef::Named(mut id) = here else { break };
        // Lowering has seen that these end at a struct.
        while let TypeKind::Alias(Alias {
            target: TypeRef::Named(next),
        }) = &writer.context.api.types[id].kind
        {
            id = *next;
        }
        let TypeKind::Struct(def) = &writer.context.api.types[id].kind else {
            break;
        };
        let Some(field) = def.fields.iter().find(|field| field.name == step.name) else {
            break;
        };
        let name = ident(&field.name);
        let always = field.shape == FieldShape::Plain;
        value = match (may_miss, always) {
            (false, _) => quote!(#value.#name),
            (true, true) => quote!(#value.map(|inner| inner.#name)),
            (true, false) => quote!(#value.and_then(|inner| inner.#name)),
        };
        may_miss |= !always;
        here = match &field.ty {
            TypeRef::Boxed(inner) => (**inner).clone(),
            ty => ty.clone(),
        };
    }
    if may_miss {
        value = quote!(#value.unwrap_or_default());
    }
    // Calls on what the closure is given to leave its type open.
    let ty = writer.ty(page);
    quote!(|page: #ty| #value)
}
