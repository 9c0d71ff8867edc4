//! Intercom's tickets on the command line, with the variables of `ClientBuilder::from_env`.

use std::process::ExitCode;

use intercom_tickets::cli::command_line;

/// What people search for most: tickets by whether they are open.
const SEARCHES: [(&str, &str, &str); 2] = [
    (
        "open",
        "Tickets that are open",
        r#"{"query": {"field": "open", "operator": "=", "value": true}}"#,
    ),
    (
        "closed",
        "Tickets that are closed",
        r#"{"query": {"field": "open", "operator": "=", "value": false}}"#,
    ),
];

fn main() -> ExitCode {
    let mut cli = command_line().prefix("INTERCOM");
    for (flag, help, body) in SEARCHES {
        cli = cli.preset("searchTickets", flag, help, body);
    }
    cli.main()
}
