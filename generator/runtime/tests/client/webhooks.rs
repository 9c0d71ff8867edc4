//! Messages that an API sends by itself: vectors of several schemes, and what is
//! refused.

use std::sync::atomic::{AtomicUsize, Ordering};

use oas_runtime::http::{HeaderMap, HeaderName, HeaderValue};
use oas_runtime::webhooks::{
    Algorithm, Delivery, InMemoryDeliveryStore, Location, SignatureScheme, TimestampSource,
    WebhookError,
};
use oas_runtime::{BoxError, Secret, UnixTime, Value, codec};

const HUB: SignatureScheme = SignatureScheme::new("X-Hub-Signature", Algorithm::Sha1)
    .prefix("sha1=")
    .topic(Location::Body("/topic"))
    .id(Location::Body("/id"));
const HUB_256: SignatureScheme =
    SignatureScheme::new("X-Hub-Signature-256", Algorithm::Sha256).prefix("sha256=");
const SLACK: SignatureScheme = SignatureScheme::new("X-Slack-Signature", Algorithm::Sha256)
    .prefix("v0=")
    .signed("v0:{timestamp}:{body}")
    .timestamp(TimestampSource::Header("X-Slack-Request-Timestamp"), 300);
const STRIPE: SignatureScheme = SignatureScheme::new("Stripe-Signature", Algorithm::Sha256)
    .prefix("v1=")
    .separator(',')
    .signed("{timestamp}.{body}")
    .timestamp(TimestampSource::Part("t="), 300);

/// A message that its sender has signed.
struct Vector {
    scheme: SignatureScheme,
    secret: &'static str,
    now: i64,
    headers: &'static [(&'static str, &'static str)],
    body: &'static [u8],
}

const SLACK_BODY: &[u8] = b"token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J\
&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA\
&user_name=roadrunner&command=%2Fwebhook-collect&text=\
&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F\
96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";

/// From RFC 2202, and from what the schemes' owners have published.
const VECTORS: [Vector; 5] = [
    Vector {
        scheme: HUB,
        secret: "Jefe",
        now: 0,
        headers: &[(
            "X-Hub-Signature",
            "sha1=effcdf6ae5eb2fa2d27416d5f184df9c259a7c79",
        )],
        body: b"what do ya want for nothing?",
    },
    Vector {
        scheme: HUB_256,
        secret: "It's a Secret to Everybody",
        now: 0,
        headers: &[(
            "X-Hub-Signature-256",
            "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
        )],
        body: b"Hello, World!",
    },
    Vector {
        scheme: SignatureScheme::STANDARD,
        secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        now: 1_614_265_400,
        headers: &[
            ("webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek"),
            ("webhook-timestamp", "1614265330"),
            (
                "webhook-signature",
                "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
            ),
        ],
        body: br#"{"test": 2432232314}"#,
    },
    Vector {
        scheme: SLACK,
        secret: "8f742231b10e8888abcd99yyyzzz85a5",
        now: 1_531_420_618,
        headers: &[
            ("X-Slack-Request-Timestamp", "1531420618"),
            (
                "X-Slack-Signature",
                "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503",
            ),
        ],
        body: SLACK_BODY,
    },
    Vector {
        scheme: STRIPE,
        secret: "whsec_test",
        now: 1_767_225_600,
        headers: &[("Stripe-Signature", STRIPE_HEADER)],
        body: br#"{"type":"cup.filled"}"#,
    },
];

const STRIPE_HEADER: &str =
    "t=1767225600,v0=6ff,v1=d01651c54dd1dce1a07f44de001910168799ae208b6cb111ff502e4bcfccb36c";

fn block_on<T>(future: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    runtime.unwrap().block_on(future)
}

fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
    let pairs = pairs.iter().map(|(name, value)| {
        let name = HeaderName::from_bytes(name.as_bytes()).unwrap();
        (name, HeaderValue::from_str(value).unwrap())
    });
    pairs.collect()
}

/// Each text that differs from this in a single bit.
fn flipped(bytes: &[u8]) -> impl Iterator<Item = Vec<u8>> + '_ {
    (0..bytes.len() * 8).map(|bit| {
        let bytes = bytes.iter().enumerate();
        let flip = |(at, byte): (usize, &u8)| {
            let mask = u8::from(at == bit / 8) << (bit % 8);
            byte ^ mask
        };
        bytes.map(flip).collect()
    })
}

#[test]
fn published_vectors_are_genuine() {
    for vector in VECTORS {
        let secrets = [Secret::from("another"), Secret::from(vector.secret)];
        // Every secret of the standard is Base64.
        let others = usize::from(vector.scheme == SignatureScheme::STANDARD);
        let secrets = &secrets[others..];
        let now = UnixTime::from_secs(vector.now);
        let scheme = vector.scheme;
        let given = headers(vector.headers);
        let found = scheme.verify(&given, vector.body, secrets, now);
        assert_eq!(found, Ok(()), "{scheme:?}");
    }
}

