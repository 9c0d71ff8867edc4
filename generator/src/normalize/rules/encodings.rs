//! `contentEncoding: base64` → `format: byte`, `base64url` a format as well, and a binary
//! `contentMediaType` or `contentEncoding: binary` → `format: binary`. The media type
//! stays: a part of a form is of it.

use crate::normalize::subject::Subject;
use crate::tree::Node;

pub(super) fn apply(subject: &mut Subject) {
    let encoding = subject.text("contentEncoding").map(str::to_ascii_lowercase);
    let is_binary = subject.text("contentMediaType").is_some_and(is_binary);
    let (format, key) = match encoding.as_deref() {
        Some("base64") => ("byte", "/contentEncoding"),
        // Another alphabet, which the caller writes.
        Some("base64url") => ("base64url", "/contentEncoding"),
        None | Some("binary") if is_binary => ("binary", "/contentMediaType"),
        Some("binary") => ("binary", "/contentEncoding"),
        _ => {
            if subject.text("contentMediaType").is_some() {
                be_text(subject);
            }
            return;
        }
    };
    if !subject.map.contains_key("format") {
        let format = Node::String(format.to_owned());
        subject.map.insert("format".to_owned(), format);
        subject.moved(&[("/format", key)]);
    }
    be_text(subject);
    subject.map.shift_remove("contentEncoding");
}

/// A schema may say no more of a value than what its content is: it describes
/// text all the same.
fn be_text(subject: &mut Subject) {
    if !subject.map.contains_key("type") && !subject.map.contains_key("$ref") {
        let string = Node::String("string".to_owned());
        subject.map.insert("type".to_owned(), string);
    }
}

/// Whether content of this media type can't be text.
fn is_binary(media_type: &str) -> bool {
    let kinds = ["image/", "audio/", "video/"];
    media_type == "application/octet-stream"
        || kinds.iter().any(|kind| media_type.starts_with(kind)) && !media_type.ends_with("+xml")
}

#[cfg(test)]
mod tests {
    use super::super::testing::becomes;
    use super::apply;

    #[test]
    fn encodings_become_formats() {
        becomes(
            apply,
            "{type: string, contentEncoding: base64}",
            "{type: string, format: byte}",
        );
        becomes(
            apply,
            "{type: string, contentEncoding: base64url}",
            "{type: string, format: base64url}",
        );
        becomes(
            apply,
            "{contentMediaType: application/octet-stream}",
            "{contentMediaType: application/octet-stream, format: binary, type: string}",
        );
        becomes(
            apply,
            "{type: string, contentEncoding: binary}",
            "{type: string, format: binary}",
        );
        becomes(
            apply,
            "{contentMediaType: image/png}",
            "{contentMediaType: image/png, format: binary, type: string}",
        );
        becomes(
            apply,
            "{contentMediaType: application/json}",
            "{contentMediaType: application/json, type: string}",
        );
        becomes(
            apply,
            "{type: string, contentMediaType: text/html}",
            "{type: string, contentMediaType: text/html}",
        );
    }
}
