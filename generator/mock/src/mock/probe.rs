//! Asks every operation of the document once, and judges the answers.

use bytes::Bytes;
use http::{Request, header};
use oas_codegen::model::{KeyLocation, Location, SchemeKind};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;

use super::Mock;
use crate::api::{Media, Operation, Parameter, Style, Template};
use crate::reply::Reply;
use crate::sample::{Sample, sample};

/// What stays as it is in a part of a URL.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

const BOUNDARY: &str = "oas-mock-boundary";

impl Mock {
    /// Sends a request that fits the document to every operation, and gives
    /// those that don't answer with a success that fits its schema: the
    /// operation, and why not.
    ///
    /// Rules of an API's own may refuse what its document allows.
    #[must_use]
    pub fn self_check(&self) -> Vec<(String, String)> {
        let operations = 0..self.0.service.operations.len();
        let failures = operations.filter_map(|index| {
            let operation = self.0.service.operations.get(index)?;
            let reason = self.probe(index, operation).err()?;
            Some((operation.id.clone(), reason))
        });
        failures.collect()
    }

    fn probe(&self, index: usize, operation: &Operation) -> Result<(), String> {
        let mut reply = self.handle(self.request(operation, None)?);
        if reply.response.status() == 404
            && let Some(id) = self.known_id(index, operation)
        {
            reply = self.handle(self.request(operation, Some(&id))?);
        }
        self.verdict(operation, &reply)
    }

    /// The id of an item that the operation could be about.
    fn known_id(&self, index: usize, operation: &Operation) -> Option<(String, String)> {
        let service = &self.0.service;
        let part = service.stores.parts.get(&index)?;
        let store = service.stores.all.get(part.store)?;
        let variables = self.variables(operation);
        let path = Template::new(&store.path).fill(|name| {
            let found = variables.iter().find(|(known, _)| known == name);
            found.map(|(_, value)| value.clone()).unwrap_or_default()
        });
        let mut state = self.state();
        let id = state.shelves.shelf(&path).items.keys().next()?.clone();
        let last = operation.path.rsplit_once('{')?.1.split('}').next()?;
        Some((last.to_owned(), id))
    }

    fn verdict(&self, operation: &Operation, reply: &Reply) -> Result<(), String> {
        let status = reply.response.status().as_u16();
        let body = reply.response.body();
        let shown = || String::from_utf8_lossy(body.get(..300).unwrap_or(body)).into_owned();
        if status >= 400 {
            return Err(format!("answered {status}: {}", shown()));
        }
        let Some(documented) = operation.answer_of(status) else {
            return if operation.answers.is_empty() || status == 204 {
                Ok(())
            } else {
                Err(format!(
                    "answered {status}, which the document does not know"
                ))
            };
        };
        let sent = reply.response.headers().get(header::CONTENT_TYPE);
        let sent = sent
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default();
        let Some(media) = documented
            .media
            .iter()
            .find(|media| media.name == sent || media.essence().contains('*'))
        else {
            return if documented.media.is_empty() {
                Ok(())
            } else {
                Err(format!(
                    "answered `{sent}`, which the document does not know"
                ))
            };
        };
        let Some(schema) = media.schema.filter(|_| media.is_json()) else {
            return Ok(());
        };
        let value: Value = serde_json::from_slice(body).map_err(|error| error.to_string())?;
        let Some(validator) = self.0.service.answer.validator(schema) else {
            return Err("nothing can be judged by its schema".to_owned());
        };
        match validator.iter_errors(&value).next() {
            None => Ok(()),
            Some(error) => Err(format!(
                "breaks its schema: {error} at {}",
                error.instance_path()
            )),
        }
    }

    /// Values of the path's variables, as they are sent.
    fn variables(&self, operation: &Operation) -> Vec<(String, String)> {
        let parameters = operation.parameters.iter();
        let parameters = parameters.filter(|parameter| parameter.location == Location::Path);
        let values = parameters.filter_map(|parameter| {
            let value = self.value(operation, parameter)?;
            Some((parameter.name.clone(), path_text(parameter, &value)))
        });
        values.collect()
    }

    fn value(&self, operation: &Operation, parameter: &Parameter) -> Option<Value> {
        let Some(schema) = parameter.schema else {
            return parameter.example.clone().or(Some("mock".into()));
        };
        let schemas = &self.0.service.request;
        if let (Some(validator), Some(example)) = (schemas.validator(schema), &parameter.example)
            && validator.is_valid(example)
        {
            return Some(example.clone());
        }
        sample(
            schemas,
            schema,
            self.0.seed,
            &(operation.path.as_str(), parameter.name.as_str()),
        )
        .value()
    }

