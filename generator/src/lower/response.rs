//! Responses, media types and their examples.

use super::media::Class;
use super::operations::OperationLowerer;
use super::status::status;
use super::success::Offers;
use crate::diagnostics::{Code, Diagnostic, Fidelity};
use crate::model::{Direction, DocumentedResponse, Method, RustIdent, Status};
use crate::tree::{Node, NodeMap, Place};

impl OperationLowerer<'_> {
    /// Every documented response.
    pub(super) fn responses(
        &mut self,
        place: &Place,
        method: &Method,
        name: &RustIdent,
        module: &RustIdent,
    ) -> Vec<Offers> {
        let Some(map) = self.context.node(place).and_then(Node::as_map) else {
            return Vec::new();
        };
        let mut responses = Vec::new();
        for key in map.keys() {
            let Some(status) = status(key) else { continue };
            let at = place.key(key);
            let Some(target) = self.context.resolve(&at) else {
                continue;
            };
            self.names().cover(&at);
            let Some(node) = self.context.node(&target) else {
                continue;
            };
            let description = node
                .get("description")
                .and_then(Node::as_str)
                .map(str::to_owned);
            let bodiless = [204, 304].map(Status::Code).contains(&status);
            let has_body = *method != Method::Head && !bodiless;
            let offers = if has_body {
                self.offers(&target, status, name, module)
            } else {
                Vec::new()
            };
            if !has_body {
                self.report_no_body(&target.key("content"));
            }
            let media = self
                .context
                .media(&target, Direction::Response)
                .into_iter()
                .next();
            let media = media.filter(|_| has_body);
            let media = media.filter(|media| media.class == Class::Json);
            let examples = media.map(|media| self.context.examples(&media.place));
            let headers = self.response_headers(&target, name);
            let documented = DocumentedResponse {
                status,
                headers,
                payload: None,
                description,
                examples: examples.unwrap_or_default(),
            };
            responses.push(Offers::new(documented, offers));
        }
        responses
    }

    fn report_no_body(&mut self, content: &Place) {
        let types = self.context.node(content).and_then(Node::as_map);
        for media_type in types.into_iter().flat_map(NodeMap::keys) {
            let message = "a response to HEAD, and one of 204 or 304, has no body";
            let diagnostic = Diagnostic::note(Code::Unsupported, message)
                .at_key(&content.key(media_type), "left out: HTTP sends none")
                .makes(Fidelity::Other);
            self.names().report(diagnostic);
        }
    }
}
