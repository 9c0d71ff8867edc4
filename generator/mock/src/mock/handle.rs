//! From a request to a response.

use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use bytes::Bytes;
use http::Request;
use http::request::Parts;
use serde_json::Value;

use super::{Mock, State, faults, finish};
use crate::api::{Found, Operation};
use crate::faults::FaultKind;
use crate::ledger::{Commit, Effect};
use crate::limit::Budget;
use crate::reply::Reply;
use crate::request::{self, Body, Preference};
use crate::rules::{Answer, Call, Content, Origin, Refusal};
use crate::schema::Problem;
use crate::store::{self, Does, Outcome};
use crate::{generic, refuse};

/// A request, and all that is known of it.
pub(super) struct Case<'a> {
    pub(super) number: u64,
    pub(super) request_id: String,
    pub(super) now: Duration,
    pub(super) head: &'a Parts,
    pub(super) bytes: &'a Bytes,
    pub(super) query: Vec<(String, String)>,
    pub(super) path: Vec<(String, String)>,
    pub(super) index: usize,
    pub(super) operation: Option<&'a Operation>,
    pub(super) wishes: Preference,
}

/// What came of a request, before anything happens to it on its way.
pub(super) struct Made {
    pub(super) answer: Answer,
    pub(super) problems: Vec<Problem>,
    pub(super) budget: Option<Budget>,
    pub(super) faults: Vec<FaultKind>,
}

impl Mock {
    /// Takes a request and gives the response, with what is to happen to it on
    /// its way. Nothing waits here: the delays of faults are for whoever
    /// delivers the response.
    pub fn handle(&self, request: Request<Bytes>) -> Reply {
        let started = Instant::now();
        let inner = &*self.0;
        let (head, bytes) = request.into_parts();
        let number = inner.count.fetch_add(1, Ordering::Relaxed) + 1;
        let query = request::query(head.uri.query().unwrap_or_default());
        let found = inner.service.router.find(
            &head.method,
            head.uri.path(),
            &query,
            &inner.service.operations,
        );
        let mut case = Case {
            number,
            request_id: request_id(inner.seed, number),
            now: inner.clock.now(),
            wishes: request::preferences(&head.headers),
            head: &head,
            bytes: &bytes,
            query,
            path: Vec::new(),
            index: 0,
            operation: None,
        };
        let made = match found {
            Found::Nothing => self.refused(&case, &Refusal::NoPath),
            Found::OtherMethods(methods) => self.refused(&case, &Refusal::NoMethod(methods)),
            Found::Operations(candidates, path) => {
                case.path = path;
                case.index = self.best(&case, &candidates);
                match inner.service.operations.get(case.index) {
                    Some(operation) => {
                        case.operation = Some(operation);
                        self.operate(&case, operation)
                    }
                    None => self.refused(&case, &Refusal::NoPath),
                }
            }
        };
        finish::finish(self, &case, made, started)
    }

    /// Of several operations of one method and path, the first that takes the
    /// request, or the first.
    fn best(&self, case: &Case<'_>, candidates: &[usize]) -> usize {
        let service = &self.0.service;
        let headers = &case.head.headers;
        let takes = |index: &&usize| {
            let Some(operation) = service.operations.get(**index) else {
                return false;
            };
            let schemes = &service.profile.schemes;
            if request::missing_credentials(operation, schemes, headers, &case.query).is_some() {
                return false;
            }
            let (_, problems) = request::read_parameters(
                operation,
                &service.request,
                &case.path,
                &case.query,
                headers,
            );
            let body = request::read_body(operation, &service.request, headers, case.bytes);
            problems.is_empty() && body.is_ok_and(|(_, problems)| problems.is_empty())
        };
        let first = candidates.first().copied().unwrap_or_default();
        if candidates.len() < 2 {
            return first;
        }
        candidates.iter().find(takes).copied().unwrap_or(first)
    }

    fn refused(&self, case: &Case<'_>, refusal: &Refusal) -> Made {
        let mut state = self.state();
        Made {
            answer: self.refuse(&mut state, case, refusal),
            problems: Vec::new(),
            budget: None,
            faults: Vec::new(),
        }
    }

    /// The response that says no: by the rules, or as the document has it.
    pub(super) fn refuse(&self, state: &mut State, case: &Case<'_>, refusal: &Refusal) -> Answer {
        let by_rules = state.rules.refuse(refusal, &case.request_id);
        by_rules.unwrap_or_else(|| {
            refuse::refuse(&self.0.service, case.operation, refusal, &case.request_id)
        })
    }

