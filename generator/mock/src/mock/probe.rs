//! Asks every operation of the document once, and judges the responses.

use bytes::Bytes;
use http::{Request, header};
use oas_codegen::model::{KeyLocation, Location, SchemeKind};
use serde_json::Value;

use super::Mock;
use super::written::{escape, list_text, path_text, query_texts, written};
use crate::api::{Operation, Parameter, Template};
use crate::reply::Reply;
use crate::sample::{Sample, sample};

impl Mock {
    /// Sends a request that fits the document to every operation, and gives
    /// those that don't give a success that fits its schema: the
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
        let part = self.0.stores.parts.get(&index)?;
        let store = self.0.stores.all.get(part.store)?;
        let variables = self.variables(operation);
        let path = Template::new(&store.path).fill(|name| {
            let found = variables.iter().find(|(known, _)| known == name);
            found.map(|(_, value)| value.clone()).unwrap_or_default()
        });
        let collection = self.0.collections.at(path);
        let id = collection.look(|stored| stored.items.keys().next().cloned())?;
        let last = operation.path.rsplit_once('{')?.1.split('}').next()?;
        Some((last.to_owned(), id))
    }

    fn verdict(&self, operation: &Operation, reply: &Reply) -> Result<(), String> {
        let status = reply.response.status().as_u16();
        let body = reply.response.body();
        let shown = || String::from_utf8_lossy(body.get(..300).unwrap_or(body)).into_owned();
        if status >= 400 {
            return Err(format!("status {status}: {}", shown()));
        }
        let Some(documented) = operation.response_for(status) else {
            return if operation.responses.is_empty() || status == 204 {
                Ok(())
            } else {
                Err(format!("status {status}, which the document does not know"))
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
                    "media type `{sent}`, which the document does not know"
                ))
            };
        };
        let Some(schema) = media.schema.filter(|_| media.is_json()) else {
            return Ok(());
        };
        let value: Value = serde_json::from_slice(body).map_err(|error| error.to_string())?;
        let Some(validator) = self.0.service.response.validator(schema) else {
            return Err("nothing can be judged by its schema".to_owned());
        };
        match validator.problems(&value, "").first() {
            None => Ok(()),
            Some(problem) => Err(format!(
                "breaks its schema: {} at {}",
                problem.message, problem.place
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
                Location::QueryString => match &value {
                    Value::Object(members) if !parameter.is_json => {
                        let pair = |(name, value): (&String, &Value)| {
                            format!("{}={}", escape(name), escape(&list_text(value)))
                        };
                        query.extend(members.iter().map(pair));
                    }
                    _ => query.push(escape(&value.to_string())),
                },
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
                Some(SchemeKind::External(_)) | None => {}
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
