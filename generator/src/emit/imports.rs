//! What a file brings into scope, and what it must spell out because a type
//! of the API has the name.

use crate::model::Api;
use crate::tree::HashSet;
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use std::collections::{BTreeMap, BTreeSet};

/// The names of the API's own types.
pub(crate) struct Taken(HashSet<String>);

impl Taken {
    /// Every type name that the emitted crate defines.
    pub fn of(api: &Api) -> Self {
        let mut names: HashSet<String> = api
            .types
            .iter()
            .flat_map(|(_, def)| def.names())
            .map(|name| name.plain().to_owned())
            .collect();
        for group in &api.groups {
            names.insert(group.type_name.plain().to_owned());
            for operation in &group.operations {
                names.extend(
                    operation
                        .optional
                        .iter()
                        .map(|params| params.name.plain().to_owned()),
                );
                let enums = operation.by_status().into_iter();
                names.extend(enums.map(|(name, _)| name.plain().to_owned()));
            }
        }
        names.extend(
            api.webhooks
                .iter()
                .map(|webhooks| webhooks.name.plain().to_owned()),
        );
        names.extend(
            api.profile
                .server_enum
                .iter()
                .map(|name| name.plain().to_owned()),
        );
        let templates = api.profile.servers.iter();
        let templates = templates.filter_map(|server| server.template.as_ref());
        names.extend(templates.map(|template| template.name.plain().to_owned()));
        Self(names)
    }

    fn has(&self, name: &str) -> bool {
        self.0.contains(name)
    }

    /// Whether no type of the API has the name.
    pub fn lacks(&self, name: &str) -> bool {
        !self.has(name)
    }

