//! Bodies of requests as they are sent, and of responses as they are read.

use super::script::{Last as _, Texts as _, client, responding};
use super::{read, survives, written};
use serde_json::json;

/// The media type of the last body, and of each of its parts by their names.
fn parts(script: &oas_runtime::test_util::TestTransport) -> (String, Vec<(String, String)>) {
    let sent = script.last();
    let whole = sent.headers["content-type"].to_str().unwrap().to_owned();
    let text = sent.text();
    let (kind, boundary) = whole.split_once("; boundary=").unwrap();
    let line = format!("--{boundary}");
    let parts = text.split(&line).filter_map(|part| {
        let name = part.split("name=\"").nth(1)?.split('"').next()?;
        let kind = part.split("Content-Type: ").nth(1);
        let kind = kind.and_then(|rest| rest.split("\r\n").next());
        Some((name.to_owned(), kind.unwrap_or_default().to_owned()))
    });
    (kind.to_owned(), parts.collect())
}

#[test]
fn forms_of_other_kinds_have_parts_and_a_boundary() {
    use crate::multipart_kinds::types::{Upload, UploadMetadata};
    let script = responding(&[]);
    let client = client!(multipart_kinds, script).default();
    let body = Upload::new(UploadMetadata::new().name("a"), "pixels");
    client.upload_related(body).send_blocking().unwrap();
    let own = |name: &str, kind: &str| (name.to_owned(), kind.to_owned());
    let expected = vec![
        own("metadata", "application/json"),
        own("media", "application/octet-stream"),
    ];
    assert_eq!(parts(&script), ("multipart/related".to_owned(), expected));
}

#[test]
fn parts_are_of_the_media_type_that_the_document_names() {
    use crate::multipart_kinds::types::{UploadPartsRequest, UploadPartsRequestTable};
    let script = responding(&[]);
    let client = client!(multipart_kinds, script).default();
    let body = UploadPartsRequest::new("photo")
        .pages(["one"])
        .notes("# Notes")
        .scan(b"scan".to_vec())
        .either(oas_runtime::File::from("either").content_type("image/gif"))
        .table(UploadPartsRequestTable::new().rows(1));
    client.upload_parts(body).send_blocking().unwrap();
    let kinds: Vec<(String, String)> = parts(&script).1;
    let kinds: Vec<(&str, &str)> = kinds.iter().map(|(a, b)| (&**a, &**b)).collect();
    let expected = [
        ("photo", "image/png"),
        ("pages", "image/webp"),
        ("notes", "text/markdown"),
        ("scan", ""),
        ("either", "image/gif"),
        ("table", "application/json"),
    ];
    assert_eq!(kinds, expected);
}

