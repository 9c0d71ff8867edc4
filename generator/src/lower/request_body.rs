//! Bodies of requests.

use super::context::LoweringContext;
use super::media::{Class, Media};
use super::naming::Naming;
use super::operations::OperationLowerer;
use crate::diagnostics::{Code, Diagnostic, Fidelity, Severity};
use crate::model::{
    Body, BodyKind, Direction, MemberEncoding, ParameterStyle, Primitive, RustIdent, TypeKind,
    TypeRef, WireName,
};
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
        let (ty, kind) = match media.class {
            Class::Text => (text, BodyKind::Text),
            Class::Json => (self.content(&media.schema, naming), BodyKind::Json),
            Class::Form | Class::Multipart => self.form_body(media, naming),
            Class::Bytes | Class::Events | Class::Lines => (text, BodyKind::Bytes),
        };
        let as_it_is = matches!(kind, BodyKind::Text | BodyKind::Bytes);
        let examples = if as_it_is {
            Vec::new()
        } else {
            self.context.examples(&media.place)
        };
        let media_type = media.concrete();
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
            switch: None,
            value: self.context.value_spec(&media.schema),
            description: node
                .get("description")
                .and_then(Node::as_str)
                .map(str::to_owned),
            examples,
        })
    }

    fn content(&mut self, schema: &Place, naming: &Naming) -> TypeRef {
        match self.context.node(schema) {
            Some(_) => super::primitive::without_external(self.schemas.schema(schema, naming).ty),
            None => TypeRef::Any,
        }
    }

    /// A form is made of an object. Of anything else it is what the caller
    /// makes of it.
    fn form_body(&mut self, media: &Media, naming: &Naming) -> (TypeRef, BodyKind) {
        let ty = self.content(&media.schema, naming);
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
        let encodings = self.encodings(&media.place, &ty);
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

    /// `encoding`, as far as it differs from what is done without it.
    fn encodings(&mut self, media: &Place, ty: &TypeRef) -> Vec<MemberEncoding> {
        let place = media.key("encoding");
        let Some(map) = self.context.node(&place).and_then(Node::as_map) else {
            return Vec::new();
        };
        let mut found = Vec::new();
        for (member, node) in map {
            let headers = self.part_headers(&place.key(member).key("headers"));
            let scalar = self
                .member_of(ty, member)
                .is_some_and(|ty| self.is_scalar(&ty));
            let style = if scalar {
                ParameterStyle::default()
            } else {
                style(node)
            };
            let content_type = content_type(node);
            if style != ParameterStyle::default() || content_type.is_some() || !headers.is_empty() {
                found.push(MemberEncoding {
                    member: Some(WireName::new(member.clone())),
                    style,
                    content_type,
                    headers,
                });
            }
        }
        self.gathered(found, ty)
    }

    /// The headers of a part that have one value only. The others are the caller's.
    fn part_headers(&mut self, place: &Place) -> Vec<(String, String)> {
        let map = self.context.node(place).and_then(Node::as_map);
        let mut found = Vec::new();
        for name in map.into_iter().flat_map(|map| map.keys()) {
            let header = self.context.resolve(&place.key(name));
            let schema = header.and_then(|header| self.context.resolve(&header.key("schema")));
            let schema = schema.and_then(|schema| self.context.node(&schema));
            match schema.and_then(only_value) {
                Some(value) => found.push((name.clone(), value)),
                None => self.report_header(name, &place.key(name)),
            }
        }
        found
    }

    fn report_header(&mut self, name: &str, place: &Place) {
        let message = format!("the header `{name}` of a part of a form has no value of its own");
        let diagnostic = Diagnostic::note(Code::Unsupported, message)
            .at_key(
                place,
                "not sent by itself; that of a file is set by `File::header`",
            )
            .makes(Fidelity::Other);
        self.names().report(diagnostic);
    }

    /// Where all members that have a style have the same, it is said once.
    fn gathered(&self, found: Vec<MemberEncoding>, ty: &TypeRef) -> Vec<MemberEncoding> {
        let Some(first) = found.first().cloned() else {
            return found;
        };
        let alike = found.iter().all(|one| {
            one.style == first.style && one.content_type.is_none() && one.headers.is_empty()
        });
        let members = self.members_of(ty);
        let named = |wire: &str| {
            let mut members = found.iter().filter_map(|one| one.member.as_ref());
            members.any(|member| member.as_str() == wire)
        };
        let covered = members.is_some_and(|members| {
            members
                .iter()
                .all(|(wire, ty)| self.is_scalar(ty) || named(wire))
        });
        if found.len() < 2 || !alike || !covered {
            return found;
        }
        vec![MemberEncoding {
            member: None,
            ..first
        }]
    }

    /// The declared members of a form; none if there may be others.
    fn members_of(&self, ty: &TypeRef) -> Option<Vec<(String, TypeRef)>> {
        let TypeRef::Named(id) = ty else { return None };
        match self.schemas.types.kind(*id)? {
            TypeKind::Struct(def) if def.rest.is_none() => {
                let fields = def.fields.iter();
                let members =
                    fields.map(|field| (field.wire.as_str().to_owned(), field.ty.clone()));
                Some(members.collect())
            }
            TypeKind::Alias(alias) => self.members_of(&alias.target),
            _ => None,
        }
    }

    fn member_of(&self, ty: &TypeRef, wire: &str) -> Option<TypeRef> {
        let members = self.members_of(ty)?;
        let found = members.into_iter().find(|(name, _)| name == wire);
        found.map(|(_, ty)| ty)
    }

    /// Whether every style writes the type alike.
    fn is_scalar(&self, ty: &TypeRef) -> bool {
        match ty {
            TypeRef::Primitive(_) => true,
            TypeRef::List(_) | TypeRef::Map(_) | TypeRef::Any | TypeRef::External(_) => false,
            TypeRef::Optional(inner) | TypeRef::Boxed(inner) => self.is_scalar(inner),
            TypeRef::Named(id) => match self.schemas.types.kind(*id) {
                Some(TypeKind::Enum(_) | TypeKind::Newtype(_)) => true,
                Some(TypeKind::Struct(_) | TypeKind::Union(_)) | None => false,
                Some(TypeKind::Alias(alias)) => self.is_scalar(&alias.target),
            },
        }
    }
}

