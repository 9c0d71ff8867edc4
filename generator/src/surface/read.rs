//! Emitted files to the items that users can name.

use std::path::Path;

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::{Attribute, Fields, FnArg, ImplItem, Item, ItemImpl, ReturnType, Signature, Visibility};

use super::text::text;
use super::{PublicItem, PublicItemKind, PublicItems, condition, has};
use crate::output::Files;

/// The items of emitted files: paths relative to the crate's `src`, or to the crate.
/// A file that is no Rust has none.
#[must_use]
pub fn items(files: &Files) -> PublicItems {
    let mut found = PublicItems::new();
    for (path, text) in files.iter() {
        if let Some(module) = module(path)
            && let Ok(file) = syn::parse_file(text)
        {
            let mut reader = SurfaceReader {
                module,
                items: &mut found,
            };
            file.items.iter().for_each(|item| reader.item(item));
        }
    }
    found
}

/// Where users find the items of a file; what is below a folder is exported by it.
fn module(path: &Path) -> Option<String> {
    let path = path.strip_prefix("src").unwrap_or(path);
    if path.extension()? != "rs" {
        return None;
    }
    let first = path.components().next()?.as_os_str().to_string_lossy();
    match &*first {
        "contract" | "tests" | "lib.rs" | "ext" | "ext.rs" => None,
        "client.rs" => Some(String::new()),
        file => Some(format!("{}::", file.trim_end_matches(".rs"))),
    }
}

struct SurfaceReader<'a> {
    module: String,
    items: &'a mut PublicItems,
}

