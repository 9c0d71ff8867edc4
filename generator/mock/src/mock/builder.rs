//! Describes a server.

use std::fmt;
use std::sync::atomic::AtomicU64;
use std::sync::{Arc, Mutex};

use oas_codegen::diagnostics::{Color, Format};
use oas_codegen::{Sink, Source};
use oas_runtime::test_util::VirtualClock;

use super::{Inner, Mock, State};
use crate::api::Service;
use crate::clock::Clock;
use crate::faults::{Fault, Plan};
use crate::ledger::Ledger;
use crate::limit::Limiter;
use crate::record::{Observer, Record, Records};
use crate::rules::{NoRules, Rules};
use crate::store::{StoredCollections, Stores};

/// Why there is no server for a document: it can't be read. The text lists what
/// is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BuildError(String);

impl BuildError {
    pub(crate) fn of(sink: &Sink) -> Self {
        Self(sink.render(Format::Human(Color::Never)))
    }
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for BuildError {}

/// A document that was read, and can be served by any number of servers.
#[derive(Clone)]
pub struct ReadDocument {
    service: Arc<Service>,
    stores: Arc<Stores>,
}

impl fmt::Debug for ReadDocument {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReadDocument")
            .field("title", &self.service.title)
            .finish_non_exhaustive()
    }
}

impl ReadDocument {
    /// Reads a document.
    ///
    /// # Errors
    ///
    /// If it can't be read at all. What else is wrong with it only makes its
    /// servers know less.
    pub fn read(source: &Source) -> Result<Self, BuildError> {
        let mut sink = Sink::new();
        let Some(service) = Service::read(source, &mut sink) else {
            return Err(BuildError::of(&sink));
        };
        let stores = Stores::detect(&service.operations, &service.response);
        Ok(Self {
            service: Arc::new(service),
            stores: Arc::new(stores),
        })
    }
}

/// The document of a server that is being described.
enum Document {
    Source(Source),
    Read(ReadDocument),
}

/// Describes a server; see [`Mock::builder`].
pub struct MockBuilder {
    document: Document,
    seed: u64,
    clock: Arc<dyn Clock>,
    rules: Box<dyn Rules>,
    faults: Vec<Fault>,
    rate_limit: Option<u64>,
    judges: bool,
    observer: Option<Observer>,
}

impl fmt::Debug for MockBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MockBuilder").finish_non_exhaustive()
    }
}

impl Mock {
    /// Describes a server for a document.
    ///
    /// ```
    /// use oas_mock::{Bytes, Mock, Source};
    /// use oas_mock::http::Request;
    ///
    /// let source = Source::from_text("pets.yaml", "
    /// openapi: 3.0.3
    /// info: { title: Pets, version: '1' }
    /// paths:
    ///   /pets/{id}:
    ///     get:
    ///       operationId: getPet
    ///       parameters:
    ///         - { name: id, in: path, required: true, schema: { type: integer } }
    ///       responses:
    ///         '200':
    ///           description: The pet.
    ///           content:
    ///             application/json:
    ///               schema: { type: object, required: [name], properties: { name: { enum: [Tom] } } }
    /// ");
    /// let mock = Mock::builder(source).build()?;
    /// let request = |path: &str| Request::get(path).body(Bytes::new());
    /// let reply = mock.handle(request("/pets/7")?);
    /// assert_eq!(&reply.response.body()[..], br#"{"name":"Tom"}"#);
    /// let reply = mock.handle(request("/pets/seven")?);
    /// assert_eq!(reply.response.status(), 400);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn builder(source: Source) -> MockBuilder {
        Self::describe(Document::Source(source))
    }

    /// Describes a server for a document that was read before: tests that need
    /// many servers read it once.
    #[must_use]
    pub fn serving(document: &ReadDocument) -> MockBuilder {
        Self::describe(Document::Read(document.clone()))
    }

    fn describe(document: Document) -> MockBuilder {
        MockBuilder {
            document,
            seed: 0,
            clock: Arc::new(VirtualClock::new()),
            rules: Box::new(NoRules),
            faults: Vec::new(),
            rate_limit: None,
            judges: true,
            observer: None,
        }
    }
}

impl MockBuilder {
    /// What all that is made up depends on: the same seed, the same responses.
    #[must_use]
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// The clock; a [`VirtualClock`] of its own if none is given.
    #[must_use]
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// The API's own rules.
    #[must_use]
    pub fn rules(mut self, rules: impl Rules) -> Self {
        self.rules = Box::new(rules);
        self
    }

    /// What is to go wrong.
    #[must_use]
    pub fn faults(mut self, faults: impl IntoIterator<Item = Fault>) -> Self {
        self.faults.extend(faults);
        self
    }

    /// So many requests a minute, in windows of ten seconds; without, or with
    /// 0, any number.
    #[must_use]
    pub fn rate_limit(mut self, per_minute: u64) -> Self {
        self.rate_limit = Some(per_minute);
        self
    }

    /// Judges no responses by their schemas, which saves time.
    #[must_use]
    pub fn trust_responses(mut self) -> Self {
        self.judges = false;
        self
    }

    /// Is told of every request, after its response was made.
    #[must_use]
    pub fn observer(mut self, observer: impl Fn(&Record) + Send + Sync + 'static) -> Self {
        self.observer = Some(Box::new(observer));
        self
    }

    /// The server.
    ///
    /// # Errors
    ///
    /// If the document can't be read at all. What else is wrong with it only
    /// makes the server know less.
    pub fn build(self) -> Result<Mock, BuildError> {
        let ReadDocument { service, stores } = match self.document {
            Document::Source(source) => ReadDocument::read(&source)?,
            Document::Read(document) => document,
        };
        let mut plan = Plan::new(self.seed);
        self.faults.into_iter().for_each(|fault| plan.add(fault));
        Ok(Mock(Arc::new(Inner {
            service,
            stores,
            clock: self.clock,
            seed: self.seed,
            judges: self.judges,
            observer: self.observer,
            collections: StoredCollections::default(),
            count: AtomicU64::new(0),
            state: Mutex::new(State {
                rules: self.rules,
                plan,
                limiter: Limiter::new(self.rate_limit),
                ledger: Ledger::default(),
                records: Records::default(),
            }),
        })))
    }
}
