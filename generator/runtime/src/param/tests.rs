//! The texts that OpenAPI gives for each style, and what it leaves open.

use serde_json::{Value, json};

use super::{Encoded, Place, encode};
use crate::param::{Param, Style, to_tree};

/// Encodes and joins pairs as a query has them; `-` stands for nothing.
fn written(place: Place, param: Param, value: &Value) -> String {
    let (tree, json) = to_tree(value).unwrap();
    match encode(place, &param, &tree, &json) {
        None => "-".to_owned(),
        Some(Encoded::Text(text)) => text,
        Some(Encoded::Pairs(pairs)) if pairs.is_empty() => "-".to_owned(),
        Some(Encoded::Pairs(pairs)) => {
            let pairs: Vec<String> = pairs.iter().map(|(k, v)| format!("{k}={v}")).collect();
            pairs.join("&")
        }
    }
}

#[test]
fn a_number_has_all_its_digits() {
    for (json, text) in [
        ("1.50", "1.50"),
        ("0.1234567890123456789", "0.1234567890123456789"),
        ("5.0", "5"),
        ("-7", "-7"),
    ] {
        let raw = serde_json::value::RawValue::from_string(json.to_owned()).unwrap();
        let (tree, json) = to_tree(&raw).unwrap();
        let encoded = encode(Place::Path, &Param::new("n"), &tree, &json);
        assert!(
            matches!(encoded, Some(Encoded::Text(found)) if found == text),
            "{json}"
        );
    }
    let json = r#"{"list":[1.50,18446744073709551616],"object":{"b":1.10,"a":5.0}}"#;
    let raw = serde_json::value::RawValue::from_string(json.to_owned()).unwrap();
    let (tree, json) = to_tree(&raw).unwrap();
    let encoded = encode(Place::Query, &Param::new("n"), &tree, &json);
    let pairs = [
        ("list", "1.50"),
        ("list", "18446744073709551616"),
        ("object", "%7B%22b%22%3A1.10%2C%22a%22%3A5%7D"),
    ];
    let pairs = pairs.map(|(name, value)| (name.to_owned(), value.to_owned()));
    assert_eq!(encoded, Some(Encoded::Pairs(pairs.to_vec())));
}

