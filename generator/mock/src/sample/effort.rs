//! How much work a value may be.

use std::collections::HashMap;
use std::rc::Rc;

use serde_json::Value;

use super::pattern::Matcher;

/// What all tries for one value may cost together. A step is a schema that is
/// looked at, or as much of one as is copied for it.
const MOST: usize = 120_000;

/// What is left to be spent on a value, and what was made ready on the way.
#[derive(Debug)]
pub(super) struct Effort {
    left: usize,
    matchers: HashMap<String, Option<Rc<Matcher>>>,
}

impl Default for Effort {
    fn default() -> Self {
        Self {
            left: MOST,
            matchers: HashMap::new(),
        }
    }
}

impl Effort {
    /// Spends some of it; `None` once nothing is left.
    pub(super) fn spend(&mut self, steps: usize) -> Option<()> {
        let left = self.left.checked_sub(steps);
        self.left = left.unwrap_or(0);
        left.map(|_| ())
    }

    /// Spends what a copy of the schema costs.
    pub(super) fn spend_copy(&mut self, schema: &Value) -> Option<()> {
        let mut open = vec![schema];
        let mut parts = 0_usize;
        while let Some(value) = open.pop() {
            parts += 1;
            if parts / PARTS_A_STEP > self.left {
                return self.spend(usize::MAX);
            }
            match value {
                Value::Array(items) => open.extend(items),
                Value::Object(members) => open.extend(members.values()),
                _ => {}
            }
        }
        self.spend(parts / PARTS_A_STEP)
    }

    /// What makes texts for a pattern; `None` for one that is too large.
    pub(super) fn matcher(&mut self, pattern: &str) -> Option<Rc<Matcher>> {
        if let Some(known) = self.matchers.get(pattern) {
            return known.clone();
        }
        let made = Matcher::new(pattern);
        let cost = made.as_ref().map_or(FAILED_PATTERN, Matcher::cost);
        let made = made.map(Rc::new);
        self.matchers.insert(pattern.to_owned(), made.clone());
        self.spend(cost)?;
        made
    }
}

/// So many parts of a schema are copied in the time of a step.
const PARTS_A_STEP: usize = 16;

/// What it costs to find out that a pattern is of no use.
const FAILED_PATTERN: usize = 100;
