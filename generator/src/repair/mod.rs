//! Reads what is written in another way than OpenAPI writes it.
//!
//! `required: 'true'`, `tags: pets`, `type: int`, `in: Header`: values of the wrong
//! type or word of which it is plain what they mean become what they mean, and
//! those that mean nothing are left out, each with a finding that says how it was
//! read. So an odd value costs itself and never what holds it. One walk by the
//! tables of `grammar` knows what each key must have; `objects` adds the few
//! repairs that need an object as a whole.
//!
//! Only for documents of others: in one's own, validation reports the same values
//! as errors, with the way to write them.

mod objects;
mod scalar;
mod swagger;
mod words;

use crate::diagnostics::{Diagnostic, Fidelity, Severity, Sink};
use crate::grammar::{self, Shape};
use crate::load::Document;
use crate::tree::{IndexMap, Node, Place, Pointer};

/// A repair may show what else is to be repaired below it, as where a list was
/// missing around an object.
const MOST_ROUNDS: usize = 4;

/// What becomes of a value.
enum Mend {
    Set(Node),
    Remove,
}

/// A value that is to be read in another way.
struct Repair {
    mend: Mend,
    finding: Diagnostic,
}

type Repairs = IndexMap<Place, Repair>;

/// The document as it is read.
#[must_use]
pub fn repair(document: Document, sink: &mut Sink) -> Document {
    let mut document = document;
    for _ in 0..MOST_ROUNDS {
        let repairs = outermost(find(&document));
        if repairs.is_empty() {
            break;
        }
        let (mut roots, sources, version) = document.into_roots();
        // Entries of a list are removed from its end on.
        for (place, repair) in repairs.into_iter().rev() {
            let root = roots.get_mut(place.file.slot()).and_then(Option::as_mut);
            if root.is_some_and(|root| apply(root, &place.pointer, repair.mend)) {
                sink.push(repair.finding);
            }
        }
        document = Document::with_roots(roots, sources, version);
    }
    document
}

fn find(document: &Document) -> Repairs {
    let mut repairs = Repairs::default();
    grammar::visit(document, &mut |shape, place, node| {
        if repairs.contains_key(place) {
            return;
        }
        if let Some(repair) = scalar::repair(document, shape, place, node) {
            repairs.insert(place.clone(), repair);
        } else if let Shape::Object(kind) = shape
            && let Some(map) = node.as_map()
        {
            for (place, repair) in objects::repairs(document, kind, place, map) {
                repairs.entry(place).or_insert(repair);
            }
        }
    });
    repairs
}

/// Without those that lie inside another: the next round finds them.
fn outermost(repairs: Repairs) -> Repairs {
    let places: crate::tree::HashSet<Place> = repairs.keys().cloned().collect();
    let lies_inside = |place: &Place| {
        let mut around = place.parent();
        while let Some(place) = around {
            if places.contains(&place) {
                return true;
            }
            around = place.parent();
        }
        false
    };
    let kept = repairs.into_iter();
    kept.filter(|(place, _)| !lies_inside(place)).collect()
}

/// Changes what stands at a pointer; says whether it did.
fn apply(root: &mut Node, pointer: &Pointer, mend: Mend) -> bool {
    let Some(parent) = pointer.parent() else {
        return false;
    };
    let mut holder = root;
    for token in parent.tokens() {
        let child = holder.child_mut(token);
        let Some(child) = child else { return false };
        holder = child;
    }
    let key = pointer.last().unwrap_or_default();
    match (holder, mend) {
        (Node::Map(map), Mend::Set(node)) => {
            map.insert(key.to_owned(), node);
            true
        }
        (Node::Map(map), Mend::Remove) => map.shift_remove(key).is_some(),
        (Node::List(list), mend) => {
            let index = key
                .parse::<usize>()
                .ok()
                .filter(|index| *index < list.len());
            match (index.and_then(|index| list.get_mut(index)), mend) {
                (Some(entry), Mend::Set(node)) => *entry = node,
                (Some(_), Mend::Remove) => {
                    list.remove(index.unwrap_or_default());
                }
                (None, _) => return false,
            }
            true
        }
        _ => false,
    }
}

impl Repair {
    /// Something is read as something else.
    fn read(node: Node, finding: Diagnostic) -> Repair {
        let how = format!("read as {}", shown(&node));
        Repair {
            mend: Mend::Set(node),
            finding: said(finding, &how).makes(Fidelity::Other),
        }
    }

    /// Words for people are read as they are written: that makes no difference.
    fn read_as_text(text: String, finding: Diagnostic) -> Repair {
        let node = Node::String(text);
        let how = format!("read as {}", shown(&node));
        Repair {
            mend: Mend::Set(node),
            finding: said(finding, &how),
        }
    }

    /// Something is left out.
    fn left_out(finding: Diagnostic) -> Repair {
        Repair {
            mend: Mend::Remove,
            finding: said(finding, "left out").makes(Fidelity::Other),
        }
    }
}

/// A finding that says how the value was read.
fn said(mut finding: Diagnostic, how: &str) -> Diagnostic {
    finding.severity = Severity::Warning;
    if let Some(label) = finding.labels.first_mut() {
        label.text = match label.text.as_str() {
            "" => how.to_owned(),
            text => format!("{text}: {how}"),
        };
    }
    finding
}

/// A value as a message shows it, cut if it is long.
fn shown(node: &Node) -> String {
    const LONGEST: usize = 60;
    let text = node.to_json().to_string();
    if text.chars().count() <= LONGEST {
        return format!("`{text}`");
    }
    node.kind_name().to_owned()
}

#[cfg(test)]
mod tests;
