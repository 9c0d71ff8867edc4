//! A desk that takes what nobody looks after.
//!
//! ```text
//! cargo xtask mock
//! INTERCOM_URL=http://127.0.0.1:4010 cargo run -p intercom-tickets --example triage
//! INTERCOM_TOKEN=… INTERCOM_REGION=eu cargo run -p intercom-tickets --example triage
//! ```
//!
//! The ids are those of the mock's workspace. With a token and without a URL it
//! changes the workspace that the token belongs to.

mod service;

use std::env;
use std::error::Error;
use std::time::Duration;

use intercom_tickets::types::{AdminId, TagId, TeamId, TicketTypeId};
use intercom_tickets::{Client, Region, Secret, UnixTime};

use service::{Desk, report, triage};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let token: Secret = env::var("INTERCOM_TOKEN")
        .as_deref()
        .unwrap_or("dG9rOmRlbW8")
        .parse()?;
    let region: Region = env::var("INTERCOM_REGION")
        .as_deref()
        .unwrap_or("us")
        .parse()?;
    let mut builder = Client::builder().region(region).token(token).name("desk");
    if let Ok(url) = env::var("INTERCOM_URL") {
        builder = builder.base_url(url);
    }
    let client = builder.build()?;
    let desk = Desk {
        admin: AdminId::new("3301"),
        team: TeamId::new("72"),
        warranty: TagId::new("815"),
    };
    let kind = TicketTypeId::new("4101");
    let ticket = report(&client, &kind, "mara@roastery.example", "Puddle", "desk-1").await?;
    println!("created {}", ticket.id);
    let outcome = triage(
        &client,
        &desk,
        UnixTime::now() - Duration::from_secs(30 * 86_400),
    )
    .await?;
    println!("{outcome:?}");
    Ok(())
}
