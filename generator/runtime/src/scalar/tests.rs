//! What is of a format, what isn't, and what comes of either.

use std::collections::BTreeSet;
use std::time::{Duration as Elapsed, SystemTime, UNIX_EPOCH};

use bytes::Bytes;
use serde_json::json;

use super::{
    Date, DateTime, Decimal, DecimalNumber, Duration, Email, Scalar, ScalarValue, TimeOfDay, Uri,
    Uuid,
};
use crate::codec::{from_slice, from_value, to_vec};

/// Texts that are of a format, each with what a value of its own writes, and texts that
/// aren't.
fn check<T: ScalarValue>(texts: &[(&str, &str)], others: &[&str]) {
    for (text, written) in texts {
        let value = T::from_text(text);
        assert_eq!(
            value.map(|value| value.to_text()).as_deref(),
            Some(*written),
            "{text}"
        );
    }
    for text in others {
        assert!(T::from_text(text).is_none(), "{text}");
    }
}

#[test]
fn texts_are_judged_by_their_format() {
    check::<DateTime>(
        &[
            ("2026-01-31T17:30:00Z", "2026-01-31T17:30:00Z"),
            ("2026-01-31t17:30:00.120z", "2026-01-31T17:30:00.12Z"),
            ("2026-01-31 17:30:00-08:30", "2026-01-31T17:30:00-08:30"),
            ("2016-12-31T23:59:60+00:00", "2016-12-31T23:59:60Z"),
        ],
        &[
            "",
            "2026-01-31T17:30:00",
            "2026-02-30T00:00:00Z",
            "2026-01-31T24:00:00Z",
            "2026-01-31T17:30Z",
            "2026-01-31T17:30:00.Z",
            "2026-01-31T17:30:00Zé",
        ],
    );
    check::<Date>(
        &[("2024-02-29", "2024-02-29"), ("0000-01-01", "0000-01-01")],
        &[
            "2023-02-29",
            "1900-02-29",
            "2026-1-1",
            "2026-13-01",
            "26-01-01",
            "२०२६-01-01",
        ],
    );
    check::<TimeOfDay>(
        &[
            ("17:30:00", "17:30:00"),
            ("17:30:00.5+05:30", "17:30:00.5+05:30"),
        ],
        &["17:30", "25:00:00", "17:30:00+24:00"],
    );
    check::<Duration>(
        &[
            ("PT1H30M", "PT1H30M"),
            ("P1Y2M3W4DT5H6M7.5S", "P1Y2M3W4DT5H6M7.5S"),
            ("-P1D", "-P1D"),
            ("PT0S", "PT0S"),
        ],
        &[
            "",
            "P",
            "PT",
            "P1DT",
            "1H",
            "PT1M1H",
            "PT1.5H",
            "P1H",
            "PT1S1S",
            "P99999999999Y",
        ],
    );
    check::<Uuid>(
        &[
            (
                "3FA85F64-5717-4562-b3fc-2c963f66afa6",
                "3fa85f64-5717-4562-b3fc-2c963f66afa6",
            ),
            (
                "3fa85f6457174562b3fc2c963f66afa6",
                "3fa85f64-5717-4562-b3fc-2c963f66afa6",
            ),
        ],
        &[
            "",
            "3fa85f64",
            "3fa85f6-45717-4562-b3fc-2c963f66afa6",
            "3fa85f64-5717-4562-b3fc-2c963f66afag",
        ],
    );
    check::<Uri>(
        &[
            ("https://a.example/x?y", "https://a.example/x?y"),
            ("urn:x", "urn:x"),
        ],
        &["", "/path", "https://a b", "1http://x", "mailto:"],
    );
    check::<Email>(
        &[("a@b", "a@b"), ("\"a b\"@c", "\"a b\"@c")],
        &["a", "@b", "a@", "a b@c", "a@b@c"],
    );
    check::<Bytes>(
        &[
            ("", ""),
            ("dGV4dA==", "dGV4dA=="),
            ("dGV4dA", "dGV4dA=="),
            ("-_8=", "+/8="),
            ("AAAA", "AAAA"),
        ],
        &["d", "dGV4d", "dGV4dA=", "dGV4d$==", "AAAA="],
    );
}

