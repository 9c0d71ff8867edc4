//! What is true of the whole API: servers, security, `x-api`.

use super::Lowerer;
use super::operation::requirements;
use crate::diagnostics::{Code, Diagnostic, Severity};
use crate::load::{Node, Place};
use crate::model::{KeyLocation, Profile, RateLimit, Scheme, SchemeKind, Server};
use crate::names::{Convention, Scope, common_words, strip_words};
use openapiv3::{APIKeyLocation, SecurityScheme};

impl Lowerer<'_> {
    pub(super) fn profile(&mut self) -> Profile {
        let servers = self.servers();
        let server_enum = (!servers.is_empty()).then(|| {
            let wanted = self.config.server_enum.clone();
            let place = self.document.root_place().key("servers");
            let claim = self
                .type_names
                .claim(&[&wanted, "server_choice"], "server", &place);
            claim.name
        });
        let api = self.document.root().get("x-api");
        let headers = api
            .and_then(|api| api.get("headers"))
            .and_then(Node::as_map);
        let headers = headers
            .into_iter()
            .flatten()
            .filter_map(|(name, value)| Some((name.clone(), value.as_str()?.to_owned())));
        let security = self.document.root().get("security").map(Node::to_json);
        let security: Vec<openapiv3::SecurityRequirement> = security
            .and_then(|json| serde_json::from_value(json).ok())
            .unwrap_or_default();
        Profile {
            server_enum,
            servers,
            headers: headers.collect(),
            common: Vec::new(),
            schemes: self.schemes(),
            security: requirements(&security),
            error: None,
            rate_limit: api.and_then(|api| rate_limit(api.get("rate-limit")?)),
            request_id: api.and_then(|api| Some(api.get("request-id")?.as_str()?.to_owned())),
        }
    }

    fn servers(&mut self) -> Vec<Server> {
        let place = self.document.root_place().key("servers");
        let count = self
            .node(&place)
            .and_then(Node::as_list)
            .map_or(0, <[Node]>::len);
        let places: Vec<Place> = (0..count).map(|index| place.index(index)).collect();
        // «The production API server» and «The European API server» differ in
        // one word.
        let short: Vec<String> = places
            .iter()
            .filter_map(|place| self.short(place))
            .collect();
        let common = match short.first() {
            Some(first) if short.len() == count => common_words(&short, first),
            _ => (0, 0),
        };
        let mut scope = Scope::new(Convention::Variant, &[]);
        places
            .iter()
            .filter_map(|place| self.server(place, common, &mut scope))
            .collect()
    }

    /// What a server's description says first.
    fn short(&self, place: &Place) -> Option<String> {
        let text = self
            .node(place)?
            .get("description")
            .and_then(Node::as_str)?;
        let short = text.split(['.', ',', ':', '(', '\n']).next()?.trim();
        (!short.is_empty()).then(|| short.to_owned())
    }

    fn server(
        &mut self,
        place: &Place,
        common: (usize, usize),
        scope: &mut Scope,
    ) -> Option<Server> {
        let node = self.node(place)?;
        let text = |key: &str| node.get(key).and_then(Node::as_str);
        let (url, description) = (text("url")?, text("description"));
        if url.contains('{') || !url.contains("://") {
            let diagnostic = Diagnostic::new(
                Severity::Note,
                Code::Unsupported,
                format!("the server `{url}` is not a whole URL"),
            )
            .at(&place.key("url"), "left out: the caller sets the base URL");
            self.report(diagnostic);
            return None;
        }
        let short = self.short(place);
        let stripped = short.as_ref().map(|short| strip_words(short, common));
        let host = url
            .split("://")
            .nth(1)
            .and_then(|rest| rest.split('/').next());
        let candidates: Vec<&str> = text("x-rust-name")
            .into_iter()
            .chain(stripped.as_deref())
            .chain(short.as_deref())
            .chain(host)
            .collect();
        let name = scope.claim(&candidates, "server", place).name;
        Some(Server {
            name,
            url: url.trim_end_matches('/').to_owned(),
            description: description.map(str::to_owned),
        })
    }

    fn schemes(&mut self) -> Vec<Scheme> {
        let place = self
            .document
            .root_place()
            .key("components")
            .key("securitySchemes");
        let Some(map) = self.node(&place).and_then(Node::as_map) else {
            return Vec::new();
        };
        let mut schemes = Vec::new();
        for name in map.keys() {
            let view = self
                .resolve(&place.key(name))
                .and_then(|target| self.node(&target));
            let view = view.and_then(|node| serde_json::from_value(node.to_json()).ok());
            match view.and_then(scheme) {
                Some((kind, description)) => {
                    schemes.push(Scheme {
                        name: name.clone(),
                        kind,
                        description,
                    });
                }
                None => self.report_scheme(&place.key(name)),
            }
        }
        schemes
    }

    fn report_scheme(&mut self, place: &Place) {
        let diagnostic = Diagnostic::new(
            Severity::Warning,
            Code::Unsupported,
            "this security scheme is not one that the client can send",
        )
        .at(place, "left out")
        .help("bearer, basic, API keys, OAuth2 and OpenID Connect are known");
        self.report(diagnostic);
    }
}

fn scheme(view: SecurityScheme) -> Option<(SchemeKind, Option<String>)> {
    Some(match view {
        SecurityScheme::APIKey {
            location,
            name,
            description,
            ..
        } => {
            let location = match location {
                APIKeyLocation::Header => KeyLocation::Header,
                APIKeyLocation::Query => KeyLocation::Query,
                APIKeyLocation::Cookie => KeyLocation::Cookie,
            };
            (SchemeKind::ApiKey(location, name), description)
        }
        SecurityScheme::HTTP {
            scheme,
            description,
            ..
        } => {
            let kind = match scheme.to_ascii_lowercase().as_str() {
                "bearer" => SchemeKind::Bearer,
                "basic" => SchemeKind::Basic,
                _ => return None,
            };
            (kind, description)
        }
        SecurityScheme::OAuth2 { description, .. }
        | SecurityScheme::OpenIDConnect { description, .. } => (SchemeKind::Bearer, description),
    })
}

fn rate_limit(node: &Node) -> Option<RateLimit> {
    let text = |key: &str| Some(node.get(key)?.as_str()?.to_owned());
    Some(RateLimit {
        limit: text("limit")?,
        remaining: text("remaining")?,
        reset: text("reset")?,
    })
}
