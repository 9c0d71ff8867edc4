//! Runs workflows against a server.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::time::Duration;

use http::HeaderMap;
use oas_codegen::model::Location;
use oas_mock::{Operation, Value};
use oas_runtime::call::CallBuilder;
use oas_runtime::error::Outcome;
use oas_runtime::{Client, Error, Param};

use super::expression::Scope;
use super::{list, text};

/// A workflow that goes in rings is ended after so many steps.
pub(super) const MOST_STEPS: usize = 1000;

/// How often a step is tried where the description says no number.
pub(super) const RETRIES: u64 = 1;

pub(super) struct Runner<'a> {
    /// Repeats what it may, as any client of ours does.
    pub(super) client: &'a Client,
    pub(super) operations: &'a [Operation],
    pub(super) description: &'a Value,
    pub(super) inputs: BTreeMap<String, Value>,
    pub(super) token: &'a str,
    /// Lets the time of `retryAfter` pass.
    pub(super) pause: fn(Duration),
    /// Each request's operation, and whether it was carried out, as far as the client
    /// can tell.
    pub(super) told: RefCell<Vec<(String, Outcome)>>,
    /// What became of each workflow that came to its end.
    pub(super) runs: RefCell<Vec<Run>>,
}

/// A workflow that came to its end.
pub(super) struct Run {
    pub(super) workflow: String,
    pub(super) inputs: BTreeMap<String, Value>,
    pub(super) outputs: BTreeMap<String, Value>,
    pub(super) received: Vec<Received>,
}

/// What a step got.
pub(super) struct Received {
    pub(super) step: String,
    pub(super) status: u16,
    pub(super) body: Value,
}

/// What comes after a step.
enum Next {
    Step(usize),
    End,
}

