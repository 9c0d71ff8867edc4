//! Nesting: a hundred thousand levels are refused, whatever they are of, and
//! as many as are read are survived.

use super::{generated, of_schemas, run};
use oas_codegen::diagnostics::Code;

const LEVELS: usize = 100_000;

#[track_caller]
fn refused(name: &str, text: &str) {
    let outcome = run(name, text);
    assert!(outcome.files.is_none(), "{name}");
    assert_eq!(outcome.codes(), [Code::TooLarge], "{}", outcome.rendered());
}

#[test]
fn endless_depth_is_refused() {
    for (open, close) in [
        ("[", "]"),
        ("{\"a\": ", "}"),
        ("{\"allOf\": [", "]}"),
        ("{\"oneOf\": [", "]}"),
        ("{\"items\": ", "}"),
        ("{\"properties\": {\"a\": ", "}}"),
    ] {
        let deep = format!("{}{{}}{}", open.repeat(LEVELS), close.repeat(LEVELS));
        let json = of_schemas(&[("A".to_owned(), deep.clone())]);
        refused("deep.json", &json);
        refused("deep.yaml", &json);
        // Depth that never ends is depth as well.
        refused(
            "deep.json",
            &format!("{{\"openapi\": {}", open.repeat(LEVELS)),
        );
        refused("deep.yaml", &format!("openapi: {}", open.repeat(LEVELS)));
    }
    refused(
        "deep.yaml",
        &format!("openapi:\n  {}a", "- ".repeat(LEVELS)),
    );
    refused(
        "deep.yaml",
        &format!("openapi:\n  {}a", "? ".repeat(LEVELS)),
    );
}

#[test]
fn allowed_depth_is_survived() {
    // Above the schema are four levels of the document, of 127 in all.
    for (open, close, levels) in [
        ("{\"items\": ", "}", 120),
        ("{\"additionalProperties\": ", "}", 120),
        ("{\"not\": ", "}", 120),
        ("{\"allOf\": [", "]}", 60),
        ("{\"oneOf\": [", "]}", 60),
        ("{\"anyOf\": [{\"type\": \"null\"}, ", "]}", 60),
        ("{\"prefixItems\": [", "]}", 60),
        ("{\"allOf\": [{\"properties\": {\"b\": {}}}, ", "]}", 60),
        ("{\"oneOf\": [{\"properties\": {\"b\": {}}}, ", "]}", 60),
        ("{\"properties\": {\"a\": ", "}}", 60),
        ("{\"patternProperties\": {\"a\": ", "}}", 60),
        ("{\"items\": {\"oneOf\": [{\"allOf\": [", "]}]}}", 24),
    ] {
        let schema = "{\"type\": \"object\", \"properties\": {\"z\": {\"type\": \"string\"}}}";
        let deep = format!("{}{schema}{}", open.repeat(levels), close.repeat(levels));
        generated("deep.json", &of_schemas(&[("A".to_owned(), deep)]));
    }
}

/// Aliases that would make billions of values of a few lines.
#[test]
fn alias_bombs_are_refused() {
    for (list, map) in [(true, false), (false, true)] {
        let mut bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
        for level in 1..12 {
            let below = level - 1;
            let members: Vec<String> = (0..9)
                .map(|member| {
                    let alias = format!("*a{below}");
                    if map {
                        format!("m{member}: {alias}")
                    } else {
                        alias
                    }
                })
                .collect();
            let (open, close) = if list { ('[', ']') } else { ('{', '}') };
            bomb.push_str(&format!(
                "a{level}: &a{level} {open}{}{close}\n",
                members.join(", ")
            ));
        }
        refused("bomb.yaml", &format!("openapi: 3.0.3\n{bomb}"));
    }
    // Merged into each other, maps double no less.
    let mut bomb = "a0: &a0 {k: [x, x, x, x, x, x, x, x, x]}\n".to_owned();
    for level in 1..40 {
        let below = level - 1;
        bomb.push_str(&format!(
            "a{level}: &a{level} {{<<: *a{below}, k{level}: *a{below}}}\n"
        ));
    }
    refused("bomb.yaml", &format!("openapi: 3.0.3\n{bomb}"));
}

/// An anchor that holds itself would be endless.
#[test]
fn an_alias_inside_its_anchor_is_refused() {
    let outcome = run("a.yaml", "openapi: 3.0.3\nx-a: &a [*a]\n");
    assert!(outcome.files.is_none());
    let codes = outcome.codes();
    assert!(
        codes == [Code::Syntax] || codes == [Code::TooLarge],
        "{codes:?}"
    );
}
