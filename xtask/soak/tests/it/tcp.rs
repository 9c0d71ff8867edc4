//! The same over real connections, for the faults that need them.

use std::io::Write as _;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use intercom_tickets::Client;
use intercom_tickets::random::SeededRng;
use oas_mock::{Fault, FaultKind, RealClock, Server};
use xtask_soak::{Batch, CallLog, Desk, Pause, Plan, TOKEN, audit, server, table, workflow};

const SEED: u64 = 77;

/// What TCP adds to: connections that break, and bodies that break off, trickle
/// or never come.
fn kinds() -> [FaultKind; 7] {
    [
        FaultKind::Refuse,
        FaultKind::ResetBeforeCommit,
        FaultKind::ResetAfterCommit,
        FaultKind::Hang,
        FaultKind::HalfBody,
        FaultKind::Endless,
        FaultKind::Drip {
            bytes: 512,
            pause: Duration::from_millis(2),
        },
    ]
}

async fn run(plan: &Plan) -> Batch {
    let mock = server(plan, RealClock).unwrap();
    let served = Server::start(mock.clone(), ([127, 0, 0, 1], 0).into())
        .await
        .unwrap();
    let client = Client::builder()
        .base_url(served.url())
        .token(TOKEN)
        .rng(SeededRng::new(plan.seed))
        .max_response_bytes(1 << 18)
        .timeout(Duration::from_secs(20))
        .idle_timeout(Duration::from_millis(500))
        .build()
        .unwrap();
    // Waits are a hundredth of what they are on the clock of the soak.
    let pause: Pause = Arc::new(|time| Box::pin(tokio::time::sleep(time / 100)));
    let entries = Arc::new(Mutex::new(Vec::new()));
    let tasks: Vec<_> = (0..plan.tasks)
        .map(|task| {
            let desk = Desk::new(&client, &pause, &entries, plan, task);
            tokio::spawn(workflow(desk, plan.workflows))
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    // What was given up by its caller may still be on its way.
    tokio::time::sleep(Duration::from_millis(300)).await;
    served.stop().await;
    let entries = std::mem::take(&mut *entries.lock().unwrap());
    Batch {
        findings: audit(&entries, &mock.ledger()),
        requests: u64::try_from(mock.records().len()).unwrap(),
        entries,
        virtual_time: Duration::ZERO,
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_books_agree_over_real_connections() {
    let mut call_log = CallLog::default();
    for (number, kind) in (0..).zip(kinds()) {
        let plan = Plan {
            name: kind.name().to_owned(),
            seed: SEED + number,
            faults: vec![Fault::new("*", kind).chance(0.2)],
            tasks: 8,
            workflows: 2,
            per_minute: 60_000,
            is_careless: false,
        };
        call_log.add(&plan, run(&plan).await);
    }
    let shown = table(&call_log);
    let _ = writeln!(std::io::stderr(), "over TCP, seed {SEED}\n{shown}");
    assert!(call_log.is_clean(), "{shown}");
    assert!(call_log.calls() > 300, "{}", call_log.calls());
}
