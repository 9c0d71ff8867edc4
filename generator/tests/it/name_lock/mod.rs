//! Names that stay, by the lock.

mod keeping;
mod mutate;
mod published;
mod stability;