impl Runner<'_> {
    /// Runs every workflow behind those that it depends on; gives how many fail.
    pub(super) fn all(&self, tell: &mut dyn FnMut(String)) -> usize {
        let workflows = list(self.description, "workflows");
        let mut done: BTreeMap<String, BTreeMap<String, Value>> = BTreeMap::new();
        let mut open: Vec<&Value> = workflows.iter().collect();
        let mut failed = 0;
        while !open.is_empty() {
            let is_ready = |workflow: &&Value| {
                let mut before = list(workflow, "dependsOn").iter().filter_map(Value::as_str);
                before.all(|id| done.contains_key(id))
            };
            let Some(ready) = open.iter().position(is_ready) else {
                // What they depend on has failed, or they depend on each other.
                tell(format!("{} workflows can't begin", open.len()));
                return failed + open.len();
            };
            let workflow = open.remove(ready);
            let id = text(workflow, "workflowId");
            match self.workflow(workflow, &done, tell) {
                Ok(outputs) => {
                    let shown: Vec<String> = outputs
                        .iter()
                        .map(|(name, value)| format!("{name}: {value}"))
                        .collect();
                    tell(format!("{id}: done; {}", shown.join(", ")));
                    done.insert(id.to_owned(), outputs);
                }
                Err(why) => {
                    tell(format!("{id}: failed; {why}"));
                    failed += 1;
                }
            }
        }
        failed
    }

    fn workflow(
        &self,
        workflow: &Value,
        done: &BTreeMap<String, BTreeMap<String, Value>>,
        tell: &mut dyn FnMut(String),
    ) -> Result<BTreeMap<String, Value>, String> {
        let mut scope = Scope {
            inputs: self.given(workflow)?,
            workflows: done.clone(),
            ..Scope::default()
        };
        let steps = list(workflow, "steps");
        let mut tried: BTreeMap<usize, u64> = BTreeMap::new();
        let mut received = Vec::new();
        let mut at = 0;
        for _ in 0..MOST_STEPS {
            let Some(step) = steps.get(at) else {
                let outputs = outputs(workflow, &scope)?;
                self.runs.borrow_mut().push(Run {
                    workflow: text(workflow, "workflowId").to_owned(),
                    inputs: scope.inputs,
                    outputs: outputs.clone(),
                    received,
                });
                return Ok(outputs);
            };
            let id = text(step, "stepId");
            self.send(step, &mut scope)
                .map_err(|why| format!("{id}: {why}"))?;
            received.push(Received {
                step: id.to_owned(),
                status: scope.status,
                body: scope.response.clone(),
            });
            let is_success = is_success(step, &scope);
            let word = if is_success {
                "as expected"
            } else {
                "not as expected"
            };
            tell(format!(
                "  {id}: {} {} {}, {word}",
                scope.method, scope.url, scope.status
            ));
            if is_success {
                let given = outputs(step, &scope).map_err(|why| format!("{id}: {why}"))?;
                scope.steps.insert(id.to_owned(), given);
            }
            let key = if is_success { "onSuccess" } else { "onFailure" };
            let count = tried.entry(at).or_default();
            let next = self.next(step, key, steps, &scope, count, at);
            match next {
                Some(Next::Step(next)) => at = next,
                Some(Next::End) => at = steps.len(),
                None if is_success => at += 1,
                None => {
                    let body = scope.response.to_string();
                    let body: String = body.chars().take(300).collect();
                    return Err(format!("{id} responded with {} {body}", scope.status));
                }
            }
        }
        Err(format!("no end after {MOST_STEPS} steps"))
    }

    /// The first action whose criteria hold, and that is no retry too many.
    fn next(
        &self,
        step: &Value,
        key: &str,
        steps: &[Value],
        scope: &Scope,
        tried: &mut u64,
        at: usize,
    ) -> Option<Next> {
        let limit = |action: &Value| action.get("retryLimit").and_then(Value::as_u64);
        let mut actions = list(step, key).iter();
        let action = actions.find(|action| {
            let is_over =
                text(action, "type") == "retry" && *tried >= limit(action).unwrap_or(RETRIES);
            !is_over && holds(list(action, "criteria"), scope)
        })?;
        match text(action, "type") {
            "end" => Some(Next::End),
            "goto" => {
                let wanted = text(action, "stepId");
                let found = steps.iter().position(|step| text(step, "stepId") == wanted);
                found.map(Next::Step)
            }
            _ => {
                *tried += 1;
                let pause = action.get("retryAfter").and_then(Value::as_f64);
                if let Some(pause) = pause.and_then(|it| Duration::try_from_secs_f64(it).ok()) {
                    (self.pause)(pause);
                }
                Some(Next::Step(at))
            }
        }
    }

    /// The inputs that were given, or their defaults.
    fn given(&self, workflow: &Value) -> Result<BTreeMap<String, Value>, String> {
        let inputs = workflow.get("inputs").unwrap_or(&Value::Null);
        let properties = inputs.get("properties").and_then(Value::as_object);
        let mut given = BTreeMap::new();
        for (name, schema) in properties.into_iter().flatten() {
            let value = self.inputs.get(name).or_else(|| schema.get("default"));
            match value {
                Some(value) => {
                    given.insert(name.clone(), value.clone());
                }
                None if list(inputs, "required").iter().any(|one| one == name) => {
                    return Err(format!("the input `{name}` is missing: --input {name}=…"));
                }
                None => {}
            }
        }
        Ok(given)
    }

    /// Sends the request of a step, and keeps the response.
    fn send(&self, step: &Value, scope: &mut Scope) -> Result<(), String> {
        let id = operation_id(text(step, "operationId"));
        let operation = self.operations.iter().find(|operation| operation.id == id);
        let operation = operation.ok_or_else(|| format!("there is no operation `{id}`"))?;
        let mut call = self
            .client
            .request(operation.method.clone(), &operation.path);
        for (name, value) in &operation.fixed_query {
            call = call.query(&Param::new(name.clone().leak()), value);
        }
        for given in list(step, "parameters") {
            call = parameter(call, operation, given, scope)?;
        }
        let payload = step.get("requestBody").and_then(|body| body.get("payload"));
        let payload = payload.map(|payload| scope.filled(payload)).transpose()?;
        if let Some(sent) = step.get("requestBody") {
            let media = Some(text(sent, "contentType")).filter(|media| !media.is_empty());
            let bytes = payload.as_ref().map_or_else(String::new, Value::to_string);
            call = call.body(media.unwrap_or("application/json"), bytes);
        }
        let mut call = call.bytes();
        call = call.header("authorization", &format!("Bearer {}", self.token));
        operation.method.as_str().clone_into(&mut scope.method);
        call.path().clone_into(&mut scope.url);
        scope.request = payload.unwrap_or_default();
        let response = call.response().send_blocking();
        let outcome = response
            .as_ref()
            .map_or_else(Error::outcome, |_| Outcome::Yes);
        self.told.borrow_mut().push((id.to_owned(), outcome));
        match response {
            Ok(response) => scope.keep(
                response.status().as_u16(),
                response.headers(),
                response.body(),
            ),
            Err(error) => match error.as_api() {
                Some(api) => scope.keep(api.status().as_u16(), api.headers(), api.body()),
                None => return Err(error.to_string()),
            },
        }
        Ok(())
    }
}

