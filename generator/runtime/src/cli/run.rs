//! From arguments to an exit status.

use std::ffi::OsString;
use std::io;
use std::path::PathBuf;
use std::time::Duration;

use clap::ArgMatches;

use crate::api::server_named;
use crate::call::{Call, CallBuilder};
use crate::cli::command::ResponseFormat;
use crate::cli::credentials::Variables;
use crate::cli::json::Json;
use crate::cli::output::{Format, Printer};
use crate::cli::request::given;
use crate::cli::{Cli, Command, Environment};
use crate::client::{Client, ClientBuilder};
use crate::error::Error;

/// The exit status of a call that ended in an error.
const FAILED: u8 = 1;

/// The exit status where nothing was sent, for something about it was wrong.
const USAGE: u8 = 2;

/// Why a command ended before its end.
pub(super) enum Stop {
    Usage(String),
    Failed(String),
    /// Nobody reads the output any more.
    Closed,
}

impl Stop {
    pub fn usage(message: String) -> Self {
        Self::Usage(message)
    }
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        match error {
            Error::InvalidRequest(_) => Self::Usage(error.to_string()),
            error => Self::Failed(error.to_string()),
        }
    }
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            return Self::Closed;
        }
        Self::Failed(format!("the output can't be written: {error}"))
    }
}

impl Cli {
    /// Runs with these arguments, the first of which is the program's name, and gives
    /// its exit status.
    pub fn run<A>(
        self,
        arguments: impl IntoIterator<Item = A>,
        mut environment: Environment<'_>,
    ) -> u8
    where
        A: Into<OsString> + Clone,
    {
        let matches = match self.command().try_get_matches_from(arguments) {
            Ok(matches) => matches,
            Err(error) => return told(&error, &mut environment),
        };
        let (message, status) = match self.carry_out(&matches, &mut environment) {
            Ok(()) | Err(Stop::Closed) => return 0,
            Err(Stop::Usage(message)) => (message, USAGE),
            Err(Stop::Failed(message)) => (message, FAILED),
        };
        // Where nobody reads it, the status is all there is to tell.
        let _ = writeln!(environment.errors, "error: {message}");
        status
    }

    fn carry_out(
        mut self,
        matches: &ArgMatches,
        environment: &mut Environment<'_>,
    ) -> Result<(), Stop> {
        if let Some(shell) = matches.get_one::<clap_complete::Shell>("completions") {
            let mut text = Vec::new();
            clap_complete::generate(*shell, &mut self.command(), self.profile.name(), &mut text);
            return Ok(environment.output.write_all(&text)?);
        }
        let Some((command, matches)) = self.chosen(matches) else {
            return Err(Stop::usage(format!(
                "a command is missing; {} --help lists them",
                self.profile.name()
            )));
        };
        let mut builder = std::mem::replace(&mut self.builder, Client::builder(self.profile));
        builder = self.set(builder, &matches, environment.variable)?;
        if let Some(configure) = self.configure.take() {
            builder = configure(builder);
        }
        let client = builder.build().map_err(|error| {
            let place = self.variables();
            Stop::usage(format!("{error}\n\n{place}"))
        })?;
        let call = self.describe(&client, &command, &matches, &mut *environment.input)?;
        let format = format(&matches, environment.is_terminal);
        let mut printer = Printer::new(format, &mut *environment.output);
        if matches.get_flag("dry-run") {
            return show(&client, &call.bytes(), &mut printer);
        }
        let limit = matches.get_one::<usize>("max-items").copied();
        send(call, command.output, limit, &mut printer)
    }

    /// The command that was typed, and its arguments.
    fn chosen(&self, matches: &ArgMatches) -> Option<(Command, ArgMatches)> {
        let (first, matches) = matches.subcommand()?;
        let (group, name, matches) = match matches.subcommand() {
            Some((name, matches)) => (first, name, matches),
            None => ("", first, matches),
        };
        let mut groups = self.groups.iter().filter(|it| it.name == group);
        let command = groups.find_map(|it| it.commands.iter().find(|it| it.name == name))?;
        Some((command.clone(), matches.clone()))
    }

