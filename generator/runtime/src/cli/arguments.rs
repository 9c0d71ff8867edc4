//! Commands and options as clap reads them.

use std::ffi::OsStr;

use clap::builder::{PossibleValue, StringValueParser, TypedValueParser, ValueParser};
use clap::{ArgAction, value_parser};
use clap_complete::Shell;

use crate::cli::command::{BodyFormat, Parameter};
use crate::cli::json::Json;
use crate::cli::{Arg, ArgType, Cli, Command, Group};
use crate::param::Place;

/// The heading of options that every command has.
const GLOBAL: &str = "Options of every command";

/// The id of the option that takes a whole body.
pub(super) const DATA: &str = "data";

impl Cli {
    /// Everything that can be typed.
    pub(super) fn command(&self) -> clap::Command {
        let mut root = clap::Command::new(self.profile.name())
            .version(self.profile.version())
            .about(self.about)
            .disable_help_subcommand(true)
            .arg_required_else_help(true)
            .after_help(self.variables());
        root = root.arg(
            clap::Arg::new("completions")
                .long("completions")
                .value_name("SHELL")
                .value_parser(value_parser!(Shell))
                .exclusive(true)
                .help("Print completions for a shell"),
        );
        root = self.connection(output(root));
        for header in &self.headers {
            let arg = option(&header.arg, header.arg.flag);
            root = root.arg(arg.global(true).help_heading(GLOBAL));
        }
        for group in &self.groups {
            root = if group.name.is_empty() {
                let commands = group.commands.iter();
                root.subcommands(commands.map(|command| self.operation_command(command)))
            } else {
                root.subcommand(self.group_command(group))
            };
        }
        root
    }

    /// The options about where requests go.
    fn connection(&self, root: clap::Command) -> clap::Command {
        let mut root = root;
        let servers: Vec<String> = self.server_names().collect();
        if servers.len() > 1 {
            root = root.arg(
                global(self.server)
                    .value_name("NAME")
                    .help(format!("The server that is called: {}", servers.join(", "))),
            );
        }
        root.arg(
            global("url")
                .value_name("URL")
                .help("The URL of another server"),
        )
        .arg(
            global("credentials")
                .value_name("FILE")
                .value_parser(value_parser!(std::path::PathBuf))
                .help("A file with credentials that only its owner can read"),
        )
        .arg(
            global("timeout")
                .value_name("SECONDS")
                .value_parser(value_parser!(u64).range(1..))
                .help("How long a call may take, with all that is sent again"),
        )
        .arg(
            global("dry-run")
                .action(ArgAction::SetTrue)
                .help("Show the request and send nothing"),
        )
    }

    /// What the options call the API's servers.
    pub(super) fn server_names(&self) -> impl Iterator<Item = String> {
        let servers = self.profile.servers.iter();
        servers.map(|server| server.name().to_lowercase())
    }

    fn group_command(&self, group: &Group) -> clap::Command {
        clap::Command::new(group.name)
            .about(group.about)
            .subcommand_required(true)
            .arg_required_else_help(true)
            .subcommands(
                group
                    .commands
                    .iter()
                    .map(|command| self.operation_command(command)),
            )
    }

    fn operation_command(&self, command: &Command) -> clap::Command {
        let mut parsed = clap::Command::new(command.name)
            .about(command.about)
            .after_help(command.operation.to_string());
        for Parameter { place, arg, .. } in shown(&command.parameters) {
            parsed = parsed.arg(match place {
                Place::Path => positional(arg),
                _ => option(arg, arg.flag).required(arg.required),
            });
        }
        for (_, arg) in command.members.iter().filter(|(_, arg)| !arg.is_fixed()) {
            let member = option(arg, arg.flag).help_heading("Members of the body");
            parsed = parsed.arg(if arg.required {
                let others = self.presets_of(command).map(|preset| preset.flag);
                member.required_unless_present_any(others.chain([DATA]))
            } else {
                member
            });
        }
        for preset in self.presets_of(command) {
            let flag = clap::Arg::new(preset.flag).long(preset.flag);
            parsed = parsed.arg(flag.help(preset.help).action(ArgAction::SetTrue));
        }
        match &command.body {
            Some(body) => parsed.arg(whole_body(command, body)),
            None => parsed,
        }
    }
}

fn shown(parameters: &[Parameter]) -> impl Iterator<Item = &Parameter> {
    parameters.iter().filter(|it| !it.arg.is_fixed())
}

fn global(name: &'static str) -> clap::Arg {
    clap::Arg::new(name)
        .long(name)
        .global(true)
        .hide_short_help(true)
        .help_heading(GLOBAL)
}

/// The options about what is printed.
fn output(root: clap::Command) -> clap::Command {
    root.arg(
        global("output")
            .short('o')
            .value_name("FORMAT")
            .value_parser(["table", "json", "ndjson"])
            .help("Tables for people, or JSON: by default what the output is read by"),
    )
    .arg(
        global("json")
            .action(ArgAction::SetTrue)
            .conflicts_with("output")
            .help("The same as --output json"),
    )
    .arg(
        global("max-items")
            .value_name("COUNT")
            .value_parser(value_parser!(usize))
            .help("Fetch no more pages than for so many items"),
    )
}

