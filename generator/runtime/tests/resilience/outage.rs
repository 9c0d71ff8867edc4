//! Ten minutes without a server.

use std::time::Duration;

use crate::script::{clock, run};
use oas_runtime::random::SeededRng;
use oas_runtime::test_util::VirtualClock;
use oas_runtime::{BoxFuture, Client};

use crate::say;
use crate::server::{Outage, OutageKind, Server, Settings};

const FROM: Duration = Duration::from_secs(60);
const UNTIL: Duration = Duration::from_secs(660);
const END: Duration = Duration::from_secs(720);

/// Calls one after the other through the outage and beyond, and tells how many
/// calls there were during it.
fn task(
    client: Client,
    clock: VirtualClock,
    calls: std::sync::Arc<std::sync::atomic::AtomicU64>,
) -> BoxFuture<'static, ()> {
    Box::pin(async move {
        while clock.elapsed() < END {
            let during = (FROM..UNTIL).contains(&clock.elapsed());
            if during {
                calls.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            }
            let _ = client.request(http::Method::GET, "/pets").empty().await;
            // What a program does that has work to do.
            clock.sleep(Duration::from_millis(500)).await;
        }
    })
}

#[test]
fn an_outage_is_not_made_worse_and_its_end_is_noticed() {
    for kind in [OutageKind::Refused, OutageKind::Unavailable] {
        let clock = clock();
        let settings = Settings {
            outage: Some(Outage {
                from: FROM,
                until: UNTIL,
                kind,
            }),
            ..Settings::default()
        };
        let server = Server::new(&clock, settings, 9);
        let client = Client::builder(&crate::API)
            .base_url("https://pets.example")
            .transport(server.clone())
            .rng(SeededRng::new(9))
            .build()
            .unwrap();
        let calls = std::sync::Arc::default();
        let tasks = (0..64)
            .map(|_| task(client.clone(), clock.clone(), std::sync::Arc::clone(&calls)))
            .collect();
        run(&clock, tasks);
        let calls = calls.load(std::sync::atomic::Ordering::Relaxed);
        let seen = server.seen();
        let ratio = count(seen.during) / count(calls);
        let back = seen.back.unwrap().saturating_sub(UNTIL);
        let cap = Duration::from_secs(10);
        say(&format!(
            "10 minutes of {}: {calls} calls, {} requests ({ratio:.3} a call), back after {:.2} s (cap {cap:?})",
            match kind {
                OutageKind::Refused => "refused connections",
                OutageKind::Unavailable => "503",
            },
            seen.during,
            back.as_secs_f64(),
        ));
        assert!(calls > 1000);
        assert!(ratio <= 1.5);
        assert!(back <= cap);
    }
}

fn count(number: u64) -> f64 {
    f64::from(u32::try_from(number).unwrap())
}
