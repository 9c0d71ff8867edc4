//! Responses, media types and their examples.

use super::Lowerer;
use super::answer::Offers;
use super::media::{Class, Way};
use crate::model::{DocumentedAnswer, NamedExample, RustIdent, Status};
use crate::tree::{Node, Place};
use std::borrow::Cow;

impl Lowerer<'_> {
    /// Every documented response.
    pub(super) fn answers(
        &mut self,
        place: &Place,
        name: &RustIdent,
        module: &RustIdent,
    ) -> Vec<Offers> {
        let Some(map) = self.node(place).and_then(Node::as_map) else {
            return Vec::new();
        };
        let mut answers = Vec::new();
        for key in map.keys() {
            let Some(status) = status(key) else { continue };
            let Some(target) = self.resolve(&place.key(key)) else {
                continue;
            };
            let Some(node) = self.node(&target) else {
                continue;
            };
            let description = node
                .get("description")
                .and_then(Node::as_str)
                .map(str::to_owned);
            let offers = self.offers(&target, status, name, module);
            let media = self.media(&target, Way::Answer).into_iter().next();
            let media = media.filter(|media| media.class == Class::Json);
            let examples = media.map(|media| self.examples(&media.place));
            let headers = self.answer_headers(&target, name);
            let documented = DocumentedAnswer {
                status,
                headers,
                payload: None,
                description,
                examples: examples.unwrap_or_default(),
            };
            answers.push(Offers::new(documented, offers));
        }
        answers
    }

    /// The examples of a media type or a parameter.
    pub(super) fn examples(&self, place: &Place) -> Vec<NamedExample> {
        let mut found = Vec::new();
        let Some(node) = self.node(place) else {
            return found;
        };
        if let Some(value) = node.get("example") {
            let (name, place) = ("example".to_owned(), place.key("example"));
            found.push(NamedExample {
                name,
                value: value.to_json(),
                place,
            });
        }
        let examples = place.key("examples");
        for name in node
            .get("examples")
            .and_then(Node::as_map)
            .into_iter()
            .flat_map(|map| map.keys())
        {
            let Some(target) = self.resolve(&examples.key(name)) else {
                continue;
            };
            let place = target.key("value");
            let Some(value) = self.node(&place) else {
                continue;
            };
            found.push(NamedExample {
                name: name.clone(),
                value: value.to_json(),
                place,
            });
        }
        found
    }
}

/// A key of `responses`.
fn status(key: &str) -> Option<Status> {
    if key == "default" {
        return Some(Status::Default);
    }
    let digit = key
        .chars()
        .next()?
        .to_digit(10)
        .filter(|digit| (1..=5).contains(digit))?;
    if key.len() == 3 && key.to_ascii_uppercase().ends_with("XX") {
        return u8::try_from(digit).ok().map(Status::Range);
    }
    key.parse()
        .ok()
        .filter(|code| (100..600).contains(code))
        .map(Status::Code)
}

/// HTTP's word for a status, for the variants of a response.
pub(super) fn status_name(status: Status) -> Cow<'static, str> {
    Cow::Borrowed(match status {
        Status::Code(200) => "Ok",
        Status::Code(201) => "Created",
        Status::Code(202) => "Accepted",
        Status::Code(203) => "NonAuthoritative",
        Status::Code(204) => "NoContent",
        Status::Code(205) => "ResetContent",
        Status::Code(206) => "PartialContent",
        Status::Code(207) => "MultiStatus",
        Status::Code(208) => "AlreadyReported",
        Status::Code(code) => return Cow::Owned(format!("Status{code}")),
        Status::Range(_) => "Success",
        Status::Default => "Other",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_of_responses_are_statuses() {
        assert_eq!(status("200"), Some(Status::Code(200)));
        assert_eq!(status("4XX"), Some(Status::Range(4)));
        assert_eq!(status("4xx"), Some(Status::Range(4)));
        assert_eq!(status("default"), Some(Status::Default));
        for other in ["", "x-note", "99", "600", "2", "20X", "é00"] {
            assert_eq!(status(other), None, "{other}");
        }
    }
}
