//! The document as a page of its own: operations, types, examples, and what each is in
//! Rust.

use oas_codegen::model::{Api, EnumValues, TypeDef, TypeKind, Variant, WireName};
use oas_codegen::surface::{self, PublicItemKind, PublicItems};
use oas_codegen::{Config, Sink, Source};

use super::html::{STYLE, shell};
use super::markdown::markdown;
use super::operations;
use crate::api::{Operation, Service};
use crate::encoding::escaped;
use crate::mock::BuildError;

/// Nothing on the page runs, and nothing is asked of others.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

/// A document as a page: its operations and types with their descriptions and examples,
/// and what they are in the client that the configuration describes. It is a file that
/// needs nothing besides, and none of the document's text acts in it.
///
/// # Errors
///
/// If the document can't be read at all.
pub fn documentation(source: &Source, config: &Config) -> Result<String, BuildError> {
    let mut sink = Sink::new();
    let service = Service::read(source, &mut sink);
    let partial = oas_codegen::generate_partial(source, config, &mut Sink::new());
    let (Some(service), Some(partial)) = (service, partial) else {
        return Err(BuildError::of(&sink));
    };
    let api = partial.api;
    let items = surface::items(&oas_codegen::generate(&api, config));
    let title = escaped(&service.title);
    let head = format!(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n<style>{STYLE}</style>"
    );
    let body = format!(
        "<header><h1>{title} <small>{version}</small></h1></header>\n<main>\n\
         <section class=\"operations\"><h2>Operations</h2>\n\
         <details class=\"about\"><summary>About this API</summary>{docs}</details>\n{operations}</section>\n\
         <section class=\"types\"><h2>Types</h2>\n{types}</section>\n</main>",
        version = escaped(&service.version),
        docs = service
            .description
            .as_deref()
            .map(markdown)
            .unwrap_or_default(),
        operations = operations::all(&service, &|operation| method(&api, &items, operation)),
        types = api
            .types
            .iter()
            .map(|(_, one)| of_type(&items, one))
            .collect::<String>(),
    );
    Ok(shell(&title, &head, &body))
}

/// The method of an operation.
fn method(api: &Api, items: &PublicItems, operation: &Operation) -> String {
    let methods = api.groups.iter().flat_map(|group| {
        let operations = group.operations.iter();
        operations.map(move |one| (group, one))
    });
    let mut same = methods.filter(|(_, one)| {
        one.method.as_str() == operation.method.as_str() && one.path == operation.path
    });
    let found = same.next().and_then(|(group, one)| {
        let path = format!("{}::{}()", group.type_name, one.name);
        let mut found = items.iter().filter(|(known, _)| is_called(known, &path));
        found.next().map(|(_, item)| (group, item))
    });
    found.map_or(String::new(), |(group, item)| {
        let call = format!("client.{}()", group.method_name);
        format!(
            "<p>Rust: <code>{}</code></p><pre>{}</pre>",
            escaped(&call),
            linked(items, &item.signature)
        )
    })
}

/// Whether an item has this path, whatever module it is in.
fn is_called(known: &str, path: &str) -> bool {
    let module = known.strip_suffix(path);
    module.is_some_and(|module| module.is_empty() || module.ends_with("::"))
}

/// A signature whose types lead to what is said of them.
fn linked(items: &PublicItems, signature: &str) -> String {
    let mut out = String::new();
    let mut rest = signature;
    while let Some(first) = rest.chars().next() {
        let is_word = |one: char| one.is_alphanumeric() || one == '_';
        let end = rest
            .find(|one| is_word(one) != is_word(first))
            .unwrap_or(rest.len());
        let (word, behind) = rest.split_at(end);
        let is_known = items
            .get(&format!("types::{word}"))
            .is_some_and(|item| item.kind == PublicItemKind::Type);
        let word = escaped(word);
        if is_known {
            out.push_str(&format!("<a href=\"#type-{word}\">{word}</a>"));
        } else {
            out.push_str(&word);
        }
        rest = behind;
    }
    out
}

/// What is said of a type that users can name.
fn of_type(items: &PublicItems, one: &TypeDef) -> String {
    let name = one.name.to_string();
    let mut elsewhere = items
        .iter()
        .filter(|(path, item)| item.kind == PublicItemKind::Type && is_called(path, &name));
    let named = items.get_key_value(&format!("types::{name}"));
    let Some((path, item)) = named.or_else(|| elsewhere.next()) else {
        return String::new();
    };
    let member = |member: &str| items.get(&format!("{path}::{member}"));
    let rows: String = rows(&one.kind)
        .into_iter()
        .map(|row| {
            let signature = member(&row.name).map_or(String::new(), |item| match item.kind {
                PublicItemKind::Field => format!("{}: {}", row.name, item.signature),
                _ => item.signature.clone(),
            });
            format!(
                "<tr><td><code>{}</code></td><td><code>{}</code></td><td>{}</td></tr>",
                escaped(&row.wire),
                linked(items, &signature),
                row.docs.as_deref().map(markdown).unwrap_or_default()
            )
        })
        .collect();
    let table = if rows.is_empty() {
        rows
    } else {
        format!("<table>{rows}</table>")
    };
    let example = one.examples.first().map_or(String::new(), |(_, example)| {
        let example = serde_json::to_string_pretty(example).unwrap_or_default();
        format!("<p>For example:</p><pre>{}</pre>", escaped(&example))
    });
    let component = one
        .component
        .as_ref()
        .map(WireName::as_str)
        .unwrap_or_default();
    format!(
        "<details class=\"type\" id=\"type-{id}\"><summary><code>{id}</code> <span>{component}</span></summary>\
         <div><p class=\"id\">{signature}</p>{docs}{table}{example}</div></details>\n",
        id = escaped(&name),
        component = escaped(component),
        signature = linked(items, &item.signature),
        docs = one
            .docs
            .description
            .as_deref()
            .map(markdown)
            .unwrap_or_default(),
    )
}

/// A field or a variant, and what it is in JSON.
struct Row {
    name: String,
    wire: String,
    docs: Option<String>,
}

fn rows(kind: &TypeKind) -> Vec<Row> {
    match kind {
        TypeKind::Struct(of) => {
            let fields = of.fields.iter().map(|field| Row {
                name: field.name.to_string(),
                wire: field.wire.as_str().to_owned(),
                docs: field.docs.description.clone(),
            });
            fields.collect()
        }
        TypeKind::Enum(of) => match &of.values {
            EnumValues::Strings(values) => values.iter().map(value).collect(),
            EnumValues::Integers(values) => values.iter().map(value).collect(),
        },
        TypeKind::Union(of) => {
            let branches = of.variants.iter().map(|branch| Row {
                name: branch.name.to_string(),
                wire: branch.tags.join(", "),
                docs: branch.description.clone(),
            });
            branches.chain(of.values.iter().map(value)).collect()
        }
        TypeKind::Alias(_) | TypeKind::Newtype(_) => Vec::new(),
    }
}

fn value<T: ToString>(variant: &Variant<T>) -> Row {
    Row {
        name: variant.name.to_string(),
        wire: variant.value.to_string(),
        docs: variant.description.clone(),
    }
}
