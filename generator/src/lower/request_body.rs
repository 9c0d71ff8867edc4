//! Bodies of requests.

use super::context::LoweringContext;
use super::lowered::Lowered;
use super::media::{Class, Media};
use super::naming::Naming;
use super::operations::OperationLowerer;
use crate::diagnostics::{Code, Diagnostic, Fidelity, Severity};
use crate::model::{Body, BodyKind, Direction, Primitive, RustIdent, TypeKind, TypeRef};
use crate::tree::{Node, Place};

/// A body, and the name of the method that takes it if it isn't the plain one.
pub(super) struct Choice {
    pub suffix: Option<String>,
    pub body: Body,
}

impl OperationLowerer<'_> {
    /// The bodies that an operation may have, the plain method's first.
    pub(super) fn bodies(
        &mut self,
        place: &Place,
        name: &RustIdent,
        module: &RustIdent,
    ) -> Vec<Choice> {
        let Some(target) = self.context.resolve(place) else {
            return Vec::new();
        };
        self.report_media(&target);
        let mut choices: Vec<Choice> = Vec::new();
        let all = self.context.media(&target, Direction::Request);
        self.cover_media(&all);
        for media in all {
            let suffix = (!choices.is_empty()).then(|| media.suffix());
            let text = match &suffix {
                Some(suffix) => format!("{}_{suffix}", name.plain()),
                None => name.plain().to_owned(),
            };
            let naming = Naming {
                candidates: vec![format!("{text}_request"), format!("{text}_body")],
                module: module.clone(),
            };
            if let Some(body) = self.body(&target, &media, &naming) {
                choices.push(Choice { suffix, body });
            }
        }
        choices
    }

    fn body(&mut self, target: &Place, media: &Media, naming: &Naming) -> Option<Body> {
        let node = self.context.node(target)?;
        let is_form = matches!(media.class, Class::Form | Class::Multipart);
        if is_form && self.context.holds_nothing(&media.schema) {
            return None;
        }
        let text = TypeRef::Primitive(Primitive::String);
        let mut nullable = false;
        let (ty, kind) = match media.class {
            Class::Text => (text, BodyKind::Text),
            Class::Json => {
                let lowered = self.content(&media.schema, naming);
                nullable = lowered.nullable && lowered.ty != TypeRef::Any;
                (lowered.ty, BodyKind::Json)
            }
            Class::Form | Class::Multipart => self.form_body(media, naming),
            Class::Bytes | Class::Events | Class::Lines => (text, BodyKind::Bytes),
        };
        self.report_untyped(media);
        let as_it_is = matches!(kind, BodyKind::Text | BodyKind::Bytes);
        let examples = if as_it_is {
            Vec::new()
        } else {
            self.context.examples(&media.place)
        };
        let media_type = media.sent();
        let others = media.types.iter().filter(|other| **other != media_type);
        Some(Body {
            name: RustIdent::trusted("body"),
            ty,
            kind,
            other_media_types: others.cloned().collect(),
            media_type,
            required: node
                .get("required")
                .and_then(Node::as_bool)
                .unwrap_or(false),
            nullable,
            switch: None,
            value: self.context.value_spec(&media.schema),
            description: node
                .get("description")
                .and_then(Node::as_str)
                .map(str::to_owned),
            examples,
        })
    }

    fn content(&mut self, schema: &Place, naming: &Naming) -> Lowered {
        match self.context.node(schema) {
            Some(_) => {
                let lowered = self.schemas.schema(schema, naming);
                Lowered {
                    ty: super::primitive::without_external(lowered.ty),
                    ..lowered
                }
            }
            None => Lowered::plain(TypeRef::Any),
        }
    }

    /// A form is made of an object. Of anything else it is what the caller
    /// makes of it.
    fn form_body(&mut self, media: &Media, naming: &Naming) -> (TypeRef, BodyKind) {
        let ty = self.content(&media.schema, naming).ty;
        if !self.is_object(&ty) {
            let diagnostic = Diagnostic::new(
                Severity::Warning,
                Code::UnsupportedMediaType,
                "a form is described by a schema that is no object",
            )
            .at(&media.place, "the caller gives the form as it is sent")
            .help("a form has members: describe them as `properties` of an object")
            .makes(Fidelity::Wider);
            self.names().report(diagnostic);
            return (TypeRef::Primitive(Primitive::String), BodyKind::Bytes);
        }
        let encodings = self.encodings(media, &ty);
        match media.class {
            Class::Multipart => (ty, BodyKind::Multipart(encodings)),
            _ => (ty, BodyKind::Form(encodings)),
        }
    }

    /// Whether the type may be an object on the wire.
    fn is_object(&self, ty: &TypeRef) -> bool {
        match ty {
            TypeRef::Any | TypeRef::Map(_) | TypeRef::External(_) => true,
            TypeRef::Primitive(_) | TypeRef::List(_) => false,
            TypeRef::Optional(inner) | TypeRef::Boxed(inner) => self.is_object(inner),
            TypeRef::Named(id) => match self.schemas.types.kind(*id) {
                Some(TypeKind::Struct(_) | TypeKind::Union(_)) | None => true,
                Some(TypeKind::Enum(_) | TypeKind::Newtype(_)) => false,
                Some(TypeKind::Alias(alias)) => self.is_object(&alias.target),
            },
        }
    }
}

impl LoweringContext<'_> {
    /// Whether the schema is an object that can have no members: some
    /// documents give such a form to every operation.
    fn holds_nothing(&self, schema: &Place) -> bool {
        let Some(node) = self.target(schema) else {
            return false;
        };
        let properties = node.get("properties").and_then(Node::as_map);
        let closed = match node.get("additionalProperties") {
            None => true,
            Some(more) => more.as_bool() == Some(false),
        };
        let combined = ["allOf", "oneOf", "anyOf"];
        properties.is_some_and(crate::tree::NodeMap::is_empty)
            && closed
            && !combined.iter().any(|key| node.get(key).is_some())
    }
}
