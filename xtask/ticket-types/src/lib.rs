//! `cargo xtask ticket-types` as a library: a workspace's ticket types, as Rust.
//!
//! - Archived types and attributes are left out; what tickets still have of them stays
//!   among a struct's `others`. Archived items of lists are there, for old tickets have
//!   them.
//! - Of several types, attributes or items with one name each has its id in its name, so
//!   that none depends on their order.
//! - A name that Rust can't have becomes what it is and its id: `Type4101`.
//! - A label that was changed is another variant; `--check` says which it was.

mod emit;
mod facts;
mod names;
mod plan;
#[cfg(test)]
mod tests;

pub use emit::emit;
pub use facts::changes;

use intercom_tickets::types::TicketTypeList;

/// The emitted file of these ticket types.
#[must_use]
pub fn module(types: &TicketTypeList) -> String {
    emit(&plan::plan(types))
}
