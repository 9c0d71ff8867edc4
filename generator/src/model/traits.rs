//! Traits of the standard library that a type derives beside `Debug`, `Clone` and
//! `PartialEq`.

/// A trait that all members of a type have to have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Derive {
    /// `Copy`.
    Copy,
    /// `Eq`.
    Eq,
    /// `PartialOrd` and `Ord`.
    Ord,
    /// `Hash`.
    Hash,
}

impl Derive {
    /// All of them, in the order in which they are written.
    pub const ALL: [Self; 4] = [Self::Copy, Self::Eq, Self::Ord, Self::Hash];
}
