//! What a repeat of an operation does.

/// What the document says of repeats of an operation; nothing, if its method
/// says it all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Repeats {
    /// `x-idempotent`: what a repeat does.
    pub effect: Option<Idempotency>,
    /// `x-idempotency-key`: the header by which the server tells repeats.
    pub key: Option<String>,
}

/// What an operation changes, and so what its repeat does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Idempotency {
    /// It changes nothing.
    Safe,
    /// Done twice, it leaves what it left when it was done once.
    Idempotent,
    /// It must not be done twice.
    NonIdempotent,
}