    /// Sets what options and variables say.
    fn set(
        &self,
        mut builder: ClientBuilder,
        matches: &ArgMatches,
        environment: &dyn Fn(&str) -> Option<String>,
    ) -> Result<ClientBuilder, Stop> {
        let option = matches.get_one::<PathBuf>("credentials").cloned();
        if let Some(url) = self.url(matches, environment)? {
            builder = builder.base_url(url);
        }
        if let Some(seconds) = matches.get_one::<u64>("timeout") {
            builder = builder.timeout(Duration::from_secs(*seconds));
        }
        for header in &self.headers {
            if let Some(value) = given(&header.arg, matches)? {
                builder = builder.header_param(&header.param, value);
            }
        }
        if matches.get_flag("dry-run") {
            return Ok(builder.allow_missing_credentials());
        }
        let variables: Variables<'_> = self.read_variables(environment, option)?;
        Ok(self.authenticate(builder, &variables))
    }

    /// The server, if one is chosen.
    fn url(
        &self,
        matches: &ArgMatches,
        environment: &dyn Fn(&str) -> Option<String>,
    ) -> Result<Option<String>, Stop> {
        let variable = |name: &str| environment(&self.variable(name)).filter(|it| !it.is_empty());
        let option = |name: &str| {
            let found = matches.try_get_one::<String>(name).ok().flatten();
            found.cloned()
        };
        let url = option("url");
        let named = if url.is_none() {
            option(self.server)
        } else {
            None
        };
        if url.is_some() || named.is_none() && variable("url").is_some() {
            return Ok(url.or_else(|| variable("url")));
        }
        let Some(name) = named.or_else(|| variable(self.server)) else {
            return Ok(None);
        };
        let servers = self.profile.servers.iter();
        let servers: Vec<_> = servers
            .map(|server| (server.name(), server.url(), server.url()))
            .collect();
        let url = server_named(&name, &servers);
        let url = url.map_err(|error| Stop::usage(error.to_string()))?;
        Ok(Some(url.to_owned()))
    }
}

/// Prints help where it was asked for, and a mistake otherwise.
fn told(error: &clap::Error, environment: &mut Environment<'_>) -> u8 {
    let text = error.render();
    let _ = if error.use_stderr() {
        write!(environment.errors, "{text}")
    } else {
        write!(environment.output, "{text}")
    };
    u8::try_from(error.exit_code()).unwrap_or(USAGE)
}

fn format(matches: &ArgMatches, is_terminal: bool) -> Format {
    let named = matches.get_one::<String>("output").map(String::as_str);
    match named {
        _ if matches.get_flag("json") => Format::Json,
        Some("table") => Format::Table,
        Some("json") => Format::Json,
        Some("ndjson") => Format::Lines,
        _ if is_terminal => Format::Table,
        _ => Format::Json,
    }
}

/// Shows what would be sent.
fn show(client: &Client, call: &Call<bytes::Bytes>, printer: &mut Printer<'_>) -> Result<(), Stop> {
    if let Some(fault) = &call.pending.request.fault {
        return Err(Stop::usage(fault.to_string()));
    }
    let (method, path) = (call.method(), call.path());
    printer.line(&format!("{method} {}{path}", client.base_url()))?;
    match call.body() {
        Some(body) => printer.raw_line(body),
        None => Ok(()),
    }
}

fn send(
    call: CallBuilder,
    output: ResponseFormat,
    limit: Option<usize>,
    printer: &mut Printer<'_>,
) -> Result<(), Stop> {
    match output {
        ResponseFormat::Empty => call.empty().send_blocking()?,
        ResponseFormat::Json => printer.value(&call.typed::<Json>().send_blocking()?)?,
        ResponseFormat::ByStatus => {
            let body = call.bytes().send_blocking()?;
            let json = str::from_utf8(&body).ok().map(Json::parse);
            match json {
                _ if body.is_empty() => {}
                Some(Ok(json)) => printer.value(&json)?,
                _ => printer.raw(&body)?,
            }
        }
        ResponseFormat::Raw => {
            for piece in call.bytes().stream_blocking() {
                printer.raw(&piece?)?;
            }
        }
        ResponseFormat::Events => {
            for event in call.text_events().items_blocking() {
                printer.event(&event?.data)?;
            }
        }
        ResponseFormat::Lines => {
            for line in call.lines::<Json>().items_blocking() {
                printer.line(&line?.compact())?;
            }
        }
        ResponseFormat::Pages(list, pagination) => {
            let mut left = limit.unwrap_or(usize::MAX);
            printer.begin_list()?;
            for page in call.pages(pagination).pages_blocking() {
                let mut items = page?.at(list).and_then(|it| it.items()).unwrap_or_default();
                items.truncate(left);
                left = left.saturating_sub(items.len());
                printer.items(&items)?;
                if left == 0 {
                    break;
                }
            }
            printer.end_list()?;
        }
    }
    Ok(printer.flush()?)
}