    /// A request that the document allows. `known` is a variable of the path
    /// with its value.
    fn request(
        &self,
        operation: &Operation,
        known: Option<&(String, String)>,
    ) -> Result<Request<Bytes>, String> {
        let variables = self.variables(operation);
        let path = Template::new(&operation.path).fill(|name| {
            if let Some((_, id)) = known.filter(|(known, _)| known == name) {
                return escape(id);
            }
            let mut found = variables.iter().filter(|(known, _)| known == name);
            let found = found.find(|(_, value)| !value.is_empty());
            found.map_or_else(|| "mock".to_owned(), |(_, value)| value.clone())
        });
        let mut query = Vec::new();
        let mut request = Request::builder().method(operation.method.clone());
        for (name, value) in &operation.fixed_query {
            query.push(format!("{}={}", escape(name), escape(value)));
        }
        for parameter in operation
            .parameters
            .iter()
            .filter(|parameter| parameter.required)
        {
            let Some(value) = self.value(operation, parameter) else {
                return Err(format!("no value fits the parameter `{}`", parameter.name));
            };
            match parameter.location {
                Location::Query => query.extend(query_texts(parameter, &value)),
                Location::Header => {
                    let text = if parameter.is_json {
                        value.to_string()
                    } else {
                        list_text(&value)
                    };
                    request = request.header(parameter.name.as_str(), text);
                }
                Location::Cookie => {
                    let pair = format!("{}={}", parameter.name, escape(&list_text(&value)));
                    request = request.header(header::COOKIE, pair);
                }
                Location::Path => {}
            }
        }
        for name in operation.security.first().into_iter().flatten() {
            let schemes = self.0.service.profile.schemes.iter();
            match schemes
                .clone()
                .find(|scheme| scheme.name == *name)
                .map(|scheme| &scheme.kind)
            {
                Some(SchemeKind::Bearer) => {
                    request = request.header(header::AUTHORIZATION, "Bearer mock");
                }
                Some(SchemeKind::Basic) => {
                    request = request.header(header::AUTHORIZATION, "Basic bW9jazptb2Nr");
                }
                Some(SchemeKind::ApiKey(KeyLocation::Header, name)) => {
                    request = request.header(name, "mock");
                }
                Some(SchemeKind::ApiKey(KeyLocation::Query, name)) => {
                    query.push(format!("{}=mock", escape(name)));
                }
                Some(SchemeKind::ApiKey(KeyLocation::Cookie, name)) => {
                    request = request.header(header::COOKIE, format!("{name}=mock"));
                }
                None => {}
            }
        }
        let target = if query.is_empty() {
            path
        } else {
            format!("{path}?{}", query.join("&"))
        };
        let body = self.body(operation)?;
        if let Some((media, _)) = &body {
            request = request.header(header::CONTENT_TYPE, media);
        }
        let body = body.map(|(_, bytes)| bytes).unwrap_or_default();
        request
            .uri(target)
            .body(body)
            .map_err(|error| error.to_string())
    }

    fn body(&self, operation: &Operation) -> Result<Option<(String, Bytes)>, String> {
        let Some(spec) = &operation.body else {
            return Ok(None);
        };
        let json = spec.media.iter().find(|media| media.is_json());
        let Some(media) = json.or(spec.media.first()) else {
            return Ok(None);
        };
        let schemas = &self.0.service.request;
        let value = match media.schema {
            Some(schema) => match sample(schemas, schema, self.0.seed, &operation.id) {
                Sample::Fitting(value) => value,
                _ if !spec.required => return Ok(None),
                _ => return Err("no body that fits its schema was found".to_owned()),
            },
            None => Value::Object(serde_json::Map::new()),
        };
        Ok(Some(written(media, &value)))
    }
}

fn escape(text: &str) -> String {
    utf8_percent_encode(text, ESCAPED).to_string()
}

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// `a,b` or `k,v,k,v`.
fn list_text(value: &Value) -> String {
    match value {
        Value::Array(items) => items.iter().map(text).collect::<Vec<String>>().join(","),
        Value::Object(members) => {
            let pairs = members
                .iter()
                .map(|(name, value)| format!("{name},{}", text(value)));
            pairs.collect::<Vec<String>>().join(",")
        }
        other => text(other),
    }
}

