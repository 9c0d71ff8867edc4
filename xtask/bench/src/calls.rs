//! One call, made by both.

use std::time::Instant;

use clap::ValueEnum;
use intercom_tickets::Client;
use reqwest::redirect::Policy;

use crate::codec::median;
use crate::{Failure, Figure, plain};

pub const TOKEN: &str = "dG9rOmJlbmNo";

/// Who makes a call.
#[derive(Clone, Copy, ValueEnum)]
pub enum Kind {
    Ours,
    Plain,
}

/// How many calls are made by one before it is the other's turn.
const TURN: u32 = 100;

struct Both {
    ours: Client,
    plain: reqwest::Client,
    url: String,
}

impl Both {
    fn new(url: &str) -> Result<Self, Failure> {
        Ok(Self {
            ours: Client::builder().base_url(url).token(TOKEN).build()?,
            plain: plain_client()?,
            url: url.to_owned(),
        })
    }

    async fn call(&self, kind: Kind) -> Result<(), Failure> {
        match kind {
            Kind::Ours => drop(self.ours.tickets().get_ticket("90210").await?),
            Kind::Plain => drop(self.plain().await?),
        }
        Ok(())
    }

    /// The same call, as one would write it.
    async fn plain(&self) -> Result<plain::Ticket, Failure> {
        let response = self
            .plain
            .get(format!("{}/tickets/{}", self.url, "90210"))
            .bearer_auth(TOKEN)
            .header("accept", "application/json")
            .header("intercom-version", "2.16")
            .send()
            .await?
            .error_for_status()?;
        let body = response.bytes().await?;
        Ok(serde_json::from_slice(&body)?)
    }
}

pub fn plain_client() -> Result<reqwest::Client, Failure> {
    let builder = reqwest::Client::builder()
        .redirect(Policy::none())
        .retry(reqwest::retry::never())
        .no_proxy()
        .user_agent("intercom-tickets/0.1.0 oas-runtime/0.1.0")
        .tls_backend_preconfigured(tls()?);
    Ok(builder.build()?)
}

/// A configuration that is never used: the server speaks plain HTTP.
fn tls() -> Result<rustls::ClientConfig, rustls::Error> {
    let provider = std::sync::Arc::new(rustls::crypto::ring::default_provider());
    let builder = rustls::ClientConfig::builder_with_provider(provider);
    let builder = builder.with_safe_default_protocol_versions()?;
    Ok(builder
        .with_root_certificates(rustls::RootCertStore::empty())
        .with_no_client_auth())
}

pub fn runtime() -> std::io::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
}

/// Makes calls of one kind, and nothing else.
pub fn make(kind: Kind, url: &str, count: u32) -> Result<(), Failure> {
    let both = Both::new(url)?;
    runtime()?.block_on(async {
        for _ in 0..count {
            both.call(kind).await?;
        }
        Ok(())
    })
}

/// The time of a call of ours, beside that of a plain one.
pub fn compare(url: &str, calls: u32) -> Result<Figure, Failure> {
    let both = Both::new(url)?;
    let (mut ours, mut plain, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
    runtime()?.block_on(async {
        for kind in [Kind::Ours, Kind::Plain] {
            turn(&both, kind, &mut Vec::new()).await?;
        }
        for _ in 0..calls.div_ceil(TURN) {
            let one = turn(&both, Kind::Ours, &mut ours).await?;
            let other = turn(&both, Kind::Plain, &mut plain).await?;
            ratios.push(one / other);
        }
        Ok::<_, Failure>(())
    })?;
    let (one, other) = (median(&mut ours), median(&mut plain));
    // Of turns that follow each other, another load of the machine falls on both.
    let ratio = median(&mut ratios);
    println!(
        "one call, response of 8 KB on this machine: median {:.1} µs, plain {:.1} µs; ratio of medians {:.3}, median of ratios {:.3}",
        one * 1e6,
        other * 1e6,
        one / other,
        ratio,
    );
    Ok(Figure {
        name: "latency of a call",
        unit: "µs",
        ours: one * 1e6,
        plain: other * 1e6,
        ratio,
        most: 1.05,
    })
}

/// Makes some calls, and gives the median of their times in seconds.
async fn turn(both: &Both, kind: Kind, all: &mut Vec<f64>) -> Result<f64, Failure> {
    let mut times = Vec::new();
    for _ in 0..TURN {
        let start = Instant::now();
        both.call(kind).await?;
        times.push(start.elapsed().as_secs_f64());
    }
    all.extend(&times);
    Ok(median(&mut times))
}
