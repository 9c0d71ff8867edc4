//! Single values: scalars, field codecs, newtypes and times.

use std::{
    collections::{BTreeMap, HashMap},
    time::{Duration, SystemTime},
};

use oas_runtime::codec::{Decode, decode_slice, from_str, to_vec};
use oas_runtime::{Patch, UnixTime, Value, json_object, newtype};
use serde::Serialize;

fn written<T: Serialize>(value: &T) -> String {
    String::from_utf8(to_vec(value).unwrap()).unwrap()
}

fn reads<T: Decode + PartialEq + std::fmt::Debug>(text: &str, expected: &T) {
    assert_eq!(
        decode_slice::<T>(text.as_bytes()).as_ref(),
        Ok(expected),
        "{text}"
    );
}

fn message<T: Decode + std::fmt::Debug>(text: &str) -> String {
    decode_slice::<T>(text.as_bytes())
        .unwrap_err()
        .message()
        .to_owned()
}

newtype! { struct AdminId(String); lenient }

newtype! { struct Name(String); }

newtype! { struct Level(i32); lenient }

newtype! { struct Score(f64); }

newtype! { struct CreatedAt(UnixTime); }

#[derive(Debug, Clone, PartialEq, Serialize, serde::Deserialize)]
struct Foreign {
    x: i32,
}

#[derive(Debug, Clone, PartialEq, Default)]
struct Fields {
    admin: Option<AdminId>,
    admins: Option<Vec<AdminId>>,
    plain: Patch<String>,
    text: Option<i64>,
    texts: Option<BTreeMap<String, Level>>,
    time: Option<UnixTime>,
    flag: Option<bool>,
    count: Option<Box<u32>>,
    ratio: Option<f64>,
    name: Option<String>,
    any: Option<Value>,
    foreign: Option<Foreign>,
    patched: Patch<Foreign>,
}

json_object! {
    Fields {
        optional {
            admin: "admin" as Number,
            admins: "admins" as Number,
            plain: "plain" as Number,
            text: "text" as Text,
            texts: "texts" as Text,
            time: "time" as Text,
            flag: "flag" as Lenient,
            count: "count" as Lenient,
            ratio: "ratio" as Lenient,
            name: "name" as Lenient,
            any: "any" as Lenient,
            foreign: "foreign" as Serde,
            patched: "patched" as Serde,
        }
    }
}

#[derive(Debug, Clone, PartialEq)]
struct Needed {
    id: AdminId,
    level: Option<Level>,
}

json_object! {
    Needed {
        required { id: "id" as Number, }
        nullable { level: "level" as Text, }
    }
}

#[test]
fn integers_accept_a_zero_fraction_and_keep_their_range() {
    reads("1.0", &1_i64);
    reads("-1e2", &-100_i8);
    reads("9223372036854775807", &i64::MAX);
    reads("18446744073709551615", &u64::MAX);
    assert_eq!(
        message::<i64>("1.5"),
        "invalid type: floating point `1.5`, expected an integer of 64 bits"
    );
    assert!(message::<u8>("256").starts_with("invalid value: integer `256`"));
    assert!(message::<u64>("-1").contains("an unsigned integer"));
    for text in ["9223372036854775808", "1e300", "\"1\"", "true", "null"] {
        assert!(decode_slice::<i64>(text.as_bytes()).is_err(), "{text}");
    }
    assert!(decode_slice::<u64>(b"18446744073709551616").is_err());
    reads("1", &1.0_f64);
    reads("1.5", &1.5_f32);
}

