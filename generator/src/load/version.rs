//! Which version of OpenAPI a document follows.

use super::Version;
use crate::diagnostics::{Code, Diagnostic, Sink};
use crate::tree::{FileId, Node, Place};

/// Reads the member `openapi` of the root.
pub(super) fn read(root: &Node, sink: &mut Sink) -> Option<Version> {
    let place = Place::root(FileId::ROOT);
    let Some(value) = root.get("openapi") else {
        sink.push(missing(root, &place));
        return None;
    };
    let place = place.key("openapi");
    let text = match value {
        Node::String(text) => text.clone(),
        // Of `3.0` nothing may be lost.
        Node::Float(number) => format!("{number:?}"),
        _ => String::new(),
    };
    let version = parse(&text);
    if version.is_none() {
        sink.push(
            Diagnostic::error(Code::UnknownVersion, "the version of OpenAPI is not known")
                .at(&place, "expected a string such as `3.0.3` or `3.1.0`")
                .help("OpenAPI 3.0 and 3.1 are read, and 3.2 as far as it agrees with 3.1"),
        );
    }
    version
}

fn missing(root: &Node, place: &Place) -> Diagnostic {
    if root.get("swagger").is_some() {
        Diagnostic::error(
            Code::Swagger,
            "this is a Swagger 2.0 document, not an OpenAPI 3 one",
        )
        .at(
            &place.key("swagger"),
            "written for the predecessor of OpenAPI 3",
        )
        .help("convert it first, for example with `swagger2openapi`")
    } else {
        Diagnostic::error(
            Code::MissingVersion,
            "the document does not say that it is an OpenAPI document",
        )
        .at(place, "has no `openapi`")
        .help("add `openapi: 3.0.3` at the top")
    }
}

fn parse(text: &str) -> Option<Version> {
    let mut parts = text.split('.');
    let version = match (parts.next()?, parts.next()?) {
        ("3", "0") => Version::V3_0,
        ("3", "1") => Version::V3_1,
        ("3", "2") => Version::V3_2,
        _ => return None,
    };
    Some(version)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patch_numbers_do_not_matter() {
        assert_eq!(parse("3.0.4"), Some(Version::V3_0));
        assert_eq!(parse("3.1.0-rc1"), Some(Version::V3_1));
        assert_eq!(parse("3.2"), Some(Version::V3_2));
        for unknown in ["3", "4.0.0", "", "3.10.0", "2.0"] {
            assert_eq!(parse(unknown), None, "{unknown}");
        }
    }
}
