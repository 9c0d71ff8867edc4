//! What is only read, what is only written, and null, which only requests say.

use serde_json::json;

use super::script::{Last as _, Texts as _, client, responding};
use super::{read, survives, written};
use crate::constant_parameters::types::{ListQueuesOrder, Queue};
use crate::directions::types::{
    Address, Label, NewNote, Note, Team, TeamContactRequest, TeamRequest, User, UserRequest,
};
use crate::directions_31::types::{Bug, BugRequestModel, CatRequest, CreateRequest, PetRequest};
use crate::null_in_requests::types::{Card, CardRequest, OwnerRequest, Status};

#[test]
fn a_request_takes_and_sends_nothing_that_is_only_read() {
    let script = responding(&[(
        201,
        r#"{"id":"1","login":"ann","made_by":{"name":"bob"},"created":"2026-01-01T00:00:00Z"}"#,
    )]);
    let client = client!(directions, script);
    let user = client.default().add_user(UserRequest::new("s", "ann"));
    let user = user.send_blocking().unwrap();
    assert_eq!(script.last().text(), r#"{"secret":"s","login":"ann"}"#);
    assert_eq!((user.id.as_str(), user.made_by.name.as_str()), ("1", "bob"));
    assert_eq!(user.created, "2026-01-01T00:00:00Z");
}

#[test]
fn what_holds_such_a_type_has_two_forms_as_well() {
    let ann = || UserRequest::new("s", "ann");
    let team = TeamRequest::new(ann(), [ann()], [("a", ann())], Address::new("b"));
    let sent = json!({ "secret": "s", "login": "ann" });
    assert_eq!(
        written(&team),
        json!({ "lead": sent, "members": [sent], "by_name": { "a": sent }, "contact": { "street": "b" } })
    );
    let contact = TeamContactRequest::from(ann());
    assert_eq!(written(&contact), sent);
    let user = json!({
        "id": "1", "login": "ann", "made_by": { "name": "bob" }, "created": "2026-01-01T00:00:00Z",
    });
    let team = json!({
        "lead": user, "members": [user], "by_name": { "a": user }, "contact": user, "version": 2,
        "parent": { "lead": user, "members": [], "by_name": {}, "contact": { "street": "b" } },
    });
    let team: Team = survives(team);
    assert_eq!(team.version, Some(2));
}

#[test]
fn a_server_that_sends_what_is_only_written_is_understood() {
    let user: User = read(json!({
        "id": "1", "login": "ann", "secret": "s", "made_by": { "name": "bob" },
        "created": "2026-01-01T00:00:00Z",
    }));
    assert_eq!(user.login, "ann");
}

#[test]
fn what_travels_one_way_or_is_alike_both_ways_is_one_type() {
    assert_eq!(
        written(&NewNote::new("a", "t")),
        json!({ "text": "a", "token": "t" })
    );
    let note: Note = survives(json!({ "stamp": 1, "text": "a", "id": "b" }));
    assert_eq!(note.stamp, 1);
    assert_eq!(survives::<Label>(json!({ "text": "a" })), Label::new("a"));
}

#[test]
fn words_beside_a_reference_count_and_a_tag_is_sent() {
    let bug = BugRequestModel::new(
        "a",
        "s",
        crate::directions_31::types::ReporterRequest::new("m"),
    );
    assert_eq!(
        written(&bug),
        json!({ "name": "a", "secret": "s", "reporter": { "mail": "m" } })
    );
    let bug: Bug = survives(json!({
        "id": 1, "created_at": "2026-01-01T00:00:00Z", "name": "a",
        "reporter": { "uid": "u", "mail": "m" }, "state": "open",
    }));
    assert_eq!(bug.id, 1);
    assert_eq!(
        written(&PetRequest::from(CatRequest::new(9))),
        json!({ "kind": "cat", "lives": 9 })
    );
    assert_eq!(written(&CreateRequest::new()), json!({}));
}

#[test]
fn null_is_said_in_a_request_and_is_none_in_a_response() {
    let card = CardRequest::new();
    assert_eq!(written(&card), json!({ "id": null }));
    let cleared = CardRequest::new()
        .id(1)
        .clear_title()
        .clear_owner()
        .clear_status()
        .clear_labels()
        .clear_holder();
    assert_eq!(
        written(&cleared),
        json!({ "id": 1, "title": null, "owner": null, "status": null, "labels": null, "holder": null })
    );
    let set = CardRequest::new()
        .title("a")
        .owner(OwnerRequest::new("ann").clear_mail())
        .status(Status::Done);
    assert_eq!(
        written(&set),
        json!({ "id": null, "title": "a", "owner": { "name": "ann", "mail": null }, "status": "done" })
    );
    let card: Card =
        read(json!({ "id": 1, "title": null, "owner": { "name": "ann" }, "holder": null }));
    assert_eq!((card.title, card.holder), (None, None));
    assert_eq!(card.owner.unwrap().mail, None);
}

#[test]
fn parameters_of_one_value_are_sent_by_themselves() {
    let script = responding(&[]);
    let client = client!(constant_parameters, script);
    let call = client.default().list_queues(ListQueuesOrder::Up);
    call.send_blocking().unwrap();
    let sent = script.last();
    assert_eq!(
        sent.line(),
        "GET /v%201/queues?Action=ListQueues&Edition=2012-11-05&n=1&large=5000000000&share=0.5\
         &fields=id&fields=name&sizes=1,5000000000&deep=true&format=json&filter=%22all%22&order=up"
    );
    assert_eq!(sent.headers["x-amz-target"], "SQS.ListQueues");
    assert_eq!(sent.headers["cookie"], "flavour=plain");
}

#[test]
fn a_member_of_nothing_but_constants_is_no_argument() {
    assert_eq!(
        written(&Queue::new("a")),
        json!({
            "kind": "queue", "meta": { "schema": 2, "inner": { "deep": true } }, "format": "json",
            "name": "a",
        })
    );
}
