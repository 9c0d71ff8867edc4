//! Tests of the document's examples: which there are, and what each is called.

use super::{RustIdent, TypeRef};

/// The tests of one subject, which make a file.
#[derive(Debug, Clone)]
pub struct ContractFile {
    /// The module, and so the file.
    pub module: RustIdent,
    /// What its examples are examples of.
    pub subject: ContractSubject,
    /// A test for each example.
    pub tests: Vec<ContractTest>,
}

/// What examples are examples of.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum ContractSubject {
    /// What operations take and give, by the module of their group.
    Operations(RustIdent),
    /// The messages of webhooks.
    Webhooks,
    /// Schemas.
    Schemas,
}

impl ContractSubject {
    /// What a file of it would be called.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Operations(module) => module.plain(),
            Self::Webhooks => "webhooks",
            Self::Schemas => "schemas",
        }
    }
}

/// The test of one example: through its type and back.
#[derive(Debug, Clone)]
pub struct ContractTest {
    /// The function.
    pub name: RustIdent,
    /// The type of the example.
    pub ty: TypeRef,
    /// The example.
    pub value: serde_json::Value,
    /// Whether null comes back as null: everywhere but in what responses hold.
    pub keeps_nulls: bool,
}