impl SurfaceReader<'_> {
    fn add(&mut self, path: String, item: PublicItem) {
        self.items.insert(path, item);
    }

    fn item(&mut self, item: &Item) {
        match item {
            Item::Struct(item) if is_public(&item.vis) => {
                let name = self.of_type(&item.ident.to_string(), "struct", &item.attrs);
                for field in &item.fields {
                    if let (true, Some(ident)) = (is_public(&field.vis), &field.ident) {
                        let of_type = text(&field.ty);
                        self.add(
                            format!("{name}::{ident}"),
                            PublicItem::made(PublicItemKind::Field, &of_type, &field.attrs),
                        );
                    }
                }
            }
            Item::Enum(item) if is_public(&item.vis) => {
                let name = self.of_type(&item.ident.to_string(), "enum", &item.attrs);
                for variant in &item.variants {
                    let payload = match &variant.fields {
                        Fields::Unit => String::new(),
                        fields => text(fields),
                    };
                    let signature = format!("{}{payload}", variant.ident);
                    self.add(
                        format!("{name}::{}", variant.ident),
                        PublicItem::made(PublicItemKind::Variant, &signature, &variant.attrs),
                    );
                }
            }
            Item::Type(item) if is_public(&item.vis) => {
                let path = format!("{}{}", self.module, item.ident);
                let target = format!("= {}", text(&item.ty));
                self.add(
                    path,
                    PublicItem::made(PublicItemKind::Type, &target, &item.attrs),
                );
            }
            Item::Const(item) if is_public(&item.vis) => {
                let path = format!("{}{}", self.module, item.ident);
                let of_type = text(&item.ty);
                self.add(
                    path,
                    PublicItem::made(PublicItemKind::Constant, &of_type, &item.attrs),
                );
            }
            Item::Impl(item) => self.implementation(item),
            Item::Macro(item) => {
                let name = item.mac.path.segments.last();
                let name = name.map(|name| name.ident.to_string());
                self.table(&name.unwrap_or_default(), &item.mac.tokens);
            }
            _ => {}
        }
    }

    /// A struct or an enum, with the traits that it derives.
    fn of_type(&mut self, name: &str, word: &str, attributes: &[Attribute]) -> String {
        let path = format!("{}{name}", self.module);
        let mut item = PublicItem::made(PublicItemKind::Type, word, attributes);
        item.may_grow = has(attributes, "non_exhaustive");
        self.add(path.clone(), item);
        for attribute in attributes
            .iter()
            .filter(|one| one.path().is_ident("derive"))
        {
            let _ = attribute.parse_nested_meta(|derived| {
                self.implements(&path, &text(&derived.path));
                Ok(())
            });
        }
        path
    }

    fn implements(&mut self, path: &str, of_trait: &str) {
        let item = PublicItem::made(PublicItemKind::Implementation, of_trait, &[]);
        self.add(format!("{path}: {of_trait}"), item);
    }

    fn implementation(&mut self, item: &ItemImpl) {
        let path = format!("{}{}", self.module, text(&item.self_ty));
        let outer = condition(&item.attrs);
        if let Some((of_trait, _)) = &item.trait_ {
            let of_trait = format!("{}{outer}", text(of_trait));
            return self.implements(&path, &of_trait);
        }
        for item in &item.items {
            match item {
                ImplItem::Fn(item) if is_public(&item.vis) => {
                    let condition = condition(&item.attrs) + &outer;
                    let method = PublicItem {
                        signature: shown(&item.sig) + &condition,
                        essence: essence(&item.sig) + &condition,
                        ..PublicItem::made(PublicItemKind::Method, "", &item.attrs)
                    };
                    self.add(format!("{path}::{}()", item.sig.ident), method);
                }
                ImplItem::Const(item) if is_public(&item.vis) => {
                    let constant =
                        PublicItem::made(PublicItemKind::Constant, &text(&item.ty), &item.attrs);
                    self.add(format!("{path}::{}", item.ident), constant);
                }
                _ => {}
            }
        }
    }

    /// What the tables of the runtime make, as far as it depends on the document.
    fn table(&mut self, name: &str, tokens: &TokenStream) {
        let tokens: Vec<TokenTree> = tokens.clone().into_iter().collect();
        match name {
            "newtype" => self.newtype(&tokens),
            // `Ticket: Eq + Hash { … }`
            "json_object" => {
                let mut names = idents(&tokens);
                let path = format!("{}{}", self.module, names.next().unwrap_or_default());
                names.for_each(|of_trait| self.implements(&path, &of_trait));
            }
            "string_enum" => {
                let name = idents(&tokens).next().unwrap_or_default();
                let path = format!("{}{name}", self.module);
                for of_trait in ["PartialEq", "Eq", "PartialOrd", "Ord", "Hash"] {
                    self.implements(&path, of_trait);
                }
            }
            "mock" => {
                let path = format!("{}Mock", self.module);
                self.add(path, PublicItem::made(PublicItemKind::Type, "struct", &[]));
                for token in &tokens {
                    if let TokenTree::Group(rows) = token
                        && let Ok(stubs) = super::stubs::read(rows.stream())
                    {
                        self.items
                            .extend(stubs.map(|stub| (stub.path(&self.module), stub.item())));
                    }
                }
            }
            "union" => {
                let first = tokens.first().map(ToString::to_string);
                let path = format!("{}{}", self.module, first.unwrap_or_default());
                for token in &tokens {
                    if let TokenTree::Group(rows) = token {
                        self.conversions(&path, rows.stream());
                    }
                }
            }
            "client" => {
                // The client, its builder, its table, and the ways to authenticate.
                let names: Vec<String> = idents(&tokens).collect();
                let ways = tokens.iter().rev().find_map(|token| match token {
                    TokenTree::Group(group) => Some(group.stream()),
                    _ => None,
                });
                if let [client, builder, ..] = names.as_slice() {
                    for name in [client, builder] {
                        self.add(
                            name.clone(),
                            PublicItem::made(PublicItemKind::Type, "struct", &[]),
                        );
                    }
                    let ways: Vec<TokenTree> = ways.into_iter().flatten().collect();
                    for way in idents(&ways) {
                        let path = format!("{builder}::{way} authentication");
                        self.add(path, PublicItem::made(PublicItemKind::Method, &way, &[]));
                    }
                }
            }
            _ => {}
        }
    }

    fn newtype(&mut self, tokens: &[TokenTree]) {
        for window in tokens.windows(3) {
            if let [
                TokenTree::Ident(word),
                TokenTree::Ident(name),
                TokenTree::Group(inner),
            ] = window
                && word == "struct"
            {
                let inner = format!("struct({})", text(inner.stream()));
                let path = format!("{}{name}", self.module);
                self.add(path, PublicItem::made(PublicItemKind::Type, &inner, &[]));
            }
        }
    }

    /// `Variant(Payload): …` converts a payload.
    fn conversions(&mut self, path: &str, rows: TokenStream) {
        let rows: Vec<TokenTree> = rows.into_iter().collect();
        let mut payload = String::new();
        for window in rows.windows(3) {
            let (before, group, after) = match window {
                [before, TokenTree::Group(group), after] => (before, group, after),
                [_, TokenTree::Ident(_), _] => {
                    payload.clear();
                    continue;
                }
                _ => continue,
            };
            let of_a_row = matches!(after, TokenTree::Punct(colon) if colon.as_char() == ':');
            match (group.delimiter(), before, after) {
                (Delimiter::Parenthesis, TokenTree::Ident(_), _)
                    if of_a_row || matches!(after, TokenTree::Group(_)) =>
                {
                    let types = text(group.stream());
                    for payload in types.split(", ") {
                        self.implements(path, &format!("From<{payload}>"));
                    }
                    types
                        .split(", ")
                        .next()
                        .unwrap_or_default()
                        .clone_into(&mut payload);
                }
                (Delimiter::Bracket, _, _) if of_a_row => {
                    self.accessors(path, &text(group.stream()), &payload);
                }
                _ => {}
            }
        }
    }

    /// `[as_x, into_x]` or `[as_x, into_x: X]`.
    fn accessors(&mut self, path: &str, names: &str, payload: &str) {
        let (names, of) = names.split_once(':').unwrap_or((names, payload));
        for name in names.split(',').map(str::trim) {
            let (this, of) = if name.starts_with("as_") {
                ("&self", format!("&{}", of.trim()))
            } else {
                ("self", of.trim().to_owned())
            };
            let signature = format!("({this}) -> Option<{of}>");
            let method = PublicItem {
                signature: format!("fn {name}{signature}"),
                essence: signature,
                ..PublicItem::made(PublicItemKind::Method, "", &[])
            };
            self.add(format!("{path}::{name}()"), method);
        }
    }
}

fn idents(tokens: &[TokenTree]) -> impl Iterator<Item = String> {
    tokens.iter().filter_map(|token| match token {
        TokenTree::Ident(ident) => Some(ident.to_string()),
        _ => None,
    })
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

fn shown(signature: &Signature) -> String {
    text(signature).replace("mut self", "self")
}

/// The types of a signature, without the names of arguments.
fn essence(signature: &Signature) -> String {
    let arguments = signature.inputs.iter().map(|argument| match argument {
        FnArg::Receiver(receiver) => text(receiver).trim_start_matches("mut ").to_owned(),
        FnArg::Typed(argument) => text(&argument.ty),
    });
    let arguments: Vec<String> = arguments.collect();
    let output = match &signature.output {
        ReturnType::Default => String::new(),
        ReturnType::Type(_, output) => text(output),
    };
    format!("({}) -> {output}", arguments.join(", "))
}
