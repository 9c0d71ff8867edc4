//! A report without async: how many open tickets each admin has, and which of them wait
//! longest. `cargo xtask mock` in one terminal, and `INTERCOM_URL=http://127.0.0.1:4010
//! cargo run -p intercom-tickets --example report` in another; or with `INTERCOM_TOKEN` and
//! `INTERCOM_REGION`, and without a URL.

use std::collections::BTreeMap;
use std::env;
use std::error::Error;

use intercom_tickets::{Client, Region, search};

/// How many tickets are printed.
const OLDEST: usize = 5;

fn main() -> Result<(), Box<dyn Error>> {
    let said = |name: &str, otherwise: &str| env::var(name).unwrap_or(otherwise.to_owned());
    let region: Region = said("INTERCOM_REGION", "us").parse()?;
    let mut builder = Client::builder()
        .region(region)
        .token(said("INTERCOM_TOKEN", "dG9rOmRlbW8"));
    if let Ok(url) = env::var("INTERCOM_URL") {
        builder = builder.base_url(url);
    }
    let client = builder.build()?;

    let mut tickets = Vec::new();
    for ticket in client
        .tickets()
        .search(search::open().eq(true))
        .items_blocking()
    {
        tickets.push(ticket?);
    }
    let mut by_admin: BTreeMap<&str, usize> = BTreeMap::new();
    for ticket in &tickets {
        let admin = ticket.assigned_admin().map_or("nobody", |id| id.as_str());
        *by_admin.entry(admin).or_default() += 1;
    }
    for (admin, count) in by_admin {
        println!("{admin:>10} {count:>5}");
    }
    tickets.sort_by_key(|ticket| ticket.updated_at);
    for ticket in tickets.iter().take(OLDEST) {
        println!("{} {}", ticket.id, ticket.title().unwrap_or("no title"));
    }
    Ok(())
}
