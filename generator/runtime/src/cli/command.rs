//! Commands as data: what a command line has to know of an operation.

use crate::api::Operation;
use crate::cli::Json;
use crate::pagination::Pagination;
use crate::param::{Encoding, Param, Place};

/// The commands of a tag.
#[derive(Clone, Debug)]
#[must_use]
pub struct Group {
    pub(super) name: &'static str,
    pub(super) about: &'static str,
    pub(super) commands: Vec<Command>,
}

impl Group {
    /// A group without commands. Commands of one without a name stand for themselves.
    pub fn new(name: &'static str, about: &'static str) -> Self {
        Self {
            name,
            about,
            commands: Vec::new(),
        }
    }

    /// Adds a command.
    pub fn command(mut self, command: Command) -> Self {
        self.commands.push(command);
        self
    }
}

/// The command of an operation.
#[derive(Clone, Debug)]
#[must_use]
pub struct Command {
    pub(super) name: &'static str,
    pub(super) about: &'static str,
    pub(super) operation: &'static Operation,
    pub(super) parameters: Vec<Parameter>,
    pub(super) body: Option<BodyFormat>,
    pub(super) media_type: Option<&'static str>,
    pub(super) body_required: bool,
    pub(super) members: Vec<(&'static str, Arg)>,
    pub(super) output: ResponseFormat,
}

/// How a body is written.
#[derive(Clone, Debug)]
pub(super) enum BodyFormat {
    Json,
    Form(Vec<Encoding>),
    Multipart(Vec<Encoding>),
    /// As it is given.
    Raw,
}

/// What a response holds.
#[derive(Clone, Copy)]
pub(super) enum ResponseFormat {
    Json,
    Empty,
    /// Anything, piece by piece.
    Raw,
    /// JSON or nothing, by the status.
    ByStatus,
    Events,
    Lines,
    /// Pages, which hold their items there.
    Pages(&'static str, Pagination<Json, ()>),
}

impl Command {
    /// A command whose response is JSON.
    pub fn new(name: &'static str, operation: &'static Operation) -> Self {
        Self {
            name,
            about: "",
            operation,
            parameters: Vec::new(),
            body: None,
            media_type: None,
            body_required: false,
            members: Vec::new(),
            output: ResponseFormat::Json,
        }
    }

    /// Says in a sentence what it does.
    pub fn about(mut self, text: &'static str) -> Self {
        self.about = text;
        self
    }

    fn parameter(mut self, place: Place, param: Param, arg: Arg) -> Self {
        self.parameters.push(Parameter { place, param, arg });
        self
    }

    /// Adds a path parameter, which is an argument by its position.
    pub fn path(self, param: Param, arg: Arg) -> Self {
        self.parameter(Place::Path, param, arg)
    }

    /// Adds a query parameter.
    pub fn query(self, param: Param, arg: Arg) -> Self {
        self.parameter(Place::Query, param, arg)
    }

    /// Adds a parameter that is the query as a whole.
    pub fn query_string(self, param: Param, arg: Arg) -> Self {
        self.parameter(Place::QueryString, param, arg)
    }

    /// Adds a header parameter.
    pub fn header(self, param: Param, arg: Arg) -> Self {
        self.parameter(Place::Header, param, arg)
    }

    /// Adds a cookie.
    pub fn cookie(self, param: Param, arg: Arg) -> Self {
        self.parameter(Place::Cookie, param, arg)
    }

    fn body(mut self, format: BodyFormat) -> Self {
        self.body = Some(format);
        self
    }

    /// The body is JSON.
    pub fn json(self) -> Self {
        self.body(BodyFormat::Json)
    }

    /// The body is a form, some members of which are written as these say.
    pub fn form(self, encodings: Vec<Encoding>) -> Self {
        self.body(BodyFormat::Form(encodings))
    }

    /// The body is a form that can hold files, likewise.
    pub fn multipart(self, encodings: Vec<Encoding>) -> Self {
        self.body(BodyFormat::Multipart(encodings))
    }

