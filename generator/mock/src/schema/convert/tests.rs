use super::*;
use oas_codegen::Sink;
use oas_codegen::load::{Source, load};

fn converted(version: &str, schemas: &str) -> Vec<Value> {
    converted_for(Direction::Request, version, schemas)
}

fn converted_for(direction: Direction, version: &str, schemas: &str) -> Vec<Value> {
    let text = format!("openapi: {version}\ncomponents: {{schemas: {schemas}}}\n");
    let document = load(&Source::from_text("a.yaml", text), &mut Sink::new()).unwrap();
    let discriminators = Arc::new(Discriminators::of(&document));
    let mut converter = Converter::new(&document, discriminators, direction);
    let place = document.root_place().key("components").key("schemas");
    converter.schema(&place.key("A"));
    converter.finish()
}

#[test]
fn what_3_0_says_is_said_in_the_words_of_json_schema() {
    let schemas = "{A: {type: integer, nullable: true, minimum: 3, exclusiveMinimum: true, \
                   enum: [4], example: 4, format: int32}}";
    let expected = json!({
        "type": ["integer", "null"], "exclusiveMinimum": 3, "enum": [4, null],
        "examples": [4], "x-format": "int32",
    });
    assert_eq!(converted("3.0.3", schemas), [expected]);
}

#[test]
fn references_are_numbers_and_may_go_in_circles() {
    let schemas = "{A: {properties: {a: {$ref: '#/components/schemas/A'}, \
                   b: {$ref: '#/nowhere'}}}}";
    let expected = json!({"properties": {
        "a": {"$ref": "urn:oas-mock:schemas#/$defs/0"}, "b": {},
    }});
    assert_eq!(converted("3.0.3", schemas), [expected]);
}

#[test]
fn what_is_only_read_is_not_demanded_of_requests() {
    let schemas = "{A: {required: [a, b], properties: {a: {readOnly: true}, b: {}}}}";
    let all = converted("3.1.0", schemas);
    assert_eq!(all[0]["required"], json!(["b"]));
    let schemas = "{A: {allOf: [{$ref: '#/components/schemas/B'}, {properties: {a: {readOnly: true}}}]}, \
                   B: {allOf: [{$ref: '#/components/schemas/C'}]}, C: {required: [a, b]}}";
    let all = converted("3.1.0", schemas);
    assert_eq!(all[0]["allOf"][0]["allOf"][0]["required"], json!(["b"]));
}

#[test]
fn look_around_is_kept_and_nonsense_is_not() {
    let schemas = "{A: {properties: {a: {pattern: '^(?=.*a)b'}, b: {pattern: '('}}}}";
    let all = converted("3.1.0", schemas);
    assert_eq!(all[0]["properties"]["a"]["pattern"], "^(?=.*a)b");
    assert_eq!(all[0]["properties"]["b"], json!({}));
}

#[test]
fn null_is_allowed_beside_what_others_say() {
    let schemas = "{A: {nullable: true, allOf: [{$ref: '#/components/schemas/B'}]}, \
                   B: {type: object}}";
    let all = converted("3.0.3", schemas);
    let expected = json!({"anyOf": [
        {"allOf": [{"$ref": "urn:oas-mock:schemas#/$defs/1"}]}, {"type": "null"},
    ]});
    assert_eq!(all[0], expected);
}

#[test]
fn a_direction_is_said_in_any_part_of_a_schema() {
    let schemas = "{A: {allOf: [{$ref: '#/components/schemas/B'}, {required: [d]}], \
                   required: [a, b, c, e], properties: {\
                   a: {allOf: [{readOnly: true}, {type: string}]}, \
                   b: {$ref: '#/components/schemas/C', writeOnly: true}, \
                   c: {readOnly: true, writeOnly: true}}}, \
                   B: {required: [d], properties: {d: {readOnly: true}, e: {}}}, C: {}}";
    let sent = converted("3.1.0", schemas);
    assert_eq!(sent[0]["required"], json!(["b", "c", "e"]));
    assert_eq!(sent[0]["allOf"][1]["required"], json!([]));
    assert_eq!(sent[0]["properties"]["a"]["readOnly"], true);
    let received = converted_for(Direction::Response, "3.1.0", schemas);
    assert_eq!(received[0]["required"], json!(["a", "c", "e"]));
    assert_eq!(received[0]["properties"]["b"], false);
}

#[test]
fn null_is_allowed_beside_a_reference() {
    let schemas = "{A: {properties: {a: {nullable: true, $ref: '#/components/schemas/B'}}}, \
                   B: {type: string}}";
    let all = converted("3.0.3", schemas);
    let reference = json!({"$ref": "urn:oas-mock:schemas#/$defs/1"});
    let expected = json!({"anyOf": [reference, {"type": "null"}]});
    assert_eq!(all[0]["properties"]["a"], expected);
}

#[test]
fn a_tag_means_one_branch() {
    let schemas = "{A: {oneOf: [{$ref: '#/components/schemas/B'}], discriminator: \
                   {propertyName: t, mapping: {'1': B}}}, B: {properties: {t: {type: integer}}}}";
    let all = converted("3.0.3", schemas);
    let expected = json!({"oneOf": [{"allOf": [
        {"$ref": "urn:oas-mock:schemas#/$defs/1"},
        {"properties": {"t": {"enum": [1]}}, "required": ["t"]},
    ]}]});
    assert_eq!(all[0], expected);
}

#[test]
fn what_no_tag_means_is_the_default() {
    let schemas = "{A: {oneOf: [{$ref: '#/components/schemas/B'}, {$ref: '#/components/schemas/C'}], \
                   discriminator: {propertyName: t, defaultMapping: C}}, B: {}, C: {}}";
    let all = converted("3.2.0", schemas);
    let expected = json!({"allOf": [
        {"$ref": "urn:oas-mock:schemas#/$defs/2"},
        {"not": {"properties": {"t": {"enum": ["B"]}}, "required": ["t"]}},
    ]});
    assert_eq!(all[0]["oneOf"][1], expected);
}

#[test]
fn a_subtype_has_its_tag_wherever_it_stands() {
    let schemas = "{A: {oneOf: [{$ref: '#/components/schemas/C'}, {$ref: '#/components/schemas/D'}]}, \
                   B: {properties: {t: {type: string}}, discriminator: {propertyName: t, mapping: \
                   {c: C, d: D, e: D}}}, C: {allOf: [{$ref: '#/components/schemas/B'}]}, \
                   D: {allOf: [{$ref: '#/components/schemas/B'}]}}";
    let all = converted("3.0.3", schemas);
    assert_eq!(
        all[1]["allOf"][1],
        json!({"properties": {"t": {"enum": ["c"]}}})
    );
    assert_eq!(
        all[2]["allOf"][1],
        json!({"properties": {"t": {"enum": ["d", "e"]}}})
    );
}

#[test]
fn a_base_is_one_of_its_subtypes() {
    let schemas = "{A: {properties: {t: {type: string}}, discriminator: {propertyName: t}}, \
                   B: {allOf: [{$ref: '#/components/schemas/A'}]}}";
    let all = converted("3.0.3", schemas);
    let expected = json!({"oneOf": [{"allOf": [
        {"$ref": "urn:oas-mock:schemas#/$defs/1"},
        {"properties": {"t": {"enum": ["B"]}}, "required": ["t"]},
    ]}]});
    assert_eq!(all[0], expected);
    assert_eq!(
        all[1],
        json!({"allOf": [{"$ref": "urn:oas-mock:schemas#/$defs/2"}]})
    );
    assert_eq!(all[2], json!({"properties": {"t": {"type": "string"}}}));
}
