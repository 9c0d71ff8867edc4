//! A page of 150 tickets, decoded by both.

use std::hint::black_box;
use std::time::{Duration, Instant};

use intercom_tickets::types::TicketList;

use crate::{Failure, Figure, plain, tickets};

const ROUNDS: usize = 40;
const ROUND: Duration = Duration::from_millis(60);

pub fn compare() -> Result<Figure, Failure> {
    let page = tickets::page(150);
    let ours = || intercom_tickets::codec::from_slice::<TicketList>(page.as_bytes()).map(drop);
    let derived = || serde_json::from_slice::<plain::Page>(page.as_bytes()).map(drop);
    // Neither is fast because it gave up.
    let count = intercom_tickets::codec::from_slice::<TicketList>(page.as_bytes())?
        .tickets
        .len();
    let same = serde_json::from_slice::<plain::Page>(page.as_bytes())?
        .tickets
        .len();
    if (count, same) != (150, 150) {
        return Err(format!("{count} and {same} of 150 tickets were read").into());
    }
    let mut ratios = Vec::new();
    let mut best = (f64::MAX, f64::MAX);
    for _ in 0..ROUNDS {
        let (one, other) = (time(ours), time(derived));
        ratios.push(one / other);
        best = (best.0.min(one), best.1.min(other));
    }
    println!(
        "a page of 150 tickets, {} KB: {:.2} ms, plain {:.2} ms; throughput {:.1} % of the plain",
        page.len() / 1024,
        best.0 * 1e3,
        best.1 * 1e3,
        100.0 / median(&mut ratios),
    );
    Ok(Figure {
        name: "time to decode a page",
        ratio: median(&mut ratios),
        most: 1.0 / 0.9,
    })
}

/// Seconds for one, on the average of a round.
fn time<E>(mut work: impl FnMut() -> Result<(), E>) -> f64 {
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
