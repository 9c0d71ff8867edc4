//! The generator from outside, as one program: linking each subject on its own
//! costs more than most of them take to run.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test ends where something is not as it should be, its helpers too"
)]

#[allow(dead_code, reason = "the snapshots know more of a case")]
#[path = "../support/case.rs"]
mod case;
mod constructors;
mod damaged_cases;
mod determinism;
mod documentation;
mod endless_files;
mod formatted;
mod generated_cases;
mod hostile;
mod hover;
mod inputs;
mod lints;
mod mutations;
mod name_lock;
mod ordered_keys;
mod output;
mod quirks;
mod real_documents;
mod renames;
mod reserved_names;
mod several_files;
mod supplement;
