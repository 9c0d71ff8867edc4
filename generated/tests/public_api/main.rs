//! The public API, one line an item, so that a pull request shows what it does
//! to it.
//!
//! It is read from the sources: items as they are, and the tables of the
//! runtime's macros word for word. A change that is meant is taken over
//! by `INSTA_UPDATE=always cargo test -p intercom-tickets --test public_api`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests fail by panicking, as tests do"
)]

mod client;
mod items;
mod modules;
mod tables;
mod text;

use std::collections::BTreeSet;
use std::path::Path;

#[test]
fn public_api() {
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let modules = modules::read(&sources.join("lib.rs"));
    let names = modules::public_names(&modules);
    let mut lines: BTreeSet<String> = modules::foreign_names(&modules);
    for module in &modules {
        for item in &module.items {
            lines.extend(items::lines(item, &names));
        }
    }
    let lines: Vec<String> = lines.into_iter().collect();
    insta::assert_snapshot!("public_api", lines.join("\n"));
}

/// Whether the reading still finds what is there.
#[test]
fn each_kind_of_line_is_found() {
    let source = r#"
        /// Docs don't matter.
        #[derive(Debug, Clone)]
        #[non_exhaustive]
        pub struct Cup { pub size: Option<i64>, private: bool }
        oas_runtime::json_object!(Cup { required { size: "sizeMl" as Text } constant { "a": 1 } additional rest; });
        oas_runtime::string_enum!(Roast { Dark: "dark" } unknown Unknown);
        oas_runtime::newtype! {
            /// Docs don't matter.
            pub struct CupId(String); lenient
        }
        oas_runtime::union!(Any { Cup(Cup): VariantMatcher::Any } unknown Unknown);
        impl Cup {
            #[cfg(feature = "x")]
            pub fn hold<'a>(&'a self, other: &[u8]) -> Result<&'a str, Error> { loop {} }
            fn hidden(&self) {}
            pub(crate) fn inner(&self) {}
        }
        impl From<&str> for Cup { fn from(_: &str) -> Self { loop {} } }
        pub const LARGE: i64 = 7;
        pub type Cups = Vec<Cup>;
        pub struct Hidden { pub a: u8 }
    "#;
    let mut names = modules::Names::new();
    for name in ["Cup", "CupId", "Roast", "Any", "LARGE", "Cups"] {
        names.insert(name.to_owned(), format!("m::{name}"));
    }
    let mut lines = BTreeSet::new();
    for item in syn::parse_file(source).unwrap().items {
        lines.extend(items::lines(&item, &names));
    }
    insta::assert_snapshot!(
        "kinds_of_lines",
        lines.into_iter().collect::<Vec<_>>().join("\n")
    );
}
