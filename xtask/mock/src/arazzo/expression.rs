//! Runtime expressions (`$response.body#/id`), texts that hold them, and conditions.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use oas_mock::Value;

use super::compare::{self, compared};
use super::condition::{self, Comparison};
use super::{list, text};

/// What expressions of a step can name.
#[derive(Default)]
pub(super) struct Scope {
    pub(super) inputs: BTreeMap<String, Value>,
    /// The outputs of steps, by step and name.
    pub(super) steps: BTreeMap<String, BTreeMap<String, Value>>,
    /// The outputs of workflows that ran before.
    pub(super) workflows: BTreeMap<String, BTreeMap<String, Value>>,
    pub(super) method: String,
    pub(super) url: String,
    pub(super) request: Value,
    pub(super) status: u16,
    pub(super) headers: BTreeMap<String, String>,
    pub(super) response: Value,
}

impl Scope {
    /// What an expression stands for; nothing if there is no such thing.
    pub(super) fn get(&self, expression: &str) -> Option<Value> {
        let (path, pointer) = match expression.split_once('#') {
            Some((path, pointer)) => (path, Some(pointer)),
            None => (expression, None),
        };
        let parts: Vec<&str> = path.trim_start_matches('$').splitn(4, '.').collect();
        let found = match parts.as_slice() {
            ["url"] => self.url.clone().into(),
            ["method"] => self.method.clone().into(),
            ["statusCode"] => self.status.into(),
            ["request", "body"] => self.request.clone(),
            ["response", "body"] => self.response.clone(),
            ["response", "header", name] => {
                self.headers.get(&name.to_ascii_lowercase())?.clone().into()
            }
            ["inputs", name] => self.inputs.get(*name)?.clone(),
            ["steps", step, "outputs", name] => self.steps.get(*step)?.get(*name)?.clone(),
            ["workflows", workflow, "outputs", name] => {
                self.workflows.get(*workflow)?.get(*name)?.clone()
            }
            _ => return None,
        };
        match pointer {
            Some(pointer) => found.pointer(pointer).cloned(),
            None => Some(found),
        }
    }

    /// A value with each expression in it as what it stands for.
    ///
    /// # Errors
    ///
    /// The expression that stands for nothing.
    pub(super) fn filled(&self, value: &Value) -> Result<Value, String> {
        match value {
            Value::String(text) if text.starts_with('$') => self
                .get(text)
                .ok_or_else(|| format!("`{text}` is nothing here")),
            Value::String(text) => Ok(self.embedded(text)?.into()),
            Value::Array(list) => list.iter().map(|one| self.filled(one)).collect(),
            Value::Object(map) => {
                let members = map.iter();
                let members = members.map(|(key, one)| Ok((key.clone(), self.filled(one)?)));
                let members: Result<serde_json::Map<String, Value>, String> = members.collect();
                Ok(Value::Object(members?))
            }
            other => Ok(other.clone()),
        }
    }

    /// A text with expressions in braces.
    fn embedded(&self, text: &str) -> Result<String, String> {
        let mut filled = String::new();
        let mut rest = text;
        while let Some((before, behind)) = rest.split_once("{$") {
            let Some((name, after)) = behind.split_once('}') else {
                break;
            };
            let name = format!("${name}");
            let value = self.get(&name);
            let value = value.ok_or_else(|| format!("`{name}` is nothing here"))?;
            filled.push_str(before);
            filled.push_str(&compare::text(&value));
            rest = after;
        }
        filled.push_str(rest);
        Ok(filled)
    }

    /// Whether a condition holds.
    pub(super) fn holds(&self, text: &str) -> bool {
        let condition = condition::read(text);
        let mut any = condition.iter();
        any.any(|all| all.iter().all(|one| self.is_true(one) != one.is_negated))
    }

    /// Whether a comparison holds, but for its `!`.
    fn is_true(&self, comparison: &Comparison<'_>) -> bool {
        let left = self.operand(comparison.left);
        let Some((operator, right)) = comparison.right else {
            return !matches!(left, Value::Null | Value::Bool(false));
        };
        let order = compared(&left, &self.operand(right));
        match operator {
            "==" => order.is_some_and(Ordering::is_eq),
            "!=" => !order.is_some_and(Ordering::is_eq),
            "<=" => order.is_some_and(Ordering::is_le),
            ">=" => order.is_some_and(Ordering::is_ge),
            "<" => order.is_some_and(Ordering::is_lt),
            _ => order.is_some_and(Ordering::is_gt),
        }
    }

    fn operand(&self, text: &str) -> Value {
        if text.starts_with('$') {
            return self.get(text).unwrap_or(Value::Null);
        }
        literal(text)
    }
}

/// The value that a side of a condition is, where it is no expression.
pub(super) fn literal(text: &str) -> Value {
    let quoted = text
        .strip_prefix('\'')
        .and_then(|rest| rest.strip_suffix('\''));
    match quoted {
        Some(inside) => inside.replace("''", "'").into(),
        None => serde_json::from_str(text).unwrap_or(Value::Null),
    }
}

/// Every expression in a value.
pub(super) fn all(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) if text.starts_with('$') => vec![text.clone()],
        Value::String(text) => {
            let inside = text.split("{$").skip(1);
            let inside = inside.filter_map(|rest| Some(rest.split_once('}')?.0));
            inside.map(|name| format!("${name}")).collect()
        }
        Value::Array(list) => list.iter().flat_map(all).collect(),
        Value::Object(map) => map.values().flat_map(all).collect(),
        _ => Vec::new(),
    }
}

/// The expressions of a condition.
pub(super) fn of_condition(text: &str) -> Vec<String> {
    let comparisons = condition::read(text).into_iter().flatten();
    let operands = comparisons.flat_map(|one| [Some(one.left), one.right.map(|it| it.1)]);
    operands
        .flatten()
        .filter(|operand| operand.starts_with('$'))
        .map(str::to_owned)
        .collect()
}

/// The expressions of what comes of a step's response.
pub(super) fn of_response(step: &Value) -> Vec<String> {
    let actions = ["onSuccess", "onFailure"].map(|key| list(step, key));
    let criteria = actions
        .iter()
        .copied()
        .flatten()
        .map(|action| list(action, "criteria"));
    let criteria = criteria.chain([list(step, "successCriteria")]).flatten();
    let conditions = criteria.flat_map(|one| of_condition(text(one, "condition")));
    let outputs = step.get("outputs").map(all).unwrap_or_default();
    conditions.chain(outputs).collect()
}
