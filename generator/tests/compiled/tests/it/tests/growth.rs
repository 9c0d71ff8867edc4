//! A program that was written for a document is compiled, word for word, with
//! what the document has become.

/// The program, by the client of a case.
macro_rules! program {
    ($case:ident) => {
        mod $case {
            use oas_runtime::json;
            use oas_runtime::test_util::{TestResponse, TestTransport};

            use crate::$case::api::GetThingParams;
            use crate::$case::types::{Label, NewThing, State, Sticker, Thing};
            use crate::$case::{Client, Error};

            fn state(thing: &Thing) -> &str {
                #[allow(unreachable_patterns, reason = "seen from another crate it is not")]
                match &thing.state {
                    Some(State::Open) => "open",
                    Some(State::Closed) => "closed",
                    Some(other) => other.as_str(),
                    None => "none",
                }
            }

            fn label(thing: &Thing) -> Option<&str> {
                #[allow(unreachable_patterns, reason = "seen from another crate it is not")]
                match thing.label.as_ref()? {
                    Label::String(text) => Some(text),
                    Label::Sticker(sticker) => Some(&sticker.sticker),
                    _ => None,
                }
            }

            fn work(client: &Client) -> Result<String, Error> {
                let things = client.things();
                let new = NewThing::new("a").state(State::Open);
                let made: Thing = things.create_thing(new.clone()).send_blocking()?;
                let params = GetThingParams::new().expand("label");
                let got = things.get_thing(&made.id).params(params).send_blocking()?;
                things.replace_thing(&got.id, new).send_blocking()?;
                things.label_thing(&got.id, "red").send_blocking()?;
                things.label_thing(&got.id, Sticker::new("star")).send_blocking()?;
                let all: Vec<Thing> = things.list_things().send_blocking()?;
                let shown = all.iter().map(|thing| (state(thing), label(thing)));
                Ok(format!("{:?}", shown.collect::<Vec<_>>()))
            }

            #[test]
            fn runs() {
                let thing = json!({"id": "7", "state": "closed", "label": "red"});
                let server = TestTransport::new(|request| {
                    assert_ne!(request.target(), "");
                    TestResponse::empty(204)
                });
                server.push(TestResponse::json(201, &thing));
                server.push(TestResponse::json(200, &thing));
                for _ in 0..3 {
                    server.push(TestResponse::empty(204));
                }
                server.push(TestResponse::json(200, &json!([thing])));
                let client = Client::builder().base_url("https://growth.example");
                let client = client.transport(server).build().unwrap();
                assert_eq!(work(&client).unwrap(), r#"[("closed", Some("red"))]"#);
            }
        }
    };
}

program!(growth_before);
program!(growth_after);
