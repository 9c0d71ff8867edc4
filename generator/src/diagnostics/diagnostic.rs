//! One finding: what, where, why and how to mend it.

use std::fmt;
use std::ops::Range;

use super::Code;
use crate::tree::Place;

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing is generated from what it concerns.
    Error,
    /// Something is generated, though perhaps not what was meant.
    Warning,
    /// Worth knowing.
    Note,
}

impl Severity {
    /// The word that stands before the message.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        }
    }
}

/// How what is emitted compares with what the document says at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Fidelity {
    /// It allows what the document allows, in a form that says little.
    Faithful,
    /// It allows more than the document does.
    Wider,
    /// It can't hold all that the document allows.
    Narrower,
    /// The document was read in another way than it is written, or something
    /// of it is left out.
    Other,
}

impl Fidelity {
    /// As a report writes it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Fidelity::Faithful => "faithful",
            Fidelity::Wider => "wider",
            Fidelity::Narrower => "narrower",
            Fidelity::Other => "other",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

/// Which part of a place a label underlines.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum On {
    /// The key of the value.
    Key,
    /// The value.
    Value,
    /// These bytes of the file, for what has no pointer.
    Text(Range<usize>),
    /// The file as a whole, without a line.
    File,
}

/// A place with what is to be said about it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Label {
    /// The place.
    pub place: Place,
    /// What is said about it; may be empty.
    pub text: String,
    /// Which part of it is underlined.
    pub on: On,
}

/// A plain way to mend a finding: what becomes of the text that its first label
/// underlines.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Fix {
    /// This stands in its place.
    Replace(String),
    /// This stands behind it.
    Append(String),
}

/// One finding. The first label is where it is; the others explain.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Diagnostic {
    /// The stable code.
    pub code: Code,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong, as a sentence without a full stop.
    pub message: String,
    /// Where it is, and what else has to do with it.
    pub labels: Vec<Label>,
    /// How to mend it.
    pub help: Option<String>,
    /// What it does to the emitted types, if it does anything.
    pub fidelity: Option<Fidelity>,
    /// What mends it, where that is plain.
    pub fix: Option<Fix>,
}

impl Diagnostic {
    /// A finding of any severity.
    #[must_use]
    pub fn new(severity: Severity, code: Code, message: impl Into<String>) -> Diagnostic {
        Diagnostic {
            code,
            severity,
            message: message.into(),
            labels: Vec::new(),
            help: None,
            fidelity: None,
            fix: None,
        }
    }

    /// A finding that keeps something from being generated.
    #[must_use]
    pub fn error(code: Code, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(Severity::Error, code, message)
    }

    /// A finding that changes what is generated.
    #[must_use]
    pub fn warning(code: Code, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(Severity::Warning, code, message)
    }

    /// A finding worth knowing.
    #[must_use]
    pub fn note(code: Code, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(Severity::Note, code, message)
    }

    /// Whether it is an error, and of no matter of taste.
    pub(crate) fn is_mistake(&self) -> bool {
        self.severity == Severity::Error && !self.code.is_about_style()
    }

    /// Points at a value. The first label says where the finding is.
    #[must_use]
    pub fn at(self, place: &Place, text: impl Into<String>) -> Diagnostic {
        self.on(place, On::Value, text)
    }

    /// Points at the key of a value.
    #[must_use]
    pub fn at_key(self, place: &Place, text: impl Into<String>) -> Diagnostic {
        self.on(place, On::Key, text)
    }

    /// Points at a further value that has to do with the finding.
    #[must_use]
    pub fn also(self, place: &Place, text: impl Into<String>) -> Diagnostic {
        self.on(place, On::Value, text)
    }

    /// Points at any part of a place.
    #[must_use]
    pub fn on(mut self, place: &Place, on: On, text: impl Into<String>) -> Diagnostic {
        self.labels.push(Label {
            place: place.clone(),
            text: text.into(),
            on,
        });
        self
    }

    /// Says what the finding does to the emitted types: the report lists it.
    #[must_use]
    pub fn makes(mut self, fidelity: Fidelity) -> Diagnostic {
        self.fidelity = Some(fidelity);
        self
    }

    /// Says how to mend it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Diagnostic {
        self.help = Some(help.into());
        self
    }

    /// Says what mends it for certain: `lint --fix` does so.
    #[must_use]
    pub fn fix(mut self, fix: Fix) -> Diagnostic {
        self.fix = Some(fix);
        self
    }

    /// Names the word that was meant where the first label points.
    #[must_use]
    pub fn did_you_mean(self, meant: &str) -> Diagnostic {
        self.help(format!("did you mean `{meant}`?"))
            .fix(Fix::Replace(meant.to_owned()))
    }
}
