//! What is true of the whole API: servers, security, `x-api`.

use super::naming::Names;
use super::operation::requirements;
use crate::diagnostics::{Code, Diagnostic, Severity};
use crate::model::{KeyLocation, Profile, RateLimit, Scheme, SchemeKind};
use crate::names::reserved;
use crate::tree::{Node, Place};
use openapiv3::{APIKeyLocation, SecurityScheme};

impl Names<'_> {
    pub(super) fn profile(&mut self) -> Profile {
        let servers = self.servers();
        let server_enum = (!servers.is_empty()).then(|| {
            let wanted = self.context.config.server_enum.clone();
            let place = self.context.document.root_place().key("servers");
            // The enum stands at the root of the crate, where more is taken.
            let longer = format!("{wanted}Server");
            let is_free = !reserved::ROOT.contains(&wanted.as_str());
            let candidates: Vec<&str> = is_free
                .then_some(wanted.as_str())
                .into_iter()
                .chain([longer.as_str(), "server_choice"])
                .collect();
            self.types.claim(&candidates, "server", &place).name
        });
        let api = self.context.document.root().get("x-api");
        let headers = api
            .and_then(|api| api.get("headers"))
            .and_then(Node::as_map);
        let headers = headers
            .into_iter()
            .flatten()
            .filter_map(|(name, value)| Some((name.clone(), value.as_str()?.to_owned())));
        let security = self
            .context
            .document
            .root()
            .get("security")
            .map(Node::to_json);
        let security: Vec<openapiv3::SecurityRequirement> = security
            .and_then(|json| serde_json::from_value(json).ok())
            .unwrap_or_default();
        Profile {
            server_enum,
            server_method: None,
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

    fn schemes(&mut self) -> Vec<Scheme> {
        let place = self
            .context
            .document
            .root_place()
            .key("components")
            .key("securitySchemes");
        let Some(map) = self.context.node(&place).and_then(Node::as_map) else {
            return Vec::new();
        };
        let mut schemes = Vec::new();
        for name in map.keys() {
            let view = self
                .context
                .resolve(&place.key(name))
                .and_then(|target| self.context.node(&target));
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
