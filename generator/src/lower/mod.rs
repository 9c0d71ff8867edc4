//! Lowering: from a normalised document to the model, [`Api<Unanalysed>`](Api).
//!
//! One construct, one file. [`LoweringContext`] is what all of them read; [`Names`] has
//! the names that they claim, in the document's order. [`SchemaLowerer`] makes
//! types, and [`OperationLowerer`] methods, with types from it. Diagnostics are
//! collected: a broken subtree becomes free-form JSON and the rest goes on.

mod assertions;
mod bases;
mod branch_names;
mod branches;
mod common;
mod components;
mod compose;
mod constants;
mod context;
mod declared;
mod demands;
mod encodings;
mod enumeration;
mod events;
mod examples;
mod extensions;
mod external;
mod findings;
mod forms;
mod group;
mod header;
mod known_so_far;
mod locks;
mod lowered;
mod media;
mod media_name;
mod members;
mod method_names;
mod naming;
mod object;
mod operation;
mod operations;
mod pagination;
mod parameter;
mod primitive;
mod profile;
mod repeats;
mod request_body;
mod response;
mod schema;
mod sensitive;
mod server;
mod settings;
mod status;
mod structural;
mod stubs;
mod success;
mod tagged;
mod union;
mod value;
mod view;
mod webhook;

use crate::config::{Config, Strictness};
use crate::diagnostics::Sink;
use crate::load::Document;
use crate::model::{Api, Docs, Info, Profile, TypeId, TypeRef, Unanalysed};
use crate::names::{Convention, Ledger, NameLock, as_written};
use crate::tree::Node;
use components::Components;
use context::{LookUps, LoweringContext};
use naming::Names;
use operations::OperationLowerer;
use schema::SchemaLowerer;

/// So deep, the insides of a component are left for later. One may refer to the
/// next for thousands of schemas.
const DEEP: usize = 12;

/// How deep schemas may lie inside each other. A document can't make the
/// lowering recurse further than this.
const MAX_DEPTH: usize = 100;

/// Lowers `document`, and tells which names its items have.
///
/// What the lock has for items that are no more must not keep others from a name,
/// and only the end of a lowering shows which these are: then it begins anew.
pub fn lower(
    document: &Document,
    source: &str,
    config: &Config,
    strictness: Strictness,
    sink: &mut Sink,
) -> (Api<Unanalysed>, NameLock) {
    let ledger = Ledger::new(document, config.locked.clone());
    let before = (!config.locked.is_empty()).then(|| sink.clone());
    let mut lowered = lower_with(document, source, config, strictness, &ledger, sink);
    let (Some(before), Some(locked)) = (before, ledger.without_stale()) else {
        let names = ledger.into_names();
        remember_former(&mut lowered, &names);
        return (lowered, names);
    };
    *sink = before;
    let ledger = Ledger::new(document, locked);
    let mut lowered = lower_with(document, source, config, strictness, &ledger, sink);
    let names = ledger.into_names();
    remember_former(&mut lowered, &names);
    (lowered, names)
}

/// Tells types and methods what they were called before.
fn remember_former(lowered: &mut Api<Unanalysed>, lock: &NameLock) {
    let ids: Vec<TypeId> = lowered.types.ids().collect();
    for (item, before, now) in lock.former() {
        let operations = lowered
            .groups
            .iter_mut()
            .flat_map(|group| &mut group.operations);
        let mut named = operations.filter(|operation| operation.name.plain() == now);
        if let Some(operation) = named.find(|it| item.is_at(&it.place)) {
            operation.former = as_written(before, Convention::Value);
            continue;
        }
        let mut named = ids
            .iter()
            .filter(|id| lowered.types[**id].name.plain() == now);
        if let Some(id) = named.next().copied() {
            lowered.types[id].former = as_written(before, Convention::Type);
        }
    }
}

fn lower_with(
    document: &Document,
    source: &str,
    config: &Config,
    strictness: Strictness,
    ledger: &Ledger<'_>,
    sink: &mut Sink,
) -> Api<Unanalysed> {
    let look_ups = LookUps::default();
    let context = LoweringContext {
        document,
        config,
        strictness,
        ledger,
        look_ups: &look_ups,
    };
    let mut names = Names::new(context, sink);
    let components = Components::claim(&mut names, context);
    let profile = names.profile();
    let schemas = SchemaLowerer::new(context, names, components).lower_components();
    let mut operations = OperationLowerer::new(context, schemas);
    let builder = operations.builder_methods(profile.server_enum.as_ref());
    let mut groups = operations.groups();
    stubs::name(&mut groups);
    let webhooks = operations.webhooks();
    let (headers, schemas) = operations.finish();
    let lowered = schemas.finish();
    Api {
        info: info(document),
        source: source.to_owned(),
        profile: Profile {
            server_method: builder.server,
            common: builder.headers,
            error: lowered.error,
            ..profile
        },
        types: lowered.types,
        groups,
        headers,
        webhooks,
        stage: Unanalysed {
            covered: lowered.covered,
        },
    }
}

fn info(document: &Document) -> Info {
    let text = |key| {
        let value = document.root().get("info")?.get(key)?;
        value.as_str().map(str::to_owned)
    };
    Info {
        title: text("title").unwrap_or_default(),
        version: text("version").unwrap_or_default(),
        description: text("description"),
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
