//! A command line for an API: a command for each operation.
//!
//! An emitted crate describes its operations ([`Command`]); everything else is in here.
//! Requests go the way of all calls, with the client's retries, rate limit and errors.
//!
//! ```
//! # use oas_runtime::api::{ApiMetadata, Server};
//! # use oas_runtime::cli::{Arg, ArgType, Cli, Command, Environment, Group};
//! # use oas_runtime::{Operation, Param};
//! static API: ApiMetadata =
//!     ApiMetadata::new("pets", "1.0.0").servers(&[Server::new("Main", "https://pets.example")]);
//! static GET_PET: Operation = Operation::get("getPet", "/pets/{id}");
//!
//! let cli = Cli::new(oas_runtime::Client::builder(&API)).group(Group::new("pets", "Pets of the shop.").command(
//!     Command::new("get", &GET_PET)
//!         .about("Finds a pet.")
//!         .path(Param::new("id"), Arg::new("id", ArgType::Text).required()),
//! ));
//! let mut output = Vec::new();
//! let status = cli.run(
//!     ["pets", "pets", "get", "7", "--dry-run"],
//!     Environment {
//!         variable: &|_| None,
//!         input: &mut std::io::empty(),
//!         output: &mut output,
//!         errors: &mut std::io::stderr(),
//!         is_terminal: false,
//!     },
//! );
//! assert_eq!(status, 0);
//! assert_eq!(output, b"GET https://pets.example/pets/7\n");
//! ```
//!
//! The exit status is 0 if all went well, 1 if the call ended in an error, and 2 if it was
//! not sent, because an argument or a credential is missing or wrong.
//!
//! Credentials come from the environment (`PETS_TOKEN`, say), or from a file with such
//! lines (`PETS_TOKEN=…`) that nobody but its owner can read. No argument takes one, for
//! other users of a machine see those.

mod arguments;
mod command;
mod credentials;
mod environment;
mod json;
mod output;
mod preset;
mod request;
mod run;
mod table;

use std::fmt;

#[doc(no_inline)]
pub use std::process::ExitCode;

pub use command::{Arg, ArgType, Command, Group};
pub use environment::Environment;
pub use json::Json;

use crate::api::ApiMetadata;
use crate::client::ClientBuilder;
use crate::param::Param;
use command::Parameter;
use preset::Preset;

/// What the caller does to the builder of the client.
type Configure = Box<dyn FnOnce(ClientBuilder) -> ClientBuilder>;

/// A command line of an API.
#[must_use = "it does nothing until `main` or `run` is called"]
pub struct Cli {
    builder: ClientBuilder,
    profile: &'static ApiMetadata,
    about: &'static str,
    /// The option that chooses a server, and its variable.
    server: &'static str,
    prefix: String,
    headers: Vec<Parameter>,
    groups: Vec<Group>,
    presets: Vec<Preset>,
    configure: Option<Configure>,
}

impl Cli {
    /// A command line without commands, for clients that are built so.
    pub fn new(builder: impl Into<ClientBuilder>) -> Self {
        let builder = builder.into();
        let profile = builder.metadata();
        Self {
            builder,
            profile,
            about: "",
            server: "server",
            prefix: variable_name(profile.name()),
            headers: Vec::new(),
            groups: Vec::new(),
            presets: Vec::new(),
            configure: None,
        }
    }

    /// Says in a line what the API is.
    pub fn about(mut self, text: &'static str) -> Self {
        self.about = text;
        self
    }

    /// Names the option that chooses one of the API's servers; `server` unless set.
    pub fn server_option(mut self, name: &'static str) -> Self {
        self.server = name;
        self
    }

    /// Sets what the names of variables begin with, in place of the crate's name:
    /// `PETS` for `PETS_TOKEN`.
    pub fn prefix(mut self, prefix: impl Into<String>) -> Self {
        self.prefix = prefix.into();
        self
    }

    /// Adds an option that is a header of every request.
    pub fn header(mut self, param: Param, arg: Arg) -> Self {
        self.headers.push(Parameter::header(param, arg));
        self
    }

    /// Adds the commands of a tag.
    pub fn group(mut self, group: Group) -> Self {
        self.groups.push(group);
        self
    }

    /// Adds an option to the command of an operation that puts this JSON into its body,
    /// unless the caller gives the same members: a search that people often want.
    pub fn preset(
        mut self,
        operation: &'static str,
        flag: &'static str,
        help: &'static str,
        body: &'static str,
    ) -> Self {
        self.presets.push(Preset {
            operation,
            flag,
            help,
            body,
        });
        self
    }

    /// Sets more about the client than options and variables do.
    pub fn configure(
        mut self,
        configure: impl FnOnce(ClientBuilder) -> ClientBuilder + 'static,
    ) -> Self {
        self.configure = Some(Box::new(configure));
        self
    }

    /// Runs with the arguments of this process, and gives its exit status.
    #[must_use]
    pub fn main(self) -> ExitCode {
        environment::with_process(|environment| {
            ExitCode::from(self.run(std::env::args_os(), environment))
        })
    }
}

/// `INTERCOM_TICKETS` for `intercom-tickets`.
fn variable_name(name: &str) -> String {
    let letter = |c: char| {
        if c.is_ascii_alphanumeric() {
            c.to_ascii_uppercase()
        } else {
            '_'
        }
    };
    name.chars().map(letter).collect()
}

impl fmt::Debug for Cli {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Cli")
            .field("name", &self.profile.name())
            .field("groups", &self.groups)
            .finish_non_exhaustive()
    }
}