#[test]
fn each_single_bit_counts() {
    let mut tried = 0;
    for Vector {
        scheme,
        secret,
        now,
        headers: given,
        body,
    } in VECTORS
    {
        let now = UnixTime::from_secs(now);
        let mut refuse = |headers: &HeaderMap, body: &[u8], secret: &str| {
            tried += 1;
            let secret = [Secret::from(secret)];
            assert!(scheme.verify(headers, body, &secret, now).is_err());
        };
        for other in flipped(body) {
            refuse(&headers(given), &other, secret);
        }
        for other in flipped(secret.as_bytes()) {
            if let Ok(other) = String::from_utf8(other) {
                refuse(&headers(given), body, &other);
            }
        }
        for (at, (name, value)) in given.iter().enumerate() {
            // A part that belongs to an older scheme is signed by nothing.
            let covered = value.replace(",v0=6ff", "");
            for other in flipped(covered.as_bytes()) {
                let Ok(other) = HeaderValue::from_bytes(&other) else {
                    continue;
                };
                let mut headers = headers(given);
                assert_eq!(headers.len(), given.len(), "{at}");
                headers.insert(HeaderName::from_bytes(name.as_bytes()).unwrap(), other);
                refuse(&headers, body, secret);
            }
        }
    }
    assert!(tried > 6_000, "only {tried}");
}

#[test]
fn what_is_signed_is_genuine() {
    let now = UnixTime::from_secs(1_767_225_600);
    for scheme in [HUB, HUB_256, SLACK, STRIPE] {
        let secret = Secret::from("s");
        let headers = scheme.sign(&secret, "n-1", now, b"{}").unwrap();
        let secrets = [Secret::from("the next"), secret];
        assert_eq!(scheme.verify(&headers, b"{}", &secrets, now), Ok(()));
    }
    let secret = Secret::from("whsec_c2VjcmV0");
    let standard = SignatureScheme::STANDARD;
    let mut headers = standard.sign(&secret, "n-1", now, b"{}").unwrap();
    let several = format!(
        "v1a,x v1,y {}",
        headers["webhook-signature"].to_str().unwrap()
    );
    headers.insert("webhook-signature", several.parse().unwrap());
    assert_eq!(standard.verify(&headers, b"{}", &[secret], now), Ok(()));
}

#[test]
fn what_is_old_incomplete_or_without_a_secret_is_refused() {
    let scheme = SignatureScheme::STANDARD;
    let secret = [Secret::from("whsec_c2VjcmV0")];
    let at = UnixTime::from_secs(1_000);
    let headers = scheme.sign(&secret[0], "n-1", at, b"{}").unwrap();
    let verify = |seconds| scheme.verify(&headers, b"{}", &secret, UnixTime::from_secs(seconds));
    assert_eq!((verify(700), verify(1_300)), (Ok(()), Ok(())));
    for off in [699, 1_301] {
        assert!(matches!(verify(off), Err(WebhookError::Stale(_))), "{off}");
    }
    for name in ["webhook-id", "webhook-timestamp", "webhook-signature"] {
        let mut headers = headers.clone();
        headers.remove(name);
        let found = scheme.verify(&headers, b"{}", &secret, at);
        assert_eq!(found, Err(WebhookError::MissingHeader(name)));
    }
    let bad: [&[Secret]; 4] = [
        &[],
        &[Secret::from("")],
        &[Secret::from("whsec_")],
        &[Secret::from("whsec_?")],
    ];
    for secrets in bad {
        let found = scheme.verify(&headers, b"{}", secrets, at);
        assert!(matches!(found, Err(WebhookError::Secret(_))), "{found:?}");
    }
}

fn hub(body: &str) -> Result<Delivery<Value>, WebhookError> {
    let (secret, now) = ([Secret::from("s")], UnixTime::from_secs(0));
    let headers = HUB.sign(&secret[0], "", now, body.as_bytes())?;
    let decode = |_: &str, body: &[u8]| codec::decode_slice(body);
    HUB.receive(&headers, body.as_bytes(), &secret, now, decode)
}

#[test]
fn topic_and_id_come_from_where_the_scheme_has_them() {
    let delivery = hub(r#"{"topic": "cup.filled", "id": 7}"#).unwrap();
    assert_eq!(delivery.topic, "cup.filled");
    assert_eq!(delivery.id.as_deref(), Some("7"));
    let nothing = hub("{}").unwrap_err();
    assert_eq!(nothing, WebhookError::MissingTopic);
    let broken = hub(r#"{"topic": "cup.filled", "id": "n", "#).unwrap_err();
    assert!(broken.is_genuine(), "{broken}");
}

#[test]
fn a_message_is_handled_once_unless_its_handler_fails() {
    let store = InMemoryDeliveryStore::default();
    let handled = AtomicUsize::new(0);
    let deliver = |id: &str, fails: bool| {
        let delivery = hub(&format!(r#"{{"topic": "t", "id": "{id}"}}"#)).unwrap();
        let handle = async |_| {
            handled.fetch_add(1, Ordering::Relaxed);
            if fails {
                Err(BoxError::from("out of cups"))
            } else {
                Ok(())
            }
        };
        block_on(delivery.once(&store, handle))
    };
    assert!(deliver("a", true).is_err());
    assert!(deliver("a", false).unwrap().is_some());
    assert!(deliver("a", false).unwrap().is_none());
    assert!(deliver("b", false).unwrap().is_some());
    assert_eq!(handled.load(Ordering::Relaxed), 3);
}

#[test]
fn only_the_last_ids_are_kept() {
    use oas_runtime::webhooks::DeliveryStore as _;
    let store = InMemoryDeliveryStore::with_capacity(2);
    for (id, is_new) in [
        ("a", true),
        ("b", true),
        ("a", false),
        ("c", true),
        ("a", true),
    ] {
        assert_eq!(block_on(store.insert(id)).unwrap(), is_new, "{id}");
    }
}
