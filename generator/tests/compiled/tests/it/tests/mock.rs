//! Stubs of bodies and responses that are none of plain JSON.

use oas_runtime::test_util::TestResponse;

use crate::mock::test::mock;
use crate::mock::types::{Mock, Pet};

#[test]
fn stubs_of_methods_of_one_name_are_told_apart_by_their_tags() {
    let mock = mock();
    mock.on_pets_list().returns([Pet::new("Tom")]);
    mock.on_toys_list().returns([Mock::default()]);
    mock.on_toys_request().returns(());
    let client = mock.client().unwrap();
    assert_eq!(client.pets().list().send_blocking().unwrap().len(), 1);
    assert_eq!(client.toys().list().send_blocking().unwrap().len(), 1);
    client.toys().request().send_blocking().unwrap();
    mock.check().unwrap();
}

#[test]
fn a_body_that_may_be_left_out_is_an_option() {
    let mock = mock();
    let updated = mock
        .on_update_pet()
        .with(|request| request.body.is_some())
        .responds(|request| match &request.body {
            Some(pet) => TestResponse::json(200, &serde_json::json!({ "name": pet.name })),
            None => TestResponse::empty(202),
        });
    mock.on_update_pet().responds(|_| TestResponse::empty(202));
    let client = mock.client().unwrap();
    let update = |body: Option<Pet>| client.pets().update_pet("7", body).send_blocking().unwrap();
    let _ = update(Some(Pet::new("Tom")));
    let _ = update(None);
    assert_eq!(updated.calls().len(), 1);
}

#[test]
fn bytes_go_in_and_come_out_as_they_are() {
    let mock = mock();
    let set = mock.on_set_photo().returns(());
    mock.on_read_photo()
        .responds(|_| TestResponse::body(200, "\u{1f63a}").header("content-type", "image/png"));
    let client = mock.client().unwrap();
    let photo = client.pets().read_photo("7").send_blocking().unwrap();
    client.pets().set_photo("7", photo).send_blocking().unwrap();
    assert_eq!(&set.calls()[0].sent().body[..], "\u{1f63a}".as_bytes());
    mock.on_drop().returns(());
    client.pets().drop("7").send_blocking().unwrap();
}
