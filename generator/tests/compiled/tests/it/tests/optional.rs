//! What nobody has to give, given as a value, as an `Option`, or not at all.

use oas_runtime::{Patch, Value, json};

use super::script::{Last as _, Texts as _, client, responding};
use super::written;
use crate::optional_setters::client::Server;
use crate::optional_setters::types::{Choice, M, Other, Thing};

#[test]
fn setters_take_values_and_options() {
    let (name, open, size): (Option<&str>, Option<bool>, Option<u32>) =
        (Some("a"), Some(true), Some(7));
    let given = Thing::new().m("m").name("a").open(true).size(7).share(0.5);
    let options = Thing::new().m(Some("m")).name(name).open(open).size(size);
    assert_eq!(given, options.share(Some(0.5)));
    let next = Thing::new().next(Some(Thing::new().name("b")));
    assert_eq!(written(&next), json!({"next": {"name": "b"}}));
}

#[test]
fn none_leaves_a_field_out() {
    let (m, name, share): (Option<M>, Option<String>, Option<f32>) = (None, None, None);
    let nothing = Thing::new()
        .m(m)
        .name(name)
        .share(share)
        .next(None::<Thing>);
    assert_eq!(nothing, Thing::new());
    assert_eq!(nothing.name, Patch::Absent);
    assert_eq!(written(&Thing::new().clear_name()), json!({"name": null}));
}

#[test]
fn optional_bodies_are_given_or_not() {
    let script = responding(&[]);
    let client = client!(optional_setters, script);
    let things = client.default();
    let sent = |body: String| serde_json::from_str::<Value>(&body).unwrap();

    things
        .patch_thing(Thing::new().name("a"))
        .send_blocking()
        .unwrap();
    assert_eq!(sent(script.last().text()), json!({"name": "a"}));
    things.patch_thing(None).send_blocking().unwrap();
    assert_eq!(script.last().text(), "");
    things.put_choice(Other::new("m")).send_blocking().unwrap();
    assert_eq!(sent(script.last().text()), json!({"m": "m"}));
    things.put_choice(None::<Choice>).send_blocking().unwrap();
    assert_eq!(script.last().text(), "");
    things.post_bytes("bytes").send_blocking().unwrap();
    assert_eq!(script.last().text(), "bytes");
}

#[test]
fn a_server_is_read_from_a_configuration() {
    assert_eq!("eu".parse(), Ok(Server::Eu));
    assert_eq!(
        serde_json::from_value::<Server>(json!("US")).unwrap(),
        Server::Us
    );
    let error = serde_json::from_value::<Server>(json!("moon")).unwrap_err();
    assert_eq!(
        error.to_string(),
        "no server is called \"moon\"; there are eu, us"
    );
}

#[test]
fn sensitive_parameters_are_in_no_message() {
    use crate::sensitive::api::GetVisitParams;

    let script = responding(&[(404, "")]);
    let client = client!(sensitive, script);
    let call = client.default().get_visit("open-sesame", "v7");
    let params = GetVisitParams::new().pin("271828").door_key("brass-key");
    let error = call.params(params).send_blocking().unwrap_err();
    let shown = format!("{error} {error:?} {:?}", error.request_path());
    assert!(shown.contains("/doors/{code}/visits/v7"), "{shown}");
    for value in ["open-sesame", "271828", "brass-key"] {
        assert!(!shown.contains(value), "{shown}");
    }
    assert!(
        script
            .last()
            .line()
            .contains("/doors/open-sesame/visits/v7?pin=271828")
    );
}
