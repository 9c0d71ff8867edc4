//! Numbers come back as they came, whichever way they take.

use std::collections::BTreeMap;
use std::fmt::Debug;

use oas_runtime::codec::{decode_slice, from_str, from_value, to_value, to_vec};
use oas_runtime::{Value, integer_enum, json, json_object, union};
use serde::{Serialize, de::DeserializeOwned};

/// What is written of what was read, at once and by way of a [`Value`].
fn returns<T: DeserializeOwned + Serialize + Debug>(text: &str) {
    let read: T = from_str(text).unwrap();
    assert_eq!(String::from_utf8(to_vec(&read).unwrap()).unwrap(), text);
    let value = to_value(&read).unwrap();
    assert_eq!(value.to_string(), text);
    let again: T = from_value(value).unwrap();
    assert_eq!(String::from_utf8(to_vec(&again).unwrap()).unwrap(), text);
}

#[derive(Debug, Clone, PartialEq)]
struct Point {
    lat: f32,
    lon: Option<f32>,
    rest: BTreeMap<String, Value>,
}

json_object! {
    Point {
        required { lat: "lat", }
        optional { lon: "lon" as Lenient, }
        additional rest;
    }
}

#[derive(Debug, Clone, PartialEq)]
enum Place {
    Point(Point),
    One(f32),
    Many(Vec<f32>),
    Unknown(Value),
}

union! {
    Place {
        Point(Point): VariantMatcher::Tag("kind", &["1"]) tagged "kind" = "1",
        One(f32): VariantMatcher::Type(JsonType::Number),
        Many(Vec<f32>): VariantMatcher::Type(JsonType::Array),
    }
    unknown Unknown
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Level {
    Thousand,
    Unknown(i64),
}

integer_enum! { Level { Thousand: 1000, } unknown Unknown }

#[test]
fn a_float_keeps_its_shortest_form() {
    returns::<f32>("37.7749");
    returns::<Vec<f32>>("[0.1,-122.4194,16777216.0,3.4028235e+38,1e-45]");
    returns::<Point>(r#"{"lat":37.7749,"lon":-122.4194}"#);
    returns::<Place>("37.7749");
    returns::<Place>("[37.7749]");
    returns::<Place>(r#"{"kind":1,"lat":37.7749,"lon":0.1}"#);
    let untagged = Point {
        lat: 37.7749,
        lon: None,
        rest: BTreeMap::new(),
    };
    let written = to_vec(&Place::from(untagged)).unwrap();
    assert_eq!(written, br#"{"kind":"1","lat":37.7749}"#);
}

#[test]
fn a_double_comes_back_to_its_last_digit() {
    // The fast way of reading floats takes these for their neighbours.
    for text in [
        "31.245270191439438",
        "0.9007199254740993",
        "121.48791951161945",
        "1.7976931348623157e+308",
    ] {
        returns::<f64>(text);
        returns::<Value>(text);
    }
}

#[test]
fn what_is_no_float_of_32_bits_is_refused() {
    // As an infinity it would be written as `null`.
    for text in ["1e39", "-3.5e38"] {
        assert!(decode_slice::<f32>(text.as_bytes()).is_err(), "{text}");
        let value: Value = from_str(text).unwrap();
        let point = from_value::<Point>(json!({"lat": value}));
        let error = point.unwrap_err().to_string();
        assert!(error.contains("expected a number of 32 bits"), "{error}");
        let text = format!(r#"{{"lat":0.0,"lon":{text}}}"#);
        assert_eq!(from_str::<Point>(&text).unwrap_err().path(), "lon");
    }
}

#[test]
fn integers_of_64_bits_are_exact_in_free_json() {
    for text in [
        "9007199254740993",
        "9223372036854775807",
        "-9223372036854775808",
        "18446744073709551615",
    ] {
        returns::<Value>(text);
        returns::<BTreeMap<String, Value>>(&format!(r#"{{"id":{text}}}"#));
        returns::<Point>(&format!(r#"{{"lat":0.5,"zone":{text}}}"#));
        returns::<Place>(&format!(r#"{{"kind":1,"lat":0.5,"zone":{text}}}"#));
        returns::<Place>(&format!(r#"{{"id":[{text}]}}"#));
    }
}

#[test]
fn an_integer_may_be_written_as_a_float() {
    for text in ["1000", "1000.0", "1e3", "10.0E+2"] {
        assert_eq!(
            decode_slice::<i64>(text.as_bytes()).unwrap(),
            1000,
            "{text}"
        );
        assert_eq!(
            decode_slice::<u16>(text.as_bytes()).unwrap(),
            1000,
            "{text}"
        );
        assert_eq!(from_str::<Level>(text).unwrap(), Level::Thousand, "{text}");
    }
    for kind in ["1", "1.0", "1e0"] {
        let text = format!(r#"{{"kind":{kind},"lat":1}}"#);
        let read: Place = from_str(&text).unwrap();
        assert!(matches!(read, Place::Point(_)), "{text}");
    }
}
