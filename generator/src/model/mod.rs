//! The intermediate model: what an API is, in Rust's terms, before any code is
//! written.
//!
//! The model holds data and nothing else. Lowering fills it, analysis adds what
//! can only be said of the whole (what to box, which way a type travels, how
//! branches of a union are told apart), and emission reads it.
//!
//! **Invariant:** nothing here knows `quote`, `syn` or `openapiv3`.

mod api;
mod arena;
mod command;
mod contract;
mod demand;
mod field;
mod header;
mod held;
mod ident;
mod media;
mod method;
mod operation;
mod outline;
mod pagination;
mod polling;
mod primitive;
mod profile;
mod repeats;
mod scalar;
mod traits;
mod types;
mod unions;
mod value;
mod webhook;

pub use api::{Analysed, Api, Group, Info, Unanalysed};
pub(crate) use arena::{ReservedTypes, TypeHead};
pub use arena::{TypeArena, TypeId};
pub use command::{Argument, ArgumentType, BodyMember, Command, CommandGroup, CommandLine};
pub use contract::{ContractFile, ContractSubject, ContractTest};
pub use demand::{Condition, Demand};
pub use field::{Access, Codec, Direction, Field, FieldShape, Presence};
pub use header::ResponseHeader;
pub use ident::{RustIdent, WireName};
pub use media::{Alternative, BodyKind, MemberEncoding, Payload};
pub(crate) use method::is_http_token;
pub use method::{Method, path_template, spans_segments, variable_name};
pub use operation::{
    Body, DocumentedResponse, Location, NamedExample, Operation, Parameter, ParameterStyle,
    ParamsType, Responses, Status, StatusVariant, Success, Switch,
};
pub use outline::outline;
pub(crate) use outline::type_text;
pub use pagination::{CursorPlace, FieldStep, Pagination, Turn};
pub use polling::{JobMember, JobOutput, Polling};
pub use primitive::Primitive;
pub use profile::{
    ErrorEnvelope, KeyLocation, Profile, RateLimit, Scheme, SchemeKind, Server, ServerTemplate,
    ServerVariable,
};
pub use repeats::{Idempotency, Repeats};
pub use scalar::{RustType, ScalarFormat, ScalarType};
pub use traits::{AddedAttributes, Derive};
pub use types::{
    Alias, Constant, Docs, EnumDef, EnumValues, FormNames, Forms, JsonSchema, Lenience,
    MAX_ARGUMENTS, Newtype, Rest, StructDef, TypeDef, TypeKind, TypeRef, Usage, Variant,
};
pub use unions::{Assertion, JsonKind, Rule, UnionDef, UnionVariant};
pub use value::{Bound, Constraint, ItemPosition, Preset, PresetLiteral, SparseSpec, ValueSpec};
pub use webhook::{
    SignatureAlgorithm, SignatureEncoding, TimestampLocation, Webhook, WebhookLocation,
    WebhookSignature, Webhooks,
};
