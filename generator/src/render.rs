//! From the parts of a file to its text: a header, the documentation, `use`
//! lines, and the items with an empty line between them.

mod layout;

use crate::emit::{Item, Module, PendingModule};
use crate::output::HEADER_MARK;
use crate::tree::single_line;
use proc_macro2::TokenStream;
use quote::quote;
use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// More threads have nothing to do before the first is done.
const MOST_THREADS: usize = 8;

/// So many modules are as quickly made as a thread.
const LEAST_PARTS: usize = 16;

/// What a thread may take for the types in types of a module.
const STACK: usize = 8 << 20;

/// The path and the text of each module, of files that come from `source`.
pub(crate) fn render(parts: &[PendingModule<'_>], source: &str) -> Vec<(String, String)> {
    let next = AtomicUsize::new(0);
    let work = || {
        let mut rendered = Vec::new();
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(part) = parts.get(index) else {
                return rendered;
            };
            let module = part();
            rendered.push((index, (module.path.clone(), text(module, source))));
        }
    };
    let processors = thread::available_parallelism().map_or(1, NonZero::get);
    let threads = processors.min(MOST_THREADS).min(parts.len() / LEAST_PARTS);
    let mut rendered = thread::scope(|scope| {
        // Where there are no threads, this one does it all.
        let spawn = |_| {
            let builder = thread::Builder::new().stack_size(STACK);
            builder.spawn_scoped(scope, work).ok()
        };
        let others: Vec<_> = (1..threads).filter_map(spawn).collect();
        let mut rendered = work();
        for other in others {
            match other.join() {
                Ok(more) => rendered.extend(more),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        rendered
    });
    rendered.sort_unstable_by_key(|(index, _)| *index);
    rendered.into_iter().map(|(_, file)| file).collect()
}

/// The text of a file that comes from `source`.
fn text(module: Module, source: &str) -> String {
    let mut out = format!("{}\n", header(source));
    if !module.docs.is_empty() {
        out.push('\n');
    }
    for line in module.docs.lines() {
        out.push_str(format!("//! {line}").trim_end());
        out.push('\n');
    }
    if module.root {
        // prettyplease and rustfmt differ in places, and what is emitted is to
        // stay as it is whoever formats the crate.
        out.push_str("\n#![cfg_attr(rustfmt, rustfmt_skip)]\n");
    }
    if let Some(condition) = &module.condition {
        out.push_str(&format!("\n#![cfg({condition})]\n"));
    }
    let uses = module.imports.lines();
    if !uses.is_empty() {
        out.push('\n');
        out.extend(uses);
    }
    for item in module.items {
        match item {
            Item::Rust(tokens) => {
                for item in items(tokens) {
                    out.push('\n');
                    out.push_str(&item);
                }
            }
            Item::Lines(tokens) => {
                out.push('\n');
                out.push_str(&items(tokens).concat());
            }
            Item::Text(text) => {
                out.push('\n');
                out.push_str(&text);
            }
            Item::Table(table) => {
                out.push('\n');
                out.push_str(&table.render());
            }
        }
    }
    out
}

/// A TOML file with its header.
pub(crate) fn toml(text: &str, source: &str) -> String {
    format!("{}\n\n{text}", header(source).replacen("//", "#", 1))
}

fn header(source: &str) -> String {
    format!("{HEADER_MARK} from {}. Do not edit.", single_line(source))
}

/// Each item of the tokens, formatted.
fn items(tokens: TokenStream) -> Vec<String> {
    let tokens = layout::LayoutToken::all(tokens);
    let items = layout::items(&tokens);
    let items = items.iter().flat_map(|item| match item.text(&function) {
        Some(text) => vec![text],
        None => {
            let (docs, rest) = item.without_docs(0);
            let mut texts = printed(&rest);
            if let Some(first) = texts.first_mut() {
                first.insert_str(0, &docs);
            }
            texts
        }
    });
    items.collect()
}

/// Items that prettyplease lays out.
fn printed(tokens: &TokenStream) -> Vec<String> {
    match syn::parse2::<syn::File>(tokens.clone()) {
        Ok(file) => file.items.into_iter().map(item).collect(),
        // Unreachable as long as emission is right, which its tests see to;
        // text that does not compile says more than no text.
        Err(_) => vec![format!("{tokens}\n")],
    }
}

/// The function of an `impl` that holds no other, as prettyplease lays it out.
fn function(block: &TokenStream) -> Option<String> {
    let text = printed(block).concat();
    let inside = text.strip_suffix("}\n")?;
    let (_, inside) = inside.split_once("{\n")?;
    Some(inside.to_owned())
}

fn item(mut item: syn::Item) -> String {
    if let syn::Item::Impl(block) = &mut item {
        set_apart(block);
    }
    let file = syn::File {
        shebang: None,
        frontmatter: None,
        attrs: Vec::new(),
        items: vec![item],
    };
    prettyplease::unparse(&file)
}

/// An empty line between the functions of an `impl`: prettyplease prints one
/// for an empty verbatim item.
fn set_apart(block: &mut syn::ItemImpl) {
    let inner = std::mem::take(&mut block.items);
    for (index, item) in inner.into_iter().enumerate() {
        if index > 0 {
            block.items.push(syn::ImplItem::Verbatim(quote!()));
        }
        block.items.push(item);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proc_macro2::Ident;
    use quote::format_ident;
    use std::cell::Cell;

    /// Files of strangers may have any name, and rustc refuses marks of direction.
    #[test]
    fn a_name_stays_within_the_header() {
        let mark = "// @generated by `cargo xtask codegen` from a";
        let expected = format!("{mark} fn b() {{}}\u{fffd}\u{fffd}. Do not edit.");
        assert_eq!(header("a\nfn b() {}\u{1b}\u{202e}"), expected);
    }

    #[test]
    fn items_and_functions_are_set_apart() {
        let mut module = Module::new("a.rs", "Docs.");
        module.imports.add("std::fmt", "Debug");
        module.rust(quote! {
            struct A;
            impl A { fn a() {} fn b() {} }
        });
        let text = super::text(module, "spec/a.yaml");
        let expected = "// @generated by `cargo xtask codegen` from spec/a.yaml. Do not edit.\n\n//! Docs.\n\nuse std::fmt::Debug;\n\nstruct A;\n\nimpl A {\n    fn a() {}\n\n    fn b() {}\n}\n";
        assert_eq!(text, expected);
    }

    /// Each with a name of any length, so that every line comes to its end once.
    fn plain_items(name: &Ident) -> TokenStream {
        quote! {
            #[doc = " What \"it\" is\\."]
            #[doc = ""]
            #[doc = r#" More, "so".

 And \a."#]
            #[derive(Debug, Clone)]
            #[cfg(feature = "test-util")]
            pub struct A {
                #[doc = " Docs."]
                pub #name: Option<Vec<BTreeMap<String, A>>>,
                other: (String, (A,)),
            }
            pub enum B { #[doc = " Docs."] One, #name(Box<A>), }
            pub enum #name { One(Vec<#name>), Two(#name), Three(BTreeMap<String, #name>) }
            pub struct #name {
                pub a: Option<BTreeMap<String, Vec<#name>>>,
                b: codec::Given<#name, (A, B)>,
                c: (#name, A),
            }
            impl Display for #name { fn fmt(&self) -> A { self.a } }
            impl Part<#name> for Vec<#name> { fn part(&self) -> A { self.a } }
            impl #name {
                pub fn a(a: impl Maybe<#name, M>, b: impl IntoIterator<Item = impl Into<#name>>) -> &str {
                    a
                }
                fn b(&self) -> Option<#name> { self.b }
                fn c(mut self, a: impl Into<B<#name>>) -> Option<#name> { self.b }
            }
            pub type C = Vec<#name>;
            pub const D: Header<C> = Header::new(#name);
            #[test]
            fn e() -> Result<(), Error> {
                let json = r#"{
                    "a": 1
                }"#;
                same::<Vec<#name>>(json, keep)
            }
            impl From<&str> for #name { fn from(value: &str) -> Self { A::known_or(value, Self::B) } }
            impl A {
                pub const DEFAULT_A: &str = "a";
                pub(crate) fn new(client: &Client) -> Self { Self { client: client.clone() } }
                fn made(a: u8, b: impl Into<A>) -> Self { Self { a, #name: b.into() } }
                fn given(a: impl Into<A>) -> Self { codec::Given::with((a.into(), #name,)) }
                pub fn branch(a: impl Into<A>) -> Self { Self::B(A::new(a, #name)) }
                pub fn boxed(a: impl Into<A>) -> Self { Self::B(A::new(#name)) }
                fn one(a: impl Into<A>) -> Self { codec::Given::with((#name.into(),)) }
                pub fn #name<M>(mut self, value: impl Maybe<A, M>) -> Self {
                    self.#name = value.maybe();
                    self
                }
                pub fn list(mut self, #name: impl IntoIterator<Item = (impl Into<A>, B)>) -> &mut Self {
                    self.#name = Some(codec::map(value));
                    self
                }
                #[deprecated]
                pub fn get(&self, #name: &str) -> Call<A> {
                    static OP: Operation = Operation::get("get", #name);
                    static OQ: Operation = Operation::get("get", #name).security(&[&["a"], &["b", "c"]]);
                    self.client.call(&OP).path("name", #name).typed()
                }
                fn one_call(self, call: Builder) -> Builder {
                    call.query(&Param::new("a").explode(false), self.#name)
                }
                fn describe(self, call: Builder) -> Builder {
                    call.query(&Param::new("a").explode(false), self.#name).header(&Param::new("b"), self.b)
                }
            }
        }
    }

    #[test]
    fn plain_items_are_laid_out_as_prettyplease_lays_them_out() {
        let left = Cell::new(0);
        let other = |tokens: &TokenStream| {
            left.set(left.get() + 1);
            function(tokens)
        };
        for length in 1..WIDEST {
            let tokens = plain_items(&format_ident!("{}", "n".repeat(length)));
            for item in layout::items(&layout::LayoutToken::all(tokens)) {
                let expected = printed(&item.tokens()).concat();
                let text = item.text(&other).unwrap_or_else(|| {
                    left.set(left.get() + 1);
                    expected.clone()
                });
                assert_eq!(text, expected);
            }
        }
        // Of three dozen that there are at each width.
        assert!(
            left.get() < 8 * WIDEST,
            "prettyplease was asked {} times",
            left.get()
        );
    }

    const WIDEST: usize = 100;

    #[test]
    fn a_name_with_a_line_break_stays_in_the_comment() {
        let text = super::text(Module::new("a.rs", "Docs."), "a\nfn evil() {}");
        assert!(!text.contains("\nfn evil"));
    }
}
