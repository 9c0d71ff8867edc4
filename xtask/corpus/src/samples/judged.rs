//! Makes the samples of one document, and compares the verdicts.

use std::collections::HashSet;
use std::path::Path;

use jsonschema::Validator;
use jsonschema::error::ValidationErrorKind;
use oas_codegen::load::{Document, Version};
use oas_codegen::model::{Demand, WireName};
use serde_json::{Map, Value};

use super::compare::{Difference, compare, member_of};
use super::direction::{Direction, of_direction, resolve};
use super::driver::Driver;
use super::make::{Maker, Manner};
use super::subject::{Constructor, Subject};
use super::{Fault, FaultKind, Samples, Times, Wanted};
use crate::schemas::{Judges, judged_by};

pub(super) fn run(
    document: &Document,
    subjects: &[Subject],
    program: &Path,
    wanted: Wanted,
    samples: &mut Samples,
) {
    let (schemas, draft) = judged_by(document);
    for direction in [Direction::Request, Direction::Response] {
        let schemas = of_direction(&schemas, direction);
        let Some(judges) = Judges::of(schemas.clone(), draft) else {
            samples.unjudged.push(String::new());
            return;
        };
        let is_old = document.version() == Version::V3_0;
        let mut run = Run {
            document: &schemas,
            judges: &judges,
            direction,
            maker: Maker::new(&schemas, is_old, direction.unwanted(), wanted.seed),
            driver: Driver::new(program),
            samples,
        };
        for (which, subject) in subjects.iter().enumerate() {
            if subject.directions.contains(&direction) {
                run.subject(which, subject, wanted.count);
            }
        }
    }
}

struct Run<'a, 'b> {
    document: &'a Value,
    judges: &'b Judges,
    direction: Direction,
    maker: Maker<'a>,
    driver: Driver,
    samples: &'b mut Samples,
}

impl Run<'_, '_> {
    fn subject(&mut self, which: usize, subject: &Subject, count: usize) {
        self.samples.subjects += 1;
        let Some(judge) = self.judges.judge(&subject.pointer) else {
            self.samples.unjudged.push(subject.pointer.clone());
            return;
        };
        let branches = self.branches(subject);
        let mut fitting = 0;
        let mut misfit = String::new();
        for number in 0..count {
            let Some(value) = self.maker.instance(&subject.pointer, Manner::of(number)) else {
                continue;
            };
            self.samples.made += 1;
            // Whether it may be null is a question for whoever holds it.
            if value.is_null() || !judge.is_valid(&value) {
                if misfit.is_empty() {
                    misfit = why_not(&judge, &value);
                }
                continue;
            }
            fitting += 1;
            self.put(which, subject, (&judge, &branches), &value);
            if fitting == 1
                && self.direction == Direction::Request
                && let Some(constructor) = &subject.constructor
            {
                self.construct(which, subject, constructor, &judge, &value);
            }
        }
        self.samples.fitting += fitting;
        if fitting == 0 {
            self.samples.unmade.push((subject.pointer.clone(), misfit));
        }
    }

    fn put(
        &mut self,
        which: usize,
        subject: &Subject,
        (judge, branches): (&Validator, &[(Validator, String)]),
        value: &Value,
    ) {
        let mut reply = match self.driver.put(which, value, false) {
            Ok(reply) => reply,
            Err(error) => {
                self.fault(subject, FaultKind::Unread, "", &format!("{error}: {value}"));
                return;
            }
        };
        let back = reply.get_mut("value").map(Value::take).unwrap_or_default();
        let mut whole = true;
        let mut differences = compare(value, &back, self.maker.undeclared(), &subject.leave);
        if subject.lenient {
            differences.retain(|one| !one.only_notation);
        }
        if self.direction == Direction::Response {
            differences.retain(|one| one.kind != FaultKind::NullLost);
        }
        if !self.maker.is_subtyped() {
            may_be_lost(judge, value, &mut differences);
        }
        for difference in differences {
            whole = false;
            self.fault(
                subject,
                difference.kind,
                &difference.place,
                &difference.detail,
            );
        }
        self.samples.whole += usize::from(whole);
        let mut fits = branches.iter().filter(|(judge, _)| judge.is_valid(value));
        if let (Some((_, expected)), None) = (fits.next(), fits.next()) {
            let variant = reply.get("variant").and_then(Value::as_str).unwrap_or("");
            let detail = || format!("{variant} instead of {expected}: {value}");
            if variant == expected {
                self.samples.single += 1;
                self.samples.right += 1;
            } else if fits_too_often(branches, variant, value) {
                self.fault(subject, FaultKind::Contested, "", &detail());
            } else {
                self.samples.single += 1;
                self.fault(subject, FaultKind::WrongVariant, "", &detail());
            }
        }
    }