/// A row: place, style, explode, then the texts of "", "blue", the list and the
/// object of the specification's own table.
type Row = (Place, Style, bool, [&'static str; 4]);

const TABLE: &[Row] = &[
    (
        Place::Path,
        Style::Matrix,
        false,
        [
            ";color",
            ";color=blue",
            ";color=blue,black,brown",
            ";color=B,150,G,200,R,100",
        ],
    ),
    (
        Place::Path,
        Style::Matrix,
        true,
        [
            ";color",
            ";color=blue",
            ";color=blue;color=black;color=brown",
            ";B=150;G=200;R=100",
        ],
    ),
    (
        Place::Path,
        Style::Label,
        false,
        [".", ".blue", ".blue,black,brown", ".B,150,G,200,R,100"],
    ),
    (
        Place::Path,
        Style::Label,
        true,
        [".", ".blue", ".blue.black.brown", ".B=150.G=200.R=100"],
    ),
    (
        Place::Path,
        Style::Simple,
        false,
        ["", "blue", "blue,black,brown", "B,150,G,200,R,100"],
    ),
    (
        Place::Path,
        Style::Simple,
        true,
        ["", "blue", "blue,black,brown", "B=150,G=200,R=100"],
    ),
    (
        Place::Header,
        Style::Simple,
        false,
        ["", "blue", "blue,black,brown", "B,150,G,200,R,100"],
    ),
    (
        Place::Header,
        Style::Simple,
        true,
        ["", "blue", "blue,black,brown", "B=150,G=200,R=100"],
    ),
    (
        Place::Query,
        Style::Form,
        false,
        [
            "color=",
            "color=blue",
            "color=blue,black,brown",
            "color=B,150,G,200,R,100",
        ],
    ),
    (
        Place::Query,
        Style::Form,
        true,
        [
            "color=",
            "color=blue",
            "color=blue&color=black&color=brown",
            "B=150&G=200&R=100",
        ],
    ),
    (
        Place::Query,
        Style::SpaceDelimited,
        false,
        [
            "color=",
            "color=blue",
            "color=blue%20black%20brown",
            "color=B%20150%20G%20200%20R%20100",
        ],
    ),
    (
        Place::Query,
        Style::SpaceDelimited,
        true,
        [
            "color=",
            "color=blue",
            "color=blue&color=black&color=brown",
            "B=150&G=200&R=100",
        ],
    ),
    (
        Place::Query,
        Style::PipeDelimited,
        false,
        [
            "color=",
            "color=blue",
            "color=blue%7Cblack%7Cbrown",
            "color=B%7C150%7CG%7C200%7CR%7C100",
        ],
    ),
    (
        Place::Query,
        Style::PipeDelimited,
        true,
        [
            "color=",
            "color=blue",
            "color=blue&color=black&color=brown",
            "B=150&G=200&R=100",
        ],
    ),
    (
        Place::Query,
        Style::DeepObject,
        true,
        [
            "color=",
            "color=blue",
            "color%5B0%5D=blue&color%5B1%5D=black&color%5B2%5D=brown",
            "color%5BB%5D=150&color%5BG%5D=200&color%5BR%5D=100",
        ],
    ),
    (
        Place::Cookie,
        Style::Form,
        false,
        [
            "color=",
            "color=blue",
            "color=blue,black,brown",
            "color=B,150,G,200,R,100",
        ],
    ),
    (
        Place::Cookie,
        Style::Form,
        true,
        [
            "color=",
            "color=blue",
            "color=blue&color=black&color=brown",
            "B=150&G=200&R=100",
        ],
    ),
];

#[test]
fn styles_as_the_specification_has_them() {
    let values = [
        json!(""),
        json!("blue"),
        json!(["blue", "black", "brown"]),
        json!({"R": 100, "G": 200, "B": 150}),
    ];
    for (place, style, explode, expected) in TABLE {
        let param = Param::new("color").style(*style).explode(*explode);
        for (value, expected) in values.iter().zip(expected) {
            let text = written(*place, param, value);
            assert_eq!(
                text, *expected,
                "{place:?} {style:?} explode={explode} {value}"
            );
        }
    }
}

#[test]
fn defaults_follow_the_place() {
    let list = json!(["a", "b"]);
    let param = Param::new("x");
    assert_eq!(written(Place::Query, param, &list), "x=a&x=b");
    assert_eq!(written(Place::Path, param, &list), "a,b");
    assert_eq!(written(Place::Header, param, &list), "a,b");
    assert_eq!(written(Place::Cookie, param, &list), "x=a&x=b");
    // What explodes by default is `form`, and no other style.
    assert_eq!(
        written(Place::Query, param.style(Style::PipeDelimited), &list),
        "x=a%7Cb"
    );
}

#[test]
fn nothing_is_written_for_what_is_not_there() {
    for place in [Place::Path, Place::Query, Place::Header, Place::Cookie] {
        for value in [
            Value::Null,
            json!([]),
            json!({}),
            json!([null]),
            json!({"a": null}),
        ] {
            for explode in [false, true] {
                let param = Param::new("x").explode(explode);
                assert_eq!(written(place, param, &value), "-", "{place:?} {value}");
            }
        }
    }
    let some = json!({"a": null, "b": 1});
    assert_eq!(
        written(
            Place::Query,
            Param::new("x").style(Style::DeepObject),
            &some
        ),
        "x%5Bb%5D=1"
    );
}

#[test]
fn scalars_are_written_as_json_has_them() {
    let query = |value: Value| written(Place::Query, Param::new("x"), &value);
    assert_eq!(query(json!(true)), "x=true");
    assert_eq!(query(json!(-7)), "x=-7");
    assert_eq!(query(json!(u64::MAX)), "x=18446744073709551615");
    assert_eq!(query(json!(0.5)), "x=0.5");

    let (tree, json) = to_tree(&0.1_f32).unwrap();
    let pairs = encode(Place::Query, &Param::new("x"), &tree, &json);
    assert_eq!(
        pairs,
        Some(Encoded::Pairs(vec![("x".to_owned(), "0.1".to_owned())]))
    );
}

#[test]
fn characters_that_would_mean_something_are_escaped() {
    let odd = json!("a b&c=d/é,+#%");
    let escaped = "a%20b%26c%3Dd%2F%C3%A9%2C%2B%23%25";
    assert_eq!(written(Place::Path, Param::new("x"), &odd), escaped);
    assert_eq!(
        written(Place::Query, Param::new("x"), &odd),
        format!("x={escaped}")
    );
    assert_eq!(
        written(Place::Cookie, Param::new("x"), &odd),
        format!("x={escaped}")
    );
    // Headers know no escapes.
    assert_eq!(
        written(Place::Header, Param::new("x"), &odd),
        "a b&c=d/é,+#%"
    );
    // A delimiter inside an item can't be taken for one between items.
    let list = json!(["a,b", "c|d"]);
    let param = Param::new("x[]").explode(false);
    assert_eq!(written(Place::Query, param, &list), "x%5B%5D=a%2Cb,c%7Cd");
}

#[test]
fn a_value_in_a_path_may_be_several_segments() {
    let path = |text: &str| written(Place::Path, Param::new("x+").allow_reserved(), &json!(text));
    assert_eq!(path("a/b c/d+e&f:g"), "a/b%20c/d+e&f:g");
    assert_eq!(path("a?b#c[1]%"), "a%3Fb%23c%5B1%5D%25");
}

#[test]
fn reserved_characters_may_stay_in_a_query() {
    let query = |text: &str| written(Place::Query, Param::new("x").allow_reserved(), &json!(text));
    assert_eq!(query("2026-01-02T03:04:05Z"), "x=2026-01-02T03:04:05Z");
    assert_eq!(query("a/b?c=d;e,f@g!$'()*"), "x=a/b?c=d;e,f@g!$'()*");
    assert_eq!(query("a&b#c+d e[f]"), "x=a%26b%23c%2Bd%20e%5Bf%5D");
    assert_eq!(query("100% %41"), "x=100%25%20%41");
}

#[test]
fn what_is_nested_deeper_is_json_or_more_brackets() {
    let value = json!({"a": {"b": [1, {"c": "x"}]}});
    let deep = Param::new("f").style(Style::DeepObject);
    let expected = "f%5Ba%5D%5Bb%5D%5B0%5D=1&f%5Ba%5D%5Bb%5D%5B1%5D%5Bc%5D=x";
    assert_eq!(written(Place::Query, deep, &value), expected);

    let value = json!({"sort": ["a", "b"], "size": 2});
    let spread = written(Place::Query, Param::new("page"), &value);
    assert_eq!(spread, "size=2&sort=a&sort=b");

    let value = json!([{"a": "x"}, ["y"]]);
    let expected = "x=%7B%22a%22%3A%22x%22%7D&x=%5B%22y%22%5D";
    assert_eq!(written(Place::Query, Param::new("x"), &value), expected);
}

#[test]
fn a_parameter_with_content_is_json_text() {
    let value = json!({"a": [1, "x"]});
    let param = Param::new("f").json();
    assert_eq!(
        written(Place::Query, param, &value),
        "f=%7B%22a%22%3A%5B1%2C%22x%22%5D%7D"
    );
    assert_eq!(written(Place::Header, param, &value), r#"{"a":[1,"x"]}"#);
    assert_eq!(written(Place::Query, param, &Value::Null), "-");
}