impl LoweringContext<'_> {
    /// Whether the schema is an object that can have no members: some
    /// documents give such a form to every operation.
    fn holds_nothing(&self, schema: &Place) -> bool {
        let target = self.resolve(schema).and_then(|place| self.node(&place));
        let Some(node) = target else { return false };
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

/// The one value that a schema allows, or sends unless told otherwise.
fn only_value(schema: &Node) -> Option<String> {
    let values = schema.get("enum").and_then(Node::as_list);
    let only = values.filter(|values| values.len() == 1);
    let value = only
        .and_then(<[Node]>::first)
        .or_else(|| schema.get("default"))?;
    Some(match value {
        Node::String(text) => text.clone(),
        Node::Bool(_) | Node::Integer(_) | Node::Float(_) => value.to_json().to_string(),
        _ => return None,
    })
}

/// The style, and whether it is exploded where that isn't the style's own way.
fn style(node: &Node) -> ParameterStyle {
    let given = node.get("style").and_then(Node::as_str);
    let explode = node.get("explode").and_then(Node::as_bool);
    let style = match given {
        Some("deepObject") => Some("DeepObject"),
        Some("spaceDelimited") => Some("SpaceDelimited"),
        Some("pipeDelimited") => Some("PipeDelimited"),
        Some(_) => Some("Form"),
        None => None,
    };
    let usual = matches!(style, None | Some("Form"));
    let explode = match style {
        // It has one way only.
        Some("DeepObject") => None,
        Some(_) => explode.filter(|explode| *explode != usual),
        None => explode,
    };
    ParameterStyle {
        // That it is exploded or not says already that it is a style.
        style: style.filter(|style| *style != "Form" || explode.is_none()),
        explode,
        ..ParameterStyle::default()
    }
}

/// The one media type of a part.
fn content_type(node: &Node) -> Option<String> {
    let text = node.get("contentType")?.as_str()?.trim();
    let one = !text.contains(['*', ',']) && super::media::is_media_type(text);
    one.then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::NodeMap;

    fn of(pairs: &[(&str, Node)]) -> ParameterStyle {
        let map: NodeMap = pairs
            .iter()
            .map(|(key, value)| ((*key).to_owned(), value.clone()))
            .collect();
        style(&Node::Map(map))
    }

    #[test]
    fn a_style_is_said_once() {
        let text = |text: &str| Node::String(text.to_owned());
        let deep = of(&[("style", text("deepObject")), ("explode", Node::Bool(true))]);
        assert_eq!((deep.style, deep.explode), (Some("DeepObject"), None));
        let form = of(&[("style", text("form")), ("explode", Node::Bool(true))]);
        assert_eq!((form.style, form.explode), (Some("Form"), None));
        let joined = of(&[("explode", Node::Bool(false))]);
        assert_eq!((joined.style, joined.explode), (None, Some(false)));
        let joined = of(&[("style", text("form")), ("explode", Node::Bool(false))]);
        assert_eq!((joined.style, joined.explode), (None, Some(false)));
        assert_eq!(of(&[]), ParameterStyle::default());
    }
}