/// The option that takes a body as a whole.
fn whole_body(command: &Command, body: &BodyFormat) -> clap::Arg {
    let has_members = command.members.iter().any(|(_, arg)| !arg.is_fixed());
    let (name, help) = match body {
        BodyFormat::Raw => ("TEXT", "The body: a text, @ and a file, or - for the input"),
        _ => (
            "JSON",
            "The body as JSON, @ and a file that holds it, or - for the input; members that are \
             given by options count for more",
        ),
    };
    clap::Arg::new(DATA)
        .long(DATA)
        .short('d')
        .value_name(name)
        .required(command.body_required && !has_members)
        .help(help)
}

fn positional(arg: &Arg) -> clap::Arg {
    described(arg, clap::Arg::new(arg.flag).required(true))
}

fn option(arg: &Arg, flag: &'static str) -> clap::Arg {
    let option = clap::Arg::new(flag).long(flag);
    if arg.ty == ArgType::Boolean {
        let option = option.num_args(0..=1).require_equals(true);
        return described(arg, option.default_missing_value("true"));
    }
    described(arg, option)
}

fn described(arg: &Arg, parsed: clap::Arg) -> clap::Arg {
    let name = match arg.ty {
        ArgType::Text | ArgType::OneOf(_) => "TEXT",
        ArgType::Integer => "INTEGER",
        ArgType::Number => "NUMBER",
        ArgType::Boolean => "BOOLEAN",
        ArgType::Json => "JSON",
        ArgType::TextOrJson => "TEXT|JSON",
        ArgType::File => "@FILE",
    };
    let parsed = if parsed.get_long().is_some() {
        parsed.value_name(name)
    } else {
        parsed
    };
    let is_number = matches!(arg.ty, ArgType::Integer | ArgType::Number);
    let help = help(arg, parsed.get_long().is_some());
    let parsed = if help.is_empty() {
        parsed
    } else {
        parsed.help(help)
    };
    parsed
        .value_parser(parser(arg.ty))
        .hide_possible_values(arg.ty == ArgType::Boolean)
        .allow_negative_numbers(is_number)
        .action(if arg.many {
            ArgAction::Append
        } else {
            ArgAction::Set
        })
}

/// What the document says, and what clap can't know: a member may be left out where a
/// whole body is given.
fn help(arg: &Arg, is_option: bool) -> String {
    let default = arg.default.map(|json| format!("[default: {json}]"));
    let marks = [
        (arg.required && is_option).then_some("[required]"),
        arg.many.then_some("[repeatable]"),
        default.as_deref(),
    ];
    let said = Some(arg.help).filter(|said| !said.is_empty());
    let parts: Vec<&str> = said
        .into_iter()
        .chain(marks.into_iter().flatten())
        .collect();
    parts.join(" ")
}

fn parser(ty: ArgType) -> ValueParser {
    match ty {
        ArgType::Text => ValueParser::string(),
        ArgType::TextOrJson => ValueParser::new(|text: &str| {
            if is_json(text) {
                valid(text)
            } else {
                Ok(text.to_owned())
            }
        }),
        ArgType::OneOf(values) => ValueParser::new(Known(values)),
        ArgType::Boolean => ["true", "false"].into(),
        ArgType::Integer => ValueParser::new(|text: &str| number(text, false)),
        ArgType::Number => ValueParser::new(|text: &str| number(text, true)),
        ArgType::Json => ValueParser::new(|text: &str| match text.strip_prefix('@') {
            Some(_) => Ok(text.to_owned()),
            None => valid(text),
        }),
        ArgType::File => ValueParser::new(|text: &str| match text.strip_prefix('@') {
            Some(_) => Ok(text.to_owned()),
            None => Err("a file is given by @ and its path".to_owned()),
        }),
    }
}

/// Whether what may be a text is meant as JSON.
pub(super) fn is_json(text: &str) -> bool {
    text.starts_with(['{', '[', '"'])
}

fn valid(text: &str) -> Result<String, String> {
    match Json::parse(text) {
        Ok(_) => Ok(text.to_owned()),
        Err(error) => Err(format!("it isn't JSON: {error}")),
    }
}

/// A number as JSON has it, with all its digits.
fn number(text: &str, fraction: bool) -> Result<String, String> {
    let begins = text.starts_with(|c: char| c == '-' || c.is_ascii_digit());
    let is_plain = |c: char| c == '-' || c.is_ascii_digit();
    if begins && (fraction || text.chars().all(is_plain)) && Json::parse(text).is_ok() {
        return Ok(text.to_owned());
    }
    let kind = if fraction { "a number" } else { "an integer" };
    Err(format!("it isn't {kind}"))
}

/// Takes any text, and tells which are known.
#[derive(Clone, Copy)]
struct Known(&'static [&'static str]);

impl TypedValueParser for Known {
    type Value = String;

    fn parse_ref(
        &self,
        command: &clap::Command,
        arg: Option<&clap::Arg>,
        value: &OsStr,
    ) -> Result<String, clap::Error> {
        StringValueParser::new().parse_ref(command, arg, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(self.0.iter().copied().map(PossibleValue::new)))
    }
}
