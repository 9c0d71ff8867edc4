//! `cargo xtask mock`: Intercom's ticket endpoints, or any other document,
//! served on this machine.
//!
//! Exit status: 0 stopped by Ctrl-C, 1 it can't be served, 2 wrong usage.

mod arazzo;
mod docs;
mod log;
mod sender;

use std::ffi::OsStr;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, ValueEnum};
use oas_codegen::load::read_text;
use oas_codegen::tree::{printable_lines, single_line};
use oas_mock::{Fault, Mock, MockBuilder, RealClock, Server, ServerOptions, Source};
use xtask_mock::{Intercom, Region, ids};

use log::Log;
use sender::Webhook;

/// Serve a document on this machine: validating, with a memory, and with faults
/// on demand. Without --spec it is Intercom's tickets, with Intercom's rules
#[derive(Parser)]
#[command(name = "cargo xtask mock", bin_name = "cargo xtask mock")]
struct Arguments {
    /// The port; 0 for any that is free
    #[arg(long, default_value_t = 4010)]
    port: u16,
    /// The address to listen on; by default only this machine is served
    #[arg(long, default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    host: IpAddr,
    /// A name under which the server is reached besides `localhost` and its
    /// address, such as the one of a container; may be given several times
    #[arg(long, value_name = "NAME")]
    allow_host: Vec<String>,
    /// An `OpenAPI` document
    #[arg(long)]
    spec: Option<PathBuf>,
    /// Whose rules hold beyond the document; Intercom's without --spec
    #[arg(long, value_enum)]
    rules: Option<RulesOf>,
    /// What all that is made up depends on
    #[arg(long, default_value_t = 0)]
    seed: u64,
    /// What is to go wrong, as a TOML file
    #[arg(long)]
    faults: Option<PathBuf>,
    /// Requests a minute, in windows of ten seconds; 0 for any number.
    /// Intercom's 10,000 with Intercom's rules, any number without
    #[arg(long)]
    rate_limit: Option<u64>,
    /// Where messages about tickets are sent: `http://HOST:PORT/PATH`
    #[arg(long, value_name = "URL", requires = "client_secret")]
    webhooks: Option<String>,
    /// What those messages are signed with
    #[arg(long, requires = "webhooks")]
    client_secret: Option<String>,
    /// Where Intercom's workspace is hosted
    #[arg(long, value_enum, default_value = "us")]
    region: RegionName,
    /// How requests are told
    #[arg(long, value_enum, default_value = "human")]
    log: Log,
    /// Ask every operation once, tell which don't give a success that
    /// fits its schema, and stop
    #[arg(long)]
    check: bool,
    /// List the ids of Intercom's workspace (admins, teams, contacts, tags,
    /// ticket types, states), and stop
    #[arg(long)]
    ids: bool,
    /// Don't judge responses by their schemas, which is quicker
    #[arg(long)]
    trust_responses: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum RulesOf {
    Intercom,
    None,
}

#[derive(Clone, Copy, ValueEnum)]
enum RegionName {
    Us,
    Eu,
    Au,
}

impl From<RegionName> for Region {
    fn from(name: RegionName) -> Self {
        match name {
            RegionName::Us => Self::Us,
            RegionName::Eu => Self::Eu,
            RegionName::Au => Self::Au,
        }
    }
}

impl Arguments {
    fn rules(&self) -> RulesOf {
        let usual = match self.spec {
            Some(_) => RulesOf::None,
            None => RulesOf::Intercom,
        };
        self.rules.unwrap_or(usual)
    }
}

/// What keeps a server from being served, as a sentence.
type Failure = Box<dyn std::error::Error>;

fn main() -> ExitCode {
    // These are commands of their own, and share the page and the mock.
    let words = || std::env::args_os().skip(1);
    let outcome = match words().next().as_deref().and_then(OsStr::to_str) {
        Some("arazzo") => arazzo::run(&arazzo::Arguments::parse_from(words())),
        Some("docs") => docs::run(&docs::Arguments::parse_from(words())),
        _ => run(&Arguments::parse()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{}", printable_lines(&format!("error: {failure}")));
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &Arguments) -> Result<(), Failure> {
    if arguments.ids {
        list_ids();
        return Ok(());
    }
    let mock = mock(arguments)?;
    if arguments.check {
        return check(&mock);
    }
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    runtime.block_on(serve(mock, arguments))
}

fn mock(arguments: &Arguments) -> Result<Mock, Failure> {
    let source = match &arguments.spec {
        Some(path) if !path.is_file() => {
            return Err(format!("there is no file {}", path.display()).into());
        }
        Some(path) => Source::from_file(path),
        None => xtask_mock::document(),
    };
    let mut builder: MockBuilder = match arguments.rules() {
        RulesOf::Intercom => {
            let mut rules = Intercom::new().region(arguments.region.into());
            if arguments.webhooks.is_some() {
                rules = rules.webhooks();
            }
            xtask_mock::with_rules(Mock::builder(source), rules)
        }
        RulesOf::None => Mock::builder(source),
    };
    builder = builder
        .seed(arguments.seed)
        .clock(RealClock)
        .faults(faults(arguments)?);
    if let Some(limit) = arguments.rate_limit {
        builder = builder.rate_limit(limit);
    }
    if arguments.trust_responses {
        builder = builder.trust_responses();
    }
    if let Some(observer) = arguments.log.observer().filter(|_| !arguments.check) {
        builder = builder.observer(observer);
    }
    Ok(builder.build()?)
}

/// What a test may name of the workspace.
fn list_ids() {
    for (kind, members) in ids::ALL {
        println!("{kind}");
        for (id, name) in *members {
            println!("  {id}  {name}");
        }
    }
}

/// What every operation responds to a request that fits the document.
fn check(mock: &Mock) -> Result<(), Failure> {
    let failures = mock.self_check();
    for (operation, reason) in &failures {
        println!("{}", single_line(&format!("{operation}: {reason}")));
    }
    let all = mock.operations().len();
    println!(
        "{} of {all} operations give a valid response",
        all - failures.len()
    );
    if failures.is_empty() {
        Ok(())
    } else {
        Err(format!("{} fall short", failures.len()).into())
    }
}

fn faults(arguments: &Arguments) -> Result<Vec<Fault>, Failure> {
    let Some(path) = &arguments.faults else {
        return Ok(Vec::new());
    };
    let name = path.display().to_string();
    let text = read_text(path).map_err(|error| format!("{name}: {error}"))?;
    Ok(Fault::read(&name, &text)?)
}

async fn serve(mock: Mock, arguments: &Arguments) -> Result<(), Failure> {
    let address = SocketAddr::new(arguments.host, arguments.port);
    let log = arguments.log;
    let hint = match arguments.rules() {
        RulesOf::Intercom => "Any token that begins with dG9rO opens it.\n",
        RulesOf::None => "",
    };
    let (title, count) = (mock.title().to_owned(), mock.operations().len());
    let unmatched = mock.idle_faults();
    if !unmatched.is_empty() {
        return Err(format!("no operation is meant by {}", unmatched.join("; ")).into());
    }
    if let (Some(url), Some(secret)) = (&arguments.webhooks, &arguments.client_secret) {
        tokio::spawn(Webhook::new(url, secret)?.run(mock.clone()));
    }
    let mut stop = Stop::listen()?;
    let names = arguments.allow_host.iter();
    let options = names.fold(ServerOptions::default(), ServerOptions::host);
    let server = Server::start_with(mock, address, options).await?;
    log.started(&title, count, &server.url(), hint);
    stop.wait().await;
    server.stop().await;
    log.stopped();
    Ok(())
}

/// Ctrl-C, or what stands in for it where nobody is at a terminal. Listened for
/// before anyone is told of the server: whoever reads its address may already
/// end it.
#[cfg(unix)]
struct Stop {
    interrupt: tokio::signal::unix::Signal,
    terminate: tokio::signal::unix::Signal,
}

#[cfg(unix)]
impl Stop {
    fn listen() -> std::io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self {
            interrupt: signal(SignalKind::interrupt())?,
            terminate: signal(SignalKind::terminate())?,
        })
    }

    async fn wait(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }
}

#[cfg(windows)]
struct Stop(tokio::signal::windows::CtrlC);

#[cfg(windows)]
impl Stop {
    fn listen() -> std::io::Result<Self> {
        tokio::signal::windows::ctrl_c().map(Self)
    }

    async fn wait(&mut self) {
        self.0.recv().await;
    }
}
