//! What goes wrong on purpose: which operation, when, how often.

mod mutate;
mod read;

use std::time::Duration;

use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64Mcg;

pub(crate) use mutate::change;
pub use read::FaultFileError;

use crate::api::Operation;

/// One thing that goes wrong.
///
/// ```
/// use oas_mock::{Fault, FaultKind};
///
/// // The first two responses of every creation get lost after the fact.
/// let fault = Fault::new("createTicket", FaultKind::ResetAfterCommit).times(2);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    pub(crate) operation: Target,
    pub(crate) kind: FaultKind,
    /// Only these requests, counted from 1.
    pub(crate) on: Vec<u64>,
    /// Not before this request.
    pub(crate) from: u64,
    /// Every so many requests.
    pub(crate) every: u64,
    /// So often at most.
    pub(crate) times: Option<u64>,
    /// With this probability.
    pub(crate) chance: Option<f64>,
}

/// Which operations a fault is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    All,
    /// An `operationId`, or `METHOD /path`.
    Named(String),
    /// All of a tag.
    Tag(String),
    /// All of a method.
    Method(String),
    /// Messages to webhooks about a topic, or with `*` all of them.
    Webhook(String),
}

/// What goes wrong.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum FaultKind {
    /// The response comes later. The request has been carried out by then.
    Delay(Duration),
    /// No connection comes about. Over TCP, where the server has no say in
    /// that, the connection is reset before anything is read from it.
    Refuse,
    /// The connection breaks, and nothing was carried out.
    ResetBeforeCommit,
    /// The connection breaks, and the request was carried out.
    ResetAfterCommit,
    /// No response ever comes; the request was carried out.
    Hang,
    /// The body breaks off in the middle; the request was carried out.
    HalfBody,
    /// The body is no JSON; the request was carried out.
    Garbage,
    /// A gateway responds with HTML and a status, and nothing was carried out.
    Html(u16),
    /// A status without a body, and nothing was carried out.
    Status(u16),
    /// 429, with or without the headers that say when to go on. Nothing was
    /// carried out.
    RateLimited {
        /// The documented headers of the limit are there.
        headers: bool,
        /// `Retry-After`.
        retry_after: Option<Duration>,
    },
    /// The response says that it is `text/plain`.
    WrongContentType,
    /// Words that the document doesn't know stand where it lists all. Where, by
    /// a JSON pointer; without one, everywhere.
    UnknownEnum(Option<String>),
    /// Every object of the response, or the one at a JSON pointer, has a member
    /// that the document doesn't know.
    UnknownField(Option<String>),
    /// Members are null: the one at a JSON pointer, or all that needn't be
    /// there.
    Null(Option<String>),
    /// Numbers are strings and strings of digits are numbers: at a JSON
    /// pointer, or all of them.
    TypeDrift(Option<String>),
    /// The body comes in small pieces with pauses between.
    Drip {
        /// The size of a piece, in bytes.
        bytes: usize,
        /// The length of a pause.
        pause: Duration,
    },
    /// The body never ends.
    Endless,
    /// 307 to another host, and nothing was carried out.
    Redirect(String),
    /// A message to a webhook is sent twice.
    Repeat,
    /// The server's clock is off by so many seconds: `Date`, and when the rate
    /// limit ends. Times in bodies stay as they are.
    ClockSkew(i64),
}

impl FaultKind {
    /// The name in fault files.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Delay(_) => "delay",
            Self::Refuse => "refuse",
            Self::ResetBeforeCommit => "reset-before-commit",
            Self::ResetAfterCommit => "reset-after-commit",
            Self::Hang => "hang",
            Self::HalfBody => "half-body",
            Self::Garbage => "garbage",
            Self::Html(_) => "html",
            Self::Status(_) => "status",
            Self::RateLimited { .. } => "rate-limited",
            Self::WrongContentType => "wrong-content-type",
            Self::UnknownEnum(_) => "unknown-enum",
            Self::UnknownField(_) => "unknown-field",
            Self::Null(_) => "null",
            Self::TypeDrift(_) => "type-drift",
            Self::Drip { .. } => "drip",
            Self::Endless => "endless",
            Self::Redirect(_) => "redirect",
            Self::Repeat => "repeat",
            Self::ClockSkew(_) => "clock-skew",
        }
    }
}

impl Fault {
    /// A fault of every request of an operation: an `operationId`, a method and
    /// path as in `POST /tickets`, `tag:NAME`, `method:POST`, or `*`; or of every
    /// message to webhooks about a topic: `webhook:ticket.created`, `webhook:*`.
    #[must_use]
    pub fn new(operation: &str, kind: FaultKind) -> Self {
        let target = match operation.split_once(':') {
            _ if operation == "*" => Target::All,
            Some(("tag", name)) => Target::Tag(name.trim().to_owned()),
            Some(("webhook", topic)) => Target::Webhook(topic.trim().to_owned()),
            Some(("method", name)) => Target::Method(name.trim().to_ascii_uppercase()),
            _ => Target::Named(operation.to_owned()),
        };
        Self {
            operation: target,
            kind,
            on: Vec::new(),
            from: 1,
            every: 1,
            times: None,
            chance: None,
        }
    }

    /// Only of these requests of the operation, counted from 1.
    #[must_use]
    pub fn on(mut self, requests: impl IntoIterator<Item = u64>) -> Self {
        self.on = requests.into_iter().collect();
        self
    }

