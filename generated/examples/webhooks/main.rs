//! Receives what Intercom tells of tickets, behind axum: run it with
//! `INTERCOM_CLIENT_SECRET=s cargo run -p intercom-tickets --features webhooks --example webhooks`,
//! and `cargo xtask mock --webhooks http://127.0.0.1:4011/intercom --client-secret s` in
//! another terminal; what is done to the mock's tickets is then told here.

mod receiver;

use intercom_tickets::{BoxError, Secret};
use tokio::net::TcpListener;
use tokio::sync::mpsc;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), BoxError> {
    let secret = Secret::from(std::env::var("INTERCOM_CLIENT_SECRET")?);
    let (queue, mut messages) = mpsc::channel(1_000);
    let listener = TcpListener::bind("127.0.0.1:4011").await?;
    println!("http://{}/intercom", listener.local_addr()?);
    let work = async {
        while let Some(message) = messages.recv().await {
            println!("{}", receiver::told(&message));
        }
        Ok(())
    };
    tokio::try_join!(
        async { axum::serve(listener, receiver::router([secret], queue)).await },
        work
    )?;
    Ok(())
}
