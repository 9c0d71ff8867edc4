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
  /fleet:
    post:
      operationId: addFleet
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Fleet'}}}}
      responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Fleet'}}}}}
    get:
      operationId: getFleet
      responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Fleet'}}}}}
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
    Tram: {allOf: [{$ref: '#/components/schemas/Vehicle'}, {type: object, properties: {line: {type: string}}}]}
    Bus: {allOf: [{$ref: '#/components/schemas/Vehicle'}, {type: object, properties: {line: {type: string}}}]}
    Fleet:
      type: object
      required: [first, bus]
      properties:
        first: {oneOf: [{$ref: '#/components/schemas/Tram'}, {$ref: '#/components/schemas/Bus'}]}
        bus: {$ref: '#/components/schemas/Bus'}
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
fn a_subtype_has_its_tag_where_it_stands_alone() {
    for (first, bus, status) in [
        ("Tram", "Bus", 200),
        ("Bus", "Bus", 200),
        ("Tram", "Tram", 400),
    ] {
        let body = format!(r#"{{"first": {{"kind": "{first}"}}, "bus": {{"kind": "{bus}"}}}}"#);
        let got = post("/fleet", &body);
        let told = String::from_utf8_lossy(&got.body);
        assert_eq!(got.status, status, "{body}: {told}");
    }
    let mock = Mock::builder(Source::from_text("tagged.yaml", TAGGED));
    let got = send(&mock.build().unwrap(), "GET", "/fleet", &[], "");
    let fleet: serde_json::Value = serde_json::from_slice(&got.body).unwrap();
    assert_eq!(fleet["bus"]["kind"], "Bus");
    assert!(
        ["Tram", "Bus"]
            .iter()
            .any(|kind| fleet["first"]["kind"] == *kind)
    );
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

const MANY: &str = r"
openapi: 3.2.0
info: {title: Many, version: '1'}
paths:
  /mapped: {post: {operationId: mapped, requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Mapped'}}}}, responses: {'204': {description: ok}}}}
  /named: {post: {operationId: named, requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Named'}}}}, responses: {'204': {description: ok}}}}
  /own: {post: {operationId: own, requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Own'}}}}, responses: {'204': {description: ok}}}}
  /open: {post: {operationId: open, requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Open'}}}}, responses: {'204': {description: ok}}}}
  /base: {post: {operationId: base, requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Base'}}}}, responses: {'204': {description: ok}}}}
components:
  schemas:
    Mapped: {oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}], discriminator: {propertyName: kind, mapping: {c: Cat, k: Cat, d: '#/components/schemas/Dog'}}}
    Named: {oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}], discriminator: {propertyName: kind}}
    Own: {oneOf: [{$ref: '#/components/schemas/Small'}, {$ref: '#/components/schemas/Large'}], discriminator: {propertyName: size}}
    Open: {oneOf: [{$ref: '#/components/schemas/Dog'}, {$ref: '#/components/schemas/Cat'}], discriminator: {propertyName: kind, defaultMapping: Cat}}
    Base: {type: object, required: [kind], properties: {kind: {type: string}}, discriminator: {propertyName: kind}}
    Car: {allOf: [{$ref: '#/components/schemas/Base'}, {properties: {kind: {const: car}, doors: {type: integer}}}]}
    Bike: {allOf: [{$ref: '#/components/schemas/Base'}, {properties: {gears: {type: integer}}}]}
    Cat: {type: object, properties: {kind: {type: string}, lives: {type: integer}}}
    Dog: {type: object, properties: {kind: {type: string}, barks: {type: boolean}}}
    Small: {type: object, required: [size], properties: {size: {enum: [xs, s]}}}
    Large: {type: object, required: [size], properties: {size: {enum: [l]}}}
";

/// The branch that the client's model means by a value of the tag.
fn meant(api: &oas_codegen::model::Api, union: &str, tag: Option<&str>) -> Option<String> {
    use oas_codegen::model::{Rule, TypeKind};
    let def = api
        .types
        .iter()
        .find(|(_, def)| def.name.plain() == union)?;
    let TypeKind::Union(def) = &def.1.kind else {
        return None;
    };
    let tagged = def.variants.iter().find(|variant| match &variant.rule {
        Rule::Tag(_, values) => tag.is_some_and(|tag| values.iter().any(|value| value == tag)),
        _ => false,
    });
    let open = || {
        def.variants
            .iter()
            .find(|variant| !matches!(variant.rule, Rule::Tag(..)))
    };
    let found = tagged.or_else(open)?;
    Some(found.name.plain().to_owned())
}

#[test]
fn the_client_and_the_mock_mean_the_same_branch_by_a_tag() {
    let source = Source::from_text("many.yaml", MANY);
    let mut sink = oas_codegen::Sink::new();
    let config = oas_codegen::Config::default();
    let api = oas_codegen::analyse(
        &source,
        &config,
        oas_codegen::Strictness::Lenient,
        &mut sink,
    );
    let api = api.unwrap();
    let mock = Mock::builder(source).build().unwrap();
    // A member of another type than the branch has it shows which one is meant.
    for (union, key, tag, branch) in [
        ("Mapped", "kind", Some("c"), Some(("Cat", "lives"))),
        ("Mapped", "kind", Some("k"), Some(("Cat", "lives"))),
        ("Mapped", "kind", Some("d"), Some(("Dog", "barks"))),
        ("Mapped", "kind", Some("Cat"), None),
        ("Named", "kind", Some("Cat"), Some(("Cat", "lives"))),
        ("Named", "kind", Some("bird"), None),
        ("Own", "size", Some("s"), Some(("Small", "size"))),
        ("Own", "size", Some("l"), Some(("Large", "size"))),
        ("Own", "size", Some("Large"), None),
        ("Open", "kind", Some("Dog"), Some(("Dog", "barks"))),
        ("Open", "kind", Some("bird"), Some(("Cat", "lives"))),
        ("Open", "kind", None, Some(("Cat", "lives"))),
        ("Base", "kind", Some("car"), Some(("Car", "doors"))),
        ("Base", "kind", Some("Bike"), Some(("Bike", "gears"))),
        ("Base", "kind", Some("Car"), None),
    ] {
        let expected = branch.map(|(name, _)| name.to_owned());
        assert_eq!(meant(&api, union, tag), expected, "{union} {tag:?}");
        let member = tag.map(|tag| format!("{key:?}: {tag:?}"));
        let json = [("content-type", "application/json")];
        let path = format!("/{}", union.to_lowercase());
        let fits = |more: Option<String>| {
            let members: Vec<String> = member.iter().cloned().chain(more).collect();
            let body = format!("{{{}}}", members.join(", "));
            send(&mock, "POST", &path, &json, &body).status == 204
        };
        assert_eq!(fits(None), branch.is_some(), "{union} {tag:?}");
        if let Some((_, own)) = branch.filter(|(_, own)| *own != key) {
            assert!(
                !fits(Some(format!("{own:?}: \"wrong\""))),
                "{union} {tag:?}"
            );
        }
    }
}
