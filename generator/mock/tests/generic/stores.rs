//! Collections.

use oas_mock::{Change, json};

use crate::{get, mock, send};

const JSON: [(&str, &str); 1] = [("content-type", "application/json")];

#[test]
fn what_is_created_is_there_until_it_is_deleted() {
    let mock = mock();
    let made = send(
        &mock,
        "POST",
        "/pets",
        &JSON,
        r#"{"name": "Tom", "kind": "cat", "nickname": "T"}"#,
    );
    assert_eq!(made.status, 201);
    let made = made.json();
    let path = format!("/pets/{}", made["id"]);
    assert_eq!(get(&mock, &path).json(), made);
    let changed = send(
        &mock,
        "PATCH",
        &path,
        &JSON,
        r#"{"name": "Tim", "nickname": null}"#,
    )
    .json();
    assert_eq!(
        (&changed["name"], &changed["kind"]),
        (&json!("Tim"), &json!("cat"))
    );
    assert_eq!(changed["nickname"], json!(null));
    let replaced = send(&mock, "PUT", &path, &JSON, r#"{"name": "Rex"}"#).json();
    assert_eq!(replaced, json!({"id": made["id"], "name": "Rex"}));
    assert_eq!(send(&mock, "DELETE", &path, &[], "").status, 204);
    assert_eq!(get(&mock, &path).status, 404);
    assert_eq!(send(&mock, "DELETE", &path, &[], "").status, 404);
    let committed: Vec<Change> = mock.ledger().iter().map(|commit| commit.change).collect();
    let expected = [
        Change::Created,
        Change::Updated,
        Change::Updated,
        Change::Deleted,
    ];
    assert_eq!(committed, expected);
    assert_eq!(mock.ledger()[0].kind, "/pets");
}

#[test]
fn pages_are_turned_as_the_document_says() {
    let mock = mock();
    for name in ["Tom", "Tim"] {
        send(
            &mock,
            "POST",
            "/pets",
            &JSON,
            &json!({ "name": name }).to_string(),
        );
    }
    // Three are there from the start.
    let mut seen = Vec::new();
    let mut target = "/pets".to_owned();
    for page in 0.. {
        let got = get(&mock, &target).json();
        assert_eq!(got["total"], 5);
        let ids = got["data"]
            .as_array()
            .unwrap()
            .iter()
            .map(|pet| pet["id"].to_string());
        seen.extend(ids);
        assert!(page < 3);
        if got["has_more"] == false {
            break;
        }
        target = format!("/pets?starting_after={}", seen.last().unwrap());
    }
    assert_eq!(seen.len(), 5);
    seen.dedup();
    assert_eq!(seen.len(), 5);
    assert_eq!(
        get(&mock, "/pets?limit=4").json()["data"]
            .as_array()
            .unwrap()
            .len(),
        4
    );
    assert_eq!(get(&mock, "/pets?limit=0").status, 400);
}

#[test]
fn an_extension_tells_what_is_not_plain() {
    let mock = mock();
    let booked = send(&mock, "POST", "/visits/book", &JSON, r#"{"who": "Mara"}"#);
    let visit = booked.json()["visit"].clone();
    assert_eq!(visit["who"], "Mara");
    let id = visit["id"].as_str().unwrap();
    assert_eq!(get(&mock, &format!("/visits/{id}")).json()["visit"], visit);
    assert_eq!(get(&mock, "/visits/nothing").status, 404);
}
