//! What is wrong with a value, and where.

use std::fmt;
use std::sync::Arc;

use jsonschema::Validator;
use jsonschema::error::ValidationErrorKind;
use serde_json::Value;

use super::work::{Graph, Work};

/// What tells whether values fit a schema, and does no work without an end.
#[derive(Clone)]
pub(crate) struct Judge {
    pub(super) validator: Arc<Validator>,
    pub(super) graph: Arc<Graph>,
    /// Where the schema lies in the graph, if it leads to others.
    pub(super) start: Option<usize>,
}

impl Judge {
    /// Whether a value fits. One that can't be judged does not.
    pub(crate) fn is_valid(&self, value: &Value) -> bool {
        self.can_judge(value) && self.validator.is_valid(value)
    }

    /// Whether it comes to an end.
    pub(crate) fn can_judge(&self, value: &Value) -> bool {
        self.work(value) != Work::Endless
    }

    fn work(&self, value: &Value) -> Work {
        self.graph.work(self.start, value)
    }

    /// Everything that is wrong with a value.
    pub(crate) fn problems(&self, value: &Value, place: &str) -> Vec<Problem> {
        let whole = |message: &str| vec![Problem::new(place, ProblemKind::Value, message)];
        match self.work(value) {
            Work::Endless => whole("to hold it against its schema takes too long"),
            // The common case costs no list.
            _ if self.validator.is_valid(value) => Vec::new(),
            Work::Whole => whole("it doesn't fit its schema, which is too wide to say why"),
            Work::Told => told(&self.validator, value, place),
        }
    }
}

/// One thing that is wrong with a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where: `body`, `query`, `path`, `header` or `cookie`, and below that the
    /// name of the parameter, or a JSON pointer into the body.
    pub place: String,
    /// What is wrong there, as a sentence without its full stop.
    pub message: String,
    /// What kind of problem it is.
    pub kind: ProblemKind,
}

/// Kinds of problems.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ProblemKind {
    /// Something that must be there is not.
    Missing,
    /// A value is of another type.
    Type,
    /// A value is of the right type and not allowed all the same.
    Value,
    /// Something is there that must not be.
    Unknown,
    /// It can't be read at all.
    Syntax,
}

impl Problem {
    /// A problem of one's own.
    #[must_use]
    pub fn new(place: impl Into<String>, kind: ProblemKind, message: impl Into<String>) -> Self {
        Self {
            place: place.into(),
            message: message.into(),
            kind,
        }
    }

    /// The last name on the way to the place: of a parameter or a member.
    #[must_use]
    pub fn name(&self) -> Option<String> {
        let names = self.place.split('/').skip(1);
        let last = names.filter(|name| name.parse::<usize>().is_err()).last()?;
        Some(last.replace("~1", "/").replace("~0", "~"))
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.message)
    }
}

/// More is not told of one value.
const MOST: usize = 50;

/// A message may quote the value, which may be long.
const LONGEST: usize = 300;

fn told(validator: &Validator, value: &Value, place: &str) -> Vec<Problem> {
    let mut found = Vec::new();
    for error in validator.iter_errors(value).take(MOST) {
        let mut at = format!("{place}{}", error.instance_path());
        if let ValidationErrorKind::Required { property } = error.kind() {
            let name = property.as_str().unwrap_or_default();
            at = format!("{at}/{}", name.replace('~', "~0").replace('/', "~1"));
        }
        let problem = Problem::new(at, kind(error.kind()), shorten(error.to_string()));
        if !found.contains(&problem) {
            found.push(problem);
        }
    }
    found
}

fn kind(kind: &ValidationErrorKind) -> ProblemKind {
    match kind {
        ValidationErrorKind::Required { .. } => ProblemKind::Missing,
        ValidationErrorKind::Type { .. } => ProblemKind::Type,
        ValidationErrorKind::AdditionalProperties { .. }
        | ValidationErrorKind::UnevaluatedProperties { .. } => ProblemKind::Unknown,
        _ => ProblemKind::Value,
    }
}

fn shorten(text: String) -> String {
    if text.chars().count() <= LONGEST {
        return text;
    }
    let kept: String = text.chars().take(LONGEST).collect();
    format!("{kept}…")
}
