//! Which place of the original document a place of the normalised one is.

use std::collections::HashMap;

use super::Place;

/// A table from normalised places to original ones. What it does not name is
/// where it was; what is below a place moves along with it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Moves {
    to_origin: HashMap<Place, Place>,
    from_origin: HashMap<Place, Place>,
}

impl Moves {
    /// Notes that what stands at `now` stood at `origin`.
    pub(crate) fn insert(&mut self, now: Place, origin: Place) {
        self.from_origin.insert(origin.clone(), now.clone());
        self.to_origin.insert(now, origin);
    }

    /// Notes that what stands at `now` is a part of what stood, and still
    /// stands, at `origin`.
    pub(crate) fn insert_copy(&mut self, now: Place, origin: Place) {
        self.to_origin.insert(now, origin);
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.to_origin.is_empty()
    }

    /// The original place of a normalised one.
    pub(crate) fn origin(&self, place: &Place) -> Place {
        follow(&self.to_origin, place)
    }

    /// The normalised place of an original one.
    pub(crate) fn current(&self, place: &Place) -> Place {
        follow(&self.from_origin, place)
    }
}

/// Replaces the longest part of the place that the table names.
fn follow(table: &HashMap<Place, Place>, place: &Place) -> Place {
    if table.is_empty() {
        return place.clone();
    }
    let mut ancestor = Some(place.clone());
    while let Some(current) = ancestor {
        if let Some(target) = table.get(&current) {
            let rest = place.pointer.below(&current.pointer).unwrap_or("");
            return Place {
                file: target.file,
                pointer: target.pointer.join(rest),
            };
        }
        ancestor = current.parent();
    }
    place.clone()
}
