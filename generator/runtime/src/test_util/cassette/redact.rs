//! What doesn't get onto a cassette.

use http::Uri;
use serde_json::{Map, Value};

use crate::api::SchemeKind;
use crate::escape::plain;
use crate::middleware::Attempt;
use crate::secret::Secrets;

/// What stands in the place of a text.
const REDACTED: &str = "[redacted]";

/// Takes out the credentials of a request, and whatever has one of some names.
pub(super) struct Redactor {
    names: Vec<String>,
    secrets: Secrets,
}

impl Redactor {
    /// What the description of the attempt's API says, and these names.
    pub(super) fn new(attempt: Option<&Attempt>, mut names: Vec<String>) -> Self {
        let profile = attempt.map(|attempt| attempt.profile);
        if let Some(profile) = profile {
            names.extend(profile.sensitive.iter().map(|name| (*name).to_owned()));
            names.extend(
                profile
                    .schemes
                    .iter()
                    .filter_map(|scheme| match scheme.kind() {
                        SchemeKind::KeyInQuery(name) => Some(name.to_owned()),
                        _ => None,
                    }),
            );
        }
        let secrets = attempt.map(|attempt| attempt.secrets.clone());
        Self {
            names,
            secrets: secrets.unwrap_or_default(),
        }
    }

    /// Whether the name's value is left out, whatever it is.
    pub(super) fn names(&self, name: &str) -> bool {
        self.names.iter().any(|known| known == name)
    }

    /// Whether there are credentials in these bytes.
    pub(super) fn finds(&self, bytes: &[u8]) -> bool {
        self.secrets.are_in(bytes)
    }

    pub(super) fn text(&self, text: &str) -> String {
        self.secrets.redact(text.to_owned())
    }

    pub(super) fn json(&self, value: Value) -> Value {
        match value {
            Value::String(text) => Value::String(self.text(&text)),
            Value::Array(items) => items.into_iter().map(|item| self.json(item)).collect(),
            Value::Object(members) => {
                let members = members.into_iter().map(|(name, value)| {
                    let value = if self.names(&name) {
                        blank(value)
                    } else {
                        self.json(value)
                    };
                    (self.text(&name), value)
                });
                Value::Object(members.collect::<Map<String, Value>>())
            }
            other => other,
        }
    }

    /// The path and query. `template` says which parts of the path are parameters.
    pub(super) fn target(&self, uri: &Uri, template: &str) -> String {
        let mut pieces: Vec<&str> = uri.path().rsplit('/').collect();
        for (piece, part) in pieces.iter_mut().zip(template.rsplit('/')) {
            let name = part
                .strip_prefix('{')
                .and_then(|part| part.strip_suffix('}'));
            if name.is_some_and(|name| self.names(name)) {
                *piece = REDACTED;
            }
        }
        pieces.reverse();
        let mut target = pieces.join("/");
        if let Some(query) = uri.query() {
            target.push('?');
            target.push_str(&self.pairs(query));
        }
        self.text(&target)
    }

    /// A query, or a form.
    pub(super) fn pairs(&self, text: &str) -> String {
        let pairs = text.split('&').map(|pair| match pair.split_once('=') {
            Some((name, _)) if self.names(&plain(name)) => format!("{name}={REDACTED}"),
            _ => pair.to_owned(),
        });
        self.text(&pairs.collect::<Vec<_>>().join("&"))
    }
}

/// A value of the same type that says nothing.
fn blank(value: Value) -> Value {
    match value {
        Value::Null => Value::Null,
        Value::Bool(_) => Value::Bool(false),
        Value::Number(_) => 0.into(),
        Value::String(_) => REDACTED.into(),
        Value::Array(items) => items.into_iter().map(blank).collect(),
        Value::Object(members) => {
            let members = members.into_iter().map(|(name, it)| (name, blank(it)));
            Value::Object(members.collect::<Map<String, Value>>())
        }
    }
}
