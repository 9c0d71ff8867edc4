//! What a schema says of a value besides its type.

use super::context::LoweringContext;
use super::view::SchemaView;
use crate::model::ValueSpec;
use crate::tree::{Node, Place};

impl LoweringContext<'_> {
    /// What the schema at `place` says of a value besides its type.
    pub(super) fn value_spec(&self, place: &Place) -> ValueSpec {
        let target = self.resolve(place);
        // What stands beside a reference goes before what it refers to.
        let said = |key: &str| {
            let places = [Some(place), target.as_ref()].into_iter().flatten();
            let mut nodes = places.filter_map(|place| self.node(place));
            Some(nodes.find_map(|node| node.get(key))?.to_json())
        };
        ValueSpec {
            default: said("default"),
            known_default: None,
            example: said("example"),
            format: said("format").and_then(|format| Some(format.as_str()?.to_owned())),
            minimum: said("minimum"),
            bounds: self.bounds(place),
        }
    }

    /// The bounds of a value as sentences, for the documentation.
    fn bounds(&self, place: &Place) -> Vec<String> {
        let target = self
            .resolve(place)
            .and_then(|place| Some((self.node(&place)?, place)));
        let Some((node, place)) = target else {
            return Vec::new();
        };
        let shape = SchemaView::new(node, &place).shape;
        let mut notes = Vec::new();
        let mut count = |least: Option<usize>, most: Option<usize>, what: &str| {
            let some = |number: usize| match number {
                1 => format!("1 {}", what.strip_suffix('s').unwrap_or(what)),
                _ => format!("{number} {what}"),
            };
            match (least, most) {
                (Some(least), Some(most)) if least == most => {
                    notes.push(format!("Exactly {}.", some(most)));
                }
                (Some(least), Some(most)) => notes.push(format!("{least} to {}.", some(most))),
                (None, Some(most)) => notes.push(format!("At most {}.", some(most))),
                (Some(least), None) if least > 0 => {
                    notes.push(format!("At least {}.", some(least)));
                }
                _ => {}
            }
        };
        count(shape.min_length, shape.max_length, "characters");
        count(shape.min_items, shape.max_items, "items");
        count(shape.min_properties, shape.max_properties, "members");
        // As they are written: a number of openapiv3 has 53 bits of its digits.
        let number = |key: &str| node.get(key).and_then(Node::digits);
        let least = (number("minimum"), shape.exclusive_minimum == Some(true));
        let most = (number("maximum"), shape.exclusive_maximum == Some(true));
        match (least, most) {
            ((Some(least), false), (Some(most), false)) => {
                notes.push(format!("{least} to {most}."));
            }
            ((least, above), (most, below)) => {
                let words = if above { "More than" } else { "At least" };
                notes.extend(least.map(|least| format!("{words} {least}.")));
                let words = if below { "Less than" } else { "At most" };
                notes.extend(most.map(|most| format!("{words} {most}.")));
            }
        }
        notes.extend(number("multipleOf").map(|of| format!("A multiple of {of}.")));
        if shape.unique_items == Some(true) {
            notes.push("No item twice.".to_owned());
        }
        if let Some(pattern) = shape.pattern.filter(|pattern| !pattern.contains('`')) {
            notes.push(format!("Matches `{pattern}`."));
        }
        notes
    }
}