#[test]
fn null_is_a_body_where_the_schema_has_it() {
    use crate::bodies_null::types::{Address, PutChoiceRequest};
    let script = responding(&[(204, ""), (204, ""), (200, "7"), (200, "low")]);
    let client = client!(bodies_null, script).default();
    client.put_address(None).send_blocking().unwrap();
    assert_eq!(script.last().text(), "null");
    let call = client.put_address(Address::new("Elm Street"));
    call.send_blocking().unwrap();
    assert_eq!(script.last().text(), r#"{"street":"Elm Street"}"#);
    let call = client.put_choice(PutChoiceRequest::String("a".to_owned()));
    assert_eq!(call.send_blocking().unwrap(), 7);
    let call = client.put_level(0.5);
    assert_eq!(call.send_blocking().unwrap(), "low");
    assert_eq!(script.last().text(), "0.5");
    assert_eq!(script.last().headers["content-type"], "text/plain");
    let none: Option<Vec<String>> = None;
    client.put_names(none).send_blocking().unwrap();
    assert_eq!(script.last().text(), "null");
}

#[test]
fn what_has_one_value_is_a_choice() {
    use crate::single_choices::api::AddOrderParams;
    use crate::single_choices::types::{AddOrderOnly, AddOrderRate, FollowRequest};
    use crate::single_choices::types::{Order, OrderFactor, OrderRequest, OrderShare, OrderTag};
    let script = responding(&[(200, "{}"), (200, "data: 1\n\n")]);
    let client = client!(single_choices, script).default();
    let body = OrderRequest::new()
        .rush()
        .level()
        .hint()
        .tags([OrderTag::New])
        .shares([OrderShare::N0_25, OrderShare::N1])
        .factor(OrderFactor::N2_5);
    let params = AddOrderParams::new().expand().rate(AddOrderRate::N0_5);
    let call = client
        .add_order(body)
        .params(params.only([AddOrderOnly::Open]));
    assert_eq!(call.send_blocking().unwrap(), read(json!({})));
    let sent = script.last();
    assert_eq!(sent.line(), "POST /orders?expand=items&only=open&rate=0.5");
    let expected = json!({
        "kind": "order", "rush": true, "level": 1.5, "hint": "later", "tags": ["new"],
        "shares": [0.25, 1.0], "factor": 2.5
    });
    assert_eq!(sent.json(), expected);
    let follow = client.follow(FollowRequest::new());
    follow.items_blocking().next().unwrap().unwrap();
    assert_eq!(script.last().json(), json!({ "stream": true }));
    let order: Order =
        survives(json!({ "shares": [0.25, 7.5], "kind": "other", "marks": { "a": 2 } }));
    assert_eq!(order.shares.unwrap()[0], OrderShare::N0_25);
    let order: Order = read(json!({ "shares": [1] }));
    assert_eq!(order.shares.unwrap(), [OrderShare::N1]);
}

#[test]
fn bodies_among_parameters_are_bodies() {
    use crate::swagger_2::types::{AddPhotoRequest, LoginRequest, Photo};
    let script = responding(&[(200, r#"{"id":"1"}"#)]);
    let client = client!(swagger_2, script).default();
    let body = AddPhotoRequest::new("pixels").tags(["a", "b"]);
    let photo = client.add_photo("summer", body).send_blocking().unwrap();
    assert_eq!(photo, Photo::new("1"));
    assert_eq!(script.last().line(), "POST /photos?album=summer");
    assert!(
        script
            .last()
            .text()
            .contains("name=\"tags\"\r\n\r\na,b\r\n")
    );
    client.put_photo(Photo::new("2")).send_blocking().unwrap();
    assert_eq!(script.last().text(), r#"{"id":"2"}"#);
    let call = client.login(LoginRequest::new("ann").again(true));
    call.send_blocking().unwrap();
    assert_eq!(script.last().text(), "user=ann&again=true");
}

#[test]
fn the_branch_by_default_is_what_no_tag_means() {
    use crate::discriminator_default::types::{OtherPet, Pet};
    assert!(matches!(
        survives(json!({ "kind": "dog", "barks": true })),
        Pet::Dog(_)
    ));
    assert!(matches!(
        survives(json!({ "kind": "Cat", "lives": 9 })),
        Pet::Cat(_)
    ));
    for other in [
        json!({ "kind": "fish", "name": "Bob" }),
        json!({ "name": "Bob" }),
    ] {
        assert!(matches!(survives(other), Pet::OtherPet(_)));
    }
    assert_eq!(written(&Pet::from(OtherPet::new())), json!({}));
}

#[test]
fn what_a_pattern_or_a_position_leaves_open_comes_back() {
    use crate::tuples_and_patterns::types::Table;
    let table: Table = read(json!({
        "point": [1, 2], "slots": [], "prefixed": ["a", "b", 3], "both": { "name": "n", "x": [1] }
    }));
    assert_eq!(written(&table.prefixed), json!(["a", "b", 3]));
    assert_eq!(written(&table.both), json!({ "name": "n", "x": [1] }));
}

#[test]
fn a_success_that_nobody_documented_says_so() {
    use crate::bodies_null::types::PutChoiceRequest;
    use oas_runtime::error::DecodeErrorKind;
    let script = responding(&[(202, "7"), (200, "7"), (202, r#"{"job":1}"#), (202, "")]);
    let client = client!(bodies_null, script).default();
    let call = || client.put_choice(PutChoiceRequest::String("a".to_owned()));
    let response = call().response().send_blocking().unwrap();
    assert!(!response.is_described() && response.value == 7);
    let response = call().response().send_blocking().unwrap();
    assert!(response.is_described());
    for body in [r#"{"job":1}"#, ""] {
        let error = call().send_blocking().unwrap_err();
        let error = error.as_decode().unwrap();
        assert_eq!(error.kind(), DecodeErrorKind::UndocumentedStatus);
        assert_eq!(error.body(), body);
    }
}

#[test]
fn a_media_type_is_sent_with_its_parameters() {
    use crate::content_type_parameters::types::{AddImageRequest, LogInRequest, RetryRunRequest};
    let script = responding(&[]);
    let client = client!(content_type_parameters, script).default();
    let kind = || script.last().headers["content-type"].clone();
    let call = client.retry_run(RetryRunRequest::new());
    call.send_blocking().unwrap();
    assert_eq!(kind(), "application/json; charset=utf-8");
    let call = client.log_in(LogInRequest::new("mara"));
    call.send_blocking().unwrap();
    assert_eq!(kind(), "application/x-www-form-urlencoded;charset=UTF-8");
    client.import_table("ä").send_blocking().unwrap();
    assert_eq!(kind(), "text/csv; header=present");
    let call = client.add_image(AddImageRequest::new("pixels"));
    call.send_blocking().unwrap();
    assert_eq!(parts(&script).0, "multipart/form-data");
    assert!(!kind().to_str().unwrap().contains("boundary=part"));
}

#[test]
fn a_text_that_no_format_has_is_sent_as_it_is() {
    use crate::length_of_format::types::Contact;
    let script = responding(&[]);
    let client = client!(length_of_format, script).default();
    let contact = Contact::new(
        "536e564f316c83104c000020",
        "20260131",
        "3fa85f64-5717-4562-b3fc-2c963f66afa6",
        "somebody@mail.example.com",
    );
    client.add_contact(contact).send_blocking().unwrap();
    assert!(script.last().text().contains("536e564f316c83104c000020"));
}
