//! Holds JSON against a table of constraints.

use std::collections::HashSet;

use serde_json::{Map, Value};

use super::{Constraint, Finding, number};
use crate::pattern;

/// Values lie in each other no deeper than this, as JSON that is read doesn't either.
const DEEPEST: usize = 128;

pub(super) fn judge(place: &str, value: &Value, constraints: &[Constraint]) -> Vec<Finding> {
    let mut judge = Judge {
        path: place.to_owned(),
        findings: Vec::new(),
    };
    judge.all(value, constraints, 0);
    judge.findings
}

struct Judge {
    path: String,
    findings: Vec<Finding>,
}

impl Judge {
    fn all(&mut self, value: &Value, constraints: &[Constraint], depth: usize) {
        if depth > DEEPEST {
            return;
        }
        for constraint in constraints {
            match *constraint {
                Constraint::Of(constraints) => self.all(value, constraints(), depth + 1),
                Constraint::Items(constraints) => {
                    let items = value.as_array().into_iter().flatten().enumerate();
                    for (index, item) in items {
                        self.inside(&format!("[{index}]"), item, constraints, depth);
                    }
                }
                Constraint::Values(constraints) => {
                    for (name, value) in value.as_object().into_iter().flatten() {
                        self.inside(&self.member(name), value, constraints, depth);
                    }
                }
                Constraint::Members(members) => {
                    for (name, constraints) in members {
                        if let Some(value) = value.get(name) {
                            self.inside(&self.member(name), value, constraints, depth);
                        }
                    }
                }
                Constraint::Branches(branches) => {
                    let fitting = branches.iter().filter(|(matcher, _)| matcher.fits(value));
                    let judged =
                        fitting.map(|(_, constraints)| self.branch(value, constraints, depth));
                    self.findings
                        .extend(judged.min_by_key(Vec::len).unwrap_or_default());
                }
                simple => {
                    if let Some(message) = broken(value, simple) {
                        let path = self.path.clone();
                        self.findings.push(Finding { path, message });
                    }
                }
            }
        }
    }

    fn inside(&mut self, step: &str, value: &Value, constraints: &[Constraint], depth: usize) {
        let length = self.path.len();
        self.path.push_str(step);
        self.all(value, constraints, depth + 1);
        self.path.truncate(length);
    }

    fn member(&self, name: &str) -> String {
        let point = if self.path.is_empty() { "" } else { "." };
        format!("{point}{name}")
    }

    fn branch(&self, value: &Value, constraints: &[Constraint], depth: usize) -> Vec<Finding> {
        let mut apart = Judge {
            path: self.path.clone(),
            findings: Vec::new(),
        };
        apart.all(value, constraints, depth + 1);
        apart.findings
    }
}

/// What is wrong with a value, if anything.
fn broken(value: &Value, constraint: Constraint) -> Option<String> {
    match value {
        Value::String(text) => of_text(text, constraint),
        Value::Number(number) => number::broken(number, constraint),
        Value::Array(items) => of_list(items, constraint),
        Value::Object(members) => {
            let count = members.len();
            match constraint {
                Constraint::MinProperties(least) if count < least => Some(fewer(least, "member")),
                Constraint::MaxProperties(most) if count > most => Some(more(most, "member")),
                _ => together(members, constraint),
            }
        }
        Value::Null | Value::Bool(_) => None,
    }
}

/// What members that go together lack, if anything.
fn together(members: &Map<String, Value>, constraint: Constraint) -> Option<String> {
    let has = |set: &[&str]| set.iter().all(|name| members.contains_key(*name));
    let listed = |sets: &[&[&str]]| {
        let sets: Vec<String> = sets.iter().map(|set| names(set)).collect();
        sets.join(" or ")
    };
    match constraint {
        Constraint::AnyOf(sets) if !sets.iter().any(|set| has(set)) => {
            Some(format!("lacks {}", listed(sets)))
        }
        Constraint::OneOf(sets) => match sets.iter().filter(|set| has(set)).count() {
            0 => Some(format!("lacks {}", listed(sets))),
            1 => None,
            _ => Some(format!("has more than one of {}", listed(sets))),
        },
        Constraint::Where(conditions, needs)
            if conditions.iter().all(|condition| condition.holds(members)) =>
        {
            let missing = needs.iter().filter(|name| !members.contains_key(**name));
            let missing: Vec<&str> = missing.copied().collect();
            (!missing.is_empty()).then(|| {
                let why: Vec<String> = conditions.iter().map(|it| it.words()).collect();
                format!(
                    "lacks {}, needed where {}",
                    names(&missing),
                    why.join(" and ")
                )
            })
        }
        _ => None,
    }
}

fn names(set: &[&str]) -> String {
    let names: Vec<String> = set.iter().map(|name| format!("`{name}`")).collect();
    names.join(" and ")
}

fn of_text(text: &str, constraint: Constraint) -> Option<String> {
    let length = || text.chars().count();
    match constraint {
        Constraint::MinLength(least) if length() < least => {
            Some(format!("shorter than {}", counted(least, "character")))
        }
        Constraint::MaxLength(most) if length() > most => {
            Some(format!("longer than {}", counted(most, "character")))
        }
        Constraint::Pattern(pattern) if pattern::fits(text, pattern) == Some(false) => {
            Some(format!("doesn't match `{pattern}`"))
        }
        _ => None,
    }
}

fn of_list(items: &[Value], constraint: Constraint) -> Option<String> {
    let count = items.len();
    match constraint {
        Constraint::MinItems(least) if count < least => Some(fewer(least, "item")),
        Constraint::MaxItems(most) if count > most => Some(more(most, "item")),
        Constraint::UniqueItems => {
            let mut seen = HashSet::new();
            let mut texts = items.iter().map(Value::to_string);
            let repeats = texts.any(|text| !seen.insert(text));
            repeats.then(|| "an item twice".to_owned())
        }
        _ => None,
    }
}

fn fewer(least: usize, what: &str) -> String {
    format!("fewer than {}", counted(least, what))
}

fn more(most: usize, what: &str) -> String {
    format!("more than {}", counted(most, what))
}

fn counted(number: usize, what: &str) -> String {
    match number {
        1 => format!("1 {what}"),
        number => format!("{number} {what}s"),
    }
}
