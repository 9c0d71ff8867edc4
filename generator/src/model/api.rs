//! The whole of an API.

use super::{
    CommandLine, ContractFile, Docs, Operation, Profile, ResponseHeader, RustIdent, TypeArena,
    Webhooks,
};
use crate::tree::{HashSet, Place};

/// An API: [`Unanalysed`] as it comes from the document, or [`Analysed`]
/// and ready to be emitted, every name chosen and every shape known.
#[derive(Debug, Clone)]
pub struct Api<Stage = Analysed> {
    /// The document's `info`.
    pub info: Info,
    /// The document's name as the user gave it, for headers of emitted files.
    pub source: String,
    /// Servers, security, headers and the error envelope.
    pub profile: Profile,
    /// Every type.
    pub types: TypeArena,
    /// Operations by tag, in the order in which the document declares the tags.
    pub groups: Vec<Group>,
    /// The headers that responses are described with.
    pub headers: Vec<ResponseHeader>,
    /// The messages that the API sends by itself.
    pub webhooks: Option<Webhooks>,
    /// What only this stage knows.
    pub stage: Stage,
}

/// What the document alone tells. What only the whole can tell, such as which way
/// a type travels, is still to be found by analysis.
#[derive(Debug, Clone)]
pub struct Unanalysed {
    /// Where the parameters, responses, media types and headers stand that were
    /// taken in.
    pub covered: HashSet<Place>,
}

/// What analysis found that belongs to no type and no operation.
#[derive(Debug, Clone, Default)]
pub struct Analysed {
    /// The tests of the document's examples, a file each.
    pub contract: Vec<ContractFile>,
    /// The operations as a command line has them, where the configuration asks for it.
    pub command_line: Option<CommandLine>,
}

impl<Stage> Api<Stage> {
    /// Every operation, group by group.
    pub fn operations(&self) -> impl Iterator<Item = &Operation> {
        self.groups.iter().flat_map(|group| &group.operations)
    }
}

impl Api<Unanalysed> {
    /// The same for analysis to fill in.
    #[must_use]
    pub fn into_analysed(self) -> Api {
        Api {
            info: self.info,
            source: self.source,
            profile: self.profile,
            types: self.types,
            groups: self.groups,
            headers: self.headers,
            webhooks: self.webhooks,
            stage: Analysed::default(),
        }
    }
}

/// The document's `info`.
#[derive(Debug, Clone, Default)]
pub struct Info {
    /// Its title.
    pub title: String,
    /// Its version: of the API, not of OpenAPI.
    pub version: String,
    /// Its description, as Markdown.
    pub description: Option<String>,
}

/// The operations of one tag.
#[derive(Debug, Clone)]
pub struct Group {
    /// The type that carries the operations, such as `TicketTypes`.
    pub type_name: RustIdent,
    /// The client's method that gives it: `ticket_types`.
    pub method_name: RustIdent,
    /// The module, and so the file, that holds it.
    pub module: RustIdent,
    /// The feature of the crate that has it, where tags are features.
    pub feature: RustIdent,
    /// The tag as the document writes it; `None` for operations without one.
    pub tag: Option<String>,
    /// What the tag says of itself.
    pub docs: Docs,
    /// Where the tag (or its first operation) stands.
    pub place: Place,
    /// The operations, in document order.
    pub operations: Vec<Operation>,
}
