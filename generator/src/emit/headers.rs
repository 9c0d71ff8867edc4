//! `headers.rs`: a constant for each header that responses are described with.

use super::module::Module;
use super::tokens::{Origin, TypeWriter, ident};
use super::{Context, docs};
use quote::quote;

pub(super) fn module(context: Context<'_>) -> Module {
    let headers = &context.api.headers;
    let mut module = Module::new(
        "headers.rs",
        "Headers of responses, for `Response::header` and `ApiError::header`.",
    );
    let mut imports = std::mem::take(&mut module.imports);
    let mut writer = TypeWriter {
        context,
        imports: &mut imports,
        from: Origin::Elsewhere,
        module: "",
    };
    for header in headers {
        let fallback = super::enums::code_span(header.wire.as_str());
        let docs = docs::attributes(&super::value::documented(
            &header.docs,
            &fallback,
            &header.value,
            None,
        ));
        let deprecated = header.docs.deprecated.then(|| quote!(#[deprecated]));
        let (name, wire) = (ident(&header.name), header.wire.as_str());
        let (kind, ty) = (
            writer.imports.runtime(context.taken, "Header"),
            writer.ty(&header.ty),
        );
        let json = header.json.then(|| quote!(.json()));
        let explode = header.explode.then(|| quote!(.explode()));
        module.rust(quote! {
            #docs
            #deprecated
            pub const #name: #kind<#ty> = #kind::new(#wire) #json #explode;
        });
    }
    module.imports = imports;
    module
}
