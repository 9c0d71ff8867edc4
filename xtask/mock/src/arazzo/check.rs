//! What is wrong with a description: its own parts, and what it says of the document.

use std::collections::{BTreeMap, BTreeSet};

use oas_mock::{Location, Operation, Value};

use super::expression::{all, of_condition};
use super::{list, text};

/// The keys that are understood; whatever else Arazzo has is a mistake that says so.
const DESCRIPTION: &[&str] = &["arazzo", "info", "sourceDescriptions", "workflows"];
const WORKFLOW: &[&str] = &[
    "workflowId",
    "summary",
    "description",
    "inputs",
    "dependsOn",
    "steps",
    "outputs",
];
const STEP: &[&str] = &[
    "stepId",
    "description",
    "operationId",
    "parameters",
    "requestBody",
    "successCriteria",
    "onSuccess",
    "onFailure",
    "outputs",
];
const PARAMETER: &[&str] = &["name", "in", "value"];
const REQUEST_BODY: &[&str] = &["contentType", "payload"];
const CRITERION: &[&str] = &["condition", "type"];
const ACTIONS: &[(&str, &[&str])] = &[
    ("end", &["name", "type", "criteria"]),
    ("goto", &["name", "type", "criteria", "stepId"]),
    (
        "retry",
        &["name", "type", "criteria", "retryAfter", "retryLimit"],
    ),
];

/// Every mistake, with a pointer to where it is.
pub(super) fn check(description: &Value, operations: &[Operation]) -> Vec<(String, String)> {
    let mut checker = Checker {
        operations,
        found: Vec::new(),
        workflows: BTreeMap::new(),
    };
    if !text(description, "arazzo").starts_with("1.") {
        checker.say("/arazzo", "`arazzo` has to be a version such as 1.0.1");
    }
    for key in ["info", "sourceDescriptions", "workflows"] {
        if description.get(key).is_none() {
            checker.say("", &format!("there is no `{key}`"));
        }
    }
    checker.keys("", description, DESCRIPTION);
    if list(description, "sourceDescriptions").len() > 1 {
        checker.say("/sourceDescriptions", "only one source is supported");
    }
    let workflows = list(description, "workflows");
    for (index, workflow) in workflows.iter().enumerate() {
        let id = text(workflow, "workflowId");
        let outputs = keys(workflow.get("outputs"));
        if id.is_empty() || checker.workflows.insert(id.to_owned(), outputs).is_some() {
            let at = format!("/workflows/{index}/workflowId");
            checker.say(&at, "a workflow needs a `workflowId` of its own");
        }
    }
    for (index, workflow) in workflows.iter().enumerate() {
        checker.workflow(&format!("/workflows/{index}"), workflow);
    }
    checker.found
}

fn keys(object: Option<&Value>) -> BTreeSet<String> {
    let map = object.and_then(Value::as_object);
    map.into_iter()
        .flat_map(|map| map.keys().cloned())
        .collect()
}

struct Checker<'a> {
    operations: &'a [Operation],
    found: Vec<(String, String)>,
    /// The outputs of each workflow.
    workflows: BTreeMap<String, BTreeSet<String>>,
}

/// What the expressions of a step may name.
struct Known {
    inputs: BTreeSet<String>,
    steps: BTreeMap<String, BTreeSet<String>>,
}

