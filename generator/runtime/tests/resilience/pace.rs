//! The rate limiter against a server that limits, an hour of virtual time at once.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use crate::script::{clock, run};
use oas_runtime::test_util::VirtualClock;
use oas_runtime::{BoxFuture, Client};

use crate::server::{Headers, Seen, Server, Settings};
use crate::{API, say};

const HOUR: Duration = Duration::from_secs(3600);
const SEED: u64 = 1;

/// Calls one after the other until the time is over, and counts them.
fn task(
    client: Client,
    clock: VirtualClock,
    until: Duration,
    done: Arc<Mutex<Vec<u64>>>,
    index: usize,
) -> BoxFuture<'static, ()> {
    Box::pin(async move {
        while clock.elapsed() < until {
            let call = client.request(http::Method::GET, "/pets").empty();
            // A refusal is counted by the server.
            if call.no_retries().await.is_ok() {
                done.lock().unwrap()[index] += 1;
            }
        }
    })
}

struct Outcome {
    seen: Seen,
    done: Vec<u64>,
    ideal: f64,
}

impl Outcome {
    /// 429s as a part of all calls, in per cent.
    fn refused(&self) -> f64 {
        100.0 * count(self.seen.refused) / count(self.seen.refused + self.seen.accepted)
    }

    /// Calls carried out as a part of what the limit allows, in per cent.
    fn throughput(&self) -> f64 {
        100.0 * count(self.seen.accepted) / self.ideal
    }

    /// What the slowest task did against the median, in per cent.
    fn slowest(&self) -> f64 {
        let mut done = self.done.clone();
        done.sort_unstable();
        100.0 * count(done[0]) / count(done[done.len() / 2])
    }

    fn show(&self, name: &str) {
        say(&format!(
            "{name}: {:.2} % 429s, throughput {:.1} % of the limit, slowest task {:.0} % of the median, {} calls",
            self.refused(),
            self.throughput(),
            self.slowest(),
            self.seen.accepted + self.seen.refused,
        ));
    }
}

fn count(number: u64) -> f64 {
    f64::from(u32::try_from(number).unwrap())
}

/// Lets so many tasks run on each of so many clients, which know nothing of
/// each other.
fn simulate(
    clients: usize,
    tasks: usize,
    time: Duration,
    settings: &Settings,
    seed: u64,
) -> Outcome {
    let clock = clock();
    let server = Server::new(&clock, settings.clone(), seed);
    let done = Arc::new(Mutex::new(vec![0; clients * tasks]));
    let mut all = Vec::new();
    for index in 0..clients * tasks {
        // Clones share the rate limiter; every client has its own.
        if index % tasks == 0 {
            let client = Client::builder(&API)
                .base_url("https://pets.example")
                .transport(server.clone())
                .no_timeout()
                .build()
                .unwrap();
            all.push(client);
        }
        let _ = &all;
    }
    let futures = (0..clients * tasks)
        .map(|index| {
            task(
                all[index / tasks].clone(),
                clock.clone(),
                time,
                Arc::clone(&done),
                index,
            )
        })
        .collect();
    run(&clock, futures);
    let windows = time.as_secs_f64() / settings.window.as_secs_f64();
    let done = done.lock().unwrap().clone();
    Outcome {
        seen: server.seen(),
        done,
        ideal: windows * count(settings.limit),
    }
}

#[test]
fn one_client_keeps_to_the_limit_and_uses_it() {
    let outcome = simulate(1, 64, HOUR, &Settings::default(), SEED);
    outcome.show(&format!("64 tasks on one client, seed {SEED}"));
    assert!(outcome.refused() <= 1.0);
    assert!(outcome.throughput() >= 95.0);
    assert!(outcome.slowest() >= 50.0);
}

