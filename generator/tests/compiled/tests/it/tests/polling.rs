//! Work in the background, waited for by what the document says of it.

use std::time::Duration;

use oas_runtime::call::WaitError;
use oas_runtime::test_util::{SentRequest, TestResponse, TestTransport};
use serde_json::{Value, json};

use crate::polling::Client;

fn client(responses: &[Value]) -> (Client, TestTransport) {
    let responses = responses.iter().map(|body| TestResponse::json(200, body));
    let transport = TestTransport::sequence(responses);
    let builder = Client::builder().transport(transport.clone());
    (builder.build().unwrap(), transport)
}

fn roast(state: &str, batch: &Value) -> Value {
    json!({"id": 7, "state": state, "batch": batch})
}

#[test]
fn a_job_is_asked_until_it_is_done_and_its_output_is_read() {
    let (client, transport) = client(&[
        roast("queued", &Value::Null),
        roast("unheard of", &Value::Null),
        roast("cool", &json!("b/1")),
        json!({"kilos": 12.5}),
    ]);
    let batch = client
        .default()
        .start_roast()
        .wait()
        .send_blocking()
        .unwrap();
    assert!((batch.kilos - 12.5).abs() < f64::EPSILON);
    let sent = transport.sent();
    let targets: Vec<&str> = sent.iter().map(SentRequest::target).collect();
    let read = "/batches?version=2&key=b%2F1";
    assert_eq!(targets, ["/roasts", "/roasts/7", "/roasts/7", read]);
    let waited = sent[2].at.saturating_sub(sent[0].at);
    assert!(waited >= Duration::from_secs(1), "{waited:?}");
}

#[test]
fn what_failed_or_takes_too_long_is_told_with_the_job() {
    let (burnt, _) = client(&[roast("burnt", &Value::Null)]);
    let failed = burnt.default().get_roast(7).wait().send_blocking();
    let Err(WaitError::Failed(job)) = failed else {
        panic!("{failed:?}");
    };
    assert_eq!(job.id, 7);
    let going = vec![roast("hot", &Value::Null); 20];
    let (slow, _) = client(&going);
    let call = slow
        .default()
        .start_roast()
        .timeout(Duration::from_secs(20));
    let error = call.wait().send_blocking().unwrap_err();
    assert!(matches!(error, WaitError::TimedOut(_)), "{error:?}");
    assert_eq!(error.job().unwrap().id, 7);
    // A job that is done and doesn't say where its output is has none.
    let (silent, _) = client(&[roast("cool", &Value::Null)]);
    let error = silent.default().get_roast(7).wait().send_blocking();
    assert!(matches!(error, Err(WaitError::Failed(_))));
}

#[test]
fn a_job_may_be_all_that_comes_of_it() {
    let job = |state: Value| json!({"key": "k", "state": state});
    let (client, transport) =
        client(&[job(Value::Null), job(json!("coarse")), job(json!("coarse"))]);
    let output = client.default().get_grinding("k").wait().send_blocking();
    assert_eq!(output.unwrap().state.as_deref(), Some("coarse"));
    assert_eq!(transport.sent().len(), 3);
}