impl Checker<'_> {
    fn say(&mut self, at: &str, message: &str) {
        self.found.push((at.to_owned(), message.to_owned()));
    }

    fn keys(&mut self, at: &str, object: &Value, known: &[&str]) {
        let others = keys(Some(object)).into_iter();
        for key in others.filter(|key| !key.starts_with("x-") && !known.contains(&key.as_str())) {
            let place = key.replace('~', "~0").replace('/', "~1");
            self.say(
                &format!("{at}/{place}"),
                &format!("`{key}` is not supported here"),
            );
        }
    }

    fn workflow(&mut self, at: &str, workflow: &Value) {
        self.keys(at, workflow, WORKFLOW);
        let steps = list(workflow, "steps");
        if steps.is_empty() {
            self.say(at, "a workflow needs `steps`");
        }
        for (index, before) in list(workflow, "dependsOn").iter().enumerate() {
            if !before
                .as_str()
                .is_some_and(|id| self.workflows.contains_key(id))
            {
                let at = format!("{at}/dependsOn/{index}");
                self.say(&at, &format!("there is no workflow {before}"));
            }
        }
        let inputs = workflow.get("inputs");
        let mut known = Known {
            inputs: keys(inputs.and_then(|inputs| inputs.get("properties"))),
            steps: BTreeMap::new(),
        };
        let ids: BTreeSet<&str> = steps.iter().map(|step| text(step, "stepId")).collect();
        for (index, step) in steps.iter().enumerate() {
            let at = format!("{at}/steps/{index}");
            self.step(&at, step, &known, &ids);
            let id = text(step, "stepId");
            let outputs = keys(step.get("outputs"));
            if id.is_empty() || known.steps.insert(id.to_owned(), outputs).is_some() {
                self.say(
                    &format!("{at}/stepId"),
                    "a step needs a `stepId` of its own",
                );
            }
        }
        if let Some(outputs) = workflow.get("outputs") {
            self.expressions(&format!("{at}/outputs"), &all(outputs), &known);
        }
    }

    fn step(&mut self, at: &str, step: &Value, known: &Known, ids: &BTreeSet<&str>) {
        self.keys(at, step, STEP);
        match step.get("operationId").and_then(Value::as_str) {
            Some(id) => {
                let id = super::run::operation_id(id);
                match self.operations.iter().find(|operation| operation.id == id) {
                    Some(operation) => self.parameters(at, step, operation),
                    None => {
                        let message = format!("the document has no operation `{id}`");
                        self.say(&format!("{at}/operationId"), &message);
                    }
                }
            }
            // What can't be run is said, and not passed over.
            None => self.say(at, "only steps with an `operationId` are supported"),
        }
        for key in ["parameters", "requestBody"] {
            if let Some(value) = step.get(key) {
                self.expressions(&format!("{at}/{key}"), &all(value), known);
            }
        }
        if let Some(body) = step.get("requestBody") {
            self.keys(&format!("{at}/requestBody"), body, REQUEST_BODY);
        }
        self.criteria(
            &format!("{at}/successCriteria"),
            list(step, "successCriteria"),
            known,
        );
        for key in ["onSuccess", "onFailure"] {
            for (index, action) in list(step, key).iter().enumerate() {
                self.action(&format!("{at}/{key}/{index}"), action, known, ids);
            }
        }
        // What a step gives is read from its own response.
        for (name, value) in step
            .get("outputs")
            .and_then(Value::as_object)
            .into_iter()
            .flatten()
        {
            self.expressions(&format!("{at}/outputs/{name}"), &all(value), known);
        }
    }

    fn parameters(&mut self, at: &str, step: &Value, operation: &Operation) {
        let given = list(step, "parameters");
        for (index, one) in given.iter().enumerate() {
            self.keys(&format!("{at}/parameters/{index}"), one, PARAMETER);
            let (name, location) = (text(one, "name"), text(one, "in"));
            let place = Location::read(location);
            let is_known = operation
                .parameters
                .iter()
                .any(|known| known.name == name && place == Some(known.location));
            if !is_known {
                let id = &operation.id;
                let message = format!("`{id}` has no parameter `{name}` in `{location}`");
                self.say(&format!("{at}/parameters/{index}"), &message);
            }
        }
        for needed in operation.parameters.iter().filter(|one| one.required) {
            let is_given = given.iter().any(|one| text(one, "name") == needed.name);
            if !is_given {
                let message = format!("`{}` needs the parameter `{}`", operation.id, needed.name);
                self.say(at, &message);
            }
        }
    }

    fn criteria(&mut self, at: &str, criteria: &[Value], known: &Known) {
        for (index, criterion) in criteria.iter().enumerate() {
            let at = format!("{at}/{index}");
            self.keys(&at, criterion, CRITERION);
            let condition = text(criterion, "condition");
            if condition.is_empty() {
                self.say(&at, "a criterion needs a `condition`");
            }
            match criterion
                .get("type")
                .map(|of| of.as_str().unwrap_or_default())
            {
                None | Some("simple") => {
                    let found = of_condition(condition);
                    self.expressions(&format!("{at}/condition"), &found, known);
                }
                Some(_) => self.say(
                    &format!("{at}/type"),
                    "only `simple` conditions are supported",
                ),
            }
        }
    }

    fn action(&mut self, at: &str, action: &Value, known: &Known, ids: &BTreeSet<&str>) {
        let kind = text(action, "type");
        match ACTIONS.iter().find(|(known, _)| *known == kind) {
            Some((_, known)) => self.keys(at, action, known),
            None => self.say(at, "an action is `end`, `goto` or `retry`"),
        }
        if kind == "retry" && at.contains("/onSuccess/") {
            self.say(at, "`retry` is an action of `onFailure`");
        }
        if kind == "goto" && !ids.contains(text(action, "stepId")) {
            self.say(at, "`goto` needs the `stepId` of a step of the workflow");
        }
        self.criteria(&format!("{at}/criteria"), list(action, "criteria"), known);
    }

    fn expressions(&mut self, at: &str, expressions: &[String], known: &Known) {
        for expression in expressions {
            let path = expression.split('#').next().unwrap_or_default();
            let parts: Vec<&str> = path.trim_start_matches('$').splitn(4, '.').collect();
            let is_known = match parts.as_slice() {
                ["url" | "method" | "statusCode"]
                | ["request" | "response", "body"]
                | ["response", "header", _] => true,
                ["inputs", name] => known.inputs.contains(*name),
                ["steps", step, "outputs", name] => {
                    let outputs = known.steps.get(*step);
                    outputs.is_some_and(|outputs| outputs.contains(*name))
                }
                ["workflows", workflow, "outputs", name] => {
                    let outputs = self.workflows.get(*workflow);
                    outputs.is_some_and(|outputs| outputs.contains(*name))
                }
                _ => false,
            };
            if !is_known {
                self.say(
                    at,
                    &format!("`{expression}` names nothing that is known here"),
                );
            }
        }
    }
}