#[test]
fn eight_processes_share_a_limit_without_a_word() {
    let outcome = simulate(8, 8, HOUR, &Settings::default(), SEED);
    outcome.show(&format!("8 governors of 8 tasks each, seed {SEED}"));
    assert!(outcome.refused() <= 3.0);
    assert!(outcome.throughput() >= 90.0);
    let processes: Vec<u64> = outcome
        .done
        .chunks(8)
        .map(|tasks| tasks.iter().sum())
        .collect();
    let (least, most) = (
        processes.iter().min().unwrap(),
        processes.iter().max().unwrap(),
    );
    say(&format!("the processes did {least} to {most} calls each"));
    assert!(least * 2 >= *most, "the parts become equal");
}

#[test]
fn far_away_servers_and_odd_clocks() {
    let far = Settings {
        latency: (Duration::from_millis(150), Duration::from_millis(450)),
        ..Settings::default()
    };
    let outcome = simulate(1, 64, HOUR / 4, &far, 4);
    outcome.show("64 tasks, responses after 0.3 to 0.9 s");
    assert!(outcome.refused() <= 1.0);
    assert!(outcome.throughput() >= 95.0);

    // Half a minute behind, and there is no `Date` to tell.
    let dateless = Settings {
        headers: Headers::WithoutDate,
        ahead: Duration::ZERO,
        ..Settings::default()
    };
    let outcome = simulate(1, 64, HOUR / 4, &dateless, 5);
    outcome.show("64 tasks, no Date");
    assert!(outcome.refused() <= 1.0);
    assert!(outcome.throughput() >= 95.0);
}

#[test]
fn without_headers_it_learns_from_refusals() {
    let silent = Settings {
        headers: Headers::None,
        ..Settings::default()
    };
    let outcome = simulate(1, 64, HOUR, &silent, 6);
    outcome.show("64 tasks, no headers at all");
    assert!(outcome.refused() <= 5.0);
    assert!(outcome.throughput() >= 75.0);
}

/// Calls one after the other from one moment to another.
fn late(
    client: Client,
    clock: VirtualClock,
    span: (Duration, Duration),
    done: Arc<Mutex<Vec<u64>>>,
    index: usize,
) -> BoxFuture<'static, ()> {
    Box::pin(async move {
        clock.sleep(span.0).await;
        task(client, clock, span.1, done, index).await;
    })
}

#[test]
fn a_newcomer_gets_its_part_and_the_others_take_what_is_left_by_one_that_goes() {
    let clock = clock();
    let server = Server::new(&clock, Settings::default(), SEED);
    let done = Arc::new(Mutex::new(vec![0; 4 * 8]));
    let minutes = |from: u64, until: u64| {
        (
            Duration::from_secs(60 * from),
            Duration::from_secs(60 * until),
        )
    };
    // Three from the start, of which one goes; another comes later.
    let spans = [
        minutes(0, 30),
        minutes(0, 30),
        minutes(0, 10),
        minutes(5, 30),
    ];
    let tasks = spans.iter().enumerate().flat_map(|(process, span)| {
        let client = Client::builder(&API)
            .base_url("https://pets.example")
            .transport(server.clone())
            .no_timeout()
            .build()
            .unwrap();
        let (clock, done) = (clock.clone(), Arc::clone(&done));
        (0..8).map(move |task| {
            late(
                client.clone(),
                clock.clone(),
                *span,
                Arc::clone(&done),
                process * 8 + task,
            )
        })
    });
    run(&clock, tasks.collect());
    let outcome = Outcome {
        seen: server.seen(),
        done: done.lock().unwrap().clone(),
        ideal: 180.0 * 167.0,
    };
    outcome.show("processes that come and go");
    let parts: Vec<u64> = outcome
        .done
        .chunks(8)
        .map(|tasks| tasks.iter().sum())
        .collect();
    say(&format!(
        "calls of the two that stay, the one that goes, the one that comes: {parts:?}"
    ));
    assert!(outcome.refused() <= 3.0);
    assert!(outcome.throughput() >= 90.0);
    // It has 25 of 30 minutes, and begins with nothing.
    assert!(parts[3] * 2 >= parts[0], "{parts:?}");
}
