//! `cargo xtask import`: cuts operations, with all that they need, out of the document
//! that others publish, and adds them to the one of this workspace.
//!
//! What is there already stays as it is, down to comments and blank lines: new members
//! are put in as text behind the last one of their object.

mod edit;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use clap::Parser;
use oas_codegen::load::{Document, Source};
use oas_codegen::tree::{Node, NodeMap, single_line};

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
        println!("nothing to add: {} has all of it", into.display());
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
    let (path, method, operation) = find(upstream, id)?;
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
    let mut seen = BTreeSet::new();
    while let Some(node) = open.pop() {
        for (section, name) in references(&node) {
            let component = |document: &Document| {
                let sections = document.root().get("components")?;
                sections.get(&section)?.get(&name).cloned()
            };
            if !seen.insert((section.clone(), name.clone())) || component(ours).is_some() {
                continue;
            }
            let Some(node) = component(upstream) else {
                return Err(format!("`{name}` of `{section}`"));
            };
            let node = plain(&node);
            insertions.push(Insertion {
                into: vec!["components".to_owned(), section],
                key: name,
                value: node.clone(),
            });
            open.push(node);
        }
    }
    Ok(())
}

/// The path, the method and the object of an operation, which holds the parameters of
/// its path.
fn find(upstream: &Document, id: &str) -> Result<(String, String, Node), Failure> {
    let mut operations = wire::operations(upstream).into_iter();
    let found = operations.find(|it| it.id(upstream) == Some(id));
    let found = found.ok_or_else(|| format!("there is no operation `{id}`"))?;
    let method = found.place.pointer.last().unwrap_or_default().into_owned();
    let mut operation = upstream.node(&found.place).map_or(Node::Null, plain);
    let shared = upstream.node(&found.item.key("parameters"));
    if let (Node::Map(map), Some(shared)) = (&mut operation, shared) {
        let shared = plain(shared).as_list().unwrap_or_default().to_vec();
        let own = map
            .entry("parameters".to_owned())
            .or_insert_with(|| Node::List(Vec::new()));
        if let Node::List(own) = own {
            own.extend(shared);
        }
    }
    Ok((found.path, method, operation))
}

/// A value without extensions, which mean something to others.
pub fn plain(node: &Node) -> Node {
    match node {
        Node::Map(map) => {
            let kept = map.iter().filter(|(key, _)| !key.starts_with("x-"));
            Node::Map(
                kept.map(|(key, value)| (key.clone(), plain(value)))
                    .collect(),
            )
        }
        Node::List(list) => Node::List(list.iter().map(plain).collect()),
        other => other.clone(),
    }
}

/// The components that a value refers to, by section and name.
fn references(node: &Node) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut open = vec![node];
    while let Some(node) = open.pop() {
        match node {
            Node::Map(map) => {
                let reference = map.get("$ref").and_then(Node::as_str);
                let local = reference.and_then(|text| text.strip_prefix("#/components/"));
                if let Some((section, name)) = local.and_then(|text| text.split_once('/')) {
                    let name = name.replace("~1", "/").replace("~0", "~");
                    found.push((section.to_owned(), name));
                }
                open.extend(map.values().rev());
            }
            Node::List(list) => open.extend(list.iter().rev()),
            _ => {}
        }
    }
    found
}
