//! `cargo xtask import`: cuts operations, with all that they need, out of the document
//! that others publish, and adds them to the one of this workspace.
//!
//! What is there already stays as it is, down to comments and blank lines: new members
//! are put in as text behind the last one of their object.

mod edit;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use clap::Parser;
use oas_codegen::discriminators::{Discriminators, is_base};
use oas_codegen::load::{Document, Keys, Source, is_data, keys_below};
use oas_codegen::tree::{Node, NodeMap, add_member, single_line};

use crate::side::{CONFIG, config, loaded};
use crate::{Failure, enter_root, files, text, wire};
pub use edit::{Insertion, insert};

/// Adds operations of the document that others publish to that of this workspace.
#[derive(Parser)]
#[command(name = "cargo xtask import", bin_name = "cargo xtask import")]
pub struct Arguments {
    /// The document that others publish
    upstream: PathBuf,
    /// The `operationId` of an operation to add; may be given several times
    #[arg(long, value_name = "ID", required = true)]
    op: Vec<String>,
    /// The document to add it to; without one, that of spec/codegen.toml
    #[arg(long, value_name = "FILE.yaml")]
    into: Option<PathBuf>,
}

/// # Errors
/// Operations that are not there, and documents that can't be edited as text. Nothing
/// is written then.
pub fn run(arguments: &Arguments) -> Result<bool, Failure> {
    let upstream = loaded(&Source::from_file(&arguments.upstream))?;
    let into = match &arguments.into {
        Some(path) => path.clone(),
        None => workspace_document()?,
    };
    let mut ours = text(&into)?;
    let mut added = Vec::new();
    for id in &arguments.op {
        let document = loaded(&Source::from_text(into.display().to_string(), ours.clone()))?;
        for insertion in insertions(&upstream, &document, id)? {
            ours = insert(&ours, &insertion)?;
            added.push(insertion.to_string());
        }
    }
    if added.is_empty() {
        let into = single_line(&into.to_string_lossy());
        println!("nothing to add: {into} has all of it");
        return Ok(true);
    }
    files::write(&[(&into, &ours)])?;
    for one in added {
        println!("added {}", single_line(&one));
    }
    Ok(true)
}

/// The document of this workspace, seen from its root, which becomes the current folder.
///
/// # Errors
/// If there is no workspace, or its configuration is wrong.
pub fn workspace_document() -> Result<PathBuf, Failure> {
    enter_root()?;
    let config = config(&text(Path::new(CONFIG))?)?;
    let folder = Path::new(CONFIG).parent().unwrap_or(Path::new(""));
    Ok(folder.join(&config.document))
}

/// What a document lacks of an operation, and of what that needs.
pub fn insertions(
    upstream: &Document,
    ours: &Document,
    id: &str,
) -> Result<Vec<Insertion>, Failure> {
    let (path, method, mut operation) = find(upstream, ours, id)?;
    let security = |document: &Document| document.root().get("security").cloned();
    if let (Node::Map(map), Some(theirs), None) =
        (&mut operation, security(upstream), security(ours))
    {
        _ = add_member(map, "security".to_owned(), theirs);
    }
    let mut insertions = Vec::new();
    let is_known = |known: &str| wire::bare(known) == wire::bare(&path);
    let paths = ours.root().get("paths").and_then(Node::as_map);
    let known = paths.and_then(|paths| paths.iter().find(|(known, _)| is_known(known)));
    match known {
        Some((_, item)) if item.get(&method).is_some() => return Ok(insertions),
        Some((known, _)) => insertions.push(Insertion {
            into: vec!["paths".to_owned(), known.clone()],
            key: method,
            value: operation.clone(),
        }),
        None => insertions.push(Insertion {
            into: vec!["paths".to_owned()],
            key: path,
            value: Node::Map(NodeMap::from_iter([(method, operation.clone())])),
        }),
    }
    needed(upstream, ours, vec![operation], &mut insertions)
        .map_err(|missing| format!("`{id}` needs {missing}, which is not there"))?;
    Ok(insertions)
}

/// The components that values need and ours lacks, behind what is inserted already.
///
/// # Errors
/// The component that is missing.
pub fn needed(
    upstream: &Document,
    ours: &Document,
    mut open: Vec<Node>,
    insertions: &mut Vec<Insertion>,
) -> Result<(), String> {
    let component = |document: &Document, section: &str, name: &str| {
        let sections = document.root().get("components")?;
        sections.get(section)?.get(name).cloned()
    };
    let mut seen = BTreeSet::new();
    while let Some(node) = open.pop() {
        for reference in references(&node) {
            let target = reference.strip_prefix("#/components/");
            let target = target.and_then(|target| target.split_once('/'));
            let Some((section, name)) = target else {
                return Err(format!("`{reference}`"));
            };
            let name = name.replace("~1", "/").replace("~0", "~");
            if component(ours, section, &name).is_some() || !seen.insert(reference.clone()) {
                continue;
            }
            let Some(node) = component(upstream, section, &name) else {
                return Err(format!("`{name}` of `{section}`"));
            };
            let node = plain(&node);
            open.extend(subtypes(upstream, &reference, &node));
            insertions.push(Insertion {
                into: vec!["components".to_owned(), section.to_owned()],
                key: name,
                value: node.clone(),
            });
            open.push(node);
        }
    }
    Ok(())
}

