//! `#[derive(…)]` of emitted types.

use crate::model::Derive;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

/// What every type derives, and what its members allow.
pub(super) fn derives(found: &[Derive], last: Option<&str>) -> TokenStream {
    let mut names = vec!["Debug", "Clone"];
    let has = |derive| found.contains(&derive);
    names.extend(has(Derive::Copy).then_some("Copy"));
    names.push("PartialEq");
    names.extend(has(Derive::Eq).then_some("Eq"));
    if has(Derive::Eq) && has(Derive::Ord) {
        names.extend(["PartialOrd", "Ord"]);
    }
    names.extend(has(Derive::Hash).then_some("Hash"));
    names.extend(last);
    let names = names.into_iter().map(|name| format_ident!("{name}"));
    quote!(#[derive(#(#names),*)])
}
