//! A page of 150 tickets, decoded and encoded by both.

use std::hint::black_box;
use std::time::{Duration, Instant};

use intercom_tickets::codec;
use intercom_tickets::types::TicketList;

use crate::calls::Kind;
use crate::{Failure, Figure, plain, tickets};

const TICKETS: usize = 150;
const ROUNDS: usize = 40;
const ROUND: Duration = Duration::from_millis(60);

/// Reads a page so many times, and nothing else.
pub fn read(kind: Kind, count: u32) -> Result<(), Failure> {
    let page = tickets::page(TICKETS);
    for _ in 0..count {
        match kind {
            Kind::Ours => drop(codec::from_slice::<TicketList>(page.as_bytes())?),
            Kind::Plain => drop(serde_json::from_slice::<plain::Page>(page.as_bytes())?),
        }
    }
    Ok(())
}

pub fn decoding() -> Result<Figure, Failure> {
    let page = tickets::page(TICKETS);
    let ours = || codec::from_slice::<TicketList>(page.as_bytes()).map(drop);
    let derived = || serde_json::from_slice::<plain::Page>(page.as_bytes()).map(drop);
    // Neither is fast because it gave up.
    let count = codec::from_slice::<TicketList>(page.as_bytes())?;
    let same = serde_json::from_slice::<plain::Page>(page.as_bytes())?;
    let (count, same) = (count.tickets.len(), same.tickets.len());
    if (count, same) != (TICKETS, TICKETS) {
        return Err(format!("{count} and {same} of 150 tickets were read").into());
    }
    Ok(compare("time to decode a page", 1.0 / 0.9, ours, derived))
}

pub fn encoding() -> Result<Figure, Failure> {
    let page = tickets::page(TICKETS);
    let ours = codec::from_slice::<TicketList>(page.as_bytes())?;
    let derived: plain::Page = serde_json::from_str(&page)?;
    let ours = || serde_json::to_vec(&ours).map(drop);
    let derived = || serde_json::to_vec(&derived).map(drop);
    Ok(compare("time to encode a page", 1.1, ours, derived))
}

fn compare<E, F>(
    name: &'static str,
    most: f64,
    ours: impl Fn() -> Result<(), E>,
    derived: impl Fn() -> Result<(), F>,
) -> Figure {
    let mut ratios = Vec::new();
    let mut best = (f64::MAX, f64::MAX);
    for _ in 0..ROUNDS {
        let (one, other) = (time(&ours), time(&derived));
        ratios.push(one / other);
        best = (best.0.min(one), best.1.min(other));
    }
    let ratio = median(&mut ratios);
    println!(
        "{name} of 150 tickets: {:.2} ms, plain {:.2} ms; throughput {:.1} % of the plain",
        best.0 * 1e3,
        best.1 * 1e3,
        100.0 / ratio,
    );
    Figure {
        name,
        unit: "ms",
        ours: best.0 * 1e3,
        plain: best.1 * 1e3,
        ratio,
        most,
    }
}

/// Seconds for one, on the average of a round.
fn time<E>(work: impl Fn() -> Result<(), E>) -> f64 {
    let (start, mut done) = (Instant::now(), 0_u32);
    while start.elapsed() < ROUND {
        let _ = black_box(work());
        done += 1;
    }
    start.elapsed().as_secs_f64() / f64::from(done.max(1))
}

/// The value in the middle.
pub fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}
