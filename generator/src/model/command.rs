//! The operations as a command line has them.

use super::{RustIdent, WireName};

/// The command line of an API: what is typed for each operation.
#[derive(Debug, Clone)]
pub struct CommandLine {
    /// The option that chooses a server.
    pub server: RustIdent,
    /// The options of the client's headers, in the order of the profile's.
    pub headers: Vec<Argument>,
    /// The commands of each tag, in the order of the API's.
    pub groups: Vec<CommandGroup>,
}

/// The commands of a tag.
#[derive(Debug, Clone)]
pub struct CommandGroup {
    /// What is typed; `None` where the commands stand for themselves.
    pub name: Option<RustIdent>,
    /// The commands, in the order of the tag's operations.
    pub commands: Vec<Command>,
}

/// An operation on the command line.
#[derive(Debug, Clone)]
pub struct Command {
    /// What is typed.
    pub name: RustIdent,
    /// The function that describes it.
    pub function: RustIdent,
    /// An argument for each of the required parameters, and for each optional one
    /// behind them.
    pub parameters: Vec<Argument>,
    /// The members of the body that have an argument, or one value.
    pub members: Vec<BodyMember>,
}

/// A member of a body.
#[derive(Debug, Clone)]
pub struct BodyMember {
    /// Its name.
    pub wire: WireName,
    /// Its argument.
    pub argument: Argument,
}

/// An argument of a command.
#[derive(Debug, Clone)]
pub struct Argument {
    /// What is typed; `None` for what is always sent.
    pub flag: Option<RustIdent>,
    /// What it takes.
    pub ty: ArgumentType,
    /// Whether it may be given several times.
    pub many: bool,
    /// Whether it has to be given.
    pub required: bool,
    /// What is sent where it isn't given.
    pub default: Option<serde_json::Value>,
    /// What the document says of it.
    pub description: Option<String>,
}

/// What an argument takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ArgumentType {
    /// Any text.
    Text,
    /// An integer.
    Integer,
    /// A number.
    Number,
    /// `true` or `false`.
    Boolean,
    /// A text, of which these are known.
    OneOf(Vec<String>),
    /// A text, or JSON that is none.
    TextOrJson,
    /// JSON.
    Json,
    /// A file.
    File,
}