#[test]
fn decimals_are_compared_as_numbers_are() {
    let decimal = |text: &str| text.parse::<Decimal>().unwrap();
    for (text, written) in [
        ("12345678901234567890.50", "12345678901234567890.5"),
        ("-0.00", "0"),
        ("1e3", "1000"),
        ("-0.001", "-0.001"),
        ("1e300", "0.1e301"),
    ] {
        assert_eq!(decimal(text).to_string(), written);
        assert_eq!(decimal(written), decimal(text));
    }
    let sorted = [
        "-20", "-3.1", "-3", "0", "0.09", "0.1", "1", "9", "10", "10.01", "1e9",
    ];
    assert!(sorted.is_sorted_by_key(|text| decimal(text)));
    assert_eq!(Decimal::from(-1200), decimal("-1200.0"));
    assert_eq!(Decimal::from(0), decimal("0"));
    for text in ["", ".", "1.2.3", "0x1", "1e99999999999", "é"] {
        assert!(text.parse::<Decimal>().is_err(), "{text}");
    }
}

#[test]
fn numbers_keep_their_digits() {
    for text in ["12345678901234567890.50", "1.10", "1E400", "-0.0", "7"] {
        let number: Scalar<DecimalNumber> = from_slice(text.as_bytes()).unwrap();
        assert!(number.value().is_some(), "{text}");
        assert_eq!(to_vec(&number).unwrap(), text.as_bytes());
    }
    // Read from a string, it is written as one.
    let text: Scalar<DecimalNumber> = from_slice(br#""1.50""#).unwrap();
    assert_eq!(text, Scalar::from(1.5));
    assert_eq!(to_vec(&text).unwrap(), br#""1.50""#);
    let value: Scalar<DecimalNumber> = from_value(json!(1.5)).unwrap();
    assert_eq!(value, Scalar::from(1.5));
    assert_eq!(to_vec(&Scalar::<DecimalNumber>::from(15)).unwrap(), b"15");
    assert!(to_vec(&Scalar::<DecimalNumber>::from(f64::NAN)).is_err());
    assert!(to_vec(&Scalar::<DecimalNumber>::from("01")).is_err());
    assert!(from_slice::<Scalar<DecimalNumber>>(b"{}").is_err());
    assert!(from_slice::<Scalar<DecimalNumber>>(b"[1]").is_err());
}

#[test]
fn odd_values_are_kept_and_no_caller_sends_them() {
    for json in [r#""yesterday""#, r#""""#, "1700000000", "1.5"] {
        let odd: Scalar<DateTime> = from_slice(json.as_bytes()).unwrap();
        assert_eq!(odd.value(), None);
        assert_eq!(odd.as_str(), json.trim_matches('"'));
        assert_eq!(to_vec(&odd).unwrap(), json.as_bytes());
    }
    for json in ["null", "true", "[]", "{}"] {
        assert!(from_slice::<Scalar<DateTime>>(json.as_bytes()).is_err());
    }
    let error = to_vec(&Scalar::<DateTime>::from("yesterday")).unwrap_err();
    let said = "the text is not a date-time such as 2026-01-31T17:30:00Z";
    assert!(error.to_string().contains(said), "{error}");
}

#[test]
fn points_in_time_are_equal_wherever_they_are_written() {
    let scalar = |text: &str| text.parse::<Scalar<DateTime>>().unwrap();
    let set: BTreeSet<Scalar<DateTime>> = [
        scalar("2026-01-01T13:00:00+01:00"),
        scalar("2026-01-01T12:00:00.000Z"),
        scalar("2026-01-01T11:00:00Z"),
        "tomorrow".into(),
    ]
    .into();
    let first = scalar("2026-01-01T11:00:00.0Z");
    assert_eq!(set.first(), Some(&first));
    assert_eq!(set.last().map(Scalar::as_str), Some("tomorrow"));
    assert_eq!(set.len(), 3);
}

#[test]
fn the_system_s_time_converts_both_ways() {
    for (seconds, text) in [
        (0, "1970-01-01T00:00:00.000000001Z"),
        (951_782_400, "2000-02-29T00:00:00.000000001Z"),
        (4_107_542_399, "2100-02-28T23:59:59.000000001Z"),
    ] {
        let time = UNIX_EPOCH + Elapsed::new(seconds, 1);
        let date_time = DateTime::from(time);
        assert_eq!(date_time.to_string(), text);
        assert_eq!(date_time.to_system_time(), Some(time));
        assert_eq!(text.parse(), Ok(date_time));
    }
    let before: SystemTime = UNIX_EPOCH - Elapsed::from_millis(1500);
    assert_eq!(DateTime::from(before).to_string(), "1969-12-31T23:59:58.5Z");
    let last = DateTime::from(crate::UnixTime::from_secs(i64::MAX));
    assert_eq!(last.date().year(), 9999);
}
