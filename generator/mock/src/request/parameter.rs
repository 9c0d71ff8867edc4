//! Parameters: from the text of a request to JSON, and what is wrong with them.

use std::collections::BTreeMap;

use http::HeaderMap;
use oas_codegen::model::Location;
use oas_runtime::param::Style;
use serde_json::{Map, Value};

use super::{coerce, form};
use crate::api::{Operation, Parameter, location_word};
use crate::encoding::decoded;
use crate::schema::{Problem, ProblemKind, Schemas};

/// Where the texts of parameters come from.
struct Texts<'a> {
    path: &'a [(String, String)],
    query: &'a [(String, String)],
    headers: &'a HeaderMap,
    cookies: Vec<(String, String)>,
}

/// All parameters by location and name, and all that is wrong with them.
pub(crate) fn read(
    operation: &Operation,
    schemas: &Schemas,
    path: &[(String, String)],
    query: &[(String, String)],
    headers: &HeaderMap,
) -> (BTreeMap<(&'static str, String), Value>, Vec<Problem>) {
    let texts = Texts {
        path,
        query,
        headers,
        cookies: cookies(headers),
    };
    let mut values = BTreeMap::new();
    let mut found = Vec::new();
    for parameter in &operation.parameters {
        // What these say is said elsewhere in a document.
        let is_reserved = ["accept", "content-type", "authorization"]
            .iter()
            .any(|name| parameter.name.eq_ignore_ascii_case(name));
        if parameter.location == Location::Header && is_reserved {
            continue;
        }
        let place = format!("{}/{}", location_word(parameter.location), parameter.name);
        match texts.value(parameter, schemas) {
            // Documents declare variables that the path doesn't have.
            None if parameter.location == Location::Path => {}
            None if parameter.required => {
                found.push(Problem::new(place, ProblemKind::Missing, "it is required"));
            }
            None => {}
            Some(Err(message)) => found.push(Problem::new(place, ProblemKind::Syntax, message)),
            Some(Ok(value)) => {
                let validator = parameter.schema.and_then(|id| schemas.validator(id));
                if let Some(validator) = validator {
                    found.extend(validator.problems(&value, &place));
                }
                values.insert(
                    (location_word(parameter.location), parameter.name.clone()),
                    value,
                );
            }
        }
    }
    (values, found)
}

fn cookies(headers: &HeaderMap) -> Vec<(String, String)> {
    let all = headers.get_all(http::header::COOKIE).iter();
    let all = all.filter_map(|value| value.to_str().ok());
    let pairs = all.flat_map(|text| text.split(';'));
    let pairs = pairs.filter_map(|pair| pair.split_once('='));
    let pairs = pairs.map(|(name, value)| (name.trim().to_owned(), decoded(value.trim())));
    pairs.collect()
}

impl Texts<'_> {
    fn value(&self, parameter: &Parameter, schemas: &Schemas) -> Option<Result<Value, String>> {
        let any = Value::Bool(true);
        let schema = parameter.schema.map_or(&any, |id| schemas.get(id));
        if parameter.is_json {
            let text = self.first(parameter)?;
            return Some(
                serde_json::from_str(&text).map_err(|error| format!("it is no JSON: {error}")),
            );
        }
        let read = Reading {
            parameter,
            schemas,
            schema,
        };
        match parameter.location {
            Location::Query => read.query(self.query).map(Ok),
            Location::QueryString => Some(Ok(form::object(schemas, schema, self.query))),
            Location::Cookie => read.query(&self.cookies).map(Ok),
            Location::Path => Some(read.path(&self.raw(parameter)?)),
            Location::Header => Some(Ok(read.simple(&self.first(parameter)?, ','))),
        }
    }

    /// A value of the path as it was sent.
    fn raw(&self, parameter: &Parameter) -> Option<String> {
        let found = self
            .path
            .iter()
            .find(|(name, _)| is_name(name, &parameter.name))?;
        Some(found.1.clone())
    }

    fn first(&self, parameter: &Parameter) -> Option<String> {
        let of = |pairs: &[(String, String)]| {
            let found = pairs.iter().find(|(name, _)| *name == parameter.name);
            found.map(|(_, text)| text.clone())
        };
        match parameter.location {
            Location::Path => self.raw(parameter).map(|text| decoded(&text)),
            Location::Query => of(self.query),
            Location::QueryString => {
                let (text, _) = self.query.first()?;
                Some(text.clone())
            }
            Location::Cookie => of(&self.cookies),
            Location::Header => {
                let value = self.headers.get(parameter.name.as_str())?;
                Some(String::from_utf8_lossy(value.as_bytes()).into_owned())
            }
        }
    }
}

/// A template may write the style into the name: `{;id*}`.
fn is_name(template: &str, name: &str) -> bool {
    template == name
        || template
            .trim_start_matches(['.', ';', '+', '#'])
            .trim_end_matches('*')
            == name
}

/// One parameter being read.
struct Reading<'a> {
    parameter: &'a Parameter,
    schemas: &'a Schemas,
    schema: &'a Value,
}

