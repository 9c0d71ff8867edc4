//! A document, ready to be served.

mod operation;
mod read;
mod router;
mod template;

use oas_codegen::load::Document;
use oas_codegen::model::{Api, ErrorEnvelope, Profile, RateLimit};
use oas_codegen::tree::{Node, NodeMap};
use oas_codegen::{Config, Sink, Source};

pub(crate) use operation::{DocumentedResponse, essence, location_word};
pub use operation::{Media, Operation, Parameter};
pub(crate) use router::{RouteMatch, Router};
pub(crate) use template::Template;

use crate::schema::{Collector, Schemas};

/// A document, ready to be served.
#[cfg_attr(
    not(feature = "server"),
    allow(dead_code, reason = "the page alone shows all of it")
)]
pub(crate) struct Service {
    pub(crate) title: String,
    pub(crate) version: String,
    pub(crate) description: Option<String>,
    pub(crate) operations: Vec<Operation>,
    /// The tags in the order in which the document has them, with what it says.
    pub(crate) tags: Vec<(String, Option<String>)>,
    pub(crate) router: Router,
    pub(crate) profile: Profile,
    pub(crate) request: Schemas,
    pub(crate) response: Schemas,
}

impl Service {
    /// Reads a document. What is wrong with it goes to the sink; there is no
    /// service only if it can't be read at all.
    pub(crate) fn read(source: &Source, sink: &mut Sink) -> Option<Self> {
        let document = oas_codegen::overlay::effective(source, &mut Sink::new());
        let partial = oas_codegen::generate_partial(source, &Config::default(), sink)?;
        let document = oas_codegen::repair::repair(document?, &mut Sink::new());
        let mut collector = Collector::new(&document);
        let operations = read::operations(&document, &partial.api, sink.sources(), &mut collector);
        let (request, response) = collector.finish();
        let mut bases = base_paths(&document);
        bases.extend(partial.api.profile.base_path.clone());
        let router = Router::new(&operations, &bases);
        let Api {
            info,
            groups,
            profile,
            ..
        } = partial.api;
        let tags = groups
            .into_iter()
            .filter_map(|group| Some((group.tag?, group.docs.description)));
        Some(Self {
            title: info.title,
            version: info.version,
            description: info.description,
            tags: tags.collect(),
            operations,
            router,
            profile,
            request,
            response,
        })
    }

    /// Where the members of an error are, as far as the document says.
    pub(crate) fn error_shape(&self) -> Option<&ErrorEnvelope> {
        self.profile.error.as_ref()
    }

    /// How the headers of the rate limit are called.
    pub(crate) fn rate_limit(&self) -> RateLimit {
        self.profile
            .rate_limit
            .clone()
            .unwrap_or_else(|| RateLimit {
                limit: "X-RateLimit-Limit".to_owned(),
                remaining: "X-RateLimit-Remaining".to_owned(),
                reset: "X-RateLimit-Reset".to_owned(),
            })
    }

    /// How the header of the request's id is called.
    pub(crate) fn request_id(&self) -> &str {
        self.profile.request_id.as_deref().unwrap_or("X-Request-Id")
    }
}

/// The paths of the document's servers, and of those that single paths and
/// operations have: requests may or may not start with one.
fn base_paths(document: &Document) -> Vec<String> {
    let root = document.root();
    let items = root.get("paths").and_then(Node::as_map);
    let items = items.into_iter().flat_map(NodeMap::values);
    let operations = items.clone().filter_map(Node::as_map);
    let operations = operations.flat_map(NodeMap::values);
    let holders = std::iter::once(root).chain(items).chain(operations);
    let servers = holders.filter_map(|holder| holder.get("servers")?.as_list());
    let paths = servers.flatten().filter_map(|server| {
        let mut url = server.get("url")?.as_str()?.to_owned();
        let variables = server.get("variables").and_then(Node::as_map);
        for (name, variable) in variables.into_iter().flatten() {
            let usual = variable.get("default").and_then(Node::as_str);
            url = url.replace(&format!("{{{name}}}"), usual.unwrap_or_default());
        }
        let path = match url.split_once("://") {
            Some((_, rest)) => rest.split_once('/').map(|(_, path)| path)?,
            None => url.trim_start_matches('/'),
        };
        Some(format!("/{}", path.trim_end_matches('/')))
    });
    let mut paths: Vec<String> = paths.filter(|path| path != "/").collect();
    paths.sort();
    paths.dedup();
    paths
}
