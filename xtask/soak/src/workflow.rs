//! What a task does: creates tickets, writes into them, searches.

use std::sync::{Arc, Mutex, PoisonError};
use std::task::Poll;
use std::time::Duration;

use intercom_tickets::call::Reconciliation;
use intercom_tickets::error::Outcome;
use intercom_tickets::random::{Rng as _, SeededRng};
use intercom_tickets::types::{
    AdminReply, AdminReplyMessageType, CreateTicketRequest, SearchFilter, SearchOperator,
    SearchQuery, SearchTicketsRequest, Ticket, TicketContact, TicketId, UpdateTicketRequest,
};
use intercom_tickets::{BoxFuture, Call, Client, DEFAULT_TITLE, Error, Idempotency};

use crate::{Entry, Kind, Plan, Told};

/// Waits, by whatever clock.
pub type Pause = Arc<dyn Fn(Duration) -> BoxFuture<'static, ()> + Send + Sync>;

/// A task with its client and its book.
pub struct Desk {
    client: Client,
    pause: Pause,
    entries: Arc<Mutex<Vec<Entry>>>,
    random: SeededRng,
    task: usize,
    count: u32,
    is_careless: bool,
}

/// One call in this many is given up before its end.
const GIVEN_UP: u64 = 25;

/// Goes through so many workflows.
pub fn workflow(mut desk: Desk, count: u32) -> BoxFuture<'static, ()> {
    Box::pin(async move {
        for _ in 0..count {
            desk.one().await;
        }
    })
}

impl Desk {
    /// A task of that number.
    #[must_use]
    pub fn new(
        client: &Client,
        pause: &Pause,
        entries: &Arc<Mutex<Vec<Entry>>>,
        plan: &Plan,
        task: usize,
    ) -> Self {
        let number = u64::try_from(task).unwrap_or_default();
        Self {
            client: client.clone(),
            pause: Arc::clone(pause),
            entries: Arc::clone(entries),
            random: SeededRng::new(plan.seed.wrapping_add(number)),
            task,
            count: 0,
            is_careless: plan.is_careless,
        }
    }

    /// One workflow: a ticket, and what is done with it.
    async fn one(&mut self) {
        let id = match self.random.next() % 4 {
            0 => self.create().await,
            1 => {
                self.enqueue().await;
                None
            }
            _ => self.create_once().await,
        };
        self.search().await;
        let Some(id) = id else { return };
        self.reply(&id).await;
        self.update(&id).await;
        self.get(&id).await;
        if self.random.next().is_multiple_of(3) {
            self.delete(&id).await;
        }
    }

    fn marker(&mut self) -> String {
        self.count += 1;
        format!("m{}-{}", self.task, self.count)
    }

    async fn create(&mut self) -> Option<TicketId> {
        let marker = self.marker();
        let call = self.client.tickets().create_ticket(request(&marker));
        let mut call = marked(call, &marker);
        if self.is_careless {
            call = call.idempotency(Idempotency::Idempotent);
        }
        let outcome = self.wait(call.response().into_future()).await;
        let outcome = outcome
            .map(|outcome| outcome.map(|response| (response.attempts(), response.into_value().id)));
        self.note(marker, Kind::Create, outcome)
    }

    async fn create_once(&mut self) -> Option<TicketId> {
        let marker = self.marker();
        let call = self.client.tickets().create_ticket(request(&marker));
        let call = marked(call, &marker);
        let (client, pause, title) = (self.client.clone(), Arc::clone(&self.pause), marker.clone());
        let call = call.reconcile(move |lost| {
            let (client, pause, title) = (client.clone(), Arc::clone(&pause), title.clone());
            async move {
                pause(Duration::from_secs(10)).await;
                match find(&client, &title).await {
                    Ok(Some(ticket)) => Reconciliation::Applied(ticket),
                    Ok(None) => Reconciliation::NotApplied,
                    Err(_) => Reconciliation::Unknown(lost),
                }
            }
        });
        let outcome = self.wait(call.into_future()).await;
        let outcome = outcome.map(|outcome| outcome.map(|ticket| (1, ticket.id)));
        self.note(marker, Kind::CreateOnce, outcome)
    }

    async fn enqueue(&mut self) {
        let marker = self.marker();
        let call = self
            .client
            .tickets()
            .enqueue_create_ticket(request(&marker));
        let call = marked(call, &marker);
        let outcome = self.wait(call.into_future()).await;
        self.note(
            marker,
            Kind::Enqueue,
            outcome.map(|outcome| outcome.map(|_| (1, ()))),
        );
    }

