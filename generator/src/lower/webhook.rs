//! Webhooks: the messages that an API sends by itself (`webhooks` of OpenAPI
//! 3.1, `x-webhooks` before).

use super::naming::Naming;
use super::operations::OperationLowerer;
use crate::grammar;
use crate::model::{Docs, Method, NamedExample, RustIdent, TypeRef, Webhook, Webhooks};
use crate::names::{Convention, Scope};
use crate::tree::{Node, NodeMap, Place};

/// The variant for messages that the document does not know.
const UNKNOWN: &[&str] = &["unknown", "unrecognized", "other_message"];

impl OperationLowerer<'_> {
    /// Every webhook, in document order; nothing where there is none.
    pub(super) fn webhooks(&mut self) -> Option<Webhooks> {
        let root = self.context.document.root_place();
        let places = ["webhooks", "x-webhooks"].map(|key| root.key(key));
        let named = places.iter().flat_map(|place| {
            let map = self.context.node(place).and_then(Node::as_map);
            let names = map.into_iter().flat_map(NodeMap::keys);
            names.map(|name| (place.key(name), name))
        });
        let named: Vec<_> = named.collect();
        let (first, _) = named.first()?;
        let context = self.context;
        let mut scope = context.scope(Convention::Variant, &[], "variant", "#/webhooks");
        let mut messages = Vec::new();
        for (place, name) in &named {
            let Some(item) = self.context.resolve(place) else {
                continue;
            };
            let node = self.context.node(&item);
            let operations = node.map(|node| Method::operations(&item, node));
            let operations = operations.unwrap_or_default();
            // Of several methods each is a message of its own.
            let several = operations.len() > 1;
            for (operation, method) in operations {
                let method = Some(method).filter(|_| several);
                messages.push(self.webhook(name, method.as_ref(), &operation, &mut scope));
            }
        }
        if messages.is_empty() {
            return None;
        }
        let claim = self.names().types.claim_as(
            "#/webhooks",
            &["webhook", "webhook_message"],
            "webhook",
            first,
        );
        let unknown = scope.claim_as("*", UNKNOWN, "unknown", first).name;
        Some(Webhooks {
            name: claim.name,
            messages,
            unknown,
            signature: grammar::webhook_signature(self.context.document.root()),
        })
    }

    fn webhook(
        &mut self,
        key: &str,
        method: Option<&Method>,
        operation: &Place,
        scope: &mut Scope<'_>,
    ) -> Webhook {
        let node = self.context.node(operation);
        let name = match method {
            Some(method) => format!("{} {key}", method.as_str()),
            None => key.to_owned(),
        };
        let id = node.and_then(|node| node.get("operationId")?.as_str());
        let id = id.filter(|_| method.is_some());
        let candidates: Vec<&str> = id.into_iter().chain([name.as_str()]).collect();
        let claim = scope.claim(&candidates, "message", operation);
        let variant = self.names().claimed(claim, "webhook", &name, operation);
        let module = self.names().claim_module(&variant, operation);
        let (ty, examples) = self.payload(operation, &variant, &module);
        let docs = node
            .map(|node| super::docs_of(node, "summary"))
            .unwrap_or_default();
        let docs = Docs {
            deprecated: false,
            ..docs
        };
        Webhook {
            name,
            variant,
            ty,
            docs,
            examples,
        }
    }

    /// What the message holds; `None` for one without a JSON body.
    fn payload(
        &mut self,
        operation: &Place,
        variant: &RustIdent,
        module: &RustIdent,
    ) -> (Option<TypeRef>, Vec<NamedExample>) {
        let body = self.context.resolve(&operation.key("requestBody"));
        let Some(media) = body.and_then(|body| self.context.json_media(&body)) else {
            return (None, Vec::new());
        };
        let schema = media.key("schema");
        let naming = Naming {
            candidates: vec![
                format!("{}_webhook", variant.plain()),
                format!("{}_message", variant.plain()),
            ],
            module: module.clone(),
        };
        let ty = match self.context.node(&schema) {
            Some(_) => super::primitive::without_external(self.schemas.schema(&schema, &naming).ty),
            None => TypeRef::Any,
        };
        (Some(ty), self.context.examples(&media))
    }
}
