//! Work that a server does in the background, and how it is asked about.

use super::{RustIdent, TypeId, TypeRef};

/// What an operation that asks about a job says of it by `x-poll`.
#[derive(Debug, Clone)]
pub struct Polling {
    /// The job's type, which is what the operation gives.
    pub job: TypeId,
    /// What the operation takes of a job.
    pub id: JobMember,
    /// Where a job says how far it has got.
    pub status: JobMember,
    /// The enum of it, unless it is any text.
    pub status_type: Option<TypeId>,
    /// What it says when it is done.
    pub done: Vec<String>,
    /// What it says when it has failed.
    pub failed: Vec<String>,
    /// How to read what comes of it; none, if that is the job itself.
    pub output: Option<JobOutput>,
}

/// A member of a job.
#[derive(Debug, Clone)]
pub struct JobMember {
    /// Its field.
    pub field: RustIdent,
    /// Whether it may be missing.
    pub optional: bool,
    /// Whether its type is copied and not borrowed.
    pub copied: bool,
}

/// Where to read what comes of a job.
#[derive(Debug, Clone)]
pub struct JobOutput {
    /// The operation, by the position of its tag and its own below that.
    pub operation: (usize, usize),
    /// What it gives.
    pub ty: TypeRef,
    /// What it takes of the job.
    pub id: JobMember,
}
