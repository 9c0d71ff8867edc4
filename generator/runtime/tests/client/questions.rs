//! What errors can be asked, and what they show.

use std::time::Duration;

use http::Method;
use oas_runtime::api::ApiMetadata;
use oas_runtime::error::Outcome;
use oas_runtime::transport::{Phase, TransportErrorKind};
use oas_runtime::{Error, Operation, Param, Value};

use crate::plain;
use crate::script::{Script, Step, fail, response};

static PETS: ApiMetadata = ApiMetadata::new("pets", "1.0.0");
static GET: Operation = Operation::get("getPet", "/owners/{owner}/pets/{pet}");
static CREATE: Operation = Operation::post("createPet", "/pets");

/// Whoever waits behind a hang has waited long enough.
fn script(step: Step) -> Script {
    let hangs = matches!(step, Step::Hang);
    let script = Script::new([step]);
    if hangs { script.time_is_up() } else { script }
}

/// The error of reading a pet.
fn lost(step: Step) -> Error {
    let client = plain(&PETS, &script(step)).build().unwrap();
    let call = client.call(&GET).path("owner", 7).path("pet", "a b");
    let call = call.query(&Param::new("q"), "hunter2").decode::<Value>();
    call.timeout(Duration::from_secs(5))
        .send_blocking()
        .unwrap_err()
}

fn broken(phase: Phase, kind: TransportErrorKind) -> Step {
    fail(phase, kind, "it broke")
}

/// The questions to which the response is yes.
fn yes(error: &Error) -> Vec<&'static str> {
    let asked = [
        ("timeout", error.is_timeout()),
        ("connect", error.is_connect()),
        ("rate limited", error.is_rate_limited()),
        ("decode", error.is_decode()),
        ("unauthorized", error.is_unauthorized()),
        ("not found", error.is_not_found()),
    ];
    let asked = asked.into_iter().filter(|(_, response)| *response);
    asked.map(|(question, _)| question).collect()
}

#[test]
fn a_question_has_its_response_wherever_it_lies() {
    use TransportErrorKind as Kind;
    for (step, expected) in [
        (Step::Hang, "timeout"),
        (broken(Phase::Unknown, Kind::Timeout), "timeout"),
        (broken(Phase::NotSent, Kind::Connect), "connect"),
        (broken(Phase::NotSent, Kind::Certificate), "connect"),
        (response(429, ""), "rate limited"),
        (response(200, "no JSON"), "decode"),
        (response(401, ""), "unauthorized"),
        (response(403, ""), "unauthorized"),
        (response(404, ""), "not found"),
    ] {
        assert_eq!(yes(&lost(step)), [expected]);
    }
    for step in [broken(Phase::Unknown, Kind::Reset), response(500, "")] {
        assert_eq!(yes(&lost(step)), [""; 0]);
    }
}

#[test]
fn a_write_of_unknown_outcome_is_asked_alike() {
    for step in [
        Step::Hang,
        broken(Phase::Unknown, TransportErrorKind::Timeout),
    ] {
        let client = plain(&PETS, &script(step)).build().unwrap();
        let call = client.call(&CREATE).json("Tom").empty();
        let call = call.timeout(Duration::from_secs(5));
        let error = call.send_blocking().unwrap_err();
        assert!(error.as_outcome_unknown().is_some());
        assert_eq!(error.outcome(), Outcome::Unknown);
        assert_eq!(yes(&error), ["timeout"]);
        assert_eq!(error.request_path(), Some("/pets"));
    }
}

#[test]
fn messages_tell_which_one_failed() {
    let error = lost(response(404, ""));
    let path = "/owners/7/pets/a%20b";
    assert_eq!(error.request_path(), Some(path));
    assert_eq!(error.as_api().unwrap().request_path(), Some(path));
    let told = error.to_string();
    assert_eq!(told, format!("GET {path} (getPet) failed: 404 Not Found"));
    for step in [Step::Hang, response(200, "no JSON"), response(500, "")] {
        let error = lost(step);
        assert!(error.to_string().contains(path), "{error}");
        let shown = format!("{error:?}");
        assert!(
            shown.contains(path) && !shown.contains("hunter2"),
            "{shown}"
        );
    }
}

#[test]
fn values_of_sensitive_parameters_are_in_no_message() {
    let client = plain(&PETS, &Script::new([response(404, "")]))
        .build()
        .unwrap();
    let owner = Param::new("owner").sensitive();
    let call = client
        .call(&GET)
        .path_styled(&owner, "hunter2")
        .path("pet", 7);
    let call = call.header(&Param::new("x-pin").sensitive(), "4711");
    let call = call.empty();
    assert_eq!(call.path(), "/owners/hunter2/pets/7");
    assert!(!format!("{:?}", call.request_headers()).contains("4711"));
    let error = call.send_blocking().unwrap_err();
    assert_eq!(error.request_path(), Some("/owners/{owner}/pets/7"));
    assert!(!format!("{error} {error:?}").contains("hunter2"));
}

#[test]
fn debug_shows_what_can_be_asked_and_none_of_our_insides() {
    let never_sent = plain(&PETS, &Script::default()).build().unwrap();
    let never_sent = never_sent.request(Method::GET, "pets").empty();
    let shown = [
        format!("{:?}", lost(Step::Hang)),
        format!("{:?}", never_sent.send_blocking().unwrap_err()),
        format!("{:?}", plain(&PETS, &Script::default()).token("t").build()),
    ];
    for shown in shown {
        for inside in ["history", "History", "Fault", "fault", "Progress", "effect"] {
            assert!(!shown.contains(inside), "{shown}");
        }
    }
}

#[test]
fn codes_are_found_where_they_usually_are() {
    for (body, code) in [
        (r#"{"code": 1042, "message": "no"}"#, Some("1042")),
        (
            r#"{"error": {"code": "gone", "type": "api"}}"#,
            Some("gone"),
        ),
        (
            r#"{"error": {"type": "invalid_request_error"}}"#,
            Some("invalid_request_error"),
        ),
        (r#"{"errors": [{"code": "too_long"}]}"#, Some("too_long")),
        (
            r#"{"type": "https://errors.example/gone", "title": "Gone"}"#,
            Some("https://errors.example/gone"),
        ),
        (r#"{"code": {"of": "what"}}"#, None),
        ("<html>", None),
    ] {
        assert_eq!(lost(response(422, body)).code(), code, "{body}");
    }
}
