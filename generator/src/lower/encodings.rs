//! `encoding`: how the members of a form are written.

use super::media::{Class, Media};
use super::media_name::is_json;
use super::media_name::is_media_type;
use super::operations::OperationLowerer;
use crate::diagnostics::{Code, Diagnostic, Fidelity};
use crate::model::{MemberEncoding, ParameterStyle, Primitive, TypeKind, TypeRef, WireName};
use crate::tree::{IndexMap, Node, NodeMap, Place};

impl OperationLowerer<'_> {
    /// `encoding`, as far as it differs from what is done without it, and what the
    /// schemas of members say of their content.
    pub(super) fn encodings(&mut self, media: &Media, ty: &TypeRef) -> Vec<MemberEncoding> {
        let place = media.place.key("encoding");
        let mut found = Vec::new();
        let listed = self.context.node(&place).and_then(Node::as_map);
        let members = self.members_of(ty).into_iter().flatten();
        let members: IndexMap<String, TypeRef> = members.collect();
        for (member, node) in listed.into_iter().flatten() {
            let headers = self.part_headers(&place.key(member).key("headers"));
            let member_type = members.get(member);
            let scalar = member_type.is_some_and(|ty| self.is_scalar(ty));
            let style = if scalar {
                ParameterStyle::default()
            } else {
                style(node)
            };
            let is_file = member_type.is_some_and(is_file);
            let content_type = content_type(node, is_file);
            let content_type = content_type.or_else(|| self.described(media, member));
            if style != ParameterStyle::default() || content_type.is_some() || !headers.is_empty() {
                found.push(MemberEncoding {
                    member: Some(WireName::new(member.clone())),
                    style,
                    content_type,
                    headers,
                });
            }
        }
        for (member, _) in members {
            let content_type = self.described(media, &member);
            let known = listed.is_some_and(|listed| listed.contains_key(&member));
            if let Some(content_type) = content_type.filter(|_| !known) {
                found.push(MemberEncoding {
                    member: Some(WireName::new(member)),
                    style: ParameterStyle::default(),
                    content_type: Some(content_type),
                    headers: Vec::new(),
                });
            }
        }
        self.gathered(found, ty)
    }

    /// The media type that the schema of a part names, or that of its entries.
    fn described(&self, media: &Media, member: &str) -> Option<String> {
        if media.class != Class::Multipart {
            return None;
        }
        let place = self.context.member(&media.schema, member, 0)?;
        let target = self.context.resolve(&place)?;
        let items = target.key("items");
        let mut places = [target, items].into_iter();
        places.find_map(|place| {
            let schema = self.context.resolve(&place)?;
            let schema = self.context.node(&schema)?;
            let named = schema.get("contentMediaType")?.as_str()?;
            let format = schema.get("format").and_then(Node::as_str);
            if matches!(format, Some("byte" | "base64url")) {
                // Base64 is text, whatever it stands for.
                return None;
            }
            let usual = named == "application/octet-stream" || named.contains('*');
            (!usual && is_media_type(named)).then(|| named.to_owned())
        })
    }

    /// The headers of a part that have one value only. The others are the caller's.
    fn part_headers(&mut self, place: &Place) -> Vec<(String, String)> {
        let map = self.context.node(place).and_then(Node::as_map);
        let mut found = Vec::new();
        for name in map.into_iter().flat_map(NodeMap::keys) {
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

/// The media type of a part: the one that is named, or the first of several. Of
/// what is no file, JSON is what we can write.
fn content_type(node: &Node, is_file: bool) -> Option<String> {
    let text = node.get("contentType")?.as_str()?;
    let types = text.split(',').map(str::trim);
    let mut types = types.filter(|text| !text.contains('*') && is_media_type(text));
    let first = types.next()?;
    let json = types.find(|text| !is_file && !is_json(first) && is_json(text));
    Some(json.unwrap_or(first).to_owned())
}

fn is_file(ty: &TypeRef) -> bool {
    *ty.innermost() == TypeRef::Primitive(Primitive::File)
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