    fn operate(&self, case: &Case<'_>, operation: &Operation) -> Made {
        let service = &self.0.service;
        // What needs no memory is done before anything is locked.
        let (_, mut problems) = request::read_parameters(
            operation,
            &service.request,
            &case.path,
            &case.query,
            &case.head.headers,
        );
        let body = request::read_body(operation, &service.request, &case.head.headers, case.bytes);
        let credentials = request::missing_credentials(
            operation,
            &service.profile.schemes,
            &case.head.headers,
            &case.query,
        );

        let mut state = self.state();
        let faults = state.plan.strike(operation);
        let mut made = Made {
            answer: Answer::empty(500),
            problems: Vec::new(),
            budget: None,
            faults,
        };
        let instead = made
            .faults
            .iter()
            .find_map(|fault| faults::instead(fault, case, self, &mut state));
        if let Some(answer) = instead {
            made.answer = answer;
            return made;
        }
        if let Some(reason) = credentials {
            made.answer = self.refuse(&mut state, case, &Refusal::Unauthorized(reason));
            return made;
        }
        let (body, more) = match body {
            Ok((body, more)) => (body, Ok(more)),
            Err(request::Refused::MediaType(names)) => (Body::None, Err(Refusal::MediaType(names))),
        };
        let mut call = Call {
            operation,
            head: case.head,
            body: match &body {
                Body::Json(value) => Some(value),
                Body::None | Body::Bytes(_) => None,
            },
            now: case.now.as_secs(),
            number: case.number,
            request_id: &case.request_id,
            path: &case.path,
            query: &case.query,
            done: Vec::new(),
        };
        if let Err(answer) = state.rules.admit(&call) {
            made.answer = answer;
            return made;
        }
        made.budget = state.limiter.take(case.now);
        if let Some(budget) = made.budget.filter(|budget| budget.is_exceeded) {
            made.answer = self.refuse(&mut state, case, &Refusal::RateLimited(budget.reset));
            return made;
        }
        let refusal = match more {
            Err(refusal) => Some(refusal),
            Ok(more) => {
                problems.extend(more);
                made.problems.clone_from(&problems);
                if problems.is_empty() {
                    None
                } else {
                    Some(Refusal::Invalid(problems))
                }
            }
        };
        if let Some(refusal) = refusal {
            made.answer = self.refuse(&mut state, case, &refusal);
            return made;
        }
        made.answer = match self.success(&mut state, case, operation, &mut call) {
            Ok(answer) => answer,
            Err(refusal) => self.refuse(&mut state, case, &refusal),
        };
        let done = std::mem::take(&mut call.done);
        enter(&mut state, case.now, done);
        made
    }

    /// The response to a request with which nothing is wrong.
    fn success(
        &self,
        state: &mut State,
        case: &Case<'_>,
        operation: &Operation,
        call: &mut Call<'_>,
    ) -> Result<Answer, Refusal> {
        let service = &self.0.service;
        let headers = &case.head.headers;
        if case.wishes != Preference::default() {
            return generic::answer(service, operation, headers, &case.wishes, self.0.seed);
        }
        if let Some(success) = operation.success() {
            // Nothing is done for a client that can't read the response.
            generic::negotiate(success.1, headers)?;
        }
        if let Some(answer) = state.rules.answer(call) {
            return Ok(answer);
        }
        let Some(part) = service.stores.parts.get(&case.index) else {
            return generic::answer(service, operation, headers, &case.wishes, self.0.seed);
        };
        let request = store::Request {
            service,
            operation,
            path: &case.path,
            query: &case.query,
            headers,
            body: call.body,
            seed: self.0.seed,
        };
        match request.act(part, &mut state.shelves) {
            Some(Outcome::Unknown(id)) => Err(Refusal::Unknown(id)),
            Some(Outcome::Page(page, link)) => {
                let mut answer =
                    generic::answer(service, operation, headers, &case.wishes, self.0.seed)?;
                if let Content::Json(_, slot) = &mut answer.content {
                    *slot = page;
                }
                Ok(match link {
                    Some(link) => answer.header("Link", link),
                    None => answer,
                })
            }
            Some(Outcome::Answer(value, done)) => {
                if let Some((does, path, id)) = done {
                    call.commit(effect(does), path, id);
                }
                let mut answer =
                    generic::answer(service, operation, headers, &case.wishes, self.0.seed)?;
                if let (Some(value), Content::Json(_, slot)) = (value, &mut answer.content) {
                    *slot = value;
                }
                Ok(answer)
            }
            None => generic::answer(service, operation, headers, &case.wishes, self.0.seed),
        }
    }
}

fn effect(does: Does) -> Effect {
    match does {
        Does::Create => Effect::Created,
        Does::Delete => Effect::Deleted,
        _ => Effect::Updated,
    }
}

fn enter(state: &mut State, now: Duration, done: Vec<(Origin, Effect, String, String)>) {
    for (origin, effect, kind, id) in done {
        state.ledger.enter(Commit {
            number: 0,
            request: origin.request,
            marker: origin.marker,
            request_id: origin.request_id,
            operation: origin.operation,
            effect,
            kind,
            id,
            at: now.as_secs(),
        });
    }
}

/// A text that names a request, as gateways make them: no UUID.
fn request_id(seed: u64, number: u64) -> String {
    let mixed = (seed ^ number).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    format!("{number:06x}{mixed:016x}")
}

/// What a response holds, as JSON.
pub(super) fn json_of(content: &Content) -> Option<&Value> {
    match content {
        Content::Json(_, value) => Some(value),
        Content::None | Content::Text(..) => None,
    }
}
