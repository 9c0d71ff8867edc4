//! `contentEncoding: base64` → `format: byte`, and a binary
//! `contentMediaType` → `format: binary`.

use crate::load::Node;
use crate::normalize::subject::Subject;

pub(super) fn apply(subject: &mut Subject) {
    let encoding = subject.text("contentEncoding").map(str::to_ascii_lowercase);
    let is_binary = subject.text("contentMediaType") == Some("application/octet-stream");
    let (format, key) = match encoding.as_deref() {
        Some("base64" | "base64url") => ("byte", "/contentEncoding"),
        None | Some("binary") if is_binary => ("binary", "/contentMediaType"),
        _ => return,
    };
    if !subject.map.contains_key("format") {
        let format = Node::String(format.to_owned());
        subject.map.insert("format".to_owned(), format);
        subject.moved(&[("/format", key)]);
    }
    // A schema may say no more than that: it describes text all the same.
    if !subject.map.contains_key("type") && !subject.map.contains_key("$ref") {
        let string = Node::String("string".to_owned());
        subject.map.insert("type".to_owned(), string);
    }
    subject.map.shift_remove("contentEncoding");
    subject.map.shift_remove("contentMediaType");
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
            "{contentMediaType: application/octet-stream}",
            "{format: binary, type: string}",
        );
        becomes(
            apply,
            "{type: string, contentMediaType: text/html}",
            "{type: string, contentMediaType: text/html}",
        );
    }
}