impl Scope {
    fn keep(&mut self, status: u16, headers: &HeaderMap, body: &[u8]) {
        self.status = status;
        let headers = headers.iter().filter_map(|(name, value)| {
            Some((name.as_str().to_owned(), value.to_str().ok()?.to_owned()))
        });
        self.headers = headers.collect();
        self.response = serde_json::from_slice(body)
            .unwrap_or_else(|_| String::from_utf8_lossy(body).into_owned().into());
    }
}

/// The id in `getPet`, and in `$sourceDescriptions.pets.getPet`.
pub(super) fn operation_id(text: &str) -> &str {
    let named = text.strip_prefix("$sourceDescriptions.");
    named
        .and_then(|rest| rest.split_once('.'))
        .map_or(text, |(_, id)| id)
}

/// The request with a parameter of a step, in the style that the document asks for.
fn parameter(
    call: CallBuilder,
    operation: &Operation,
    given: &Value,
    scope: &Scope,
) -> Result<CallBuilder, String> {
    let name = text(given, "name");
    let location = Location::read(text(given, "in")).unwrap_or(Location::Header);
    let mut declared = operation.parameters.iter();
    let declared = declared.find(|one| one.name == name && one.location == location);
    let value = scope.filled(given.get("value").unwrap_or(&Value::Null))?;
    // A description has few names, and clients keep those of parameters for good.
    let mut param = Param::new(name.to_owned().leak());
    if let Some(declared) = declared {
        param = param.style(declared.style).explode(declared.explode);
        if declared.is_json {
            param = param.json();
        }
    }
    Ok(match location {
        Location::Path => call.path_styled(&param, value),
        Location::Query => call.query(&param, value),
        Location::QueryString => call.query_string(&param, value),
        Location::Header => call.header(&param, value),
        Location::Cookie => call.cookie(&param, value),
    })
}

fn holds(criteria: &[Value], scope: &Scope) -> bool {
    let mut conditions = criteria.iter().map(|one| text(one, "condition"));
    conditions.all(|condition| scope.holds(condition))
}

/// Without criteria, 2xx is a success.
fn is_success(step: &Value, scope: &Scope) -> bool {
    let criteria = list(step, "successCriteria");
    if criteria.is_empty() {
        (200..300).contains(&scope.status)
    } else {
        holds(criteria, scope)
    }
}

/// What a step or a workflow gives.
fn outputs(of: &Value, scope: &Scope) -> Result<BTreeMap<String, Value>, String> {
    let members = of.get("outputs").and_then(Value::as_object);
    let members = members.into_iter().flatten();
    members
        .map(|(name, value)| Ok((name.clone(), scope.filled(value)?)))
        .collect()
}
