//! Changes in one place, and what is said of them.

use crate::finding::Severity;
use crate::release::Verdict;

/// What is replaced, with what, which checks say so on the wire, and the verdict.
type Case = (
    &'static str,
    &'static str,
    &'static [(&'static str, Severity)],
    Verdict,
);

pub const CASES: &[Case] = &[
    ("title: Pets", "title: Cats", &[], Verdict::None),
    (
        "  /pets/{id}:",
        "  /cats/{id}:",
        &[
            ("operation-removed", Severity::Breaking),
            ("operation-added", Severity::Notable),
        ],
        Verdict::Minor,
    ),
    (
        "  pet.created: { post:",
        "  pet.made: { post:",
        &[
            ("webhook-removed", Severity::Breaking),
            ("webhook-added", Severity::Notable),
        ],
        Verdict::Major,
    ),
    (
        "sold: { type: boolean }",
        "sold: { type: integer }",
        &[("type-changed", Severity::Breaking)],
        Verdict::Major,
    ),
    (
        "      operationId: createPet\n",
        "      operationId: createPet\n      callbacks: { made: { '{$request.body#/name}': { post: { responses: { '200': { description: Received. } } } } } }\n",
        &[("webhook-added", Severity::Notable)],
        Verdict::Minor,
    ),
    (
        "operationId: deletePet",
        "operationId: removePet",
        &[],
        Verdict::Major,
    ),
    (
        "operationId: deletePet",
        "deprecated: true\n      operationId: deletePet",
        &[("operation-deprecated", Severity::Notable)],
        Verdict::Minor,
    ),
    (
        "name: limit",
        "name: most",
        &[
            ("parameter-removed", Severity::Breaking),
            ("parameter-added", Severity::Notable),
        ],
        Verdict::Major,
    ),
    (
        "limit, in: query,",
        "limit, in: query, required: true,",
        &[("parameter-became-required", Severity::Breaking)],
        Verdict::Major,
    ),
    (
        "color, in: query, required: true",
        "color, in: query",
        &[("parameter-became-optional", Severity::Notable)],
        Verdict::Major,
    ),
    (
        "maximum: 100",
        "maximum: 50",
        &[("bound-changed", Severity::Breaking)],
        Verdict::Minor,
    ),
    (
        "maximum: 100",
        "maximum: 200",
        &[("bound-changed", Severity::Notable)],
        Verdict::Minor,
    ),
    (
        "limit, in: query,",
        "limit, in: query, style: form, explode: true,",
        &[],
        Verdict::None,
    ),
    (
        "limit, in: query,",
        "limit, in: query, explode: false,",
        &[("parameter-style-changed", Severity::Breaking)],
        Verdict::Minor,
    ),
    (
        "requestBody: { required: true",
        "requestBody: { required: false",
        &[("request-body-became-optional", Severity::Notable)],
        Verdict::Major,
    ),
    (
        "        '404': { description: None., content: { application/json: { schema: { $ref: '#/components/schemas/Problem' } } } }\n",
        "",
        &[("response-removed", Severity::Notable)],
        Verdict::Minor,
    ),
    (
        "required: [id]",
        "required: [id, age]",
        &[("property-became-required", Severity::Minor)],
        Verdict::Major,
    ),
    (
        "      required: [id]\n",
        "",
        &[("property-became-optional", Severity::Breaking)],
        Verdict::Major,
    ),
    (
        "enum: [cat, dog]",
        "enum: [cat, dog, emu]",
        &[("enum-value-added", Severity::Notable)],
        Verdict::Minor,
    ),
    (
        "enum: [small, large]",
        "enum: [small]",
        &[("enum-value-removed", Severity::Breaking)],
        Verdict::Major,
    ),
    (
        "age: { type: integer }",
        "age: { type: string }",
        &[("type-changed", Severity::Breaking)],
        Verdict::Major,
    ),
    (
        "age: { type: integer }",
        "age: { type: integer }\n        mood: { type: string }",
        &[("response-property-added", Severity::Notable)],
        Verdict::Minor,
    ),
    (
        "required: [name]",
        "required: [name, tag]",
        &[("property-became-required", Severity::Breaking)],
        Verdict::Major,
    ),
    (
        "        tag: { type: string }\n",
        "",
        &[("request-property-removed", Severity::Breaking)],
        Verdict::Major,
    ),
    (
        "tag: { type: string }",
        "tag: { type: [string, 'null'] }",
        &[("type-changed", Severity::Notable)],
        Verdict::Major,
    ),
    (
        "id: { type: string }",
        "id: { type: [string, 'null'] }",
        &[("type-changed", Severity::Breaking)],
        Verdict::Major,
    ),
    (
        "limit, in: query,",
        "limit, in: query, deprecated: true,",
        &[("parameter-deprecated", Severity::Notable)],
        Verdict::Minor,
    ),
    (
        "age: { type: integer }",
        "age: { type: integer, deprecated: true }",
        &[("schema-deprecated", Severity::Notable)],
        Verdict::Minor,
    ),
    (
        "maxLength: 50",
        "maxLength: 50, contentEncoding: base64",
        &[("format-changed", Severity::Breaking)],
        Verdict::Major,
    ),
    (
        "tag: { type: string }",
        "tag: { type: string, not: { const: a } }",
        &[("bound-changed", Severity::Breaking)],
        Verdict::Minor,
    ),
    (
        "    Problem: { type: object,",
        "    Problem: { type: object, patternProperties: { '^x': { type: string } }, discriminator: { propertyName: title },",
        &[
            ("bound-changed", Severity::Minor),
            ("discriminator-changed", Severity::Notable),
        ],
        Verdict::Minor,
    ),
    (
        "components:",
        "security: [{ key: [] }]\ncomponents:\n  securitySchemes: { key: { type: http, scheme: bearer } }",
        &[
            ("security-changed", Severity::Breaking),
            ("security-changed", Severity::Breaking),
            ("security-changed", Severity::Breaking),
        ],
        Verdict::Minor,
    ),
];
