//! Texts of which YAML takes a part for something else.

use super::validation::Validation;
use crate::diagnostics::{Code, Diagnostic, On};
use crate::tree::{Place, SourceFile, SourceFormat};

/// Whoever has more of them in a file means them.
const MOST: usize = 50;

pub(super) fn check(validation: &mut Validation<'_>) {
    let doc = validation.doc;
    let mut found = Vec::new();
    for file in doc.files() {
        let source = doc.sources().file(file);
        let is_yaml = |source: &&SourceFile| source.format() == SourceFormat::Yaml;
        let Some(source) = source.filter(is_yaml) else {
            continue;
        };
        let (root, map) = (Place::root(file), source.map());
        for range in map.anchors.iter().take(MOST) {
            let name = source.text().get(range.clone()).unwrap_or("&");
            let message = format!("no alias names the anchor `{name}`");
            let label = "to YAML, what `&` begins is an anchor, and no part of the text";
            found.push(
                Diagnostic::warning(Code::SwallowedText, message)
                    .on(&root, On::Text(range.clone()), label)
                    .help("quote the text if this is its first word, or remove it"),
            );
        }
        for range in map.comments.iter().take(MOST) {
            let label = "ends here: to YAML, what ` #` begins is a comment";
            found.push(
                Diagnostic::warning(
                    Code::SwallowedText,
                    "a comment follows a text without quotes",
                )
                .on(&root, On::Text(range.clone()), label)
                .help("put the text in quotes, or the comment on a line of its own"),
            );
        }
    }
    for diagnostic in found {
        validation.report(diagnostic);
    }
}
