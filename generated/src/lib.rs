//! A client for Intercom's ticket API: tickets, ticket types and their
//! attributes, ticket states, and the jobs that make tickets in the
//! background.
//!
//! The types in [`types`] and the methods in [`api`] are generated from an
//! `OpenAPI` description of version 2.16 of the API. Every method gives a
//! [`Call`]: a request that has been described and not yet sent. Await it, or
//! send it blocking; both are the same call.
//!
//! # A client
//!
//! It needs an access token and the region of the workspace. A token that is
//! used in the wrong region gets the response of a wrong token.
//!
//! ```no_run
//! use intercom_tickets::{Client, Error, Region};
//!
//! # fn main() -> Result<(), Error> {
//! # let token = String::new();
//! let client = Client::builder().region(Region::Eu).token(token).build()?;
//! # Ok(())
//! # }
//! ```
//!
//! `ClientBuilder::from_env()` takes them from the environment.
//!
//! The builder also takes a timeout (60 seconds unless set), headers, a bound
//! on the size of responses, a base URL, [what is repeated](#what-is-sent-again),
//! [code around each sending](#your-code-around-each-sending), and
//! [a transport](#a-transport-of-your-own). A client is cheap to clone, and
//! clones share their connections and the [rate limit](#the-rate-limit).
//!
//! # Create a ticket
//!
//! What is required goes into `new`, and everything else has a setter. The
//! attributes are those of the ticket type's form; title and description are
//! attributes too.
//!
//! ```no_run
//! use intercom_tickets::types::{CreateTicketRequest, TicketContact};
//! use intercom_tickets::{DEFAULT_DESCRIPTION, DEFAULT_TITLE, json};
//!
//! # async fn example(client: intercom_tickets::Client) -> Result<(), intercom_tickets::Error> {
//! let ticket = client
//!     .tickets()
//!     .create_ticket(
//!         CreateTicketRequest::new("4101", [TicketContact::email("mara@roastery.example")])
//!             .company_id("71f0")
//!             .ticket_attributes([
//!                 (DEFAULT_TITLE, json!("Steam wand drips")),
//!                 (DEFAULT_DESCRIPTION, json!("A puddle every morning.")),
//!                 ("litres", json!(2)),
//!             ]),
//!     )
//!     .await?;
//! println!("created {}, number {:?} in the Inbox", ticket.id, ticket.number);
//! # Ok(())
//! # }
//! ```
//!
//! A ticket has two numbers. Its [`id`](types::TicketId) is what all
//! operations take; the [number](types::TicketNumber) that people see in the
//! Inbox is another type, so that one can't be passed for the other.
//!
//! # Create an attribute of a ticket type
//!
//! ```no_run
//! use intercom_tickets::types::{AttributeDataType, CreateTicketTypeAttributeRequest};
//!
//! # async fn example(client: intercom_tickets::Client) -> Result<(), intercom_tickets::Error> {
//! let attribute = client
//!     .ticket_type_attributes()
//!     .create_ticket_type_attribute(
//!         "4101",
//!         CreateTicketTypeAttributeRequest::new(
//!             "severity",
//!             "How much water is on the floor?",
//!             AttributeDataType::List,
//!         )
//!         .list_items("Drip,Puddle,Flood")
//!         .required_to_create(true),
//!     )
//!     .await?;
//! println!("created {}", attribute.id);
//! # Ok(())
//! # }
//! ```
//!
//! # Search
//!
//! A search is an expression of fields, which know their operators: see [`search`]. It
//! comes in pages. [`items`](pagination::PaginatedCall::items) gives all tickets of all
//! pages and fetches a page when it is needed; [`pages`](pagination::PaginatedCall::pages) gives
//! the pages; awaiting gives the first page alone. A server that sends the
//! same cursor twice, or something else in its place, ends the stream with an
//! error.
//!
//! ```no_run
//! use intercom_tickets::types::TicketCategory;
//! use intercom_tickets::{UnixTime, search};
//! use std::time::Duration;
//!
//! # async fn example(client: intercom_tickets::Client) -> Result<(), intercom_tickets::Error> {
//! let yesterday = UnixTime::now() - Duration::from_secs(86_400);
//! let query = search::updated_at().gt(yesterday)
//!     & search::admin_assignee_id().is_in(["3301", "3302"])
//!     & (search::open().eq(true) | search::category().eq(TicketCategory::Tracker));
//!
//! let mut tickets = client.tickets().search(query.clone()).items();
//! while let Some(ticket) = tickets.try_next().await? {
//!     println!("{}: {}", ticket.id, ticket.title().unwrap_or("no title"));
//! }
//!
//! let mut pages = client.tickets().search(query).pages();
//! while let Some(page) = pages.try_next().await? {
//!     println!("{} of {:?}", page.tickets.len(), page.total_count);
//! }
//! # Ok(())
//! # }
//! ```
//!
//! Both are `Stream`s too, for those who have combinators for them. What is beyond
//! Intercom's limits (two levels, 15 filters a group) is not sent, and the error says
//! which group it is. `search_tickets` takes a
//! [`SearchTicketsRequest`](types::SearchTicketsRequest) as Intercom describes it.
//!
//! # Attributes by their names
//!
//! [`ticket_types`] knows the names that people gave to types, attributes and the items
//! of lists, and sends the ids that Intercom wants in their places:
//! `leak.attributes().set("severity", "Flood")?`. `cargo xtask ticket-types` makes structs of
//! them: `Leak { severity: Some(LeakSeverity::Flood), ..Leak::default() }.create(contact)`.
//!
//! # Jobs
//!
//! `enqueue_create_ticket` responds with a job, and [`wait`](Call::wait) with the ticket
//! that comes of it. `get_job(id).wait()` waits for a job that was begun before.
//!
//! ```no_run
//! # use intercom_tickets::types::CreateTicketRequest;
//! use intercom_tickets::call::WaitError;
//!
//! # async fn example(client: intercom_tickets::Client, request: CreateTicketRequest) {
//! match client.tickets().enqueue_create_ticket(request).wait().await {
//!     Ok(ticket) => println!("created {}", ticket.id),
//!     Err(WaitError::Failed(job)) => println!("job {} has failed", job.id),
//!     Err(error) => println!("{error}; ask for {:?} later", error.job()),
//! }
//! # }
//! ```
//!
//! # Update: leave, set, clear
//!
//! What isn't set is left as it is. Where null means something, there is a
//! `clear_…` beside the setter, and the field is a [`Patch`]. A setter takes an
//! `Option` as well, and sets nothing for `None`.
//!
//! ```
//! use intercom_tickets::types::UpdateTicketRequest;
//!
//! let update = UpdateTicketRequest::new()
//!     .open(true)              // set
//!     .clear_company_id()      // clear: null is sent
//!     .unassign();             // nobody, which Intercom writes as 0
//! assert!(update.company_id.is_null());
//! assert!(update.snoozed_until.is_absent());
//!
//! # async fn example(client: intercom_tickets::Client, update: UpdateTicketRequest) -> Result<(), intercom_tickets::Error> {
//! let ticket = client.tickets().update_ticket("90210", update).await?;
//! # Ok(())
//! # }
//! ```
//!
//! # Read what came back
//!
//! Intercom leaves out more than it documents, so almost every field of a
//! response is an `Option`. Enums keep words that they don't know, and ids read
//! numbers as well as strings.
//!
//! ```
//! use intercom_tickets::types::{Ticket, TicketCategory};
//!
//! fn show(ticket: &Ticket) {
//!     println!("{}", ticket.title().unwrap_or("no title"));
//!     if let Some(litres) = ticket.attribute("litres").and_then(|value| value.as_i64()) {
//!         println!("{litres} litres");
//!     }
//!     match ticket.assigned_admin() {
//!         Some(admin) => println!("in the hands of {admin}"),
//!         None => println!("nobody looks after it"),
//!     }
//!     match &ticket.category {
//!         Some(TicketCategory::Tracker) => println!("a tracker"),
//!         Some(other) => println!("a {other} ticket"),
//!         None => {}
//!     }
//! }
//! ```
//!
//! Status, headers, request id, what is left of the rate limit, and the body as it
//! came, with members that the types don't know, come with
//! [`response`](Call::response):
//!
//! ```no_run
//! # async fn example(client: intercom_tickets::Client) -> Result<(), intercom_tickets::Error> {
//! let response = client.tickets().get_ticket("90210").response().await?;
//! if let Some(limit) = response.rate_limit() {
//!     println!("{:?} requests left until {:?}", limit.remaining, limit.reset);
//! }
//! let ticket = response.into_value();
//! # Ok(())
//! # }
//! ```
//!
//! # Without async
//!
//! Every call can be sent blocking, inside an async runtime too.
//!
//! ```no_run
//! # fn example(client: intercom_tickets::Client, search: intercom_tickets::types::SearchTicketsRequest) -> Result<(), intercom_tickets::Error> {
//! let ticket = client
//!     .tickets()
//!     .get_ticket("90210")
//!     .send_blocking()?;
//!
//! for ticket in client.tickets().search_tickets(search).items_blocking() {
//!     println!("{}", ticket?.id);
//! }
//! # Ok(())
//! # }
//! ```
//!
//! # Errors
//!
//! There is one [`Error`], with a kind to match on. Its text names the
//! operation, the status, Intercom's code and message, and the request id.
//! Neither it nor `Debug` shows the token, even if a server repeats it; bodies
//! and headers are there to be asked for, as they came.
//!
//! [`outcome`](Error::outcome) says whether the call took effect. A
//! response that could not be read is kept whole in the error, with the id of
//! what was created.
//!
//! ```no_run
//! use intercom_tickets::types::{CreateTicketRequest, ErrorCode, ErrorList};
//! use intercom_tickets::Error;
//!
//! # async fn example(client: intercom_tickets::Client, request: CreateTicketRequest) -> Result<(), Error> {
//! match client.tickets().create_ticket(request).await {
//!     Ok(ticket) => println!("created {}", ticket.id),
//!     Err(Error::Api(error)) => {
//!         if error.code() == Some(ErrorCode::ParameterInvalid.as_str()) {
//!             println!("{:?} is to blame", error.field());
//!         }
//!         for detail in error.body_as::<ErrorList>().map(|list| list.errors).unwrap_or_default() {
//!             println!("{}: {}", detail.code, detail.message.unwrap_or_default());
//!         }
//!     }
//!     Err(Error::Decode(error)) => {
//!         println!("it was created, and this is what came back: {:?}", error.body());
//!     }
//!     Err(Error::OutcomeUnknown(lost)) => {
//!         println!("look whether it is there before you repeat it: {lost}");
//!     }
//!     Err(error) => println!("{error}"),
//! }
//! # Ok(())
//! # }
//! ```
//!
//! # What is sent again
//!
//! A call that failed for want of a connection, or because Intercom was
//! overloaded or broken, is sent again by itself, after a wait: at most 4 times
//! in all, and never beyond its timeout. [`RetryPolicy`] has the details, with
//! its [`classify`](RetryPolicy::classify) you say what else is repeated, and
//! `no_retries` on the builder or on a call turns it off.
//!
//! That goes for calls that change nothing (`GET`, and the search) and for those
//! that may be done twice without harm (`PUT`, `DELETE`). Intercom has no key to
//! tell repeats by, so any other `POST` is sent again only if Intercom can't
//! have done it: if no connection came about, or if it was refused by 429. If
//! it got no response, or one that leaves it open, the call ends in
//! [`Error::OutcomeUnknown`], which has the request and the times. Either look
//! yourself, or say how to look, with [`reconcile`](Call::reconcile):
//!
//! ```no_run
//! use intercom_tickets::types::{
//!     CreateTicketRequest, SearchFilter, SearchOperator, SearchQuery, SearchTicketsRequest,
//!     Ticket, TicketContact,
//! };
//! use intercom_tickets::call::Reconciliation;
//! use intercom_tickets::{Client, DEFAULT_TITLE, Error};
//!
//! /// Creates a ticket, and never two, with a mark by which it can be found.
//! async fn create_once(client: &Client, mark: &str) -> Result<Ticket, Error> {
//!     let request = CreateTicketRequest::new("4101", [TicketContact::id("68b1")])
//!         .ticket_attributes([(DEFAULT_TITLE, format!("Steam wand drips [{mark}]"))]);
//!     let title = SearchFilter::new("title", SearchOperator::Contains, mark);
//!     let search = SearchTicketsRequest::new(SearchQuery::from(title));
//!     let tickets = client.tickets();
//!     client
//!         .tickets()
//!         .create_ticket(request)
//!         .reconcile(move |lost| {
//!             let found = tickets.search_tickets(search.clone());
//!             async move {
//!                 // It takes Intercom a moment to find what is new.
//!                 wait_a_minute().await;
//!                 match found.await {
//!                     Ok(page) => match page.tickets.into_iter().next() {
//!                         Some(ticket) => Reconciliation::Applied(ticket),
//!                         None => Reconciliation::NotApplied,
//!                     },
//!                     Err(_) => Reconciliation::Unknown(lost),
//!                 }
//!             }
//!         })
//!         .await
//! }
//! # async fn wait_a_minute() {}
//! ```
//!
//! [`create_ticket_once`](Client::create_ticket_once) does this, with a [`Mark`] in the
//! title or in an attribute.
//!
//! # Cancellation
//!
//! Dropping a call's future gives the call up: nothing more is sent, and what
//! waits in a queue leaves it. A write that is on its way may still be carried
//! out, and no error tells of it. So rather than to wrap it in a timeout of the
//! executor or to let it lose in a `select!`, give a write its own
//! [`timeout`](Call::timeout), or a task of its own:
//!
//! ```no_run
//! # use intercom_tickets::types::CreateTicketRequest;
//! # async fn example(client: intercom_tickets::Client, request: CreateTicketRequest) -> Result<(), Box<dyn std::error::Error>> {
//! let creating = tokio::spawn(client.tickets().create_ticket(request).send());
//! // Whoever waits here may go away; the ticket is created all the same.
//! let ticket = creating.await??;
//! # Ok(())
//! # }
//! ```
//!
//! Pages, items and streams may be asked in a `select!`: what is on its way goes
//! on when they are asked the next time. The module [`call`] says more.
//!
//! # The rate limit
//!
//! Intercom counts requests in windows of ten seconds, for an app and for a
//! workspace, and says with each response what is left. The client keeps to it: a
//! [`RateLimiter`](rate_limiter::RateLimiter) spreads calls over the window and leaves their part to other
//! processes that use the same limit. Where several clients use one token, let
//! them share one. A call that somebody waits for may go first, and one whose
//! turn would come behind its timeout gets [`Error::RateLimited`] at once.
//!
//! ```no_run
//! use intercom_tickets::rate_limiter::{Priority, RateLimiter};
//! use intercom_tickets::{Client, Error};
//!
//! # async fn example(token: String) -> Result<(), Error> {
//! let rate_limiter = RateLimiter::new();
//! let nightly = Client::builder().token(token.clone()).rate_limiter(rate_limiter.clone()).build()?;
//! let desk = Client::builder().token(token).rate_limiter(rate_limiter).build()?;
//! let ticket = desk.tickets().get_ticket("90210").priority(Priority::Interactive).await?;
//! # Ok(())
//! # }
//! ```
//!
//! # Your code around each sending
//!
//! A [`Middleware`](middleware::Middleware) sees each request before it goes out and each response when it
//! comes, once for each attempt. To set a header, a function will do:
//!
//! ```no_run
//! use intercom_tickets::http::HeaderValue;
//! use intercom_tickets::middleware::on_request;
//! use intercom_tickets::{Client, Error};
//!
//! # fn example(token: String) -> Result<(), Error> {
//! let client = Client::builder()
//!     .token(token)
//!     .middleware(on_request(|head| {
//!         head.headers.insert("X-Shift", HeaderValue::from_static("morning"));
//!         Ok(())
//!     }))
//!     .build()?;
//! # Ok(())
//! # }
//! ```
//!
//! # Logs, metrics and spans
//!
//! An [`Observer`](observer::Observer) is told of the start and the end of each call and each
//! attempt, of waits for the rate limit, and of repeats. It misses none, also
//! where a timeout strikes or a future is dropped:
//!
//! ```
//! use intercom_tickets::observer::{CallEnd, ObservedCall, Observer};
//! use intercom_tickets::{Client, Error};
//!
//! struct Log;
//!
//! impl Observer for Log {
//!     fn call_ended(&self, call: &ObservedCall, end: &CallEnd<'_>) {
//!         let (attempts, elapsed) = (end.attempts(), end.elapsed());
//!         println!("{}: {} in {attempts} attempts, {elapsed:?}", call.operation(), end.ending());
//!     }
//! }
//!
//! # fn example(token: String) -> Result<(), Error> {
//! let client = Client::builder().token(token).name("nightly").observer(Log).build()?;
//! # Ok(())
//! # }
//! ```
//!
//! With the feature `tracing`, each call is a span, with a span for each
//! attempt in it and events for repeats, waits, unknown outcomes and responses
//! that aren't as described. The module [`observer`] lists their names.
//!
//! # Settings of one call
//!
//! What the builder sets for all calls, a call sets for itself: `timeout`,
//! `idle_timeout` and `retries`, each with a `no_…` beside it, `bypass_rate_limit`,
//! `max_response_bytes`, headers and middlewares. A call's own middlewares lie around the
//! client's.
//!
//! ```no_run
//! use std::time::Duration;
//!
//! # async fn example(client: intercom_tickets::Client) -> Result<(), intercom_tickets::Error> {
//! let ticket = client
//!     .tickets()
//!     .get_ticket("90210")
//!     .timeout(Duration::from_secs(5))      // for all attempts
//!     .idle_timeout(Duration::from_secs(2)) // of silence, and then it is sent again
//!     .header("X-Trace", "morning-shift")
//!     .bypass_rate_limit()                        // now, whoever else is waiting
//!     .await?;
//! # Ok(())
//! # }
//! ```
//!
//! # What has no method here
//!
//! Any other request goes out with the same credentials, errors and limits.
//!
//! ```no_run
//! use intercom_tickets::http::Method;
//!
//! #[derive(serde::Deserialize)]
//! struct Me {
//!     email: String,
//! }
//!
//! # async fn example(client: intercom_tickets::Client) -> Result<(), intercom_tickets::Error> {
//! let me = client.request(Method::GET, "/me").decode::<Me>().await?;
//! println!("signed in as {}", me.email);
//! # Ok(())
//! # }
//! ```
//!
//! Any type that serde can read will do, `Value` among them; so it is for
//! [`body_as`](error::ApiError::body_as) of an error and for
//! [`codec::from_value`]. An error has its path in the JSON.
//!
//! # A transport of your own
//!
//! A [`Transport`](transport::Transport) is all that the client knows of the
//! network. The feature `reqwest`, on by default, brings one. Without it, no
//! HTTP library and no async runtime is built, and the client sends through what
//! you give it:
//!
//! ```
//! use intercom_tickets::transport::{Body, Transport, TransportError};
//! use intercom_tickets::{BoxFuture, Client, http};
//! use std::time::Duration;
//!
//! /// Responds to everything with the same ticket.
//! struct Canned;
//!
//! impl Transport for Canned {
//!     fn send(
//!         &self,
//!         request: http::Request<Body>,
//!     ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
//!         assert_eq!(request.uri().path(), "/tickets/90210");
//!         Box::pin(async { Ok(http::Response::new(r#"{"id": "90210"}"#.into())) })
//!     }
//!
//!     /// Timeouts, and the waits before a repeat and for the rate limit. One that
//!     /// ends at once would make the client ask again and again.
//!     fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
//!         Box::pin(tokio::time::sleep(duration))
//!     }
//! }
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), intercom_tickets::Error> {
//! let client = Client::builder().token("dG9rOmRlbW8").transport(Canned).build()?;
//! let ticket = client.tickets().get_ticket("90210").await?;
//! assert_eq!(ticket.id, "90210");
//! # Ok(())
//! # }
//! ```
//!
//! # Proxy and TLS
//!
//! `HTTPS_PROXY` and its kin are heeded, and certificates are verified as the
//! operating system does. For anything else the transport has a builder:
//!
//! ```no_run
//! # #[cfg(feature = "reqwest")]
//! # fn main() -> Result<(), intercom_tickets::BoxError> {
//! use intercom_tickets::reqwest::Proxy;
//! use intercom_tickets::transport::ReqwestTransport;
//! use intercom_tickets::Client;
//!
//! let transport = ReqwestTransport::builder()
//!     .proxy(Proxy::all("http://proxy.example:3128")?.basic_auth("desk", "secret"))
//!     .root_certificates(&std::fs::read("company-ca.pem")?)
//!     .identity(&std::fs::read("client-certificate-and-key.pem")?)
//!     .build()?;
//! let client = Client::builder().token("dG9rOmRlbW8").transport(transport).build()?;
//! # Ok(())
//! # }
//! # #[cfg(not(feature = "reqwest"))]
//! # fn main() {}
//! ```
//!
//! It also sets addresses of hosts, pools of connections and timeouts; and
//! hands out reqwest's own builder for the rest. A certificate that can't be
//! trusted ends a call at once.
//!
//! # In your tests
//!
//! A call can be looked at without being sent, and the feature `test-util`
//! gives what only responses hold a `new`, to make tickets of without JSON:
//!
//! ```
//! # #[cfg(feature = "test-util")]
//! # fn main() {
//! use intercom_tickets::types::{Ticket, TicketCategory};
//!
//! let mut ticket = Ticket::new("90210");
//! ticket.category = Some(TicketCategory::Tracker);
//! assert_eq!(ticket.title(), None);
//! # }
//! # #[cfg(not(feature = "test-util"))]
//! # fn main() {}
//! ```
//!
//! ```no_run
//! use intercom_tickets::types::{AdminReplyMessageType, TicketReply};
//! use intercom_tickets::codec::from_slice;
//! use intercom_tickets::Value;
//!
//! # fn example(client: intercom_tickets::Client) -> Result<(), Box<dyn std::error::Error>> {
//! let note = TicketReply::admin(AdminReplyMessageType::Note, "3301");
//! let call = client.tickets().reply_ticket("90210", note);
//! assert_eq!(call.method(), "POST");
//! assert_eq!(call.path(), "/tickets/90210/reply");
//! let body: Value = from_slice(call.body().unwrap_or_default())?;
//! assert_eq!(body["message_type"], "note");
//! # Ok(())
//! # }
//! ```
//!
//! For code that sends, `test-util` has the module `test`: stubs say what each operation
//! responds with, and keep what it was called with. What no stub takes fails, with a list of
//! those that there are. There is no port and no async runtime, and a clock that jumps
//! over every wait, so that timeouts, repeats and the rate limit are tested at once:
//!
//! ```
//! # #[cfg(feature = "test-util")]
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use intercom_tickets::test;
//! use intercom_tickets::types::{CreateTicketRequest, Ticket, TicketContact};
//! use intercom_tickets::json;
//! use std::time::Duration;
//!
//! let mock = test::mock();
//! let created = mock
//!     .on_create_ticket()
//!     .with(|request| request.body.ticket_type_id == "4101")
//!     .fails(429, json!({"type": "error.list", "errors": []})) // first,
//!     .returns(Ticket::new("90210"))                           // then, and from then on
//!     .after(Duration::from_secs(20));
//!
//! let request = CreateTicketRequest::new("4101", [TicketContact::id("68b1")]);
//! let ticket = mock.client()?.tickets().create_ticket(request).send_blocking()?;
//! assert_eq!(ticket.id, "90210");
//! assert_eq!(created.calls().len(), 2);
//! assert!(mock.clock().elapsed() >= Duration::from_secs(20));
//! mock.check()?; // each call had a stub, and each stub a call
//! # Ok(())
//! # }
//! # #[cfg(not(feature = "test-util"))]
//! # fn main() {}
//! ```
//!
//! `test_util::Cassette` records calls against a workspace, or against the mock, as a file of
//! JSON, and replays them without either. Tokens and e-mail addresses are taken out of it, and
//! so are members whose names it is given.
//!
//! Below the operations there is `test_util::TestTransport`, which gives the responses
//! that you put in and keeps what was sent:
//!
//! ```
//! # #[cfg(feature = "test-util")]
//! # fn main() -> Result<(), intercom_tickets::Error> {
//! use intercom_tickets::test_util::{TestResponse, TestTransport};
//! use intercom_tickets::{Client, json};
//! use std::time::Duration;
//!
//! let server = TestTransport::sequence([
//!     TestResponse::empty(503).header("Retry-After", "30"),
//!     TestResponse::json(200, &json!({"id": "90210"})),
//! ]);
//! let client = Client::builder().token("dG9rOmRlbW8").transport(server.clone()).build()?;
//!
//! let ticket = client.tickets().get_ticket("90210").send_blocking()?;
//! assert_eq!(ticket.id, "90210");
//! assert_eq!(server.sent()[1].target(), "/tickets/90210");
//! assert!(server.clock().elapsed() >= Duration::from_secs(30));
//! # Ok(())
//! # }
//! # #[cfg(not(feature = "test-util"))]
//! # fn main() {}
//! ```
//!
//! A server that behaves as Intercom does, with a workspace of a hundred
//! tickets, is `cargo xtask mock` in this client's repository. In process, with
//! faults where you want them, it is the crate `xtask-mock`, without its default
//! feature, which is the command. It is on no registry, for it belongs to one state of
//! the description in the repository: take it, and the client, from there, by `git`
//! or by `path`.
//!
//! ```toml
//! [dependencies]
//! intercom-tickets = { git = "…" }
//!
//! [dev-dependencies]
//! oas-mock = { git = "…", default-features = false }
//! xtask-mock = { git = "…", default-features = false }
//! ```
//!
//! ```ignore
//! let mock = xtask_mock::intercom().build()?;
//! let transport = oas_mock::MockTransport::new(mock.clone());
//! let client = Client::builder().token("dG9rOnRlc3Q").transport(transport).build()?;
//! ```
//!
//! # Webhooks
//!
//! Intercom sends messages about what happens to tickets to a URL that an app names
//! in the developer hub. With the feature `webhooks`, `webhooks::WebhookService` is what
//! stands behind that URL: it says whether a message is genuine, by the client secrets of
//! the app, reads it, and gives it to a handler once. It is a service of tower, for
//! axum, hyper and whatever else takes one; the example `webhooks` runs it.
//!
//! ```no_run
//! # #[cfg(feature = "webhooks")] mod of_webhooks {
//! use intercom_tickets::webhooks::{Delivery, Webhook, WebhookService};
//! use intercom_tickets::{BoxError, Secret};
//!
//! async fn handle(delivery: Delivery<Webhook>) -> Result<(), BoxError> {
//!     match &delivery.message {
//!         Webhook::TicketCreated(message) => println!("{:?}", message.ticket()?),
//!         other => println!("{:?}", other.notification()),
//!     }
//!     Ok(())
//! }
//!
//! // With axum, a route: `Router::new().route_service("/intercom", service())`.
//! fn service() -> WebhookService<Webhook> {
//!     WebhookService::new([Secret::from("the client secret")], tokio::spawn, handle)
//!         .on_error(|error| eprintln!("{error}"))
//! }
//! # }
//! # fn main() {}
//! ```
//!
//! Intercom waits for 5 seconds, and sends what it got no 2xx to again. So put what takes
//! longer into a queue, and be done; an error makes the service respond with 500, and the
//! message may come again. Messages come several times and in any order. What was handled
//! before is known by the message's id; give the service a `DeliveryStore` of yours where
//! several processes receive, and where a restart must not forget. The URL is tried by a
//! `HEAD` request first, and each saved subscription by a `ping`. One app gets the
//! messages of all its workspaces: `app_id` tells which.
//!
//! Where no service fits, `webhooks::receive` takes headers and the body as it came, byte
//! by byte, and gives a `Delivery`; its `once` drops what was handled before.
//!
//! Which version of the API messages are in is set in the developer hub. So little of a
//! message is required, and [`Notification::ticket`](types::Notification) finds the
//! ticket in both places where it may be. The item is kept as it came, for Intercom
//! documents no shape of it for most topics.
//!
//! # Features
//!
//! - `reqwest` (default): sends with reqwest.
//! - `rustls-ring` (default), `rustls-aws-lc-rs`, `native-tls`: what speaks TLS for it.
//!   With several, native-tls comes before rustls, and AWS-LC before ring; without any,
//!   only plain HTTP is spoken.
//! - `gzip`: asks for compressed responses, and unpacks them within bounds.
//! - `tracing`: a span for each call and each attempt, and events.
//! - `metrics`: an observer that counts calls, by the facade of the crate `metrics`.
//! - `tower`: any service of HTTP requests as the transport, and
//!   [`runtime`](Client::runtime) as a service.
//! - `jiff`, `chrono`: conversions between [`UnixTime`] and the time types of
//!   these crates.
//! - `schemars`: `JsonSchema` for each type, with the description's own schema; with
//!   `test-util` also [`Fake`](test_util::Fake), values of a seed. `utoipa`: `ToSchema`
//!   likewise, for documents that a program makes.
//! - `webhooks`: the module `webhooks`, for messages that Intercom sends. It turns on
//!   `tower`.
//! - `cli`: the module `cli`, the operations as a command line, and the program of it.
//! - `test-util`: a `new` for what only responses hold, `test`, stubs of the operations,
//!   and `test_util`, a transport for tests.

#[rustfmt::skip]
pub mod api;
#[cfg(feature = "cli")]
#[rustfmt::skip]
pub mod cli;
#[rustfmt::skip]
mod client;
#[cfg(test)]
#[rustfmt::skip]
#[allow(
    clippy::too_many_lines,
    reason = "a test is as long as the example that it holds"
)]
mod contract;
mod ext;
#[cfg(any(feature = "schemars", feature = "utoipa"))]
#[rustfmt::skip]
mod json_schema;
pub mod search;
#[cfg(feature = "test-util")]
#[rustfmt::skip]
pub mod test;
pub mod ticket_types;
#[rustfmt::skip]
#[allow(
    clippy::must_use_candidate,
    reason = "types that only requests hold say it for all that gives them"
)]
pub mod types;
#[cfg(feature = "webhooks")]
#[rustfmt::skip]
pub mod webhooks;

/// The code in the README is compiled like that of this documentation.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

pub use crate::client::{Client, ClientBuilder, Region};
pub use crate::ext::{DEFAULT_DESCRIPTION, DEFAULT_TITLE, Mark};

#[cfg(feature = "reqwest")]
#[doc(no_inline)]
pub use oas_runtime::reqwest;
#[cfg(feature = "test-util")]
#[doc(inline)]
pub use oas_runtime::test_util;
#[doc(inline)]
pub use oas_runtime::{
    BoxError, BoxFuture, Call, CallBuilder, Error, Idempotency, Maybe, Operation, Param, Patch,
    Response, RetryPolicy, Secret, UnixTime, auth, call, codec, error, middleware, observer,
    pagination, random, rate_limiter, response, retry, scalar, stream, transport, unix_time,
};
#[doc(no_inline)]
pub use oas_runtime::{Bytes, Map, Value, http, json};