    async fn reply(&mut self, id: &TicketId) {
        let marker = self.marker();
        let note = AdminReply::new(AdminReplyMessageType::Note, "3301").body("On the bench.");
        let call = self.client.tickets().reply_ticket(id.clone(), note);
        let call = marked(call, &marker);
        let outcome = self.wait(call.into_future()).await;
        self.note(
            marker,
            Kind::Reply,
            outcome.map(|outcome| outcome.map(|_| (1, ()))),
        );
    }

    async fn update(&mut self, id: &TicketId) {
        let marker = self.marker();
        let update = UpdateTicketRequest::new().open(self.random.next().is_multiple_of(2));
        let call = self.client.tickets().update_ticket(id.clone(), update);
        let call = marked(call, &marker);
        let outcome = self.wait(call.into_future()).await;
        self.note(
            marker,
            Kind::Update,
            outcome.map(|outcome| outcome.map(|_| (1, ()))),
        );
    }

    async fn get(&mut self, id: &TicketId) {
        let marker = self.marker();
        let call = marked(self.client.tickets().get_ticket(id.clone()), &marker);
        let outcome = self.wait(call.into_future()).await;
        self.note(
            marker,
            Kind::Get,
            outcome.map(|outcome| outcome.map(|_| (1, ()))),
        );
    }

    async fn delete(&mut self, id: &TicketId) {
        let marker = self.marker();
        let call = marked(self.client.tickets().delete_ticket(id.clone()), &marker);
        let outcome = self.wait(call.into_future()).await;
        self.note(
            marker,
            Kind::Delete,
            outcome.map(|outcome| outcome.map(|_| (1, ()))),
        );
    }

    async fn search(&mut self) {
        let marker = self.marker();
        let filter = SearchFilter::new("open", SearchOperator::Equal, true);
        let search = SearchTicketsRequest::new(SearchQuery::from(filter));
        let call = self.client.tickets().search_tickets(search).into_call();
        let call = marked(call, &marker);
        let outcome = self.wait(call.into_future()).await;
        self.note(
            marker,
            Kind::Search,
            outcome.map(|outcome| outcome.map(|_| (1, ()))),
        );
    }

    /// Waits for the end, or gives up before it now and then.
    async fn wait<T>(
        &self,
        call: impl Future<Output = Result<T, Error>>,
    ) -> Option<Result<T, Error>> {
        let mut call = Box::pin(call);
        if !self.random.next().is_multiple_of(GIVEN_UP) {
            return Some(call.await);
        }
        let patience = Duration::from_millis(self.random.next() % 3000);
        let mut patience = (self.pause)(patience);
        std::future::poll_fn(move |context| {
            if let Poll::Ready(outcome) = call.as_mut().poll(context) {
                return Poll::Ready(Some(outcome));
            }
            patience.as_mut().poll(context).map(|()| None)
        })
        .await
    }

    /// Writes down what became of a call, and hands on its value.
    fn note<T: Id>(
        &self,
        marker: String,
        kind: Kind,
        outcome: Option<Result<(u32, T), Error>>,
    ) -> Option<T> {
        let (told, attempts, value) = match outcome {
            None => (Told::Cancelled, 0, None),
            Some(Ok((attempts, value))) => (Told::Done(value.id()), attempts, Some(value)),
            Some(Err(error)) => {
                let told = match error.outcome() {
                    Outcome::Yes => Told::Done(None),
                    Outcome::No => Told::NotApplied,
                    Outcome::Unknown => Told::Unknown,
                };
                (told, error.attempts(), None)
            }
        };
        let entry = Entry {
            marker,
            kind,
            told,
            attempts,
            is_well: value.is_some(),
        };
        self.entries
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(entry);
        value
    }
}

/// What a call gives that the ledger knows.
trait Id {
    fn id(&self) -> Option<String>;
}

impl Id for () {
    fn id(&self) -> Option<String> {
        None
    }
}

impl Id for TicketId {
    fn id(&self) -> Option<String> {
        Some(self.to_string())
    }
}

fn marked<T>(call: Call<T>, marker: &str) -> Call<T> {
    call.header("X-Mock-Marker", marker)
}

fn request(marker: &str) -> CreateTicketRequest {
    CreateTicketRequest::new("4101", [TicketContact::email("mara@example.com")])
        .ticket_attributes([(DEFAULT_TITLE, format!("Steam wand drips [{marker}]"))])
}

/// Looks for the ticket with a mark in its title.
async fn find(client: &Client, marker: &str) -> Result<Option<Ticket>, Error> {
    let title = SearchFilter::new("title", SearchOperator::Contains, format!("[{marker}]"));
    let search = SearchTicketsRequest::new(SearchQuery::from(title));
    let page = client.tickets().search_tickets(search).await?;
    Ok(page.tickets.into_iter().next())
}
