//! Puts the keys of a document's objects into one order.
//!
//! Members move with all that is written above and beside them. Names that a person
//! chose (paths, components, properties, statuses) and data stay in their order, since
//! what is emitted follows it.

mod block;
mod flow;
mod table;

use std::fmt;

use crate::grammar::{Kind, Shape};
use crate::load;
use crate::tree::{FileId, Layout, LayoutContent, Sources};

/// A text whose keys can't be put into order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CannotOrder {
    /// It can't be read.
    Unreadable,
    /// It is a part of a document, or another kind of file.
    NoDocument,
    /// It would say something else afterwards: an anchor may stand behind its alias.
    Entangled,
}

impl fmt::Display for CannotOrder {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            CannotOrder::Unreadable => "can't be read; `cargo xtask lint` says why",
            CannotOrder::NoDocument => "has no `openapi`: only the root file of a document is ordered",
            CannotOrder::Entangled => {
                "would say something else with its keys in order: an anchor may come behind its alias, or a text lose blank lines that it keeps"
            }
        })
    }
}

impl std::error::Error for CannotOrder {}

/// The root file of a document with the keys of its objects in order. `name` says
/// whether it is JSON or YAML.
///
/// # Errors
/// If the text can't be read, or would say something else.
pub fn order(name: &str, text: &str) -> Result<String, CannotOrder> {
    let unreadable = CannotOrder::Unreadable;
    let tree = load::tree(name, text).ok_or(unreadable)?;
    if tree.get("openapi").is_none() {
        return Err(CannotOrder::NoDocument);
    }
    let flow = |text: &str| {
        let layout = layout(name, text)?;
        let mut edits = Vec::new();
        flows(text, &layout, ROOT, &mut edits);
        let mut ordered = text.to_owned();
        for (range, new) in edits.into_iter().rev() {
            ordered.replace_range(range, &new);
        }
        Some(ordered)
    };
    let ordered = flow(text).ok_or(unreadable)?;
    let layout = layout(name, &ordered).ok_or(CannotOrder::Entangled)?;
    let ordered = block::ordered(&ordered, &layout, ROOT);
    if load::tree(name, &ordered) == Some(tree) {
        Ok(ordered)
    } else {
        Err(CannotOrder::Entangled)
    }
}

const ROOT: Shape = Shape::Object(Kind::OpenApi);

fn layout(name: &str, text: &str) -> Option<Layout> {
    Sources::from_text(name, text).layout(FileId::ROOT)
}

/// What a member or an entry is, by what it lies in.
fn within(shape: Shape, key: &str) -> Shape {
    let inside = match shape {
        Shape::Object(kind) => kind.shape_of(key),
        Shape::Map(inside) | Shape::List(inside) => Some(*inside),
        _ => None,
    };
    match inside {
        Some(Shape::SchemaOrBool) => Shape::Object(Kind::Schema),
        other => other.unwrap_or(Shape::Any),
    }
}

/// The outermost values between braces, with what is to stand in their place.
fn flows(
    text: &str,
    layout: &Layout,
    shape: Shape,
    edits: &mut Vec<(std::ops::Range<usize>, String)>,
) {
    if flow::is_flow(text, layout) {
        let ordered = flow::ordered(text, layout, shape);
        let range = layout.range.start..flow::end(text, layout);
        edits.extend(ordered.map(|ordered| (range, ordered)));
        return;
    }
    match &layout.content {
        LayoutContent::Scalar => {}
        LayoutContent::List(entries) => {
            for (index, entry) in entries.iter().enumerate() {
                flows(text, entry, within(shape, &index.to_string()), edits);
            }
        }
        LayoutContent::Map(members) => {
            for member in members {
                flows(text, &member.value, within(shape, &member.key), edits);
            }
        }
    }
}
