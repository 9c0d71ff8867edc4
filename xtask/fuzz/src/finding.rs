//! What an execution came to.

use std::time::Duration;

use serde_json::{Value, json};

/// What an execution came to, and what it cost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    pub kind: Kind,
    /// CPU time where the system tells it.
    pub time: Duration,
    /// The most bytes that were allocated at a time by the process so far.
    pub memory: usize,
}

/// What became of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A crate of so many files.
    Generated(usize),
    /// It can't be loaded, and that was told.
    Refused,
    /// Something that must not happen.
    Broken(Fault),
}

/// Something that must not happen.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Fault {
    /// What, in a word: `panic`, `crash`, `hang`, …
    pub what: String,
    /// Where or why. The same cause gives the same text.
    pub why: String,
}

impl Fault {
    pub fn new(what: &str, why: impl Into<String>) -> Fault {
        Fault {
            what: what.to_owned(),
            why: why.into(),
        }
    }
}

impl Verdict {
    /// The verdict as a line.
    pub fn to_line(&self) -> String {
        let (kind, files, fault) = match &self.kind {
            Kind::Generated(files) => ("generated", *files, None),
            Kind::Refused => ("refused", 0, None),
            Kind::Broken(fault) => ("broken", 0, Some(fault)),
        };
        let line = json!({
            "kind": kind,
            "files": files,
            "what": fault.map(|fault| &fault.what),
            "why": fault.map(|fault| &fault.why),
            "micros": u64::try_from(self.time.as_micros()).unwrap_or(u64::MAX),
            "memory": self.memory,
        });
        format!("{line}\n")
    }

    /// Reads such a line.
    pub fn from_line(line: &str) -> Option<Verdict> {
        let value: Value = serde_json::from_str(line).ok()?;
        let text = |key: &str| value.get(key).and_then(Value::as_str);
        let number = |key: &str| value.get(key).and_then(Value::as_u64);
        let size = |key: &str| number(key).and_then(|number| usize::try_from(number).ok());
        let kind = match text("kind")? {
            "generated" => Kind::Generated(size("files")?),
            "refused" => Kind::Refused,
            _ => Kind::Broken(Fault::new(text("what")?, text("why")?)),
        };
        Some(Verdict {
            kind,
            time: Duration::from_micros(number("micros")?),
            memory: size("memory")?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verdicts_survive_a_pipe() {
        for kind in [
            Kind::Generated(3),
            Kind::Refused,
            Kind::Broken(Fault::new("panic", "a\n\"b\"")),
        ] {
            let verdict = Verdict {
                kind,
                time: Duration::from_micros(7),
                memory: 9,
            };
            let line = verdict.to_line();
            assert_eq!(line.matches('\n').count(), 1);
            assert_eq!(Verdict::from_line(&line), Some(verdict));
        }
    }
}
