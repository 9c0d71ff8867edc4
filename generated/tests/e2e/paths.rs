//! Ids can't change which path a request goes to.

use intercom_tickets::error::{ErrorKind, Outcome};
use intercom_tickets::json;
use intercom_tickets::types::DetachTagRequest;

use crate::server::{Reaction, Server};

#[test]
fn what_a_path_is_made_of_is_escaped_in_ids() {
    let cases = [
        ("a/b", "a%2Fb"),
        ("../../admins", "..%2F..%2Fadmins"),
        ("1?x=y", "1%3Fx%3Dy"),
        ("100%", "100%25"),
        ("%2e%2e", "%252e%252e"),
        ("1#top", "1%23top"),
        ("1;v=2", "1%3Bv%3D2"),
        ("a b", "a%20b"),
        ("a\\b", "a%5Cb"),
        ("1\r\nx: y", "1%0D%0Ax%3A%20y"),
        ("ü", "%C3%BC"),
        ("...", "..."),
        ("a-b_c.d~e", "a-b_c.d~e"),
    ];
    let server = Server::start([]);
    let client = server.client();
    for (id, escaped) in cases {
        let response = Reaction::json(200, &json!({"id": "815"}));
        server.then([response.clone(), response]);

        let call = client.tickets().get_ticket(id);
        assert_eq!(call.path(), format!("/tickets/{escaped}"));
        call.send_blocking().unwrap();
        assert_eq!(server.request().target, format!("/tickets/{escaped}"));

        let call = client
            .tickets()
            .detach_tag_from_ticket(id, id, DetachTagRequest::new("3301"));
        call.send_blocking().unwrap();
        let both = format!("/tickets/{escaped}/tags/{escaped}");
        assert_eq!(server.request().target, both);
    }
}

#[test]
fn ids_that_would_change_the_path_are_refused_unsent() {
    let server = Server::start([]);
    let client = server.client();
    for id in ["", ".", ".."] {
        let body = DetachTagRequest::new("3301");
        let errors = [
            client.tickets().get_ticket(id).send_blocking().map(drop),
            client.tickets().delete_ticket(id).send_blocking().map(drop),
            client.jobs().get_job(id).send_blocking().map(drop),
            client
                .ticket_types()
                .get_ticket_type(id)
                .send_blocking()
                .map(drop),
            client
                .tickets()
                .detach_tag_from_ticket("90210", id, body)
                .send_blocking()
                .map(drop),
            crate::run(client.tickets().get_ticket(id).into_future()).map(drop),
        ];
        for error in errors {
            let error = error.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::InvalidRequest, "{id:?}: {error}");
            assert_eq!(error.outcome(), Outcome::No);
            assert!(!error.is_retryable());
            assert!(error.to_string().contains("was not sent"), "{error}");
        }
    }
    assert_eq!(server.requests().len(), 0);
}
