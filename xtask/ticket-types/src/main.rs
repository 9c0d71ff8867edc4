//! `cargo xtask ticket-types`: the ticket types of a workspace as structs.
//!
//! Exit status: 0 done, 1 the check or the work failed, 2 wrong usage.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;
use intercom_tickets::types::TicketTypeList;
use intercom_tickets::{Client, ClientBuilder, codec};
use oas_codegen::output;
use oas_codegen::tree::{printable_lines, single_line};
use oas_mock::MockTransport;

/// Write the ticket types of a workspace as structs, or say what has changed there.
#[derive(Parser)]
#[command(
    name = "cargo xtask ticket-types",
    bin_name = "cargo xtask ticket-types"
)]
struct Arguments {
    /// `live`: the workspace of `INTERCOM_TOKEN`, in `INTERCOM_REGION` (us, eu, au) or at
    /// `INTERCOM_URL`; `mock`: that of `cargo xtask mock`; else a file with the response of
    /// `GET /ticket_types`
    #[arg(long, default_value = "live", value_name = "FILE|mock|live")]
    from: String,
    /// The file to write
    #[arg(long, value_name = "FILE.rs")]
    out: PathBuf,
    /// Write nothing, and fail if the file isn't as it would be written
    #[arg(long)]
    check: bool,
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{}", printable_lines(&format!("error: {error}")));
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &Arguments) -> Result<bool, Box<dyn Error>> {
    let text = xtask_ticket_types::module(&read(&arguments.from)?);
    let before = match fs::read_to_string(&arguments.out) {
        Ok(before) => before,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(error.into()),
    };
    let changes = xtask_ticket_types::changes(&before, &text);
    for change in &changes {
        println!("{}", single_line(change));
    }
    if arguments.check || changes.is_empty() {
        return Ok(changes.is_empty());
    }
    if !before.is_empty() && !before.starts_with("// @generated") {
        let path = arguments.out.display();
        return Err(format!("{path} wasn't emitted, and isn't replaced").into());
    }
    output::replace(&arguments.out, &text)?;
    Ok(true)
}

fn read(from: &str) -> Result<TicketTypeList, Box<dyn Error>> {
    let client = match from {
        "mock" => {
            let transport = MockTransport::new(xtask_mock::intercom().build()?);
            Client::builder().token("dG9rOmRlbW8").transport(transport)
        }
        "live" => ClientBuilder::from_env()?,
        file => return Ok(codec::from_slice(&fs::read(Path::new(file))?)?),
    };
    let types = client.build()?.ticket_types();
    Ok(types.list_ticket_types().send_blocking()?)
}
