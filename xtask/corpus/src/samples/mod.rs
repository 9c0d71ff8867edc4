//! Samples: instances of every schema, put through the type that was made of it.
//!
//! Instances are made from the document as it was written, and `jsonschema`
//! says which fit. What fits is read and written by the emitted crate, in a
//! program of its own, and has to come back whole.

mod compare;
mod direction;
mod driver;
mod judged;
mod make;
mod subject;
pub mod table;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use indexmap::IndexMap;
use oas_codegen::diagnostics::Sink;
use oas_codegen::load::{Source, load};
use oas_codegen::model::Api;

use crate::bar;
use crate::documents::Document;
use crate::outcome::Outcome;
pub use driver::file;
pub use subject::Subject;

/// How many samples, and what they are made from.
#[derive(Clone, Copy, Debug)]
pub struct Wanted {
    pub count: usize,
    pub seed: u64,
}

/// What became of the samples of a document.
#[derive(Clone, Debug, Default)]
pub struct Samples {
    /// How many types, each way that it travels.
    pub subjects: usize,
    pub made: usize,
    /// Those that fit their schema.
    pub fitting: usize,
    /// Those of them that came back whole.
    pub whole: usize,
    /// Samples that fit exactly one branch of a union.
    pub single: usize,
    /// Those that became that branch's variant.
    pub right: usize,
    /// Constructors that were called.
    pub constructors: usize,
    /// Those that made what fits.
    pub valid: usize,
    /// Schemas of which no instance was made that fits, and why one didn't.
    pub unmade: Vec<(String, String)>,
    /// Schemas that can't be used to judge anything.
    pub unjudged: Vec<String>,
    pub failures: IndexMap<Fault, Times>,
}

/// What went wrong with samples of one schema.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Fault {
    pub kind: FaultKind,
    pub rust: String,
    pub pointer: String,
    /// Where in the instance.
    pub place: String,
}

/// How often that was, and what the first was like.
#[derive(Clone, Debug)]
pub struct Times {
    pub count: usize,
    pub first: String,
}

/// What goes wrong with samples.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FaultKind {
    Unread,
    Lost,
    NullLost,
    Added,
    Changed,
    WrongVariant,
    /// The variant's branch fits but for a `oneOf` further down, of which several do.
    Contested,
    BadConstructor,
}

impl FaultKind {
    pub const ALL: [Self; 8] = [
        Self::Unread,
        Self::Lost,
        Self::NullLost,
        Self::Added,
        Self::Changed,
        Self::WrongVariant,
        Self::Contested,
        Self::BadConstructor,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Self::Unread => "not read",
            Self::Lost => "member lost",
            Self::NullLost => "null lost",
            Self::Added => "member added",
            Self::Changed => "value changed",
            Self::WrongVariant => "other variant",
            Self::Contested => "other variant, where an inner oneOf fits twice",
            Self::BadConstructor => "constructor",
        }
    }
}

/// What samples can be put through, in a crate made of the document.
pub fn subjects(source: &Source, api: &Api, sink: &Sink) -> Vec<Subject> {
    let document = load(source, &mut Sink::new());
    let document = document.map(|document| document.root().to_json());
    subject::subjects(&document.unwrap_or_default(), api, sink)
}

/// The text of the program that puts samples through the types of a crate.
pub fn program(name: &str, subjects: &[Subject]) -> String {
    let mark = oas_codegen::output::HEADER_MARK;
    driver::text(name, subjects, &format!("{mark}. Do not edit."))
}

/// Puts samples through every crate that has a program.
pub fn run_all(
    documents: &[Document],
    outcomes: &mut [Outcome],
    programs: &HashMap<String, PathBuf>,
    wanted: Wanted,
    jobs: usize,
) {
    let bar = bar(programs.len(), "samples");
    let next = AtomicUsize::new(0);
    let open: Vec<Mutex<&mut Outcome>> = outcomes.iter_mut().map(Mutex::new).collect();
    thread::scope(|scope| {
        for _ in 0..jobs.min(open.len()) {
            scope.spawn(|| {
                while let Some(outcome) = open.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let Ok(mut outcome) = outcome.lock() else {
                        continue;
                    };
                    let document = documents.iter().find(|one| one.name == outcome.name);
                    let (Some(document), Some(program)) = (document, programs.get(&outcome.name))
                    else {
                        continue;
                    };
                    bar.set_message(document.name.clone());
                    outcome.samples = Some(run(document, &outcome.subjects, program, wanted));
                    bar.inc(1);
                }
            });
        }
    });
    bar.finish_and_clear();
}

/// A document of several files has no samples.
fn run(document: &Document, subjects: &[Subject], program: &Path, wanted: Wanted) -> Samples {
    let mut samples = Samples::default();
    let source = Source::from_file_within(&document.path, &document.root);
    let Some(document) = load(&source, &mut Sink::new()) else {
        return samples;
    };
    if document.files().count() == 1 {
        judged::run(&document, subjects, program, wanted, &mut samples);
    }
    samples
}
