//! The example of an import, killed again and again while much goes wrong.

use std::collections::BTreeMap;
use std::error::Error;
use std::io::Write;
use std::pin::{Pin, pin};
use std::sync::Mutex;
use std::task::{Context, Poll};
use std::{env, fs, process};

use intercom_tickets::{Client, search};
use oas_mock::{Fault, FaultKind, Mock, MockTransport};

use crate::TOKEN;

#[path = "../../../../generated/examples/import/import.rs"]
mod import;

use import::{Import, Journal, Row};

const ROWS: usize = 150;
const KILLS: u64 = 20;

fn client(mock: &Mock) -> Client {
    let transport = MockTransport::new(mock.clone());
    let builder = Client::builder().token(TOKEN).transport(transport);
    builder.build().unwrap()
}

/// A future that is dropped, as a process is killed, when it was polled so often.
struct Killed<'a, T> {
    future: Pin<&'a mut dyn Future<Output = T>>,
    polls: u64,
}

impl<T> Future for Killed<'_, T> {
    type Output = Option<T>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<T>> {
        let Some(left) = self.polls.checked_sub(1) else {
            return Poll::Ready(None);
        };
        self.polls = left;
        cx.waker().wake_by_ref();
        self.future.as_mut().poll(cx).map(Some)
    }
}

/// `IMPORTS=10000` imports so many.
#[tokio::test]
async fn each_row_becomes_one_ticket_however_often_it_is_killed() {
    let faults = [
        Fault::new("createTicket", FaultKind::ResetAfterCommit).chance(0.05),
        Fault::new("createTicket", FaultKind::ResetBeforeCommit).chance(0.05),
        Fault::new("createTicket", FaultKind::Status(503)).chance(0.03),
        Fault::new("searchTickets", FaultKind::Status(503)).chance(0.03),
    ];
    let mock = xtask_mock::intercom().faults(faults).build().unwrap();
    let count = env::var("IMPORTS").map_or(ROWS, |count| count.parse().unwrap());
    let rows = (0..count).map(|number| {
        Row::read(&format!(
            "row-{number}\tmara@roastery.example\tDrips {number}"
        ))
        .unwrap()
    });
    let rows: Vec<Row> = rows.collect();
    let path = env::temp_dir().join(format!("import-{}.journal", process::id()));

    let mut kills = 0;
    let mut begun_before = 0;
    loop {
        // Another process knows what is in the journal, and nothing else.
        let client = client(&mock);
        let journal = Mutex::new(Journal::open(&path).unwrap());
        let done = journal.lock().unwrap().done();
        assert!(done >= begun_before);
        begun_before = done;
        let ticket_type = "4101".into();
        let import = Import {
            client: &client,
            ticket_type: &ticket_type,
            rows: &rows,
            journal: &journal,
            progress: &|_| {},
        };
        let running = pin!(import.run());
        let polls = match kills {
            KILLS.. => u64::MAX,
            // At moments all over the import, however long it is.
            _ => (2 + (kills * 7_919) % 17) * u64::try_from(count / ROWS).unwrap(),
        };
        let ended: Option<Result<(), Box<dyn Error>>> = Killed {
            future: running,
            polls,
        }
        .await;
        match ended {
            Some(Ok(())) if kills >= KILLS => break,
            Some(Ok(())) => panic!("it came to its end before it was killed {KILLS} times"),
            // The process gave up, which is as good as a kill.
            Some(Err(error)) => eprintln!("{error}"),
            None => kills += 1,
        }
        // A line of which a kill has let only the beginning through.
        let mut file = fs::OpenOptions::new().append(true).open(&path).unwrap();
        file.write_all(b"row-14").unwrap();
    }

    let mut found: BTreeMap<String, usize> = BTreeMap::new();
    let client = client(&mock);
    let mut tickets = client
        .tickets()
        .search(search::title().starts_with("Drips "))
        .items();
    while let Some(ticket) = tickets.try_next().await.unwrap() {
        let title = ticket.title().unwrap().to_owned();
        *found.entry(title).or_default() += 1;
    }
    let missing: Vec<&Row> = rows
        .iter()
        .filter(|row| !found.contains_key(&format!("{} [{}]", row.title, row.key)))
        .collect();
    let twice: Vec<_> = found.iter().filter(|(_, count)| **count > 1).collect();
    assert!(
        missing.is_empty() && twice.is_empty(),
        "{missing:?} {twice:?}"
    );
    assert_eq!(found.len(), count);
    fs::remove_file(path).unwrap();
}
