//! An import that can be killed at any moment, and goes on where it was.

use std::collections::{HashMap, HashSet};
use std::error::Error as StdError;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use intercom_tickets::types::{CreateTicketRequest, TicketContact, TicketTypeId};
use intercom_tickets::{Client, DEFAULT_TITLE, Mark};

/// It takes Intercom a moment to find what is new: so long after its creation, a ticket is
/// found.
const UNTIL_FOUND: Duration = Duration::from_secs(15);

/// A ticket to be: a key that no other has, an address, and a title.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    pub key: String,
    pub email: String,
    pub title: String,
}

impl Row {
    /// Of a line: the three of them, with tabs in between.
    pub fn read(line: &str) -> Option<Row> {
        let mut parts = line.splitn(3, '\t').map(str::to_owned);
        Some(Row {
            key: parts.next()?,
            email: parts.next()?,
            title: parts.next()?,
        })
    }
}

/// What has been begun, and what came of it: a line each, which is written before
/// a ticket is sent, and when it is there. A line that a kill has cut off counts for
/// nothing: what it says didn't happen, or will be found.
pub struct Journal {
    file: File,
    begun: HashSet<String>,
    done: HashMap<String, String>,
}

impl Journal {
    pub fn open(path: &Path) -> io::Result<Journal> {
        let text = match fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
            Err(error) => return Err(error),
        };
        let whole = text.rfind('\n').map_or(0, |end| end + 1);
        let file = OpenOptions::new().create(true).append(true).open(path)?;
        file.set_len(u64::try_from(whole).unwrap_or_default())?;
        let (mut begun, mut done) = (HashSet::new(), HashMap::new());
        for line in text.get(..whole).unwrap_or_default().lines() {
            match line.split_once('\t') {
                Some((key, id)) => done.insert(key.to_owned(), id.to_owned()).is_none(),
                None => begun.insert(line.to_owned()),
            };
        }
        Ok(Journal { file, begun, done })
    }

    /// How many tickets are there.
    pub fn done(&self) -> usize {
        self.done.len()
    }

    /// Whether some may be there of which the journal doesn't know.
    fn is_unsure(&self) -> bool {
        self.begun.iter().any(|key| !self.done.contains_key(key))
    }

    /// Says that a ticket is about to be sent.
    fn begin(&mut self, key: &str) -> io::Result<()> {
        self.file.write_all(format!("{key}\n").as_bytes())
    }

    fn finish(&mut self, key: &str, id: &str) -> io::Result<()> {
        self.done.insert(key.to_owned(), id.to_owned());
        self.file.write_all(format!("{key}\t{id}\n").as_bytes())
    }
}

/// An import that is going on.
pub struct Import<'a> {
    pub client: &'a Client,
    pub ticket_type: &'a TicketTypeId,
    pub rows: &'a [Row],
    pub journal: &'a Mutex<Journal>,
    /// Told how many tickets are there, after each.
    pub progress: &'a (dyn Fn(usize) + Sync),
}

impl Import<'_> {
    /// Creates a ticket for each row that has none yet, four at a time; the client keeps to
    /// the rate limit, and repeats what may be repeated.
    pub async fn run(&self) -> Result<(), Box<dyn StdError>> {
        if self.journal().is_unsure() {
            self.client.runtime().sleep(UNTIL_FOUND).await;
        }
        let next = AtomicUsize::new(0);
        let work = || self.work(&next);
        tokio::try_join!(work(), work(), work(), work())?;
        Ok(())
    }

    async fn work(&self, next: &AtomicUsize) -> Result<(), Box<dyn StdError>> {
        while let Some(row) = self.rows.get(next.fetch_add(1, Ordering::Relaxed)) {
            let is_done = self.journal().done.contains_key(&row.key);
            if !is_done {
                let id = self.ticket(row).await?;
                self.journal().finish(&row.key, &id)?;
                (self.progress)(self.journal().done());
            }
        }
        Ok(())
    }

    /// The ticket of a row: one that an import before this may have created, or a new one.
    async fn ticket(&self, row: &Row) -> Result<String, Box<dyn StdError>> {
        let mark = Mark::in_title(&row.key);
        let was_begun = self.journal().begun.contains(&row.key);
        if was_begun && let Some(ticket) = self.client.find_marked(&mark).await? {
            return Ok(ticket.id.to_string());
        }
        self.journal().begin(&row.key)?;
        let contact = TicketContact::email(&row.email);
        let request = CreateTicketRequest::new(self.ticket_type, [contact])
            .ticket_attributes([(DEFAULT_TITLE, row.title.as_str())])
            .skip_notifications(true);
        let ticket = self.client.create_ticket_once(request, &mark).await?;
        Ok(ticket.id.to_string())
    }

    fn journal(&self) -> MutexGuard<'_, Journal> {
        self.journal.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
