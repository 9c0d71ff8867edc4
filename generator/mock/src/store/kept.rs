//! What the collections hold, behind one lock: it is held for a look or a change
//! of an item, and never while anything is made up.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use indexmap::IndexMap;
use serde_json::Value;

/// What all items may take together, in bytes as [`weight`] counts them.
const MOST: usize = 128 << 20;

/// What a value takes besides its text.
const VALUE: usize = 80;

/// The items of all collections.
#[derive(Debug, Default)]
pub(crate) struct StoredCollections(Mutex<AllItems>);

#[derive(Debug, Default)]
struct AllItems {
    /// By the concrete path of the collection. One below an item of another is a
    /// collection of its own for each of those.
    by_path: BTreeMap<String, StoredItems>,
    weight: usize,
}

/// What one collection holds, in the order in which it came.
#[derive(Debug, Default)]
pub(crate) struct StoredItems {
    pub(crate) items: IndexMap<String, Value>,
    /// How many there have ever been.
    made: u64,
}

/// There is no room for more.
#[derive(Debug)]
pub(crate) struct Full;

impl StoredCollections {
    fn lock(&self) -> MutexGuard<'_, AllItems> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The collection at a concrete path.
    pub(crate) fn at(&self, path: String) -> KeptItems<'_> {
        KeptItems { all: self, path }
    }

    /// Paths with how many items there are.
    pub(crate) fn counts(&self) -> Vec<(String, usize)> {
        let all = self.lock();
        let counts = all.by_path.iter();
        counts
            .map(|(path, stored)| (path.clone(), stored.items.len()))
            .collect()
    }
}

/// One collection.
#[derive(Debug)]
pub(crate) struct KeptItems<'a> {
    all: &'a StoredCollections,
    pub(super) path: String,
}

impl KeptItems<'_> {
    /// Whether nobody has asked for the collection yet.
    pub(super) fn is_new(&self) -> bool {
        !self.all.lock().by_path.contains_key(&self.path)
    }

    /// A look at the items.
    pub(crate) fn look<R>(&self, look: impl FnOnce(&StoredItems) -> R) -> R {
        let all = self.all.lock();
        match all.by_path.get(&self.path) {
            Some(stored) => look(stored),
            None => look(&StoredItems::default()),
        }
    }

    pub(super) fn holds(&self, id: &str) -> bool {
        self.look(|stored| stored.items.contains_key(id))
    }

    /// The number of the next item.
    pub(super) fn next_number(&self) -> u64 {
        let mut all = self.all.lock();
        let stored = all.by_path.entry(self.path.clone()).or_default();
        stored.made += 1;
        stored.made
    }

    /// Begins a collection with some items, unless somebody else has.
    pub(super) fn begin(&self, items: IndexMap<String, Value>) -> Result<(), Full> {
        let mut all = self.all.lock();
        if all.by_path.contains_key(&self.path) {
            return Ok(());
        }
        let weights = items.iter().map(|(id, item)| weight(id, item));
        let weight = weights.sum::<usize>() + VALUE + self.path.len();
        all.take(weight)?;
        let made = u64::try_from(items.len()).unwrap_or(u64::MAX);
        all.by_path
            .insert(self.path.clone(), StoredItems { items, made });
        Ok(())
    }

    /// Keeps a new item, unless there is one of its id.
    pub(super) fn add(&self, id: &str, item: &Value) -> Result<bool, Full> {
        let mut all = self.all.lock();
        let known = all.by_path.get(&self.path);
        if known.is_some_and(|stored| stored.items.contains_key(id)) {
            return Ok(false);
        }
        all.take(weight(id, item))?;
        let stored = all.by_path.entry(self.path.clone()).or_default();
        stored.items.insert(id.to_owned(), item.clone());
        Ok(true)
    }

    /// Changes an item that is there.
    pub(super) fn change(
        &self,
        id: &str,
        change: impl FnOnce(Value) -> Value,
    ) -> Result<Option<Value>, Full> {
        let mut all = self.all.lock();
        let before = all.by_path.get(&self.path);
        let before = before.and_then(|stored| stored.items.get(id)).cloned();
        let Some(before) = before else {
            return Ok(None);
        };
        let lighter = weight(id, &before);
        let after = change(before);
        all.take(weight(id, &after))?;
        all.give_back(lighter);
        let stored = all.by_path.entry(self.path.clone()).or_default();
        stored.items.insert(id.to_owned(), after.clone());
        Ok(Some(after))
    }

    pub(super) fn remove(&self, id: &str) {
        let mut all = self.all.lock();
        let stored = all.by_path.get_mut(&self.path);
        if let Some(item) = stored.and_then(|stored| stored.items.shift_remove(id)) {
            all.give_back(weight(id, &item));
        }
    }
}

impl AllItems {
    fn take(&mut self, weight: usize) -> Result<(), Full> {
        let taken = self.weight.saturating_add(weight);
        if taken > MOST {
            return Err(Full);
        }
        self.weight = taken;
        Ok(())
    }

    fn give_back(&mut self, weight: usize) {
        self.weight = self.weight.saturating_sub(weight);
    }
}

/// About how many bytes an item takes.
fn weight(id: &str, item: &Value) -> usize {
    let mut open = vec![item];
    let mut sum = VALUE + id.len();
    while let Some(value) = open.pop() {
        sum += VALUE;
        match value {
            Value::String(text) => sum += text.len(),
            Value::Array(items) => open.extend(items),
            Value::Object(members) => {
                sum += members.keys().map(|name| VALUE + name.len()).sum::<usize>();
                open.extend(members.values());
            }
            _ => {}
        }
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_an_end_to_what_is_kept() {
        let all = StoredCollections::default();
        let kept = all.at("/pets".to_owned());
        let large = Value::from("x".repeat(MOST / 4));
        let fits = ["a", "b", "c", "d"].map(|id| kept.add(id, &large).is_ok());
        assert_eq!(fits, [true, true, true, false]);
        assert!(matches!(kept.add("a", &Value::Null), Ok(false)));
        kept.remove("a");
        assert!(matches!(kept.add("a", &Value::Null), Ok(true)));
        assert!(kept.add("d", &large).is_ok());
        kept.remove("d");
        assert!(kept.change("a", |_| large.clone()).is_ok());
        assert!(
            kept.change("a", |_| Value::Null)
                .is_ok_and(|item| item.is_some())
        );
        assert_eq!(
            all.lock().weight,
            weight("b", &large) * 2 + weight("a", &Value::Null)
        );
    }
}
