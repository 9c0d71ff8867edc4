//! What is only read and what is only written.

use oas_mock::{Mock, Source, json};

use crate::{get, send};

const USERS: &str = "
openapi: 3.0.3
info: { title: Users, version: '1' }
paths:
  /users:
    post:
      operationId: addUser
      requestBody:
        required: true
        content: { application/json: { schema: { $ref: '#/components/schemas/User' } } }
      responses:
        '201':
          description: The user.
          content: { application/json: { schema: { $ref: '#/components/schemas/User' } } }
  /users/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
    get:
      operationId: getUser
      responses:
        '200':
          description: The user.
          content: { application/json: { schema: { $ref: '#/components/schemas/User' } } }
    put:
      operationId: putUser
      requestBody:
        required: true
        content: { application/json: { schema: { $ref: '#/components/schemas/User' } } }
      responses:
        '200':
          description: The user.
          content: { application/json: { schema: { $ref: '#/components/schemas/User' } } }
components:
  schemas:
    Author: { type: object, required: [name], properties: { name: { type: string } } }
    Stamped: { type: object, properties: { stamp: { type: integer, readOnly: true } } }
    User:
      type: object
      required: [id, secret, login, made_by, created, stamp]
      allOf: [{ $ref: '#/components/schemas/Stamped' }]
      properties:
        id: { type: string, readOnly: true }
        secret: { type: string, writeOnly: true }
        login: { type: string }
        made_by: { allOf: [{ readOnly: true }, { $ref: '#/components/schemas/Author' }] }
        created: { readOnly: true, allOf: [{ type: string, format: date-time }] }
        boss: { nullable: true, $ref: '#/components/schemas/Author' }
";

#[test]
fn a_response_has_what_is_only_read_and_not_what_is_only_written() {
    let mock = Mock::builder(Source::from_text("users.yaml", USERS));
    let mock = mock.build().unwrap();
    let json = [("content-type", "application/json")];
    let refused = send(&mock, "POST", "/users", &json, r#"{"login": "ann"}"#);
    assert_eq!(refused.status, 400);
    let sent = r#"{"login": "ann", "secret": "s", "id": "mine", "stamp": 7, "boss": null}"#;
    let made = send(&mock, "POST", "/users", &json, sent);
    assert_eq!(made.status, 201);
    let user = made.json();
    assert_eq!(
        (&user["login"], &user["boss"]),
        (&json!("ann"), &json!(null))
    );
    assert_eq!(user.get("secret"), None);
    assert!(user["made_by"]["name"].is_string(), "{user}");
    assert!(user["created"].is_string(), "{user}");
    assert_ne!((&user["id"], &user["stamp"]), (&json!("mine"), &json!(7)));
    let path = format!("/users/{}", user["id"].as_str().unwrap());
    assert_eq!(get(&mock, &path).json(), user);
    let replaced = send(
        &mock,
        "PUT",
        &path,
        &json,
        r#"{"login": "bob", "secret": "t"}"#,
    );
    let replaced = replaced.json();
    assert_eq!(replaced["login"], "bob");
    assert_eq!(replaced.get("secret"), None);
    assert_eq!(replaced["stamp"], user["stamp"]);
}
