//! What is true of the whole API: servers, security, `x-api`.

use super::naming::Names;
use super::operation::requirements;
use crate::config::Config;
use crate::diagnostics::{Code, Diagnostic, Fidelity, Severity};
use crate::model::{KeyLocation, Profile, RateLimit, Scheme, SchemeKind};
use crate::names::{Claim, reserved};
use crate::tree::{Node, Place};

impl Names<'_> {
    pub(super) fn profile(&mut self) -> Profile {
        let (servers, base_path) = self.servers();
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
            let claim = self.types.claim(&candidates, "server", &place);
            self.report_server_enum(&claim);
            claim.name
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
            base_path,
            headers: headers.collect(),
            common: Vec::new(),
            schemes: self.schemes(),
            security: requirements(&security),
            error: None,
            rate_limit: api.and_then(|api| rate_limit(api.get("rate-limit")?)),
            sensitive: self.context.sensitive_names(),
            request_id: api.and_then(|api| Some(api.get("request-id")?.as_str()?.to_owned())),
        }
    }

    /// A name that the configuration has for the enum of servers is its name.
    fn report_server_enum(&mut self, claim: &Claim) {
        let wanted = &self.context.config.server_enum;
        if *wanted == Config::default().server_enum || claim.name.plain() == wanted {
            return;
        }
        let at = self.context.document.configuration().key("server_enum");
        let message = format!("the enum of servers can't be called `{wanted}`");
        let mut finding = Diagnostic::error(Code::ConfigValue, message)
            .at(&at, format!("it would be called `{}`", claim.name));
        if let Some((_, Some(owner))) = &claim.collision {
            finding = finding.also(owner, format!("`{wanted}` is taken by this"));
        }
        self.report(finding);
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
            let at = place.key(name);
            let node = self
                .context
                .resolve(&at)
                .and_then(|target| self.context.node(&target));
            let Some(node) = node.filter(|node| node.as_map().is_some()) else {
                continue;
            };
            let kind = scheme(node);
            if let SchemeKind::External(what) = &kind {
                self.report_external(what, &at);
            }
            schemes.push(Scheme {
                name: name.clone(),
                kind,
                description: text(node, "description"),
            });
        }
        schemes
    }

    fn report_external(&mut self, what: &str, place: &Place) {
        let message = format!("the client can't send the security scheme `{what}` by itself");
        let diagnostic = Diagnostic::new(Severity::Warning, Code::Unsupported, message)
            .at(
                place,
                "left to the transport, or to a header that the caller sets",
            )
            .help("bearer, basic, API keys, OAuth2 and OpenID Connect are known")
            .makes(Fidelity::Other);
        self.report(diagnostic);
    }
}

fn text(node: &Node, key: &str) -> Option<String> {
    node.get(key).and_then(Node::as_str).map(str::to_owned)
}

/// What a scheme sends; what is missing of it is no reason to do without.
fn scheme(node: &Node) -> SchemeKind {
    let kind = text(node, "type").unwrap_or_default();
    match kind.as_str() {
        "apiKey" => {
            let location = match node.get("in").and_then(Node::as_str) {
                Some("query") => Some(KeyLocation::Query),
                Some("cookie") => Some(KeyLocation::Cookie),
                Some("header") => Some(KeyLocation::Header),
                _ => None,
            };
            match (location, text(node, "name")) {
                (Some(location), Some(name)) => SchemeKind::ApiKey(location, name),
                _ => SchemeKind::External(kind),
            }
        }
        "http" => {
            let scheme = text(node, "scheme").unwrap_or(kind);
            match scheme.to_ascii_lowercase().as_str() {
                "bearer" => SchemeKind::Bearer,
                "basic" => SchemeKind::Basic,
                _ => SchemeKind::External(scheme),
            }
        }
        "oauth2" | "openIdConnect" => SchemeKind::Bearer,
        _ => SchemeKind::External(kind),
    }
}

fn rate_limit(node: &Node) -> Option<RateLimit> {
    let text = |key: &str| Some(node.get(key)?.as_str()?.to_owned());
    Some(RateLimit {
        limit: text("limit")?,
        remaining: text("remaining")?,
        reset: text("reset")?,
    })
}
