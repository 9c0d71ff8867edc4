//! Creates a ticket for each line of a file, and never two, however often it is killed:
//! `cargo xtask mock` in one terminal, and `INTERCOM_URL=http://127.0.0.1:4010 cargo run -p
//! intercom-tickets --example import -- tickets.tsv` in another. A line has a key, an email
//! address and a title, with tabs in between; a number in place of the file makes up
//! so many. What is done is kept in `import.journal`: remove it to begin anew.
//!
//! With `INTERCOM_TOKEN` and `INTERCOM_REGION`, and without a URL, the tickets are created
//! in the workspace that the token belongs to.

mod import;

use std::error::Error;
use std::path::Path;
use std::sync::Mutex;
use std::{env, fs};

use import::{Import, Journal, Row};
use intercom_tickets::ticket_types::TicketTypeCatalog;
use intercom_tickets::{Client, Region};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let said = |name: &str, otherwise: &str| env::var(name).unwrap_or(otherwise.to_owned());
    let region: Region = said("INTERCOM_REGION", "us").parse()?;
    let mut builder = Client::builder()
        .region(region)
        .token(said("INTERCOM_TOKEN", "dG9rOmRlbW8"));
    if let Ok(url) = env::var("INTERCOM_URL") {
        builder = builder.base_url(url);
    }
    let client = builder.build()?;
    let rows = rows(&env::args().nth(1).unwrap_or_else(|| "200".to_owned()))?;
    let types = TicketTypeCatalog::load(&client).await?;
    let journal = Mutex::new(Journal::open(Path::new("import.journal"))?);
    let total = rows.len();
    let import = Import {
        client: &client,
        ticket_type: &types.get(&said("TICKET_TYPE", "Leak"))?.id,
        rows: &rows,
        journal: &journal,
        progress: &|done| {
            let filled = 40 * done / total.max(1);
            eprint!("\r[{:<40}] {done} of {total}", "#".repeat(filled));
        },
    };
    import.run().await?;
    eprintln!();
    Ok(())
}

/// The rows of a file, or as many as the number says.
fn rows(source: &str) -> Result<Vec<Row>, Box<dyn Error>> {
    if let Ok(count) = source.parse::<usize>() {
        let rows = (1..=count).map(|number| Row {
            key: format!("import-{number}"),
            email: "mara@roastery.example".to_owned(),
            title: format!("Machine {number} drips"),
        });
        return Ok(rows.collect());
    }
    let text = fs::read_to_string(source)?;
    let rows = text.lines().enumerate().map(|(index, line)| {
        let row = Row::read(line);
        row.ok_or_else(|| format!("line {} isn't a key, an address and a title", index + 1).into())
    });
    rows.collect()
}
