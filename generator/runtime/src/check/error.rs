//! What doesn't fit its description.

use std::error::Error;
use std::fmt;

/// One thing that doesn't fit. The value is not in it, which may be a secret.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Finding {
    /// Where, from the value or the request: `tags[3].name`; empty for the value itself.
    pub path: String,
    /// What is wrong, as in `longer than 5 characters`.
    pub message: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.path.is_empty() {
            write!(f, "{}: ", self.path)?;
        }
        f.write_str(&self.message)
    }
}

/// All that doesn't fit a description in one value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckError(Vec<Finding>);

impl CheckError {
    pub(super) fn of(findings: Vec<Finding>) -> Result<(), Self> {
        match findings.as_slice() {
            [] => Ok(()),
            _ => Err(Self(findings)),
        }
    }

    /// Each of them; there is one at least.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        &self.0
    }
}

impl fmt::Display for CheckError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, finding) in self.0.iter().enumerate() {
            if index > 0 {
                f.write_str("; ")?;
            }
            write!(f, "{finding}")?;
        }
        Ok(())
    }
}

impl Error for CheckError {}
