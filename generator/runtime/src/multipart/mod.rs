//! `multipart/form-data`: forms that hold files.

mod collect;
mod file;
mod write;

pub(crate) use collect::{Collecting, Files};
pub use file::File;
pub(crate) use write::write;