    fn construct(
        &mut self,
        which: usize,
        subject: &Subject,
        constructor: &Constructor,
        judge: &Validator,
        value: &Value,
    ) {
        self.samples.constructors += 1;
        let given = constructor.arguments.iter();
        let given =
            given.filter_map(|(_, wire, ..)| Some((wire.clone(), value.get(wire)?.clone())));
        let result = self.driver.put(which, &given.collect(), true);
        let error = match result {
            Ok(mut made) => {
                let mut made = made.get_mut("value").map(Value::take).unwrap_or_default();
                complete(&mut made, &constructor.demands, value);
                (!judge.is_valid(&made)).then(|| why_not(judge, &made))
            }
            Err(error) => Some(error),
        };
        match error {
            None => self.samples.valid += 1,
            Some(error) => self.fault(subject, FaultKind::BadConstructor, "", &error),
        }
    }

    /// The branches of a union, and the variant that each has become, as far as
    /// that can be told.
    fn branches(&self, subject: &Subject) -> Vec<(Validator, String)> {
        let places = self.places(&subject.pointer);
        let mut branches: Vec<(String, Option<String>)> = places
            .iter()
            .map(|(place, target)| {
                let of = |pointer: &&(String, Option<String>)| {
                    pointer
                        .1
                        .as_ref()
                        .is_some_and(|known| known == place || known == target)
                };
                let variant = subject.variants.iter().find(of);
                (place.clone(), variant.map(|(name, _)| name.clone()))
            })
            .collect();
        let left: Vec<&String> = subject
            .variants
            .iter()
            .map(|(name, _)| name)
            .filter(|name| {
                !branches
                    .iter()
                    .any(|(_, known)| known.as_ref() == Some(*name))
            })
            .collect();
        let open = branches.iter_mut().filter(|(_, variant)| variant.is_none());
        let open: Vec<_> = open.collect();
        if open.len() != left.len() {
            return Vec::new();
        }
        for ((_, variant), name) in open.into_iter().zip(left) {
            *variant = Some(name.clone());
        }
        let judged = branches
            .into_iter()
            .map(|(place, variant)| Some((self.judges.judge(&place)?, variant?)));
        judged.collect::<Option<_>>().unwrap_or_default()
    }

    /// The branches of a union that aren't null: where each stands, and where it
    /// leads to.
    fn places(&self, pointer: &str) -> Vec<(String, String)> {
        let mut pointer = pointer.to_owned();
        for _ in 0..16 {
            let Some(schema) = self.document.pointer(&pointer) else {
                return Vec::new();
            };
            if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
                pointer = reference.trim_start_matches('#').to_owned();
                continue;
            }
            let lists = ["oneOf", "anyOf"].into_iter();
            let mut lists = lists.filter_map(|word| Some((word, schema.get(word)?.as_array()?)));
            let (Some((word, list)), None) = (lists.next(), lists.next()) else {
                return Vec::new();
            };
            let branches = list.iter().enumerate();
            let branches = branches.filter(|(_, branch)| !self.is_null(branch));
            return branches
                .map(|(index, branch)| {
                    let place = format!("{pointer}/{word}/{index}");
                    let reference = branch.get("$ref").and_then(Value::as_str);
                    let target = reference.and_then(|reference| reference.strip_prefix('#'));
                    let target = target.map_or_else(|| place.clone(), str::to_owned);
                    (place, target)
                })
                .collect();
        }
        Vec::new()
    }

    fn is_null(&self, branch: &Value) -> bool {
        let reference = branch.get("$ref").and_then(Value::as_str);
        let schema = reference
            .and_then(|reference| resolve(self.document, reference))
            .unwrap_or(branch);
        let only = serde_json::json!([null]);
        schema.get("type").and_then(Value::as_str) == Some("null")
            || schema.get("enum") == Some(&only)
    }

    fn fault(&mut self, subject: &Subject, kind: FaultKind, place: &str, detail: &str) {
        let fault = Fault {
            kind,
            rust: subject.rust.clone(),
            pointer: subject.pointer.clone(),
            place: place.to_owned(),
        };
        let first = || {
            format!(
                "{}: {}",
                self.direction.name(),
                detail.chars().take(300).collect::<String>()
            )
        };
        let times = self.samples.failures.entry(fault);
        times
            .or_insert_with(|| Times {
                count: 0,
                first: first(),
            })
            .count += 1;
    }
}

