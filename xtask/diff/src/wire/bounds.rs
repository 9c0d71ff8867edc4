//! Keywords that bound values: which way they have moved.

use oas_codegen::tree::Node;

use super::schema::Change;
use super::{Direction, Pair, Wire};

/// Whether more of it allows less.
#[derive(Clone, Copy, PartialEq)]
enum Side {
    Lower,
    Upper,
}

const BOUNDS: [(&str, Side); 12] = [
    ("minimum", Side::Lower),
    ("exclusiveMinimum", Side::Lower),
    ("minLength", Side::Lower),
    ("minItems", Side::Lower),
    ("minProperties", Side::Lower),
    ("maximum", Side::Upper),
    ("exclusiveMaximum", Side::Upper),
    ("maxLength", Side::Upper),
    ("maxItems", Side::Upper),
    ("maxProperties", Side::Upper),
    ("minContains", Side::Lower),
    ("maxContains", Side::Upper),
];

/// Keywords that bound values in ways of which only their presence is compared.
const OTHERS: [&str; 15] = [
    "pattern",
    "multipleOf",
    "uniqueItems",
    "contains",
    "contentSchema",
    "dependentRequired",
    "dependentSchemas",
    "if",
    "then",
    "else",
    "not",
    "patternProperties",
    "propertyNames",
    "unevaluatedItems",
    "unevaluatedProperties",
];

impl Wire<'_> {
    pub(super) fn bounds(&mut self, pair: &Pair, (old, new): (&Node, &Node), direction: Direction) {
        for (key, side) in BOUNDS {
            let (before, after) = (old.get(key), new.get(key));
            if before == after {
                continue;
            }
            let number = |node: Option<&Node>| node?.digits()?.parse::<f64>().ok();
            let is_narrower = match (number(before), number(after)) {
                (Some(before), Some(after)) => (after > before) == (side == Side::Lower),
                (None, _) => true,
                (Some(_), None) => false,
            };
            let shown = |node: Option<&Node>| {
                node.map_or("none".to_owned(), |node| node.to_json().to_string())
            };
            let message = format!("`{key}` is {} and was {}", shown(after), shown(before));
            self.bound(is_narrower, direction, message, &pair.key(key));
        }
        for key in OTHERS {
            let (before, after) = (old.get(key), new.get(key));
            if before != after {
                let message = format!("`{key}` has changed");
                self.bound(after.is_some(), direction, message, &pair.key(key));
            }
        }
    }

    /// Types of ours hold whatever is within bounds or not, so that a response that
    /// goes beyond them is read all the same.
    fn bound(&mut self, is_narrower: bool, direction: Direction, message: String, pair: &Pair) {
        if direction == Direction::Response {
            let severity = crate::finding::Severity::Minor;
            self.both(
                severity,
                "bound-changed",
                message,
                "nobody has to do anything",
                pair,
            );
            return;
        }
        let change = if is_narrower {
            Change::Narrower
        } else {
            Change::Wider
        };
        self.schema_change("bound-changed", change, direction, message, pair);
    }
}