    /// A type of a module from which all is brought into scope: its name, or the
    /// whole path where a type of the API has that name.
    pub fn within(&self, module: &TokenStream, name: &str) -> TokenStream {
        let ident = format_ident!("{name}");
        if self.has(name) {
            quote!(#module::#ident)
        } else {
            quote!(#ident)
        }
    }

    /// The name of a type parameter, which must hide no type.
    pub fn free(&self, name: &str) -> Ident {
        let mut free = name.to_owned();
        while self.has(&free) {
            free.push_str(name);
        }
        format_ident!("{free}")
    }
}

/// The `use` lines of a file: names by path.
#[derive(Debug, Default)]
pub(crate) struct Imports(BTreeMap<String, BTreeSet<String>>);

impl Imports {
    /// Brings `name` of `path` into scope.
    pub fn add(&mut self, path: &str, name: &str) {
        self.0
            .entry(path.to_owned())
            .or_default()
            .insert(name.to_owned());
    }

    /// A type of the runtime: its short name, or the whole path where a type
    /// of the API has that name.
    pub fn runtime(&mut self, taken: &Taken, name: &str) -> TokenStream {
        self.foreign(taken, runtime_module(name), name)
    }

    /// `std::collections::BTreeMap`, likewise.
    pub fn btree_map(&mut self, taken: &Taken) -> TokenStream {
        self.foreign(taken, "std::collections", "BTreeMap")
    }

    /// A type of another crate, likewise. Of no path is what every program has.
    pub fn foreign(&mut self, taken: &Taken, path: &str, name: &str) -> TokenStream {
        let ident = format_ident!("{name}");
        if path.is_empty() {
            return quote!(#ident);
        }
        if taken.has(name) {
            let path: Vec<_> = path
                .split("::")
                .map(|part| format_ident!("{part}"))
                .collect();
            return quote!(#(#path)::*::#ident);
        }
        self.add(path, name);
        quote!(#ident)
    }

    /// The lines, in the order of their paths: `std` first, our own last.
    pub fn lines(&self) -> Vec<String> {
        let mut paths: Vec<(&String, &BTreeSet<String>)> = self.0.iter().collect();
        paths.sort_by_key(|(path, _)| (rank(path), path.as_str()));
        paths
            .iter()
            .map(|(path, names)| line(path, names))
            .collect()
    }
}

/// Where the runtime has a type: what nearly every file needs is at its root.
pub(super) fn runtime_module(name: &str) -> &'static str {
    match name {
        "ApiMetadata" | "ErrorEnvelope" | "RateLimitHeaders" | "SecurityScheme" | "Server" => {
            "oas_runtime::api"
        }
        "Arg" | "ArgType" | "Cli" | "Command" | "Group" => "oas_runtime::cli",
        "CallBuilder" | "JobProgress" | "LongRunning" | "Parameters" => "oas_runtime::call",
        "Constraint" | "PartConstraints" => "oas_runtime::check",
        "CodecError" | "Decode" => "oas_runtime::codec",
        "CursorLocation" | "PaginatedCall" | "Pagination" => "oas_runtime::pagination",
        "Encoding" | "Style" => "oas_runtime::param",
        "Scalar" => "oas_runtime::scalar",
        "Header" => "oas_runtime::response",
        "Event" | "StreamCall" => "oas_runtime::stream",
        "Body" => "oas_runtime::transport",
        _ => "oas_runtime",
    }
}

fn rank(path: &str) -> u8 {
    match path.split("::").next() {
        Some("crate" | "super" | "self") => 0,
        Some("std") => 2,
        _ => 1,
    }
}

/// A `pub use` line of these names of `path`, if there are any.
pub(super) fn exports(path: &str, names: impl Iterator<Item = String>) -> Option<String> {
    let names: BTreeSet<String> = names.collect();
    (!names.is_empty()).then(|| format!("pub {}", line(path, &names)))
}

/// One `use` line, wrapped where it grows too long.
fn line(path: &str, names: &BTreeSet<String>) -> String {
    let list: Vec<&str> = names.iter().map(String::as_str).collect();
    if let [only] = list.as_slice() {
        return format!("use {path}::{only};\n");
    }
    let one_line = format!("use {path}::{{{}}};\n", list.join(", "));
    if one_line.len() <= 101 {
        return one_line;
    }
    let mut out = format!("use {path}::{{\n");
    let mut row = String::from("   ");
    for name in list {
        if row.len() + name.len() + 2 > 100 {
            out.push_str(&row);
            out.push('\n');
            row = String::from("   ");
        }
        row.push(' ');
        row.push_str(name);
        row.push(',');
    }
    out.push_str(&row);
    out.push_str("\n};\n");
    out
}

/// A name of Rust's prelude, spelt out where a type of the API has it.
pub(super) fn prelude(taken: &Taken, name: &str) -> TokenStream {
    let ident = format_ident!("{name}");
    if !taken.has(name) {
        return quote!(#ident);
    }
    match name {
        "Option" => quote!(std::option::Option),
        "Some" => quote!(std::option::Option::Some),
        "String" => quote!(std::string::String),
        "Vec" => quote!(std::vec::Vec),
        "Result" => quote!(std::result::Result),
        "Box" => quote!(std::boxed::Box),
        "Into" => quote!(std::convert::Into),
        "From" => quote!(std::convert::From),
        "IntoIterator" => quote!(std::iter::IntoIterator),
        "Default" => quote!(std::default::Default),
        _ => quote!(#ident),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_short_and_ordered() {
        let mut imports = Imports::default();
        imports.add("std::collections", "BTreeMap");
        imports.add("oas_runtime", "json_object");
        imports.add("oas_runtime", "Value");
        imports.add("super", "TicketId");
        let lines = imports.lines();
        assert_eq!(
            lines,
            [
                "use super::TicketId;\n",
                "use oas_runtime::{Value, json_object};\n",
                "use std::collections::BTreeMap;\n"
            ]
        );
    }

    #[test]
    fn a_long_line_is_wrapped() {
        let mut imports = Imports::default();
        for index in 0..12 {
            imports.add("super", &format!("ARatherLongTypeName{index}"));
        }
        let text = imports.lines().concat();
        assert!(text.lines().all(|line| line.len() <= 100), "{text}");
    }
}
