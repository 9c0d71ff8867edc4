//! From a request to a response.

use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use bytes::Bytes;
use http::Request;

use super::case::{Case, Made};
use super::{Mock, State, faults, finish};
use crate::api::{Operation, RouteMatch};
use crate::encoding::query;
use crate::generic;
use crate::ledger::{Change, Commit};
use crate::reply::Reply;
use crate::request::{self, Body, Preference};
use crate::rules::{Call, Content, MockResponse, Refusal};
use crate::store::{self, Outcome, StoreAction};

impl Mock {
    /// Takes a request and gives the response, with what is to happen to it on
    /// its way. Nothing waits here: the delays of faults are for whoever
    /// delivers the response.
    pub fn handle(&self, request: Request<Bytes>) -> Reply {
        let started = Instant::now();
        let inner = &*self.0;
        let (head, bytes) = request.into_parts();
        let number = inner.count.fetch_add(1, Ordering::Relaxed) + 1;
        let query = query(head.uri.query().unwrap_or_default());
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
            RouteMatch::Nothing => self.refused(&case, &Refusal::NoPath),
            RouteMatch::OtherMethods(methods) => self.refused(&case, &Refusal::NoMethod(methods)),
            RouteMatch::Operations(candidates, path) => {
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
        Made {
            response: case.refuse(self, refusal),
            problems: Vec::new(),
            budget: None,
            faults: Vec::new(),
        }
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

        let faults = self.state().plan.strike(operation);
        let mut made = Made {
            response: MockResponse::empty(500),
            problems: Vec::new(),
            budget: None,
            faults,
        };
        let instead = made
            .faults
            .iter()
            .find_map(|fault| faults::instead(fault, case, self));
        if let Some(response) = instead {
            made.response = response;
            return made;
        }
        if let Some(reason) = credentials {
            made.response = case.refuse(self, &Refusal::Unauthorized(reason));
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
        if let Err(response) = self.state().rules.admit(&call) {
            made.response = response;
            return made;
        }
        made.budget = self.state().limiter.take(case.now);
        if let Some(budget) = made.budget.filter(|budget| budget.is_exceeded) {
            made.response = case.refuse(self, &Refusal::RateLimited(budget.reset));
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
            made.response = case.refuse(self, &refusal);
            return made;
        }
        made.response = match self.success(case, operation, &mut call) {
            Ok(response) => response,
            Err(refusal) => case.refuse(self, &refusal),
        };
        self.state().enter(case.now, &mut call);
        made
    }

    /// The response to a request with which nothing is wrong.
    fn success(
        &self,
        case: &Case<'_>,
        operation: &Operation,
        call: &mut Call<'_>,
    ) -> Result<MockResponse, Refusal> {
        let service = &self.0.service;
        let headers = &case.head.headers;
        if case.wishes != Preference::default() {
            return generic::response(service, operation, headers, &case.wishes, self.0.seed);
        }
        if let Some(success) = operation.success() {
            // Nothing is done for a client that can't read the response.
            generic::negotiate(success.1, headers)?;
        }
        if let Some(response) = self.by_rules(case, call) {
            return Ok(response);
        }
        let Some(part) = self.0.stores.parts.get(&case.index) else {
            return generic::response(service, operation, headers, &case.wishes, self.0.seed);
        };
        let request = store::Request {
            service,
            stores: &self.0.stores,
            operation,
            path: &case.path,
            query: &case.query,
            headers,
            body: call.body,
            seed: self.0.seed,
        };
        match request.act(part, &self.0.collections) {
            Some(Outcome::Unknown(id)) => Err(Refusal::Unknown(id)),
            Some(Outcome::Full) => Err(Refusal::Full),
            Some(Outcome::Page(page, link)) => {
                let mut response =
                    generic::response(service, operation, headers, &case.wishes, self.0.seed)?;
                if let Content::Json(_, slot) = &mut response.content {
                    *slot = page;
                }
                Ok(match link {
                    Some(link) => response.header("Link", link),
                    None => response,
                })
            }
            Some(Outcome::Response(value, done)) => {
                if let Some((does, path, id)) = done {
                    call.commit(change(does), path, id);
                }
                let mut response =
                    generic::response(service, operation, headers, &case.wishes, self.0.seed)?;
                if let (Some(value), Content::Json(_, slot)) = (value, &mut response.content) {
                    *slot = value;
                }
                Ok(response)
            }
            None => generic::response(service, operation, headers, &case.wishes, self.0.seed),
        }
    }

    /// What the rules say, and what they have done by that.
    fn by_rules(&self, case: &Case<'_>, call: &mut Call<'_>) -> Option<MockResponse> {
        let mut state = self.state();
        let response = state.rules.respond(call);
        state.enter(case.now, call);
        response
    }
}

impl State {
    /// Enters what a call has done into the ledger.
    fn enter(&mut self, now: Duration, call: &mut Call<'_>) {
        for (origin, change, kind, id) in call.done.drain(..) {
            self.ledger.enter(Commit {
                number: 0,
                request: origin.request,
                marker: origin.marker,
                request_id: origin.request_id,
                operation: origin.operation,
                change,
                kind,
                id,
                at: now.as_secs(),
            });
        }
    }
}

fn change(does: StoreAction) -> Change {
    match does {
        StoreAction::Create => Change::Created,
        StoreAction::Delete => Change::Deleted,
        _ => Change::Updated,
    }
}

/// A text that names a request, as gateways make them: no UUID.
fn request_id(seed: u64, number: u64) -> String {
    let mixed = (seed ^ number).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    format!("{number:06x}{mixed:016x}")
}
