//! Unions whose branches a tag tells apart.

use oas_mock::{Mock, Source};

use crate::send;

const TAGGED: &str = r"
openapi: 3.0.3
info: {title: Pets, version: '1'}
paths:
  /pets:
    post:
      operationId: addPet
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}
      responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}}
  /vehicles:
    post:
      operationId: addVehicle
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Vehicle'}}}}
      responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Vehicle'}}}}}
components:
  schemas:
    Pet:
      oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]
      discriminator: {propertyName: petType, mapping: {cat: '#/components/schemas/Cat', dog: '#/components/schemas/Dog'}}
    Cat: {type: object, required: [petType], properties: {petType: {type: string}, hunts: {type: boolean}}}
    Dog: {type: object, required: [petType], properties: {petType: {type: string}, bark: {type: boolean}}}
    Vehicle:
      type: object
      required: [kind]
      properties: {kind: {type: string}}
      discriminator: {propertyName: kind}
    Car: {allOf: [{$ref: '#/components/schemas/Vehicle'}, {type: object, required: [doors], properties: {doors: {type: integer}}}]}
    Bike: {allOf: [{$ref: '#/components/schemas/Vehicle'}, {type: object, required: [gears], properties: {gears: {type: integer}}}]}
";

fn post(target: &str, body: &str) -> crate::Got {
    let mock = Mock::builder(Source::from_text("tagged.yaml", TAGGED));
    let mock = mock.build().unwrap();
    send(
        &mock,
        "POST",
        target,
        &[("content-type", "application/json")],
        body,
    )
}

#[test]
fn the_tag_chooses_the_branch() {
    for body in [
        r#"{"petType": "cat", "hunts": true}"#,
        r#"{"petType": "dog"}"#,
    ] {
        let got = post("/pets", body);
        assert_eq!(
            got.status,
            200,
            "{body}: {}",
            String::from_utf8_lossy(&got.body)
        );
        let tag = got.json()["petType"].clone();
        assert!(tag == "cat" || tag == "dog", "{tag}");
    }
    assert_ne!(post("/pets", r#"{"petType": "bird"}"#).status, 200);
}

#[test]
fn a_base_is_one_of_its_subtypes() {
    let got = post("/vehicles", r#"{"kind": "Car", "doors": 4}"#);
    assert_eq!(got.status, 200);
    let made = got.json();
    let is_car = made["kind"] == "Car" && made["doors"].is_i64();
    let is_bike = made["kind"] == "Bike" && made["gears"].is_i64();
    assert!(is_car || is_bike, "{made}");
    assert_ne!(post("/vehicles", r#"{"kind": "Car"}"#).status, 200);
    assert_ne!(post("/vehicles", r#"{"kind": "Plane"}"#).status, 200);
}
