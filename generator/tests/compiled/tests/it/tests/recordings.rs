//! Cassettes: what the document calls sensitive gets onto none, and what doesn't fit the
//! types of today is told with its path.

use std::path::PathBuf;
use std::{env, fs, process};

use oas_runtime::test_util::{Cassette, TestResponse, TestTransport};
use serde_json::{Value, json};

use crate::sensitive::api::GetVisitParams;
use crate::sensitive::types::Guest;
use crate::sensitive::{Client, Error};

fn file(name: &str) -> PathBuf {
    env::temp_dir().join(format!("{name}-{}.json", process::id()))
}

fn client(transport: TestTransport, cassette: &Cassette, key: &str) -> Client {
    Client::builder()
        .base_url("https://doors.example")
        .api_key("key", key)
        .transport(transport)
        .middleware(cassette.clone())
        .build()
        .unwrap()
}

fn guest(client: &Client) -> Result<Guest, Error> {
    let guest = json!({
        "name": "Mara", "age": 41, "door_key": "brass-key-77", "note": "key is k-0123456789",
        "properties": { "password": "open-sesame" },
    });
    let guest = serde_json::from_value(guest).unwrap();
    client.default().create_guest(guest).send_blocking()
}

fn visit(client: &Client) -> Result<(), Error> {
    let params = GetVisitParams::new()
        .pin("4711-99")
        .door_key("brass-key-77")
        .floor(3);
    let call = client.default().get_visit("path-code-55", "v1");
    call.params(params).send_blocking()
}

#[test]
fn no_cassette_has_what_the_document_calls_sensitive() {
    let server = TestTransport::new(|request| match request.method.as_str() {
        "GET" => TestResponse::empty(204).header("set-cookie", "session=cookie-of-42"),
        // The server repeats all of it.
        _ => TestResponse::json(200, &request.json()),
    });
    let (file, recording) = (file("sensitive"), Cassette::recording());
    let recorded = client(server, &recording, "k-0123456789");
    guest(&recorded).unwrap();
    visit(&recorded).unwrap();
    recording.save(&file).unwrap();
    let text = fs::read_to_string(&file).unwrap();
    for secret in [
        "41",
        "brass-key-77",
        "open-sesame",
        "k-0123456789",
        "path-code-55",
        "4711-99",
        "cookie-of-42",
    ] {
        assert!(!text.contains(secret), "{secret} is in {text}");
    }
    for kept in ["Mara", "floor=3", "/visits/v1", "createGuest"] {
        assert!(text.contains(kept), "{kept} isn't in {text}");
    }

    let cassette = Cassette::load(&file).unwrap();
    let replayed = client(TestTransport::sequence([]), &cassette, "another-key");
    let error = guest(&replayed).unwrap_err().to_string();
    // The note holds another key now, so that it is another request.
    assert!(error.contains("isn't on the cassette"), "{error}");
    let replayed = client(TestTransport::sequence([]), &cassette, "k-0123456789");
    assert_eq!(guest(&replayed).unwrap().name, "Mara");
    assert!(
        cassette
            .check()
            .unwrap_err()
            .to_string()
            .contains("/visits/v1")
    );
    visit(&replayed).unwrap();
    cassette.check().unwrap();
    let error = visit(&replayed).unwrap_err().to_string();
    for part in ["it was recorded 1 times", "nothing is left on it"] {
        assert!(error.contains(part), "{error}");
    }
    fs::remove_file(file).unwrap();
}

#[test]
fn a_stale_cassette_is_told_with_its_path() {
    let (file, recording) = (file("stale"), Cassette::recording());
    let server = TestTransport::new(|_| TestResponse::json(200, &json!({ "name": "Mara" })));
    guest(&client(server, &recording, "k-0123456789")).unwrap();
    recording.save(&file).unwrap();
    let text = fs::read_to_string(&file).unwrap();
    let mut tape: Value = serde_json::from_str(&text).unwrap();
    tape["interactions"][0]["response"]["body"]["json"] = json!({ "name": ["Mara"] });
    fs::write(&file, tape.to_string()).unwrap();
    let cassette = Cassette::load(&file).unwrap();
    let stale = client(TestTransport::sequence([]), &cassette, "k-0123456789");
    let error = guest(&stale).unwrap_err();
    assert!(matches!(error, Error::Decode(_)));
    assert!(error.to_string().contains("name"), "{error}");
    fs::write(&file, "{}").unwrap();
    let error = Cassette::load(&file).unwrap_err().to_string();
    assert!(error.contains("no list of interactions"), "{error}");
    fs::remove_file(file).unwrap();
}
