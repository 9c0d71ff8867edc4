//! Values of a format, with the types of each preset, as they come and go over the wire.

use oas_runtime::codec::from_slice;
use oas_runtime::json;
use oas_runtime::scalar::{Date, DateTime, Decimal, Scalar};

use super::script::{Last, Texts, client, responding};
use super::{read, written};

const EVENT: &str = r#"{"id":"3FA85F64-5717-4562-B3FC-2C963F66AFA6","starts_at":"2026-01-31T17:30:00.10+01:00","day":"2026-01-31","amount":"12345678901234567890.50","zone":"2026-01-01T00:00:00Z","at":"09:00:00","length":"PT90M","link":"https://example.com","contact":"mara@example.com","host":"192.0.2.1","host6":"2001:DB8::1","address":"2001:db8::2","picture":"dGV4dA==","price":12345678901234567890.50,"count":"9007199254740993","total":"18446744073709551615","serial":5,"reminders":["2026-01-30T09:00:00Z","soon"],"by_day":{"first":"2026-02-01"},"when":"2026-02-01","anything":"x"}"#;

const ODD: &str = r#"{"id":"?","starts_at":"","day":"0000-00-00","amount":"n/a","zone":"CET","at":"noon","length":"1h","link":"example.com","contact":"nobody","host":"localhost","host6":"::g","address":"nowhere","picture":"not base64","price":"12.50","count":"many","total":-1,"serial":5,"reminders":[0],"by_day":{"first":20260201},"when":"2026","anything":""}"#;

const NAMES: [&str; 2] = [EVENT, ODD];

/// What comes goes back byte for byte, and requests are made of texts.
macro_rules! preset {
    ($name:ident, $case:ident, $uuid:ty) => {
        #[test]
        fn $name() {
            use crate::$case::headers::X_EXPIRES;
            use crate::$case::types::{Event, EventAddress, EventRequest, EventWhen};

            for text in NAMES {
                let event: Event = from_slice(text.as_bytes()).unwrap();
                let back = oas_runtime::codec::to_vec(&event).unwrap();
                assert_eq!(String::from_utf8(back).unwrap(), text);
            }
            let event: Event = from_slice(EVENT.as_bytes()).unwrap();
            assert!(matches!(event.address, Some(EventAddress::Ipv6(_))), "{event:?}");
            assert!(matches!(event.when, Some(EventWhen::Day(_))), "{event:?}");
            assert!(event.id.value().is_some() && event.starts_at.value().is_some());
            let mut moment = event;
            moment.when = Some(read(json!("2026-02-01T00:00:00Z")));
            assert!(matches!(moment.when, Some(EventWhen::Moment(_))), "{moment:?}");

            let script = responding(&[(200, EVENT), (200, EVENT)]);
            let client = client!($case, script);
            let id: $uuid = "3fa85f64-5717-4562-b3fc-2c963f66afa6".parse().unwrap();
            let request = EventRequest::new(id, std::time::UNIX_EPOCH, "2026-01-31", "1.50");
            let params = crate::$case::api::PutEventParams::new().since("2026-01-01T00:00:00+01:00");
            let call = client.default().put_event(id, "2026-01-31T17:30:00Z", request.clone());
            let response = call.params(params).send_blocking().unwrap();
            assert_eq!(response.count, moment.count);
            let sent = script.last();
            assert_eq!(sent.line(), "PUT /events/3fa85f64-5717-4562-b3fc-2c963f66afa6?since=2026-01-01T00%3A00%3A00%2B01%3A00");
            assert_eq!(sent.headers.get("x-sent-at").map(|value| value.to_str().unwrap()), Some("2026-01-31T17:30:00Z"));
            assert_eq!(written(&request)["starts_at"], "1970-01-01T00:00:00Z");
            assert_eq!(written(&request)["zone"], "2026-01-01T00:00:00Z");
            assert_eq!(X_EXPIRES.name(), "X-Expires");

            // What is of no format is not sent.
            let refused = client.default().put_event("1", "now", request).send_blocking();
            let refused = refused.unwrap_err().to_string();
            assert!(refused.contains("is not a UUID"), "{refused}");
            assert_eq!(script.sent().len(), 1);
        }
    };
}

preset!(
    built_in_types_are_the_default,
    scalars,
    oas_runtime::scalar::Uuid
);
preset!(
    jiff_s_types_are_a_preset,
    scalars_jiff,
    oas_runtime::uuid::Uuid
);
preset!(
    chrono_s_types_are_a_preset,
    scalars_chrono,
    oas_runtime::uuid::Uuid
);
preset!(
    time_s_types_are_a_preset,
    scalars_time,
    oas_runtime::uuid::Uuid
);

