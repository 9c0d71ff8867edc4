//! Keys that lowering never sees, because nothing in Rust corresponds to them, are
//! named before they are left out.

use crate::diagnostics::{Code, Diagnostic, Fidelity};
use crate::grammar::required_alone;
use crate::normalize::subject::Subject;

/// Keys that only narrow what is allowed: without them, a type takes in more
/// than the document says, and nothing is lost.
const NARROWING: [&str; 13] = [
    "not",
    "if",
    "then",
    "else",
    "contains",
    "minContains",
    "maxContains",
    "propertyNames",
    "dependentSchemas",
    "dependentRequired",
    "dependencies",
    "unevaluatedItems",
    "unevaluatedProperties",
];

/// Keys without which something is missing.
const SHAPING: [&str; 2] = ["$dynamicRef", "contentSchema"];

pub(super) fn apply(subject: &mut Subject) {
    for key in NARROWING {
        if subject.map.shift_remove(key).is_some() {
            let message = format!("`{key}` has no effect on the generated types");
            let finding = Diagnostic::note(Code::Unsupported, message)
                .at_key(
                    &subject.origin.key(key),
                    "left out: what it forbids is allowed",
                )
                .makes(Fidelity::Wider);
            subject.findings.push(finding);
        }
    }
    for key in ["oneOf", "anyOf"] {
        let demands = subject.map.get(key).and_then(required_alone);
        if demands.is_some() && !subject.map.contains_key("$ref") {
            let message = format!("which members go together by `{key}` is not checked");
            let finding = Diagnostic::note(Code::Unsupported, message)
                .at_key(&subject.origin.key(key), "each of them may be there or not")
                .makes(Fidelity::Wider);
            subject.findings.push(finding);
        }
    }
    for key in SHAPING {
        if subject.map.shift_remove(key).is_some() {
            let message = format!("`{key}` is not supported");
            let finding = Diagnostic::warning(Code::Unsupported, message)
                .at_key(
                    &subject.origin.key(key),
                    "left out: what it describes is taken as it comes",
                )
                .makes(Fidelity::Wider);
            subject.findings.push(finding);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::becomes;
    use super::apply;

    #[test]
    fn conditions_go() {
        becomes(apply, "{type: object, if: {}, then: {}}", "{type: object}");
    }
}
