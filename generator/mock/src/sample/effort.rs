//! How much work a value may be.

use serde_json::Value;

/// What all tries for one value may cost together. A step is a schema that is
/// looked at, or as much of one as is copied for it.
const MOST: usize = 120_000;

/// What is left to be spent on a value.
#[derive(Debug)]
pub(super) struct Effort {
    left: usize,
}

impl Default for Effort {
    fn default() -> Self {
        Self { left: MOST }
    }
}

impl Effort {
    /// Spends some of it; `None` once nothing is left.
    pub(super) fn spend(&mut self, steps: usize) -> Option<()> {
        let left = self.left.checked_sub(steps);
        self.left = left.unwrap_or(0);
        left.map(|_| ())
    }

    /// A copy of a value that the schema gives.
    pub(super) fn copy(&mut self, value: &Value) -> Option<Value> {
        self.spend_copy(value)?;
        Some(value.clone())
    }

    /// Spends what a copy costs.
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
                Value::String(text) => parts += text.len() / CHARACTERS_A_PART,
                _ => {}
            }
        }
        self.spend(parts / PARTS_A_STEP)
    }

    /// Spends what a text costs.
    pub(super) fn spend_text(&mut self, characters: usize) -> Option<()> {
        self.spend(1 + characters / CHARACTERS_A_STEP)
    }
}

/// So many characters are made in the time of a step.
const CHARACTERS_A_STEP: usize = 64;

/// So many characters of a text are copied in the time of a part.
const CHARACTERS_A_PART: usize = 16;

/// So many parts of a schema are copied in the time of a step.
const PARTS_A_STEP: usize = 16;
