//! What became of one document.

use std::time::Duration;

use oas_codegen::coverage::Coverage;

use crate::examples::Examples;
use crate::samples::{Samples, Subject};

/// What became of one document.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    pub name: String,
    /// The size of its files, or of its root file.
    pub bytes: usize,
    /// Why nothing was generated, if nothing was.
    pub failure: Option<String>,
    pub coverage: Coverage,
    /// Where the tool's count and the index disagree.
    pub miscounts: Vec<String>,
    pub errors: usize,
    pub warnings: usize,
    pub notes: usize,
    /// Lines that aren't blank, without those of tests.
    pub lines: usize,
    /// Lines that aren't blank, of the tests.
    pub test_lines: usize,
    /// Lines that aren't blank, of the longest file.
    pub longest: usize,
    /// How long it took until the texts were there.
    pub time: Duration,
    pub examples: Examples,
    /// What samples can be put through.
    pub subjects: Vec<Subject>,
    /// What became of samples, if any were wanted.
    pub samples: Option<Samples>,
    /// What rustc said, if it was asked.
    pub rustc: Option<Verdict>,
    /// What clippy said, if it was asked.
    pub clippy: Option<Verdict>,
    /// What the crate's own tests said, if they ran.
    pub tests: Option<Tests>,
}

/// What a compiler said.
#[derive(Clone, Debug, Default)]
pub struct Verdict {
    pub errors: Vec<String>,
    pub warnings: Vec<String>,
}

/// What the tests of a crate said.
#[derive(Clone, Debug, Default)]
pub struct Tests {
    pub passed: usize,
    /// The names of those that failed.
    pub failed: Vec<String>,
}

impl Outcome {
    /// Whether nothing failed. What was skipped was told, and is no failure.
    pub fn is_good(&self) -> bool {
        let clean = |verdict: &Option<Verdict>| {
            verdict
                .as_ref()
                .is_none_or(|verdict| verdict.errors.is_empty())
        };
        let tests = self.tests.as_ref();
        let samples = self.samples.as_ref();
        self.failure.is_none()
            && self.miscounts.is_empty()
            && clean(&self.rustc)
            && clean(&self.clippy)
            && tests.is_none_or(|tests| tests.failed.is_empty())
            && samples.is_none_or(|samples| samples.failures.is_empty())
    }

    /// Whether the document is small enough for what takes long.
    pub fn is_small(&self) -> bool {
        const SMALL: usize = 300_000;
        self.failure.is_none() && self.bytes < SMALL
    }
}