    /// The body is sent as it is given.
    pub fn raw(self) -> Self {
        self.body(BodyFormat::Raw)
    }

    /// Sets of what media type the body is, where that isn't the usual one.
    pub fn media_type(mut self, media_type: &'static str) -> Self {
        self.media_type = Some(media_type);
        self
    }

    /// Says that there has to be a body.
    pub fn body_required(mut self) -> Self {
        self.body_required = true;
        self
    }

    /// Adds a member of the body.
    pub fn member(mut self, name: &'static str, arg: Arg) -> Self {
        self.members.push((name, arg));
        self
    }

    fn output(mut self, output: ResponseFormat) -> Self {
        self.output = output;
        self
    }

    /// The response says nothing.
    pub fn empty(self) -> Self {
        self.output(ResponseFormat::Empty)
    }

    /// The response is text or bytes.
    pub fn bytes(self) -> Self {
        self.output(ResponseFormat::Raw)
    }

    /// The response differs by status.
    pub fn by_status(self) -> Self {
        self.output(ResponseFormat::ByStatus)
    }

    /// The response is a stream of events.
    pub fn events(self) -> Self {
        self.output(ResponseFormat::Events)
    }

    /// The response is JSON, line by line.
    pub fn lines(self) -> Self {
        self.output(ResponseFormat::Lines)
    }

    /// The response is the first of several pages, with items at the JSON pointer `list`.
    pub fn pages(self, list: &'static str, pagination: Pagination<Json, ()>) -> Self {
        self.output(ResponseFormat::Pages(list, pagination))
    }
}

impl std::fmt::Debug for ResponseFormat {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Json => "Json",
            Self::Empty => "Empty",
            Self::Raw => "Raw",
            Self::ByStatus => "ByStatus",
            Self::Events => "Events",
            Self::Lines => "Lines",
            Self::Pages(..) => "Pages",
        })
    }
}

/// A parameter of an operation.
#[derive(Clone, Debug)]
pub(super) struct Parameter {
    pub place: Place,
    pub param: Param,
    pub arg: Arg,
}

impl Parameter {
    pub fn header(param: Param, arg: Arg) -> Self {
        let place = Place::Header;
        Self { place, param, arg }
    }
}

/// An argument: of a parameter, or of a member of the body.
#[derive(Clone, Copy, Debug)]
#[must_use]
pub struct Arg {
    pub(super) flag: &'static str,
    pub(super) ty: ArgType,
    pub(super) help: &'static str,
    pub(super) required: bool,
    pub(super) many: bool,
    /// The JSON that is sent unless the caller says otherwise.
    pub(super) default: Option<&'static str>,
}

/// What an argument takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArgType {
    /// Any text.
    Text,
    /// An integer.
    Integer,
    /// A number.
    Number,
    /// `true` or `false`; the flag alone is `true`.
    Boolean,
    /// One of these texts, or another that the API has got since.
    OneOf(&'static [&'static str]),
    /// A text, or JSON that is an object, a list or a quoted text.
    TextOrJson,
    /// JSON, or `@` and a file that holds it.
    Json,
    /// `@` and a file.
    File,
}

impl Arg {
    /// An argument that may be left out.
    pub const fn new(flag: &'static str, ty: ArgType) -> Self {
        Self {
            flag,
            ty,
            help: "",
            required: false,
            many: false,
            default: None,
        }
    }

    /// What is always sent, as JSON, and nobody's choice.
    pub const fn fixed(json: &'static str) -> Self {
        Self::new("", ArgType::Json).default(json)
    }

    /// Says what it is about.
    pub const fn help(mut self, text: &'static str) -> Self {
        self.help = text;
        self
    }

    /// Has to be given.
    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// May be given several times: a list.
    pub const fn many(mut self) -> Self {
        self.many = true;
        self
    }

    /// Sends this JSON where it isn't given.
    pub const fn default(mut self, json: &'static str) -> Self {
        self.default = Some(json);
        self
    }

    pub(super) fn is_fixed(&self) -> bool {
        self.flag.is_empty()
    }
}
