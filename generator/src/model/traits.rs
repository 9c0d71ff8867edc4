//! Traits of the standard library that a type derives beside `Debug`, `Clone` and
//! `PartialEq`, and what the configuration adds.

/// A trait that all members of a type have to have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Derive {
    /// `Copy`.
    Copy,
    /// `Eq`.
    Eq,
    /// `PartialOrd` and `Ord`.
    Ord,
    /// `PartialOrd` alone, where the configuration asks for it.
    PartialOrd,
    /// `Hash`.
    Hash,
}

impl Derive {
    /// Those that a type derives by itself, in the order in which they are written.
    pub const ALL: [Self; 4] = [Self::Copy, Self::Eq, Self::Ord, Self::Hash];
}

/// What the configuration adds to a type.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AddedAttributes {
    /// Paths of derive macros.
    pub derives: Vec<String>,
    /// Whole attributes.
    pub attributes: Vec<String>,
}
