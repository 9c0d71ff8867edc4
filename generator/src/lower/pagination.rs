//! `x-pagination`: how to turn the pages of a list.

use super::Lowerer;
use crate::diagnostics::{Code, Diagnostic};
use crate::load::{Node, Place, Pointer};
use crate::model::{Answer, CursorPlace, FieldStep, Pagination, Payload, TypeKind, TypeRef};

impl Lowerer<'_> {
    pub(super) fn pagination(&mut self, operation: &Place, answer: &Answer) -> Option<Pagination> {
        let place = operation.key("x-pagination");
        let node = self.node(&place)?;
        let text = |key: &str| node.get(key).and_then(Node::as_str).map(str::to_owned);
        let (items, next) = (text("items")?, text("next")?);
        let cursor = node.get("cursor")?;
        let name = cursor.get("name").and_then(Node::as_str)?.to_owned();
        let cursor = match cursor.get("in").and_then(Node::as_str)? {
            "body" => CursorPlace::Body(name),
            "query" => CursorPlace::Query(name),
            _ => CursorPlace::Header(name),
        };
        let Answer::Of(Payload::Json(page)) = answer else {
            self.report_pointer(
                &place,
                "a paginated operation answers with one type of JSON",
            );
            return None;
        };
        let Some((items, item)) = self.items(page, &items) else {
            self.report_pointer(&place.key("items"), "does not lead to a list of the answer");
            return None;
        };
        if let CursorPlace::Body(pointer) = &cursor {
            let body = operation.key("requestBody");
            if !self.body_has(&body, pointer) {
                self.report_pointer(
                    &place.key("cursor").key("name"),
                    "does not lead to a member of the request body",
                );
                return None;
            }
        }
        Some(Pagination {
            items,
            item,
            next,
            cursor,
        })
    }

    fn report_pointer(&mut self, place: &Place, label: &str) {
        let diagnostic = Diagnostic::error(
            Code::PaginationPointer,
            "`x-pagination` does not fit the operation",
        )
        .at(place, label)
        .help("`items`, `next` and a body's `cursor.name` are JSON pointers such as `/pages/next`");
        self.report(diagnostic);
    }

    /// The fields that a JSON pointer passes, and the type of the list's items.
    fn items(&self, page: &TypeRef, pointer: &str) -> Option<(Vec<FieldStep>, TypeRef)> {
        let mut here = page.clone();
        let mut steps = Vec::new();
        for token in pointer.parse::<Pointer>().ok()?.tokens() {
            let TypeRef::Named(id) = here else {
                return None;
            };
            let TypeKind::Struct(def) = &self.types[id].kind else {
                return None;
            };
            let field = def
                .fields
                .iter()
                .find(|field| field.wire.as_str() == token)?;
            steps.push(FieldStep {
                name: field.name.clone(),
                wire: field.wire.clone(),
            });
            here = field.ty.clone();
        }
        match here {
            TypeRef::List(item) => Some((steps, *item)),
            _ => None,
        }
    }

    fn body_has(&mut self, body: &Place, pointer: &str) -> bool {
        let Some(target) = self.resolve(body) else {
            return false;
        };
        let Some(media) = self.json_media(&target) else {
            return false;
        };
        self.schema_has(&media.key("schema"), pointer)
    }

    /// Whether `pointer`, seen from an instance of the schema at `place`, leads
    /// to something that the schema declares.
    pub(super) fn schema_has(&self, place: &Place, pointer: &str) -> bool {
        let Ok(pointer) = pointer.parse::<Pointer>() else {
            return false;
        };
        let mut here = place.clone();
        for token in pointer.tokens() {
            match self.member(&here, &token, 0) {
                Some(next) => here = next,
                None => return false,
            }
        }
        true
    }

    fn member(&self, place: &Place, token: &str, depth: usize) -> Option<Place> {
        let target = self.resolve(place)?;
        let node = self.node(&target)?;
        if depth > super::MAX_DEPTH {
            return None;
        }
        if node
            .get("properties")
            .is_some_and(|properties| properties.get(token).is_some())
        {
            return Some(target.key("properties").key(token));
        }
        if node.get("items").is_some() && token.parse::<usize>().is_ok() {
            return Some(target.key("items"));
        }
        for key in ["allOf", "oneOf", "anyOf"] {
            let count = node
                .get(key)
                .and_then(Node::as_list)
                .map_or(0, <[Node]>::len);
            for index in 0..count {
                let found = self.member(&target.key(key).index(index), token, depth + 1);
                if found.is_some() {
                    return found;
                }
            }
        }
        None
    }
}
