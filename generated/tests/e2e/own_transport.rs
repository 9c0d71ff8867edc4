//! A transport of the user's own, with no HTTP library around.

use intercom_tickets::error::{ErrorKind, Outcome};
use intercom_tickets::{Client, json};

use oas_runtime::test_util::TestResponse;

use crate::script::{WithClient as _, silent};
use crate::{TOKEN, cases, run};

#[test]
fn every_operation_goes_through_it() {
    let script = silent();
    let client = script.client();
    for case in cases::all() {
        script.push(TestResponse::json(200, &case.response));
        script.push(TestResponse::json(200, &case.response));
        assert_eq!((case.call)(&client).blocking().unwrap(), case.response);
        assert_eq!(run((case.call)(&client).awaited()).unwrap(), case.response);
        for request in script.take_sent() {
            assert_eq!(request.method, case.method);
            let url = format!("https://api.intercom.io{}", case.target);
            assert_eq!(request.uri.to_string(), url);
            let bearer = format!("Bearer {TOKEN}");
            assert_eq!(request.headers["authorization"], bearer.as_str());
            assert!(request.headers["authorization"].is_sensitive());
            let body = (!request.body.is_empty())
                .then(|| intercom_tickets::codec::from_slice(&request.body).unwrap());
            assert_eq!(body, case.body, "{}", case.id);
        }
    }
}

#[test]
fn a_call_can_be_looked_at_without_being_sent() {
    let script = silent();
    let client = script.client();
    for case in cases::all() {
        let call = (case.call)(&client);
        assert_eq!(call.operation(), case.id);
        assert_eq!(call.method(), case.method);
        assert_eq!(call.path(), case.target);
        assert_eq!(call.body(), case.body);
        assert!(call.debug().contains(case.id), "{}", call.debug());
        assert!(!call.debug().contains(TOKEN), "{}", call.debug());
    }
    assert_eq!(script.sent().len(), 0);
}

#[test]
fn its_errors_say_whether_anything_was_sent() {
    let script = silent();
    let error = script.client().tickets().delete_ticket("1");
    let error = error.send_blocking().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connection);
    assert_eq!(error.outcome(), Outcome::No);
    assert!(error.to_string().contains("connection refused"), "{error}");
}

#[test]
fn pages_come_through_it() {
    use intercom_tickets::types::{SearchFilter, SearchOperator, SearchTicketsRequest};
    let script = silent();
    let first = json!({"tickets": [{"id": "1"}], "pages": {"next": {"starting_after": "b"}}});
    script.push(TestResponse::json(200, &first));
    script.push(TestResponse::body(200, "{\"tickets\": [{\"id\": \"2\"}]}"));
    let filter = SearchFilter::new("open", SearchOperator::Equal, true);
    let search = script
        .client()
        .tickets()
        .search_tickets(SearchTicketsRequest::new(filter));
    let ids: Vec<_> = search
        .items_blocking()
        .map(|ticket| ticket.unwrap().id)
        .collect();
    assert_eq!(ids, ["1", "2"]);
}

#[cfg(not(feature = "reqwest"))]
#[test]
fn without_any_transport_no_client_is_built() {
    let error = Client::builder().token(TOKEN).build().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Config);
    assert!(error.to_string().contains("transport"), "{error}");
}

#[test]
fn clients_calls_and_futures_may_move_between_threads() {
    fn check<T: Send + Sync + 'static>(_: &T) {}
    fn check_send<T: Send + 'static>(_: &T) {}
    let client: Client = silent().client();
    check(&client);
    check(&client.tickets());
    let call = client.tickets().get_ticket("1");
    check(&call);
    check_send(&call.into_future());
}
