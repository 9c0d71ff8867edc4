//! Operations that are long in one way each, and documents with many of them.

use super::shape::{Shape, operation, operations, root};

pub const SHAPES: &[Shape] = &[
    root("operations", 17, "*operations"),
    operations("operations without an id", 17, "operationId: null"),
    operation(
        "words of an operationId",
        134,
        r#"operationId: "«fn a_b\u0028\u0029 {}\n»""#,
    ),
    root(
        "tags",
        17,
        "paths: {(/p@: {get: {*op, tags: [t@]}})}, tags: [({name: t@})]",
    ),
    operation(
        "parameters of a query",
        17,
        "parameters: [({name: m@, in: query, required: true, schema: *text})]",
    ),
    root(
        "parameters of a path",
        417,
        "paths: {*path: {get: {*op, *parameters}}}",
    ),
    operation(
        "headers of a response",
        34,
        "responses: {200: {description: It., content: {application/json: {schema: *used}}, headers: {(m@: {schema: *text})}}}",
    ),
    root(
        "security schemes",
        34,
        "components: {*schemes, schemas: {Used: *record}}, security: [({m@: []})]",
    ),
    root(
        "servers",
        34,
        r#"servers: [({url: "https://s@.example.com"})]"#,
    ),
    operations(
        "operations in their own document",
        17,
        r#"summary: "Does @.""#,
    ),
    operations("operations of one name", 17, "operationId: @~"),
    operations("operations twice", 17, "operationId: get@h"),
    root(
        "methods of a path",
        17,
        "paths: {/a: {additionalOperations: {(VERB@: {*op})}}}",
    )
    .of("3.2.0"),
    root(
        "paths that differ in a name",
        17,
        r#"paths: {("/a/{m0}/b@": {get: {*op, parameters: [{name: m0, in: path, required: true, schema: *text}]}})}"#,
    ),
    root(
        "parameters of a path item",
        100,
        "paths: {*path: {get: {*op}, *parameters}}",
    ),
    root(
        "parameters that no operation declares",
        34,
        "paths: {*path: {get: {*op}}}",
    ),
    operation("parameters that no path has", 20, "*parameters"),
    root(
        "letters of a path",
        334,
        r#"paths: {"/«a»": {get: {*op, parameters: [{name: a, in: query, schema: *text}, {name: b, in: query, schema: *text}, {name: c, in: query, schema: *text}]}}}"#,
    ),
    root(
        "shared parameters",
        20,
        r##"paths: {(/p@: {get: {*op, parameters: [{$ref: "#/components/parameters/p@"}]}})}, components: {schemas: {Used: *record}, parameters: {(p@: {name: q, in: query, schema: *text, description: "@."})}}"##,
    ),
    root(
        "references to references of parameters",
        34,
        r##"paths: {/a: {get: {*op, parameters: [{$ref: "#/components/parameters/p0"}]}}}, components: {schemas: {Used: *record}, parameters: {(p@: {$ref: "#/components/parameters/p@+"}), p@N: {name: q, in: query, schema: *text}}}"##,
    ),
    root(
        "references to references of responses",
        34,
        r##"paths: {/a: {get: {*op, responses: {200: {$ref: "#/components/responses/r0"}}}}}, components: {schemas: {Used: *record}, responses: {(r@: {$ref: "#/components/responses/r@+"}), r@N: *ok}}"##,
    ),
    operation(
        "headers of a request",
        20,
        "parameters: [({name: m@, in: header, required: true, schema: *text})]",
    ),
    operation(
        "cookies",
        20,
        "parameters: [({name: m@, in: cookie, required: true, schema: *text})]",
    ),
    operation(
        "enums of parameters",
        14,
        "parameters: [({name: q@, in: query, schema: {type: string, enum: [a, b]}})]",
    ),
    operation("responses", 90, r#"responses: {(@s: {description: "@."})}"#),
    operation(
        "responses with schemas",
        20,
        "responses: {(@s: {description: It., content: {application/json: {schema: *record}}})}",
    ),
    operation(
        "media types of a response",
        20,
        "responses: {200: {description: It., content: {(application/a@.b+json: {schema: *record})}}}",
    ),
    operation(
        "media types of a response of one schema",
        20,
        "responses: {200: {description: It., content: {(application/a@.b+json: {schema: *used})}}}",
    ),
    operation(
        "media types of a body",
        20,
        "requestBody: {content: {(application/a@.b+json: {schema: *record})}}",
    ),
    operation(
        "media types of a body of one schema",
        20,
        "requestBody: {content: {(application/a@.b+json: {schema: *used})}}",
    ),
    operation(
        "media types of a body and of a response",
        20,
        "requestBody: {content: {(application/a@.b+json: {schema: *record})}}, responses: {200: {description: It., content: {(application/a@.b+json: {schema: *record})}}}",
    ),
    operation(
        "media types of bytes",
        20,
        "requestBody: {content: {(application/a@: {schema: *used})}}, responses: {200: {description: It., content: {(application/a@: {schema: *used})}}}",
    ),
    operation(
        "encodings of a form",
        20,
        "requestBody: {content: {multipart/form-data: {schema: {type: object, properties: {(m@: *text)}}, encoding: {(m@: {contentType: text/plain})}}}}",
    ),
    operation(
        "examples of a media type",
        20,
        "responses: {200: {description: It., content: {application/json: {schema: *used, examples: {(m@: {value: {shared: s@}})}}}}}",
    ),
    operation(
        "examples that do not fit",
        20,
        "responses: {200: {description: It., content: {application/json: {schema: *used, examples: {(m@: {value: {shared: @}})}}}}}",
    ),
    operation(
        "links",
        20,
        "responses: {200: {description: It., links: {(m@: {operationId: get0})}}}",
    ),
    operations(
        "links to as many operations",
        17,
        "responses: {200: {description: It., content: {application/json: {schema: *used}}, links: {self: {operationId: get@}}}}",
    ),
    operation(
        "callbacks",
        14,
        r#"callbacks: {(m@: {"{$request.body#/url}": *call})}"#,
    ),
    root("webhooks", 14, "webhooks: {(m@: *call)}").of("3.1.0"),
    operation("tags of an operation", 20, "tags: [(t@)]"),
    root(
        "tags that nobody has",
        60,
        "tags: [({name: t@, description: It.})]",
    ),
    root(
        "security of operations",
        17,
        "paths: {(/p@: {get: {*op, security: [{m@: []}]}})}, components: {*schemes, schemas: {Used: *record}}",
    ),
    root(
        "scopes",
        20,
        r#"security: [{all: [(m@)]}], components: {schemas: {Used: *record}, securitySchemes: {all: {type: oauth2, flows: {clientCredentials: {tokenUrl: "https://a.example/token", scopes: {(m@: "May @.")}}}}}}"#,
    ),
    root(
        "values of a server's variable",
        60,
        r#"servers: [{url: "https://{m}.example.com", variables: {m: {default: v0, enum: [(v@)]}}}]"#,
    ),
    root(
        "variables of a server",
        60,
        r#"servers: [{url: "https://a.example.com«/{v@}»", variables: {(v@: {default: a})}}]"#,
    ),
    root(
        "variables that a server does not declare",
        60,
        r#"servers: [{url: "https://a.example.com«/{v@}»"}]"#,
    ),
    root(
        "variables that no server has",
        60,
        r#"servers: [{url: "https://a.example.com", variables: {(v@: {default: a})}}]"#,
    ),
    operations(
        "servers of operations",
        14,
        r#"servers: [{url: "https://s@.example.com"}]"#,
    ),
    operations("inline bodies", 14, "requestBody: *body"),
    operations(
        "pages",
        14,
        "parameters: [{name: cursor, in: query, schema: *text}, {name: limit, in: query, schema: {type: integer}}], \
         responses: {200: {description: It., content: {application/json: {schema: {type: object, properties: {data: {type: array, items: *used}, next_cursor: *text}}}}}}",
    ),
];
