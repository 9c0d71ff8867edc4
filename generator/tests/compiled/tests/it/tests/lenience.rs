//! Responses in other JSON types than the declared ones.

use oas_runtime::UnixTime;
use serde_json::json;

use super::script::{client, responding};
use super::{read, refused, written};
use crate::lenient::types::{Author, Part};
use crate::newtypes::types::{AdminId, LooseId, Ticket, TicketId, Update, Version};
use crate::numbers_as_text::api::GetLatestResponse;

#[test]
fn numbers_and_texts_stand_for_each_other() {
    let part: Part = read(json!({
        "id": 7, "count": "3", "small": "-4", "ratio": "1.5", "at": "1767225600",
        "tags": [1, "b"], "counts": { "a": "5" }
    }));
    assert_eq!(part.id, "7");
    assert_eq!(part.count, Some(3));
    assert_eq!(part.small, Some(-4));
    assert_eq!(part.ratio, Some(1.5));
    assert_eq!(part.at, Some(UnixTime::from_secs(1_767_225_600)));
    assert_eq!(part.tags, Some(vec!["1".to_owned(), "b".to_owned()]));
    assert_eq!(part.counts.unwrap()["a"], 5);
}

#[test]
fn the_declared_type_decides_how_a_value_is_sent() {
    let part: Part = read(json!({ "id": 7, "count": "3", "ratio": "1.5" }));
    assert_eq!(
        written(&part),
        json!({ "id": "7", "count": 3, "ratio": 1.5 })
    );
}

#[test]
fn a_text_that_is_no_number_is_refused() {
    let message = refused::<Part>(json!({ "id": "a", "count": "many" }));
    assert!(message.contains("count"), "{message}");
}

#[test]
fn a_bare_text_stands_for_an_object() {
    let part: Part = read(json!({ "id": "a", "author": "Mara" }));
    assert_eq!(part.author, Some(Author::new().name("Mara")));
}

#[test]
fn one_newtype_travels_in_two_ways() {
    let update = Update::new("7").followers(["8"]).versions(2).version(3);
    assert_eq!(
        written(&update),
        json!({ "admin_id": 7, "followers": ["8"], "versions": "2", "version": 3 })
    );
    let ticket: Ticket = read(json!({
        "id": "t", "admin_id": "7", "numeric_id": 7, "numeric_ids": [7, 8], "text_version": "2"
    }));
    assert_eq!(ticket.admin_id, ticket.numeric_id);
    assert_eq!(
        ticket.numeric_ids,
        Some(vec![AdminId::from("7"), AdminId::from("8")])
    );
    assert_eq!(ticket.text_version, Some(Version::from(2)));
    assert_eq!(
        written(&ticket),
        json!({
            "id": "t", "admin_id": "7", "numeric_id": 7, "numeric_ids": [7, 8], "text_version": "2"
        })
    );
}

#[test]
fn what_is_no_number_is_sent_as_the_text_that_it_is() {
    let update = Update::new("seven");
    assert_eq!(written(&update), json!({ "admin_id": "seven" }));
}

#[test]
fn only_a_lenient_newtype_takes_a_number() {
    assert_eq!(read::<LooseId>(json!(5)), LooseId::from("5"));
    let message = refused::<TicketId>(json!(5));
    assert!(message.contains("string"), "{message}");
}

#[test]
fn a_response_without_members_is_read_so_too() {
    let script = responding(&[(200, r#"[1,"2"]"#), (200, r#""1.5""#), (202, r#"["3",4]"#)]);
    let api = client!(numbers_as_text, script).default();
    assert_eq!(api.get_series().send_blocking().unwrap(), [1, 2]);
    let latest = || api.get_latest().send_blocking().unwrap();
    assert_eq!(latest(), GetLatestResponse::Ok(1.5));
    assert_eq!(latest(), GetLatestResponse::Accepted(vec![3, 4]));
}
