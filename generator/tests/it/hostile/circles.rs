//! References that lead in a circle, among every kind of thing that can be
//! referred to.

use super::{generated, run};
use oas_codegen::diagnostics::Code;

/// A document in which `component` of a kind refers to itself, to a neighbour
/// that refers back, and is used at `place`.
fn circle(kind: &str, place: &str) -> String {
    let to = |name: &str| format!("{{$ref: '#/components/{kind}/{name}'}}");
    let place = place
        .replace("SELF", &to("Self"))
        .replace("OTHER", &to("One"));
    format!(
        "openapi: 3.1.0
info: {{title: Circles, version: '1'}}
paths:
  /other:
    get: {{operationId: other, responses: {{'204': {{description: Nothing.}}}}}}
{place}
components:
  {kind}:
    Self: {}
    One: {}
    Two: {}
",
        to("Self"),
        to("Two"),
        to("One"),
    )
}

#[test]
fn circles_of_every_kind_are_told_and_survived() {
    let operation = |inside: &str| {
        format!(
            "  /a:\n    post:\n      operationId: a\n{inside}\n      responses: {{'204': {{description: Nothing.}}}}\n"
        )
    };
    let response = |inside: &str| {
        format!(
            "  /a:\n    post:\n      operationId: a\n      responses: {{'200': {{description: A., {inside}}}}}\n"
        )
    };
    let cases = [
        (
            "schemas",
            response("content: {application/json: {schema: {properties: {a: SELF, b: OTHER}}}}"),
        ),
        ("parameters", operation("      parameters: [SELF, OTHER]")),
        ("requestBodies", operation("      requestBody: SELF")),
        ("requestBodies", operation("      requestBody: OTHER")),
        (
            "responses",
            "  /a:\n    post: {operationId: a, responses: {'200': SELF, '400': OTHER}}\n"
                .to_owned(),
        ),
        ("headers", response("headers: {X-A: SELF, X-B: OTHER}")),
        (
            "examples",
            response(
                "content: {application/json: {schema: {type: string}, examples: {a: SELF, b: OTHER}}}",
            ),
        ),
        ("links", response("links: {a: SELF, b: OTHER}")),
        (
            "callbacks",
            operation("      callbacks: {a: SELF, b: OTHER}"),
        ),
        ("pathItems", "  /a: SELF\n  /b: OTHER\n".to_owned()),
        (
            "securitySchemes",
            operation("      security: [{Self: []}, {One: []}]"),
        ),
    ];
    for (kind, place) in cases {
        let text = circle(kind, &place);
        let outcome = run("circle.yaml", &text);
        let rendered = outcome.rendered();
        assert!(
            outcome.codes().contains(&Code::RefCycle),
            "{kind}:\n{text}\n{rendered}"
        );
        let files = generated("circle.yaml", &text);
        let code = files.get("src/api/default.rs").unwrap();
        assert!(code.contains("pub fn other("), "{kind}: {code}");
    }
}

/// Circles over several kinds of things, and through what should be none.
#[test]
fn circles_may_be_wide() {
    for text in [
        "paths: {$ref: '#/paths'}",
        "paths: {/a: {$ref: '#/paths/~1a'}}",
        "paths: {/a: {get: {$ref: '#/paths/~1a/get', responses: {}}}}",
        "paths: {/a: {get: {responses: {'200': {$ref: '#/paths/~1a/get/responses/200'}}}}}",
        "paths: {/a: {get: {parameters: [{$ref: '#/paths/~1a/get/parameters/0'}], responses: {}}}}",
        "components: {schemas: {A: {$ref: '#/components/schemas'}}}",
        "components: {schemas: {A: {allOf: [{$ref: '#/components/schemas/A/allOf/0'}]}}}",
        "components: {schemas: {A: {items: {$ref: '#/components/schemas/A/items'}}}}",
        "components: {schemas: {A: {properties: {a: {$ref: '#'}}}}}",
        "components: {schemas: {A: {discriminator: {propertyName: a, mapping: {x: '#/components/schemas/A'}}, oneOf: [{$ref: '#/components/schemas/A'}]}}}",
        "components: {parameters: {P: {name: p, in: query, schema: {$ref: '#/components/parameters/P'}}}}",
        "components: {examples: {E: {value: {$ref: '#/components/examples/E'}}}}",
        "components: {responses: {R: {content: {a/b: {schema: {$ref: '#/components/responses/R'}}}}}}",
        "webhooks: {a: {$ref: '#/webhooks/b'}, b: {$ref: '#/webhooks/a'}}",
    ] {
        let text = format!("openapi: 3.1.0\ninfo: {{title: A, version: '1'}}\n{text}\n");
        generated("circle.yaml", &text);
    }
}
