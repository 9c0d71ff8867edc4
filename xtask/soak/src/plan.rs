//! What goes wrong in a batch.

use std::time::Duration;

use intercom_tickets::random::{Rng as _, SeededRng};
use oas_mock::{Fault, FaultKind};

/// One batch: its faults, its tasks, and the seed of everything in it.
#[derive(Clone, Debug)]
pub struct Plan {
    /// What it is about, for people.
    pub name: String,
    /// From which all chance in it follows.
    pub seed: u64,
    /// What goes wrong.
    pub faults: Vec<Fault>,
    /// How many tasks call at once.
    pub tasks: usize,
    /// How many workflows each of them goes through.
    pub workflows: u32,
    /// The server's limit, in requests a minute.
    pub per_minute: u64,
    /// Whether the callers say of creations that they may be repeated, which
    /// they may not: to see that it is found.
    pub is_careless: bool,
}

/// How often a fault strikes that is alone, and one among all others.
const ALONE: f64 = 0.25;
const AMONG: f64 = 0.02;

impl Plan {
    /// The batch of that number in a run of that seed: each fault alone, one
    /// after the other, and in every third batch all of them.
    #[must_use]
    pub fn of(seed: u64, number: u64) -> Self {
        let seed = SeededRng::new(seed ^ number.wrapping_mul(0x9e37_79b9_7f4a_7c15)).next();
        let kinds = kinds();
        let count = u64::try_from(kinds.len()).unwrap_or(1);
        let (round, third) = (number / 3, number % 3);
        let (name, faults) = if third == 2 {
            let all = kinds.into_iter();
            let all = all.map(|kind| Fault::new("*", kind).chance(AMONG));
            ("all faults".to_owned(), all.collect())
        } else {
            let chosen = usize::try_from((2 * round + third) % count).unwrap_or(0);
            let kind = kinds.into_iter().nth(chosen);
            let name = kind.as_ref().map_or("none", FaultKind::name).to_owned();
            let fault = kind.map(|kind| Fault::new("*", kind).chance(ALONE));
            (name, fault.into_iter().collect())
        };
        Self {
            name,
            seed,
            faults,
            tasks: 32,
            workflows: 12,
            per_minute: 6_000,
            is_careless: false,
        }
    }
}

/// Every fault that the server has.
fn kinds() -> Vec<FaultKind> {
    vec![
        FaultKind::Refuse,
        FaultKind::ResetBeforeCommit,
        FaultKind::ResetAfterCommit,
        FaultKind::Hang,
        FaultKind::HalfBody,
        FaultKind::Garbage,
        FaultKind::Html(502),
        FaultKind::Status(408),
        FaultKind::Status(425),
        FaultKind::Status(500),
        FaultKind::Status(503),
        FaultKind::Status(504),
        FaultKind::RateLimited {
            headers: true,
            retry_after: None,
        },
        FaultKind::RateLimited {
            headers: false,
            retry_after: Some(Duration::from_secs(3)),
        },
        FaultKind::RateLimited {
            headers: false,
            retry_after: None,
        },
        FaultKind::Delay(Duration::from_secs(7)),
        FaultKind::Delay(Duration::from_secs(25)),
        FaultKind::WrongContentType,
        FaultKind::UnknownEnum(None),
        FaultKind::UnknownField(None),
        FaultKind::Null(None),
        FaultKind::Null(Some("/id".to_owned())),
        FaultKind::TypeDrift(None),
        FaultKind::Drip {
            bytes: 64,
            pause: Duration::from_millis(400),
        },
        FaultKind::Endless,
        FaultKind::Redirect("https://elsewhere.invalid/".to_owned()),
        FaultKind::ClockSkew(-90),
        FaultKind::ClockSkew(4_000),
    ]
}