fn path_text(parameter: &Parameter, value: &Value) -> String {
    let separated = |separator: &str| match value {
        Value::Array(items) => {
            let items = items.iter().map(|item| escape(&text(item)));
            items.collect::<Vec<String>>().join(separator)
        }
        Value::Object(members) => {
            let sign = if parameter.explode { "=" } else { "," };
            let members = members.iter();
            let members = members
                .map(|(name, value)| format!("{}{sign}{}", escape(name), escape(&text(value))));
            members.collect::<Vec<String>>().join(separator)
        }
        other => escape(&text(other)),
    };
    match parameter.style {
        Style::Label => format!(".{}", separated(if parameter.explode { "." } else { "," })),
        Style::Matrix => match value {
            Value::Array(items) if parameter.explode => {
                let items = items.iter();
                items
                    .map(|item| format!(";{}={}", parameter.name, escape(&text(item))))
                    .collect()
            }
            Value::Object(_) if parameter.explode => format!(";{}", separated(";")),
            _ => format!(";{}={}", parameter.name, separated(",")),
        },
        _ => separated(","),
    }
}

fn query_texts(parameter: &Parameter, value: &Value) -> Vec<String> {
    let name = escape(&parameter.name);
    if parameter.is_json {
        return vec![format!("{name}={}", escape(&value.to_string()))];
    }
    match value {
        Value::Object(members) if parameter.style == Style::Deep => {
            let mut pairs = Vec::new();
            nested(
                &mut pairs,
                &parameter.name,
                &Value::Object(members.clone()),
                0,
            );
            pairs
                .into_iter()
                .map(|(name, text)| format!("{}={}", escape(&name), escape(&text)))
                .collect()
        }
        Value::Object(members) if parameter.explode => {
            let members = members.iter();
            members
                .map(|(name, value)| format!("{}={}", escape(name), escape(&text(value))))
                .collect()
        }
        Value::Array(items) if parameter.explode && parameter.style != Style::Deep => items
            .iter()
            .map(|item| format!("{name}={}", escape(&text(item))))
            .collect(),
        Value::Array(items) => {
            let separator = match parameter.style {
                Style::Space => "%20",
                Style::Pipe => "%7C",
                _ => ",",
            };
            let items = items.iter().map(|item| escape(&text(item)));
            vec![format!(
                "{name}={}",
                items.collect::<Vec<String>>().join(separator)
            )]
        }
        other => vec![format!("{name}={}", escape(&list_text(other)))],
    }
}

/// `a[b][0]=c`
fn nested(out: &mut Vec<(String, String)>, name: &str, value: &Value, depth: usize) {
    match value {
        Value::Object(members) if depth < 20 => {
            for (key, value) in members {
                nested(out, &format!("{name}[{key}]"), value, depth + 1);
            }
        }
        Value::Array(items) if depth < 20 => {
            for (index, value) in items.iter().enumerate() {
                nested(out, &format!("{name}[{index}]"), value, depth + 1);
            }
        }
        other => out.push((name.to_owned(), text(other))),
    }
}

/// A body as its media type writes it.
fn written(media: &Media, value: &Value) -> (String, Bytes) {
    let essence = media.essence();
    if media.is_json() {
        let name = if essence.contains('*') {
            "application/json".to_owned()
        } else {
            media.name.clone()
        };
        return (name, value.to_string().into());
    }
    let members = value.as_object().into_iter().flatten();
    match essence.as_str() {
        "application/x-www-form-urlencoded" => {
            let mut pairs = Vec::new();
            for (name, value) in members {
                nested(&mut pairs, name, value, 0);
            }
            let text = form_urlencoded::Serializer::new(String::new())
                .extend_pairs(pairs)
                .finish();
            (media.name.clone(), text.into())
        }
        "multipart/form-data" => {
            let mut body = String::new();
            for (name, value) in members {
                let values = match value {
                    Value::Array(items) => items.clone(),
                    other => vec![other.clone()],
                };
                for value in values {
                    let text = text(&value);
                    body.push_str(&format!(
                        "--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{text}\r\n"
                    ));
                }
            }
            body.push_str(&format!("--{BOUNDARY}--\r\n"));
            (
                format!("multipart/form-data; boundary={BOUNDARY}"),
                body.into(),
            )
        }
        _ => {
            let name = if essence.contains('*') {
                "application/octet-stream".to_owned()
            } else {
                media.name.clone()
            };
            (name, text(value).into())
        }
    }
}