/// Whether a value fits the branch of a variant, but that several branches of a `oneOf`
/// further down fit: whether such a branch fits is a matter of what the document means.
fn fits_too_often(branches: &[(Validator, String)], variant: &str, value: &Value) -> bool {
    let mut branches = branches.iter();
    let branch = branches.find(|(_, name)| name == variant);
    branch.is_some_and(|(judge, _)| {
        let mut errors = judge.iter_errors(value);
        errors.all(|error| matches!(error.kind(), ValidationErrorKind::OneOfMultipleValid { .. }))
    })
}

/// Takes away the members lost that only schemas declare for which the value isn't: of the
/// branches of a union those that it doesn't fit.
fn may_be_lost(judge: &Validator, value: &Value, differences: &mut Vec<Difference>) {
    let is_lost = |one: &Difference| matches!(one.kind, FaultKind::Lost | FaultKind::NullLost);
    if !differences.iter().any(is_lost) {
        return;
    }
    let evaluation = judge.evaluate(value);
    let mut declared = HashSet::new();
    for entry in evaluation.iter_annotations() {
        let names = entry.annotations.value().as_array();
        let names = names.into_iter().flatten().filter_map(Value::as_str);
        let at = entry.instance_location.as_str();
        declared.extend(names.map(|name| member_of(at, name)));
    }
    differences.retain(|one| !is_lost(one) || declared.contains(&one.pointer));
}

/// Adds what an object demands of its members together, as the documentation of its
/// constructor says, from a value that fits.
fn complete(made: &mut Value, demands: &[Demand], fitting: &Value) {
    let (Some(made), Some(fitting)) = (made.as_object_mut(), fitting.as_object()) else {
        return;
    };
    for demand in demands {
        match demand {
            Demand::AnyOf(sets) | Demand::OneOf(sets) => {
                let is_met = |by: &Map<String, Value>, set: &[WireName]| {
                    set.iter().all(|name| by.contains_key(name.as_str()))
                };
                if sets.iter().any(|set| is_met(made, set)) {
                    continue;
                }
                let set = sets.iter().find(|set| is_met(fitting, set));
                let added = set.into_iter().flatten().filter_map(|name| {
                    let (name, value) = fitting.get_key_value(name.as_str())?;
                    Some((name.clone(), value.clone()))
                });
                made.extend(added);
            }
            Demand::Where(needs, _) => {
                for (name, value) in needs
                    .iter()
                    .filter_map(|it| fitting.get_key_value(it.as_str()))
                {
                    made.entry(name.clone()).or_insert_with(|| value.clone());
                }
            }
            Demand::AtLeast(least) => {
                for (name, value) in fitting {
                    if made.len() < *least {
                        made.entry(name.clone()).or_insert_with(|| value.clone());
                    }
                }
            }
        }
    }
}

/// Why a value doesn't fit. The message of an error begins with the value.
fn why_not(judge: &Validator, value: &Value) -> String {
    let Err(error) = judge.validate(value) else {
        return String::new();
    };
    let (place, text) = (error.instance_path().to_string(), error.to_string());
    let said = text
        .strip_prefix(&error.instance().to_string())
        .unwrap_or(&text);
    format!("at `{place}`:{said}: {value}")
}
