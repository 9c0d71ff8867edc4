//! Answers, media types and their examples.

use super::Lowerer;
use super::naming::Naming;
use crate::diagnostics::{Code, Diagnostic, Severity};
use crate::load::{Node, Place};
use crate::model::{
    Answer, DocumentedAnswer, NamedExample, RustIdent, Status, StatusVariant, TypeRef,
};
use crate::names::{Convention, Scope};

impl Lowerer<'_> {
    /// Every documented answer.
    pub(super) fn answers(
        &mut self,
        place: &Place,
        name: &RustIdent,
        module: &RustIdent,
    ) -> Vec<DocumentedAnswer> {
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
            let media = self.json_media(&target);
            let ty = media
                .as_ref()
                .map(|media| self.answer_type(media, status, name, module));
            let examples = media.map(|media| self.examples(&media)).unwrap_or_default();
            answers.push(DocumentedAnswer {
                status,
                ty,
                description,
                examples,
            });
        }
        answers
    }

    fn answer_type(
        &mut self,
        media: &Place,
        status: Status,
        name: &RustIdent,
        module: &RustIdent,
    ) -> TypeRef {
        let schema = media.key("schema");
        if self.node(&schema).is_none() {
            return TypeRef::Any;
        }
        let name = name.plain();
        let suffix = if status.is_success() {
            "response"
        } else {
            "error"
        };
        let naming = Naming {
            candidates: vec![
                format!("{name}_{suffix}"),
                format!("{name}_{suffix}_{status}"),
            ],
            module: module.clone(),
        };
        let lowered = self.schema(&schema, &naming);
        super::schema::optional(lowered.ty, lowered.nullable)
    }

    /// What a success gives: one type, or one a status.
    pub(super) fn success(
        &mut self,
        answers: &[DocumentedAnswer],
        name: &RustIdent,
        place: &Place,
    ) -> Answer {
        let mut successes: Vec<&DocumentedAnswer> = answers
            .iter()
            .filter(|answer| answer.status.is_success())
            .collect();
        if successes.is_empty() {
            successes.extend(
                answers
                    .iter()
                    .filter(|answer| answer.status == Status::Default),
            );
        }
        let Some(first) = successes.first() else {
            return Answer::Empty;
        };
        if successes.iter().all(|answer| answer.ty == first.ty) {
            return first.ty.clone().map_or(Answer::Empty, Answer::Json);
        }
        let wanted = format!("{}_answer", name.plain());
        let claim = self.type_names.claim(&[&wanted], "answer", place);
        let mut scope = Scope::new(Convention::Variant, &[]);
        let variants = successes
            .iter()
            .map(|answer| StatusVariant {
                name: scope
                    .claim(&[status_name(answer.status)], "status", place)
                    .name,
                status: answer.status,
                ty: answer.ty.clone(),
                description: answer.description.clone(),
            })
            .collect();
        Answer::ByStatus {
            name: claim.name,
            variants,
        }
    }

    /// The JSON media type of a body or an answer. Others are named and left.
    pub(super) fn json_media(&mut self, place: &Place) -> Option<Place> {
        let content = place.key("content");
        let map = self.node(&content).and_then(Node::as_map)?;
        let json = map.keys().find(|media| is_json(media));
        if let (None, Some(other)) = (json, map.keys().next()) {
            let diagnostic = Diagnostic::new(
                Severity::Warning,
                Code::UnsupportedMediaType,
                format!("bodies of type `{other}` are not generated yet"),
            )
            .at(&content.key(other), "left out")
            .help("use the client's `request` method for this one");
            self.report(diagnostic);
        }
        json.map(|media| content.key(media))
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

/// Whether a media type is JSON: `application/json`, `application/problem+json`,
/// or whatever there is.
fn is_json(media: &str) -> bool {
    let essence = media
        .split(';')
        .next()
        .unwrap_or(media)
        .trim()
        .to_ascii_lowercase();
    essence == "application/json" || essence.ends_with("+json") || essence == "*/*"
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

/// HTTP's word for a status, for the variants of an answer.
fn status_name(status: Status) -> &'static str {
    match status {
        Status::Code(200) => "Ok",
        Status::Code(201) => "Created",
        Status::Code(202) => "Accepted",
        Status::Code(203) => "NonAuthoritative",
        Status::Code(204) => "NoContent",
        Status::Code(205) => "ResetContent",
        Status::Code(206) => "PartialContent",
        Status::Code(207) => "MultiStatus",
        Status::Code(208) => "AlreadyReported",
        Status::Code(_) | Status::Range(_) => "Success",
        Status::Default => "Other",
    }
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

    #[test]
    fn json_goes_by_many_names() {
        assert!(is_json("application/json; charset=utf-8"));
        assert!(is_json("application/problem+json"));
        assert!(is_json("*/*"));
        assert!(!is_json("text/plain"));
    }
}