/// References to the schemas that take a base in, which knows nothing of them.
fn subtypes(upstream: &Document, reference: &str, base: &Node) -> Vec<Node> {
    let property = base.get("discriminator").filter(|_| is_base(base));
    let property = property.and_then(|it| it.get("propertyName")?.as_str());
    let place = upstream.resolve(&upstream.root_place(), reference);
    let (Some(property), Ok(place)) = (property, place) else {
        return Vec::new();
    };
    let subtypes = Discriminators::of(upstream).of_base(&place, property);
    let each = subtypes.iter().map(|it| {
        let reference = Node::String(format!("#{}", it.pointer));
        Node::Map(NodeMap::from_iter([("$ref".to_owned(), reference)]))
    });
    each.collect()
}

/// The path, the method and the object of an operation, which holds the parameters of
/// its path, but those that clients of ours send by themselves.
fn find(upstream: &Document, ours: &Document, id: &str) -> Result<(String, String, Node), Failure> {
    let mut operations = wire::operations(upstream).into_iter();
    let found = operations.find(|it| it.id(upstream) == Some(id));
    let found = found.ok_or_else(|| format!("there is no operation `{id}`"))?;
    let method = found.place.pointer.last().unwrap_or_default().to_owned();
    let mut operation = upstream.node(&found.place).map_or(Node::Null, plain);
    let identity = |one: &Node| {
        let reference = one.get("$ref").and_then(Node::as_str);
        let target = reference.and_then(|it| upstream.resolve(&found.item, it).ok());
        let one = target.and_then(|it| upstream.node(&it)).unwrap_or(one);
        let text = |key: &str| one.get(key).and_then(Node::as_str).map(str::to_owned);
        (text("name"), text("in"))
    };
    let shared = upstream.node(&found.item.key("parameters")).map(plain);
    if let Node::Map(map) = &mut operation {
        let own = map.get("parameters").cloned();
        let lists = [own, shared].into_iter().flatten();
        let mut all: Vec<Node> = Vec::new();
        for one in lists.flat_map(|list| list.as_list().unwrap_or_default().to_vec()) {
            // One of the operation's own goes first, and some headers come from elsewhere.
            let is_known = |known: &Node| identity(known) == identity(&one);
            if !all.iter().any(is_known) && !is_sent(ours, &identity(&one)) {
                all.push(one);
            }
        }
        if all.is_empty() {
            map.shift_remove("parameters");
        } else {
            map.insert("parameters".to_owned(), Node::List(all));
        }
    }
    Ok((found.path, method, operation))
}

/// Whether `x-api` has the client send a header by itself.
fn is_sent(ours: &Document, (name, location): &(Option<String>, Option<String>)) -> bool {
    let headers = ours.root().get("x-api").and_then(|it| it.get("headers"));
    let headers = headers.and_then(Node::as_map).into_iter().flatten();
    let is = |header: &str| {
        name.as_ref()
            .is_some_and(|it| it.eq_ignore_ascii_case(header))
    };
    location.as_deref() == Some("header") && headers.into_iter().any(|(header, _)| is(header))
}

/// A value without extensions, which mean something to others.
pub fn plain(node: &Node) -> Node {
    without_extensions(node, Keys::Words)
}

fn without_extensions(node: &Node, keys: Keys) -> Node {
    match node {
        Node::Map(map) => {
            let kept = map
                .iter()
                .filter(|(key, _)| keys == Keys::Names || !key.starts_with("x-"));
            let kept = kept.map(|(key, value)| {
                let value = if keys == Keys::Words && is_data(key) {
                    value.clone()
                } else {
                    without_extensions(value, keys_below(key, keys))
                };
                (key.clone(), value)
            });
            Node::Map(kept.collect())
        }
        Node::List(list) => {
            let each = list.iter();
            Node::List(
                each.map(|one| without_extensions(one, Keys::Words))
                    .collect(),
            )
        }
        other => other.clone(),
    }
}

/// What a value refers to, and what its discriminators and its security name, in order.
fn references(node: &Node) -> Vec<String> {
    let mut found = Vec::new();
    let mut open = vec![(node, Keys::Words)];
    while let Some((node, keys)) = open.pop() {
        match node {
            Node::Map(map) => {
                let text = |node: &Node| node.as_str().map(str::to_owned);
                found.extend(map.get("$ref").and_then(text));
                if let (Some(mapping), true) =
                    (map.get("mapping"), map.contains_key("propertyName"))
                {
                    let targets = mapping.as_map().into_iter().flat_map(NodeMap::values);
                    found.extend(targets.filter_map(Node::as_str).map(schema));
                }
                if keys == Keys::Words {
                    let named = map
                        .get("security")
                        .and_then(Node::as_list)
                        .into_iter()
                        .flatten();
                    let named = named.filter_map(Node::as_map).flat_map(NodeMap::keys);
                    found.extend(named.map(|name| format!("#/components/securitySchemes/{name}")));
                }
                let below = map.iter().rev();
                let below = below.filter(|(key, _)| keys == Keys::Names || !is_data(key));
                open.extend(below.map(|(key, value)| (value, keys_below(key, keys))));
            }
            Node::List(list) => open.extend(list.iter().rev().map(|one| (one, Keys::Words))),
            _ => {}
        }
    }
    found
}

/// What a discriminator maps to: a reference, or the name of a schema.
fn schema(target: &str) -> String {
    if target.contains(['#', '/']) {
        target.to_owned()
    } else {
        format!("#/components/schemas/{target}")
    }
}