impl Reading<'_> {
    fn scalar(&self, text: &str) -> Value {
        coerce::scalar(self.schemas, self.schema, text)
    }

    fn member(&self, name: &str, text: &str) -> (String, Value) {
        let any = Value::Bool(true);
        let below = coerce::below(self.schemas, self.schema, Some(name), 0).unwrap_or(&any);
        (name.to_owned(), coerce::scalar(self.schemas, below, text))
    }

    fn list<'t>(&self, texts: impl Iterator<Item = &'t str>) -> Value {
        let any = Value::Bool(true);
        let item = coerce::below(self.schemas, self.schema, None, 0).unwrap_or(&any);
        texts
            .map(|text| coerce::scalar(self.schemas, item, text))
            .collect()
    }

    fn kinds(&self) -> coerce::Kinds {
        coerce::kinds(self.schemas, self.schema, 0)
    }

    fn query(&self, pairs: &[(String, String)]) -> Option<Value> {
        let name = self.parameter.name.as_str();
        let kinds = self.kinds();
        let own = pairs
            .iter()
            .filter(|(key, _)| key == name || (key.strip_suffix("[]") == Some(name)));
        let own: Vec<&str> = own.map(|(_, text)| text.as_str()).collect();
        let nested: Vec<(String, String)> = pairs
            .iter()
            .filter(|(key, _)| {
                key.strip_prefix(name)
                    .is_some_and(|rest| rest.starts_with('['))
            })
            .cloned()
            .collect();
        if self.parameter.style == Style::DeepObject || (own.is_empty() && !nested.is_empty()) {
            if nested.is_empty() {
                return own.first().map(|text| self.scalar(text));
            }
            let wrapped = serde_json::json!({ "properties": { name: self.schema } });
            let value = form::object(self.schemas, &wrapped, &nested);
            return value.get(name).cloned();
        }
        if own.is_empty() {
            let spread = kinds.object && !kinds.string && self.parameter.explode;
            return spread.then(|| self.spread(pairs)).flatten();
        }
        let separator = match self.parameter.style {
            Style::SpaceDelimited => ' ',
            Style::PipeDelimited => '|',
            _ => ',',
        };
        if kinds.array && (!kinds.string || own.len() > 1) {
            if self.parameter.explode && (own.len() > 1 || separator == ',') {
                return Some(self.list(own.into_iter()));
            }
            let texts = own.into_iter().flat_map(|text| text.split(separator));
            return Some(self.list(texts));
        }
        if kinds.object && !kinds.string {
            let text = own.first().copied().unwrap_or_default();
            return Some(self.pairs(text, separator));
        }
        own.first().map(|text| self.scalar(text))
    }

    /// An object whose members are parameters themselves.
    fn spread(&self, pairs: &[(String, String)]) -> Option<Value> {
        let names = coerce::names(self.schemas, self.schema, 0);
        let own = pairs.iter().filter(|(key, _)| names.contains(key));
        let own: Vec<(String, String)> = own.cloned().collect();
        (!own.is_empty()).then(|| form::object(self.schemas, self.schema, &own))
    }

    /// `a,1,b,2`
    fn pairs(&self, text: &str, separator: char) -> Value {
        let mut members = Map::new();
        let mut texts = text.split(separator);
        while let (Some(name), Some(text)) = (texts.next(), texts.next()) {
            let (name, value) = self.member(name, text);
            members.insert(name, value);
        }
        Value::Object(members)
    }

    fn path(&self, raw: &str) -> Result<Value, String> {
        let sign = match self.parameter.style {
            Style::Label => '.',
            Style::Matrix => ';',
            _ => return Ok(self.simple_raw(raw, ',')),
        };
        let text = raw.strip_prefix(sign);
        let text = text.ok_or_else(|| format!("it has to start with `{sign}`"))?;
        if sign == '.' {
            return Ok(self.simple_raw(text, if self.parameter.explode { '.' } else { ',' }));
        }
        let kinds = self.kinds();
        if self.parameter.explode && kinds.array && !kinds.string {
            let texts: Vec<String> = text
                .split(';')
                .map(|pair| decoded(pair.split_once('=').map_or(pair, |(_, value)| value)))
                .collect();
            return Ok(self.list(texts.iter().map(String::as_str)));
        }
        if self.parameter.explode && kinds.object && !kinds.string {
            return Ok(self.simple_raw(text, ';'));
        }
        let own = text.strip_prefix(self.parameter.name.as_str());
        let own = own.map(|rest| rest.strip_prefix('=').unwrap_or(rest));
        Ok(self.simple_raw(own.unwrap_or(text), ','))
    }

    /// Separators count before the text is decoded.
    fn simple_raw(&self, raw: &str, separator: char) -> Value {
        let kinds = self.kinds();
        let is_compound = (kinds.array || kinds.object) && !kinds.string;
        if !is_compound {
            return self.scalar(&decoded(raw));
        }
        let texts: Vec<String> = raw.split(separator).map(decoded).collect();
        if kinds.array {
            return self.list(texts.iter().map(String::as_str));
        }
        self.object_of(&texts)
    }

    fn simple(&self, text: &str, separator: char) -> Value {
        let kinds = self.kinds();
        let is_compound = (kinds.array || kinds.object) && !kinds.string;
        if !is_compound {
            return self.scalar(text);
        }
        let texts = text.split(separator).map(|text| text.trim().to_owned());
        let texts: Vec<String> = texts.collect();
        if kinds.array {
            return self.list(texts.iter().map(String::as_str));
        }
        self.object_of(&texts)
    }

    fn object_of(&self, texts: &[String]) -> Value {
        let mut members = Map::new();
        if self.parameter.explode {
            for text in texts {
                let (name, text) = text.split_once('=').unwrap_or((text, ""));
                let (name, value) = self.member(name, text);
                members.insert(name, value);
            }
        } else {
            for pair in texts.chunks(2) {
                if let [name, text] = pair {
                    let (name, value) = self.member(name, text);
                    members.insert(name, value);
                }
            }
        }
        Value::Object(members)
    }
}