    /// Only from this request on, counted from 1.
    #[must_use]
    pub fn from(mut self, request: u64) -> Self {
        self.from = request.max(1);
        self
    }

    /// Only of every so many requests, beginning with the first that counts.
    #[must_use]
    pub fn every(mut self, requests: u64) -> Self {
        self.every = requests.max(1);
        self
    }

    /// So often at most.
    #[must_use]
    pub fn times(mut self, count: u64) -> Self {
        self.times = Some(count);
        self
    }

    /// With a probability between 0 and 1, by the server's seed.
    #[must_use]
    pub fn chance(mut self, probability: f64) -> Self {
        self.chance = Some(probability.clamp(0.0, 1.0));
        self
    }

    /// Reads the faults of a file: see the chapter on faults in the README.
    ///
    /// # Errors
    ///
    /// Says with line and column what is wrong with the file.
    pub fn read(name: &str, text: &str) -> Result<Vec<Self>, FaultFileError> {
        read::read(name, text)
    }

    /// Whether it is about an operation.
    pub(crate) fn concerns(&self, operation: &Operation) -> bool {
        match &self.operation {
            Target::All => true,
            Target::Tag(name) => operation.tags.contains(name),
            Target::Method(name) => operation.method == name.as_str(),
            Target::Webhook(_) => false,
            Target::Named(name) => {
                operation.id == *name
                    || name.split_once(' ').is_some_and(|(method, path)| {
                        operation.method.as_str().eq_ignore_ascii_case(method)
                            && operation.path == path.trim()
                    })
            }
        }
    }

    /// Whether it is about messages of a topic.
    fn concerns_webhook(&self, topic: &str) -> bool {
        matches!(&self.operation, Target::Webhook(name) if name == "*" || name == topic)
    }

    /// What it is and when, in a line.
    #[must_use]
    pub fn describe(&self) -> String {
        let target = match &self.operation {
            Target::All => "*".to_owned(),
            Target::Named(name) => name.clone(),
            Target::Tag(name) => format!("tag:{name}"),
            Target::Method(name) => format!("method:{name}"),
            Target::Webhook(topic) => format!("webhook:{topic}"),
        };
        let mut text = format!("{} of {target}", self.kind.name());
        if !self.on.is_empty() {
            text.push_str(&format!(", on {:?}", self.on));
        }
        if self.from > 1 {
            text.push_str(&format!(", from {}", self.from));
        }
        if self.every > 1 {
            text.push_str(&format!(", every {}", self.every));
        }
        if let Some(times) = self.times {
            text.push_str(&format!(", {times} times"));
        }
        if let Some(chance) = self.chance {
            text.push_str(&format!(", chance {chance}"));
        }
        text
    }
}

/// The faults in force, with what has become of them.
#[derive(Debug)]
pub(crate) struct Plan {
    faults: Vec<(Fault, Count)>,
    rng: Pcg64Mcg,
}

#[derive(Clone, Copy, Debug, Default)]
struct Count {
    seen: u64,
    struck: u64,
}

impl Plan {
    pub(crate) fn new(seed: u64) -> Self {
        Self {
            faults: Vec::new(),
            rng: Pcg64Mcg::seed_from_u64(seed),
        }
    }

    pub(crate) fn add(&mut self, fault: Fault) {
        self.faults.push((fault, Count::default()));
    }

    pub(crate) fn clear(&mut self) {
        self.faults.clear();
    }

    /// The faults of the next request of an operation. All that concern it
    /// count it, whether they strike or not.
    pub(crate) fn strike(&mut self, operation: &Operation) -> Vec<FaultKind> {
        self.strike_where(|fault| fault.concerns(operation))
    }

    /// The faults of the next message of a topic.
    pub(crate) fn strike_webhook(&mut self, topic: &str) -> Vec<FaultKind> {
        self.strike_where(|fault| fault.concerns_webhook(topic))
    }

    fn strike_where(&mut self, concerns: impl Fn(&Fault) -> bool) -> Vec<FaultKind> {
        let mut kinds = Vec::new();
        for (fault, count) in &mut self.faults {
            if !concerns(fault) {
                continue;
            }
            count.seen += 1;
            let is_due = count.seen >= fault.from
                && (count.seen - fault.from).is_multiple_of(fault.every)
                && (fault.on.is_empty() || fault.on.contains(&count.seen))
                && fault.times.is_none_or(|times| count.struck < times);
            if is_due
                && fault
                    .chance
                    .is_none_or(|chance| self.rng.random_bool(chance))
            {
                count.struck += 1;
                kinds.push(fault.kind.clone());
            }
        }
        kinds
    }

    /// The faults that concern none of the operations.
    pub(crate) fn idle(&self, operations: &[Operation]) -> impl Iterator<Item = &Fault> {
        let faults = self.faults.iter().map(|(fault, _)| fault);
        let faults = faults.filter(|fault| !matches!(fault.operation, Target::Webhook(_)));
        faults.filter(|fault| !operations.iter().any(|operation| fault.concerns(operation)))
    }

    /// Each fault in a line, with how many requests it has seen and struck.
    pub(crate) fn describe(&self) -> Vec<(String, u64, u64)> {
        let faults = self.faults.iter();
        faults
            .map(|(fault, count)| (fault.describe(), count.seen, count.struck))
            .collect()
    }
}