#[test]
fn text_is_a_preset() {
    use crate::scalars_text::types::{Event, EventWhen};
    let event: Event = read(json!({
        "id": "?", "starts_at": "", "day": "", "amount": "1", "zone": "", "when": "2026"
    }));
    let (id, when): (String, Option<EventWhen>) = (event.id, event.when);
    assert_eq!(id, "?");
    assert_eq!(written(&when), json!("2026"));
}

#[test]
fn every_preset_says_what_a_value_is() {
    let built_in: crate::scalars::types::Event = from_slice(EVENT.as_bytes()).unwrap();
    let seconds = built_in.starts_at.value().map(|time| time.unix_seconds());
    assert_eq!(seconds, Some(1_769_877_000));
    let amount: Option<&Decimal> = built_in.amount.value();
    assert!(amount > Some(&Decimal::from(i64::MAX)));
    let jiff: crate::scalars_jiff::types::Event = from_slice(EVENT.as_bytes()).unwrap();
    let chrono: crate::scalars_chrono::types::Event = from_slice(EVENT.as_bytes()).unwrap();
    let time: crate::scalars_time::types::Event = from_slice(EVENT.as_bytes()).unwrap();
    let own: Scalar<DateTime> = (*jiff.starts_at.value().unwrap()).into();
    assert_eq!(own, built_in.starts_at);
    let own: Scalar<DateTime> = (*chrono.starts_at.value().unwrap()).into();
    assert_eq!(own, built_in.starts_at);
    let own: Scalar<DateTime> = (*time.starts_at.value().unwrap()).into();
    assert_eq!(own, built_in.starts_at);
    for day in [
        Date::try_from(*jiff.day.value().unwrap()),
        Date::try_from(*chrono.day.value().unwrap()),
        Date::try_from(*time.day.value().unwrap()),
    ] {
        assert_eq!(day.as_ref(), Ok(built_in.day.value().unwrap()));
    }
    assert_eq!(
        chrono.link.unwrap().value().unwrap().host_str(),
        Some("example.com")
    );
}

#[test]
fn types_of_the_users_own_stand_anywhere() {
    use crate::own_types::api::GetDayParams;
    use crate::own_types::types::{Plan, PlanRequest, PlanWhen};

    let start = chrono::DateTime::UNIX_EPOCH;
    let day = start.date_naive();
    let json = json!({
        "day": "1970-01-01", "start": "1970-01-01T00:00:00Z", "ports": { "http": 80 },
        "breaks": ["1970-01-01T00:00:00Z"], "weeks": [["1970-01-01"]],
        "when": "1970-01-01T00:00:00Z", "more": "1970-01-01T00:00:00Z"
    });
    let plan: Plan = super::survives(json);
    assert_eq!((plan.day, plan.start), (day, start));
    assert!(matches!(plan.when, Some(PlanWhen::String(when)) if *when == start));
    let when: PlanWhen = read(json!(7));
    assert!(matches!(when, PlanWhen::Integer(7)));

    let script = responding(&[(200, r#""1970-01-01T00:00:00Z""#)]);
    let client = client!(own_types, script);
    let params = GetDayParams::new().until(start).days([day]);
    let began = client.default().get_day(day).params(params);
    assert_eq!(*began.send_blocking().unwrap(), start);
    let line = "GET /days/1970-01-01?until=1970-01-01T00%3A00%3A00Z&days=1970-01-01";
    assert_eq!(script.last().line(), line);
    let ports = [("http", std::num::NonZero::<u16>::MIN)];
    let request = PlanRequest::new(day, start, ports).clear_end();
    assert_eq!(written(&request)["end"], json!(null));
}

/// What a type can be asked to be.
#[test]
fn types_derive_what_their_members_allow() {
    fn is_a_key<T: Ord + std::hash::Hash>() {}
    fn is_copied<T: Copy>() {}
    fn is_hashed<T: Eq + std::hash::Hash>() {}
    is_hashed::<crate::scalars::api::PutEventParams>();
    is_hashed::<crate::scalars::types::Event>();
    is_hashed::<crate::scalars_time::types::EventWhen>();
    is_copied::<crate::unions_of_values::types::Payload>();
    is_a_key::<crate::closed_enums::types::LampColor>();
    is_copied::<crate::closed_enums::types::LampColor>();
}