#[test]
fn tuples_have_their_length() {
    reads(r#"[1,"a"]"#, &(1_i64, "a".to_owned()));
    assert_eq!(
        message::<(i64, i64)>("[1]"),
        "invalid length 1, expected an array of 2 elements"
    );
    assert!(message::<(i64, i64)>("[1,2,3]").starts_with("invalid length 3"));
    assert_eq!(
        decode_slice::<(i64, i64)>(b"[1,[]]").unwrap_err().path(),
        "[1]"
    );
}

#[test]
fn number_writes_integers_and_keeps_other_texts() {
    let mut fields = Fields::default();
    for (text, wire) in [
        ("0", "0"),
        ("42", "42"),
        ("-7", "-7"),
        ("18446744073709551615", "18446744073709551615"),
        ("-9223372036854775808", "-9223372036854775808"),
        ("007", r#""007""#),
        ("-0", r#""-0""#),
        ("+1", r#""+1""#),
        ("1.0", r#""1.0""#),
        ("", r#""""#),
        ("18446744073709551616", r#""18446744073709551616""#),
        ("abc", r#""abc""#),
    ] {
        fields.admin = Some(AdminId::from(text));
        let json = format!(r#"{{"admin":{wire}}}"#);
        assert_eq!(written(&fields), json);
        assert_eq!(from_str::<Fields>(&json).unwrap(), fields);
    }
}

#[test]
fn codecs_reach_into_containers() {
    let text = concat!(
        r#"{"admins":[1,"x"],"plain":null,"text":"5","texts":{"a":"7"},"time":"1700000000","#,
        r#""foreign":{"x":1},"patched":{"x":2}}"#
    );
    let fields: Fields = from_str(text).unwrap();
    assert_eq!(fields.plain, Patch::Null);
    assert_eq!(fields.texts.as_ref().unwrap()["a"], Level::new(7));
    assert_eq!(written(&fields), text);
    let error = from_str::<Fields>(r#"{"texts":{"b":"x"}}"#).unwrap_err();
    assert_eq!(error.path(), "texts.b");
    let error = from_str::<Fields>(r#"{"admins":[1,[]]}"#).unwrap_err();
    assert_eq!(error.path(), "admins[1]");
    let needed: Needed = from_str(r#"{"id":5}"#).unwrap();
    assert_eq!(written(&needed), r#"{"id":5,"level":null}"#);
}

#[test]
fn lenient_reads_what_servers_send() {
    let text = r#"{"flag":"true","count":"12","ratio":"1.5","name":88,"any":[1]}"#;
    let fields: Fields = from_str(text).unwrap();
    assert_eq!(
        written(&fields),
        r#"{"flag":true,"count":12,"ratio":1.5,"name":"88","any":[1]}"#
    );
    for (text, name) in [
        ("1.0", "1"),
        ("1.5", "1.5"),
        ("true", "true"),
        ("18446744073709551615", "18446744073709551615"),
        ("-5", "-5"),
    ] {
        let fields: Fields = from_str(&format!(r#"{{"name":{text}}}"#)).unwrap();
        assert_eq!(fields.name.as_deref(), Some(name));
    }
    for refused in [
        r#"{"name":123456789012345678901234}"#,
        r#"{"name":[]}"#,
        r#"{"flag":2}"#,
        r#"{"flag":"yes"}"#,
        r#"{"count":-1}"#,
        r#"{"count":"1.5"}"#,
        r#"{"count":""}"#,
        r#"{"ratio":"NaN"}"#,
        r#"{"ratio":"inf"}"#,
        r#"{"count":true}"#,
    ] {
        assert!(from_str::<Fields>(refused).is_err(), "{refused}");
    }
    for null in ["flag", "count", "ratio", "name", "any", "foreign"] {
        let text = format!(r#"{{"{null}":null}}"#);
        assert_eq!(from_str::<Fields>(&text).unwrap(), Fields::default());
    }
}

#[test]
fn newtypes_convert_and_compare() {
    let id = AdminId::from(7_u64);
    assert_eq!(id, *"7");
    assert_eq!(id, AdminId::new(String::from("7")));
    assert_eq!(AdminId::from(&id), id);
    assert_eq!("7".parse::<AdminId>().unwrap(), id);
    assert_eq!(HashMap::from([(id.clone(), 1)]).get("7"), Some(&1));
    assert_eq!(id.as_ref().len(), id.as_str().len());
    assert_eq!(String::from(id.clone()), id.into_inner());
    reads("7", &AdminId::from(7));
    assert!(from_str::<Name>("7").is_err());
    assert_eq!(format!("{:>4}", Name::from("a")), "   a");

    reads(r#""7""#, &Level::new(7));
    assert_eq!(Level::from(7).get(), i32::from(Level::new(7)));
    assert_eq!("7".parse(), Ok(Level::new(7)));
    assert_eq!(Level::new(7).to_string(), "7");
    reads("1", &Score::new(1.0));
    reads("\"5\"", &CreatedAt::new(UnixTime::from_secs(5)));
    assert_eq!("5".parse(), Ok(CreatedAt::new(5.into())));
    assert_eq!(written(&CreatedAt::new(5.into())), "5");
}

#[test]
fn times_round_down_and_never_wrap() {
    let epoch = SystemTime::UNIX_EPOCH;
    for (time, seconds) in [
        (epoch, 0),
        (epoch + Duration::from_millis(1999), 1),
        (epoch - Duration::from_millis(1), -1),
        (epoch - Duration::from_secs(1), -1),
        (epoch - Duration::from_millis(1001), -2),
    ] {
        assert_eq!(UnixTime::from(time).as_secs(), seconds);
    }
    let time = UnixTime::from_secs(-1);
    assert_eq!(UnixTime::from(time.to_system_time().unwrap()), time);
    for furthest in [i64::MAX, i64::MIN] {
        let time = UnixTime::from_secs(furthest);
        if let Some(system) = time.to_system_time() {
            assert_eq!(UnixTime::from(system), time);
        }
    }
    reads("1.7e9", &UnixTime::from_secs(1_700_000_000));
    reads(r#""1700000000""#, &UnixTime::from_secs(1_700_000_000));
    assert!(from_str::<UnixTime>("1.5").is_err());
    assert!(UnixTime::now() > UnixTime::from_secs(1_700_000_000));
}

#[cfg(feature = "jiff")]
#[test]
fn jiff_round_trips() {
    let time = UnixTime::from_secs(-2);
    let stamp = jiff::Timestamp::try_from(time).unwrap();
    assert_eq!(UnixTime::from(stamp), time);
    let below = jiff::Timestamp::from_millisecond(-1500).unwrap();
    assert_eq!(UnixTime::from(below), time);
    let error = jiff::Timestamp::try_from(UnixTime::from_secs(i64::MAX)).unwrap_err();
    assert_eq!(error.time().as_secs(), i64::MAX);
}

#[cfg(feature = "chrono")]
#[test]
fn chrono_round_trips() {
    type Utc = chrono::DateTime<chrono::Utc>;
    let time = UnixTime::from_secs(-2);
    assert_eq!(UnixTime::from(Utc::try_from(time).unwrap()), time);
    let below = Utc::from_timestamp_millis(-1500).unwrap();
    assert_eq!(UnixTime::from(below), time);
    assert!(Utc::try_from(UnixTime::from_secs(i64::MIN)).is_err());
}
