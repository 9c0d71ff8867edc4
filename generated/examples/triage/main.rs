//! A desk that takes what nobody looks after: `cargo xtask mock` in one terminal, and
//! `INTERCOM_URL=http://127.0.0.1:4010 cargo run -p intercom-tickets --example triage`
//! in another. With `INTERCOM_TOKEN` and `INTERCOM_REGION`, and without a URL, it
//! changes the workspace that the token belongs to.

mod service;

use std::time::Duration;

use intercom_tickets::{BoxError, ClientBuilder, UnixTime};
use service::{Desk, report, triage};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), BoxError> {
    let client = ClientBuilder::from_env()?.build()?;
    let desk = Desk {
        admin: "3301".into(),
        team: "72".into(),
        warranty: "815".into(),
    };
    let ticket = report(&client, "Leak", "mara@roastery.example", "Puddle", "desk-1").await?;
    println!("created {}", ticket.id);
    let since = UnixTime::now() - Duration::from_secs(30 * 86_400);
    for (ticket, outcome) in triage(&client, &desk, since).await? {
        println!("{ticket}: {outcome:?}");
    }
    Ok(())
}
