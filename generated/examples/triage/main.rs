//! A desk that takes what nobody looks after: `cargo xtask mock` in one terminal, and
//! `INTERCOM_URL=http://127.0.0.1:4010 cargo run -p intercom-tickets --example triage`
//! in another. With `INTERCOM_TOKEN` and `INTERCOM_REGION`, and without a URL, it
//! changes the workspace that the token belongs to.

mod service;

use std::env;
use std::error::Error;
use std::time::Duration;

use intercom_tickets::{Client, Region, UnixTime};
use service::{Desk, report, triage};

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
    let (admin, team, warranty) = ("3301".into(), "72".into(), "815".into());
    let desk = Desk {
        admin,
        team,
        warranty,
    };
    let ticket = report(&client, "Leak", "mara@roastery.example", "Puddle", "desk-1").await?;
    println!("created {}", ticket.id);
    let since = UnixTime::now() - Duration::from_secs(30 * 86_400);
    println!("{:?}", triage(&client, &desk, since).await?);
    Ok(())
}
