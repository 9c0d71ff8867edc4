//! Which place of the original document a place of the normalised one is.

use super::{FileId, HashMap, Place, Pointer};

/// A table from normalised places to original ones. What it does not name is
/// where it was; what is below a place moves along with it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Moves {
    to_origin: PlaceTable,
    from_origin: PlaceTable,
}

/// For places of each file, other places.
type PlaceTable = HashMap<FileId, HashMap<Pointer, Place>>;

impl Moves {
    /// Notes that what stands at `now` stood at `origin`.
    pub(crate) fn insert(&mut self, now: Place, origin: Place) {
        insert(&mut self.from_origin, origin.clone(), now.clone());
        insert(&mut self.to_origin, now, origin);
    }

    /// Notes that what stands at `now` is a part of what stood, and still
    /// stands, at `origin`.
    pub(crate) fn insert_copy(&mut self, now: Place, origin: Place) {
        insert(&mut self.to_origin, now, origin);
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

fn insert(table: &mut PlaceTable, from: Place, to: Place) {
    table.entry(from.file).or_default().insert(from.pointer, to);
}

/// Replaces the longest part of the place that the table names.
fn follow(table: &PlaceTable, place: &Place) -> Place {
    let Some(table) = table.get(&place.file) else {
        return place.clone();
    };
    let mut parts = place.pointer.and_parents();
    let moved = parts.find_map(|part| place.rebased(part, table.get(part)?));
    moved.unwrap_or_else(|| place.clone())
}
