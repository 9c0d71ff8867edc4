//! What emitted code has names for already, by namespace.
//!
//! Whoever opens a [`Scope`](super::Scope) for something that is emitted takes
//! its reserved names from here. `tests/it/reserved_names.rs` holds the methods
//! against what the runtime gives a client and its builder.

/// Types that files bring into scope, whatever the API calls its own.
pub const TYPES: &[&str] = &[
    "Client",
    "ClientBuilder",
    "Error",
    "Call",
    "PaginatedCall",
    "Response",
    "Self",
];

/// What stands at the root of an emitted crate beside the enum of servers.
pub const ROOT: &[&str] = &[
    "Body",
    "Bytes",
    "File",
    "Patch",
    "StreamCall",
    "Transport",
    "UnixTime",
    "Value",
];

/// Methods of every client. Tags have methods beside them.
pub const CLIENT: &[&str] = &[
    "builder", "clone", "into", "new", "request", "runtime", "try_into",
];

/// Methods of every builder. Servers and common headers have methods beside them.
pub const BUILDER: &[&str] = &[
    "allow_missing_credentials",
    "allow_plain_http",
    "api_key",
    "base_url",
    "basic",
    "build",
    "bypass_rate_limit",
    "clone",
    "connect_timeout",
    "header",
    "header_param",
    "idle_timeout",
    "into",
    "max_response_bytes",
    "middleware",
    "name",
    "new",
    "no_idle_timeout",
    "no_retries",
    "no_timeout",
    "observer",
    "on_unforeseen",
    "rate_limiter",
    "retry_budget",
    "retry_policy",
    "rng",
    "timeout",
    "token",
    "token_provider",
    "transport",
    "try_into",
    "user_agent",
];

/// Methods of every type that carries the operations of a tag.
pub const OPERATIONS: &[&str] = &["new", "clone", "into", "try_into"];

/// Methods of every mock with a name like that of a stub.
pub const MOCK: &[&str] = &["on_request"];

/// Options that every command of a command line has.
pub const CLI_OPTIONS: &[&str] = &[
    "credentials",
    "data",
    "dry_run",
    "help",
    "json",
    "max_items",
    "output",
    "timeout",
    "url",
];

/// Options that a command line has besides, where no command is named.
pub const CLI_ROOT_OPTIONS: &[&str] = &["completions", "version"];

/// What a file of commands has for itself.
pub const CLI_FILE: &[&str] = &["group"];

/// Arguments that a method may have besides its parameters.
pub const ARGUMENTS: &[&str] = &["body", "params", "self_value"];

/// Functions of a struct; the setter of a field bears the field's name.
pub const FIELDS: &[&str] = &["new"];

/// Functions of a server's URL.
pub const SERVER_URL: &[&str] = &["new", "url", "default", "clone"];

/// Derive macros that every program has by their names.
pub const DERIVES: &[&str] = &[
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "Eq",
    "Hash",
    "Ord",
    "PartialEq",
    "PartialOrd",
];

/// What the methods of a union can't be called: `new` besides what programs expect of
/// conversions of other kinds.
pub const UNIONS: &[&str] = &["as_mut", "as_ref", "into_iter", "new"];

/// Features of an emitted crate that are not a tag's.
pub const FEATURES: &[&str] = &[
    "checks",
    "chrono",
    "cli",
    "default",
    "gzip",
    "jiff",
    "metrics",
    "native_tls",
    "reqwest",
    "rustls_aws_lc_rs",
    "rustls_ring",
    "schemars",
    "test_util",
    "time",
    "tower",
    "tracing",
    "url",
    "utoipa",
    "uuid",
    "webhooks",
];

/// What the index of the tests of examples has for itself, or is called.
pub const CONTRACT: &[&str] = &[
    "main",
    "oas_runtime",
    "same",
    "plain",
    "all",
    "without_nulls",
];

/// What a file of tests of examples takes from its index.
pub const CONTRACT_FILE: &[&str] = &["same", "all", "without_nulls"];
