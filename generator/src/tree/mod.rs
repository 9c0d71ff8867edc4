//! What a document is made of: values, pointers to them, and where they stand
//! in the texts of its files.

mod format;
mod hash;
mod moves;
mod node;
mod node_map;
mod place;
mod pointer;
mod pointer_tree;
mod shown;
mod source_map;
mod sources;

pub(crate) use format::SourceFormat;
pub(crate) use hash::{HashMap, HashSet, IndexMap, IndexSet, RandomState};
pub(crate) use moves::Moves;
pub use node::Node;
pub(crate) use node::index_of;
pub use node_map::{NodeMap, add_member, map_at};
pub use place::{FileId, Place};
pub use pointer::{Pointer, PointerError};
pub(crate) use pointer_tree::PointerTree;
pub(crate) use shown::turns_direction;
pub use shown::{printable_json, printable_json_line, printable_lines, single_line};
pub use source_map::ValueShape;
pub(crate) use source_map::{
    ComposeError, ComposedTag, Content, DEEPEST, Layout, LayoutContent, LayoutMember, SourceMap,
    TOO_DEEP, compose,
};
pub(crate) use sources::SourceFile;
pub use sources::{Sources, Span, Stretch};
