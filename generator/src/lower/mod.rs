//! Lowering: from a normalised document to the [`Api`] model.
//!
//! One construct, one file. A [`Lowerer`] walks the document in its own order,
//! claims every name on the way, and collects diagnostics instead of stopping:
//! a broken subtree becomes free-form JSON and the rest goes on.

mod common;
mod compose;
mod constants;
mod discriminators;
mod enumeration;
mod extensions;
mod external;
mod group;
mod header;
mod lowered;
mod media;
mod naming;
mod object;
mod operation;
mod pagination;
mod parameter;
mod primitive;
mod profile;
mod rename;
mod repeats;
mod request_body;
mod response;
mod schema;
mod server;
mod status;
mod structural;
mod success;
mod union;
mod view;
mod webhook;

use crate::config::Config;
use crate::config::Strictness;
use crate::diagnostics::{Diagnostic, Severity, Sink};
use crate::load::Document;
use crate::model::{Api, Docs, Info, RustIdent, TypeArena, TypeRef};
use crate::names::{Claim, Convention, Scope, reserved};
use crate::tree::{Node, Place};
use std::cell::RefCell;
use std::collections::{HashMap, HashSet, VecDeque};

/// So deep, the insides of a component are left for later. One may refer to the
/// next for thousands of schemas.
const DEEP: usize = 12;

/// How deep schemas may lie inside each other. A document can't make the
/// lowering recurse further than this.
const MAX_DEPTH: usize = 100;

/// Lowers `document`.
pub fn lower(
    document: &Document,
    source: &str,
    config: &Config,
    strictness: Strictness,
    sink: &mut Sink,
) -> Api {
    let mut lowerer = Lowerer::new(document, config, strictness, sink);
    lowerer.claim_components();
    lowerer.claim_external();
    let mut profile = lowerer.profile();
    lowerer.common = lowerer.find_common_headers();
    lowerer.lower_components();
    lowerer.builder_methods(&mut profile);
    let groups = lowerer.groups();
    let webhooks = lowerer.webhooks();
    lowerer.report_idle_renames();
    let error = lowerer.error_shape.take();
    for id in lowerer.types.ids() {
        let def = &mut lowerer.types[id];
        def.merged = def.component.is_some() && lowerer.merged.contains(&def.place);
    }
    Api {
        info: lowerer.info(),
        source: source.to_owned(),
        profile: crate::model::Profile { error, ..profile },
        types: lowerer.types,
        groups,
        headers: lowerer.headers.found,
        webhooks,
    }
}

/// The state of a lowering.
struct Lowerer<'a> {
    document: &'a Document,
    config: &'a Config,
    strictness: Strictness,
    sink: &'a mut Sink,
    types: TypeArena,
    type_names: Scope,
    modules: Scope,
    /// Names of components, claimed before anything inline can have them.
    components: HashMap<Place, naming::ComponentName>,
    /// Schemas that have been lowered, or at least have a name already.
    done: HashMap<Place, lowered::Lowered>,
    /// Schemas without a name of their own that are being lowered.
    open: HashSet<Place>,
    /// Schemas that an `allOf` merges into others.
    merged: HashSet<Place>,
    /// Header parameters that are the client's, by their names in lower case.
    common: indexmap::IndexMap<String, Place>,
    /// What schemas contribute as members of an `allOf`, as far as it was asked.
    parts: RefCell<HashMap<Place, compose::Part>>,
    /// Types that have a name and wait for their insides.
    waiting: VecDeque<schema::Waiting>,
    discriminators: discriminators::Discriminators,
    headers: header::Headers<'a>,
    /// The keys of `[rename]` that have named something.
    renames: HashSet<String>,
    /// Schemas whose type has the name that the configuration gives it.
    renamed_types: HashSet<Place>,
    depth: usize,
    error_shape: Option<crate::model::ErrorEnvelope>,
}

impl<'a> Lowerer<'a> {
    fn new(
        document: &'a Document,
        config: &'a Config,
        strictness: Strictness,
        sink: &'a mut Sink,
    ) -> Self {
        Self {
            document,
            config,
            strictness,
            sink,
            types: TypeArena::default(),
            type_names: Scope::new(Convention::Type, reserved::TYPES),
            modules: Scope::new(Convention::Module, &[]),
            components: HashMap::new(),
            done: HashMap::new(),
            open: HashSet::new(),
            merged: HashSet::new(),
            common: indexmap::IndexMap::new(),
            parts: RefCell::default(),
            waiting: VecDeque::new(),
            discriminators: discriminators::Discriminators::of(document),
            headers: header::Headers::new(),
            renames: HashSet::new(),
            renamed_types: HashSet::new(),
            depth: 0,
            error_shape: None,
        }
    }

    fn info(&self) -> Info {
        let text = |key| {
            let value = self.document.root().get("info")?.get(key)?;
            value.as_str().map(str::to_owned)
        };
        Info {
            title: text("title").unwrap_or_default(),
            version: text("version").unwrap_or_default(),
            description: text("description"),
        }
    }

    fn node(&self, place: &Place) -> Option<&'a Node> {
        self.document.node(place)
    }

    /// Follows `$ref`s from `place` to what they mean in the end. Reports
    /// nothing: validation has. `None` for a dangling or endless reference.
    fn resolve(&self, place: &Place) -> Option<Place> {
        let mut here = place.clone();
        for _ in 0..MAX_DEPTH {
            let node = self.node(&here)?;
            match node.get("$ref").and_then(Node::as_str) {
                None => return Some(here),
                Some(reference) => here = self.document.resolve(&here, reference).ok()?,
            }
        }
        None
    }

    /// How bad it is what a maintainer can mend and a user of somebody else's
    /// document can't.
    fn severity(&self) -> Severity {
        match self.strictness {
            Strictness::Strict => Severity::Error,
            Strictness::Lenient => Severity::Warning,
        }
    }

    fn report(&mut self, diagnostic: Diagnostic) {
        self.sink.push(diagnostic);
    }

    /// Settles the collisions that a claim ran into.
    fn claimed(&mut self, claim: Claim, what: &str, original: &str, place: &Place) -> RustIdent {
        naming::report(self, &claim, what, original, place);
        claim.name
    }
}

/// `title`/`summary`, `description` and `deprecated` of a node.
fn docs_of(node: &Node, title_key: &str) -> Docs {
    let text = |key: &str| {
        let text = node.get(key).and_then(Node::as_str)?.trim();
        (!text.is_empty()).then(|| text.to_owned())
    };
    Docs {
        title: text(title_key),
        description: text("description"),
        deprecated: node
            .get("deprecated")
            .and_then(Node::as_bool)
            .unwrap_or(false),
    }
}

/// A list of a type that isn't known.
fn any_list() -> TypeRef {
    TypeRef::List(Box::new(TypeRef::Any))
}
