//! The obstacle course: the macros in a module whose types are named after
//! everything that their expansion could have relied on.

#![deny(missing_docs, warnings, clippy::all, clippy::pedantic)]

/// Types with the names of the prelude, of serde's traits and of our own.
///
/// No name of the standard library is in reach here by its short form; where
/// a test needs one it says `std::…`.
pub mod hostile {
    use std::collections::BTreeMap as Tree;

    /// Takes the place of the prelude's.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct String {
        /// A member named like a keyword.
        pub r#type: std::option::Option<std::string::String>,
        /// Another one.
        pub r#match: std::option::Option<std::string::String>,
        /// A local of the expansion, perhaps.
        pub map: std::option::Option<std::boxed::Box<String>>,
        /// Likewise.
        pub key: std::option::Option<std::vec::Vec<std::boxed::Box<String>>>,
        /// Likewise.
        pub this: std::option::Option<bool>,
        /// Likewise.
        pub reader: std::option::Option<bool>,
        /// Likewise.
        pub writer: std::option::Option<bool>,
        /// Likewise.
        pub outcome: std::option::Option<bool>,
        /// Deprecated in the description, and still in the table.
        #[deprecated = "says the description"]
        pub old: std::option::Option<bool>,
        /// What isn't named.
        pub rest: Tree<std::string::String, oas_runtime::Value>,
    }

    oas_runtime::json_object! {
        String {
            optional {
                r#type: "type",
                r#match: "match",
                map: "map",
                key: "key",
                this: "this",
                reader: "reader",
                writer: "writer",
                outcome: "outcome",
                old: "old",
            }
            additional rest;
        }
    }

    /// Takes the place of the prelude's.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Option {
        /// A required member named like a keyword.
        pub r#fn: std::string::String,
        /// A local of the expansion, perhaps.
        pub map: i64,
        /// Likewise.
        pub key: std::option::Option<f64>,
        /// Likewise.
        pub outcome: oas_runtime::Patch<String>,
        /// Recursive through a box.
        pub next: std::option::Option<std::boxed::Box<Option>>,
    }

    oas_runtime::json_object! {
        Option {
            required {
                r#fn: "fn",
                map: "map",
            }
            nullable { key: "key", }
            optional {
                outcome: "outcome",
                next: "next",
            }
            constant { "kind": "option", "version": 1, "final": true, }
        }
    }

    /// Has no members at all.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct Default {}

    oas_runtime::json_object! { Default {} }

    /// Only constants.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct Into {}

    oas_runtime::json_object! { Into { constant { "type": "into" } } }

    oas_runtime::newtype! {
        /// Takes the place of the prelude's.
        pub struct Vec(String); lenient
    }

    oas_runtime::newtype! {
        /// Takes the place of the prelude's.
        pub struct Box(i64); lenient
    }

    oas_runtime::newtype! {
        /// Takes the place of the runtime's.
        pub struct Number(f64);
    }

    /// Takes the place of the prelude's, variants too.
    #[derive(Debug, Clone)]
    pub enum Result {
        /// Not the prelude's.
        Ok,
        /// Not the prelude's.
        Err,
        /// Not the prelude's.
        Some,
        /// Not the prelude's.
        None,
        /// Anything else.
        Unknown(std::string::String),
    }

    oas_runtime::string_enum! {
        Result { Ok: "ok", Err: "err", Some: "some", None: "", } unknown Unknown
    }

    /// Closed.
    #[derive(Debug, Clone, Copy)]
    pub enum From {
        /// The only one.
        Here,
    }

    oas_runtime::string_enum! { From { Here: "here" } }

    /// Takes the place of serde's.
    #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum Serialize {
        /// Below zero.
        Low,
        /// Above zero.
        High,
        /// Anything else.
        Unknown(i64),
    }

    oas_runtime::integer_enum! { Serialize { Low: -1, High: 1 } unknown Unknown }

    /// Takes the place of our own.
    #[derive(Debug, Clone, PartialEq)]
    pub enum VariantMatcher {
        /// A string, though the type is called so too.
        JsonType(std::string::String),
        /// The record.
        VariantMatcher(std::boxed::Box<Option>),
        /// Anything else.
        Value(oas_runtime::Value),
    }

    oas_runtime::union! {
        VariantMatcher {
            JsonType(std::string::String): VariantMatcher::Type(JsonType::String),
            VariantMatcher(std::boxed::Box<Option>): VariantMatcher::Tag("kind", &["option"]),
        }
        unknown Value
    }

    /// Takes the place of our own.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
    pub struct JsonType {}

    oas_runtime::json_object! { JsonType {} }

    /// Shadows a function of the prelude.
    pub fn drop() {}
}

use hostile::{JsonType, Option as Node, String as Free, VariantMatcher};
use oas_runtime::Patch;
use oas_runtime::codec::{from_str, to_vec};

fn written<T: serde::Serialize>(value: &T) -> String {
    String::from_utf8(to_vec(value).unwrap()).unwrap()
}

#[test]
fn hostile_names_round_trip() {
    let text = concat!(
        r#"{"type":"a","match":"b","map":{"type":"c"},"key":[{}],"this":true,"#,
        r#""reader":false,"writer":true,"outcome":true,"old":true,"other":[1]}"#
    );
    let free: Free = from_str(text).unwrap();
    assert_eq!(written(&free), text);

    let text = concat!(
        r#"{"fn":"f","map":1,"key":null,"outcome":null,"#,
        r#""next":{"fn":"g","map":2,"key":1.5,"kind":"option","version":1,"final":true},"#,
        r#""kind":"option","version":1,"final":true}"#
    );
    let node: Node = from_str(text).unwrap();
    assert_eq!(node.outcome, Patch::Null);
    assert_eq!(written(&node), text);
    let union: VariantMatcher = from_str(text).unwrap();
    assert_eq!(union, VariantMatcher::VariantMatcher(Box::new(node)));
    assert_eq!(written(&JsonType {}), "{}");
    assert_eq!(written(&hostile::Into {}), r#"{"type":"into"}"#);
    hostile::drop();
}
