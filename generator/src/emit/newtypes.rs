//! Newtypes: a primitive that can't be mixed up with another.

use super::docs;
use super::module::Item;
use super::table::Table;
use super::tokens::{TypeWriter, ident};
use crate::model::{Lenience, Newtype, Primitive, TypeDef};
use proc_macro2::TokenStream;
use quote::quote;

pub(super) fn items(writer: &mut TypeWriter<'_>, def: &TypeDef, body: &Newtype) -> Vec<Item> {
    let docs = docs::attributes(&docs::of_type(writer.context, def));
    let (name, inner) = (ident(&def.name), writer.primitive(body.inner));
    let derives = derives(body.inner);
    let text = inner.to_string().replace(' ', "");
    let lenient = match body.lenience {
        Lenience::Lenient => ", lenient",
        Lenience::Strict => "",
    };
    let item = quote! {
        #docs
        #[derive(#derives)]
        pub struct #name(#inner);
    };
    let table = Table::call("newtype", format!("{}: {text}{lenient}", def.name));
    vec![Item::Rust(item), Item::Table(table)]
}

fn derives(inner: Primitive) -> TokenStream {
    match inner {
        Primitive::String => quote!(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash),
        Primitive::F32 | Primitive::F64 => quote!(Debug, Clone, Copy, PartialEq, PartialOrd),
        _ => quote!(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash),
    }
}
