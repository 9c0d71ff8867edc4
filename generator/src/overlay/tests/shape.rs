//! What the specification's JSON Schemas of 1.0 and 1.1 take and refuse: a document for each
//! file of its tests, and ours for what we ask for besides.

use super::{TOWN, applied, source};
use crate::diagnostics::{Code, Sink};
use crate::overlay::effective;

const INFO: &str = "info: { title: T, version: '1' }";

/// What is taken by both versions, in place of `actions`, `info` and what lies beside them.
const TAKEN: &[&str] = &[
    "INFO\nactions: [{ target: $, update: {} }]",
    "INFO\nactions: [{ target: $, description: It is wrong., update: {} }]",
    "INFO\nactions: [{ target: $, x-a: {}, update: {} }]",
    "INFO\nx-a: {}\nactions: [{ target: $, update: {} }]",
    "info: { title: T, version: '1', x-a: {} }\nactions: [{ target: $, update: {} }]",
    "INFO\nextends: /town.yaml\nactions: [{ target: $, update: { info: { x-a: b }, paths: { /: { get: { x-b: 1 } } }, components: , tags: [] } }]",
    "INFO\nactions: [{ target: '$.paths.*.get', update: { x-a: true } }, { target: '$.paths.*.get', update: { x-b: true } }]",
    "INFO\nactions: [{ target: \"$.paths['/a'].get\", update: { description: A. } }, { target: \"$.paths['/a']\", update: { post: { x-a: false } } }]",
    "INFO\nactions: [{ target: \"$.paths.*.get[?@['x-traits'].paged]\", update: { parameters: [{ name: top, in: query }] } }]",
    "INFO\nactions: [{ target: '$.paths.*.get.parameters', update: { name: new, in: query } }]",
    "INFO\nactions: [{ target: \"$.paths.*.get.parameters[?@.name == 'old']\", remove: true }]",
];

/// What only version 1.0 takes, and only version 1.1.
const TAKEN_BY: [&[&str]; 2] = [
    &[
        "INFO\nactions: [{ target: $ }]",
        "INFO\nactions: [{ target: $.info, update: { x-a: 1 }, remove: true }]",
    ],
    &[
        "INFO\nactions: [{ target: $.info.title, update: Town }]",
        "INFO\nactions: [{ target: \"$.paths['/b']\", copy: \"$.paths['/a']\" }]",
    ],
];

/// What neither takes, and a part of what is said of it.
const REFUSED: &[(&str, &str)] = &[
    // The schemas do not look into a JSONPath; the specification asks for one by RFC 9535.
    (
        "INFO\nactions: [{ target: '$.paths.*.get[?@.x-traits.paged]', update: {} }]",
        "is no JSONPath",
    ),
    ("INFO", "needs `actions`"),
    ("INFO\nactions: []", "needs `actions`"),
    ("INFO\nactions: {}", "needs `actions`"),
    ("INFO\nactions: [remove]", "an action is an object"),
    (
        "INFO\nactions: [{ description: A., update: {} }]",
        "needs a `target`",
    ),
    (
        "INFO\nactions: [{ target: 100, update: {} }]",
        "needs a `target`",
    ),
    (
        "INFO\nactions: [{ target: info.title, update: A }]",
        "is no JSONPath",
    ),
    (
        "INFO\nactions: [{ target: $, description: 100, update: {} }]",
        "`description` is a string",
    ),
    (
        "INFO\nactions: [{ target: $, remove: maybe }]",
        "is `true` or `false`",
    ),
    (
        "INFO\nactions: [{ target: $, update: {} }, { target: $, update: {} }]",
        "given twice",
    ),
    (
        "INFO\nextends: {}\nactions: [{ target: $, update: {} }]",
        "`extends` is a string",
    ),
    (
        "INFO\nextend: a\nactions: [{ target: $, update: {} }]",
        "did you mean `extends`?",
    ),
    ("actions: [{ target: $, update: {} }]", "needs an `info`"),
    (
        "info: 100\nactions: [{ target: $, update: {} }]",
        "needs an `info`",
    ),
    (
        "info: { version: '1' }\nactions: [{ target: $, update: {} }]",
        "needs a `title`",
    ),
    (
        "info: { title: T }\nactions: [{ target: $, update: {} }]",
        "needs a `version`",
    ),
    (
        "info: { title: 100, version: '1' }\nactions: [{ target: $, update: {} }]",
        "needs a `title`",
    ),
    (
        "info: { title: T, version: 100 }\nactions: [{ target: $, update: {} }]",
        "needs a `version`",
    ),
    (
        "info: { title: T, version: '1', description: 100 }\nactions: [{ target: $, update: {} }]",
        "`description` is a string",
    ),
];

/// What only version 1.1 refuses by its schema.
const REFUSED_BY_1_1: &[(&str, &str)] = &[
    (
        "INFO\nactions: [{ target: $, copy: 100 }]",
        "`copy` is a JSONPath",
    ),
    (
        "INFO\nactions: [{ target: $.info, remove: true, copy: $.paths }]",
        "has one of",
    ),
    (
        "INFO\nactions: [{ target: $.info, update: {}, copy: $.paths }]",
        "has one of",
    ),
    (
        "INFO\nactions: [{ target: $.info, update: {}, remove: true }]",
        "has one of",
    ),
];

/// Whether the shape of an overlay is as it should be, whatever else is wrong with it.
fn is_taken(version: &str, rest: &str) -> bool {
    let text = format!("overlay: {version}\n{}\n", rest.replace("INFO", INFO));
    let mut sink = Sink::new();
    effective(&source(TOWN, &[&text]), &mut sink);
    let malformed = [Code::OverlayShape, Code::OverlayTarget];
    let found = sink.diagnostics();
    !found.iter().any(|one| malformed.contains(&one.code))
}

#[test]
fn what_the_schemas_take_is_well_formed() {
    for (version, own) in ["1.0.0", "1.1.0"].into_iter().zip(TAKEN_BY) {
        for rest in TAKEN.iter().chain(own) {
            assert!(is_taken(version, rest), "{version} {rest}");
        }
    }
}

#[test]
fn what_the_schemas_refuse_is_malformed() {
    let refused = |version: &str, rest: &str, message: &str| {
        assert!(!is_taken(version, rest), "{version} {rest}");
        let text = format!("overlay: {version}\n{}\n", rest.replace("INFO", INFO));
        let said = applied(TOWN, &[&text]).unwrap_err();
        assert!(said.contains(message), "{text}\n{said}");
    };
    for (rest, message) in REFUSED {
        refused("1.0.0", rest, message);
        refused("1.1.0", rest, message);
    }
    for (rest, message) in REFUSED_BY_1_1 {
        refused("1.1.0", rest, message);
    }
    let well = "INFO\nactions: [{ target: $, update: {} }]";
    for version in ["2", "'1.1'", "1.1.x", "1.0.0-rc1", "1"] {
        refused(
            version,
            well,
            "version of the Overlay Specification is not known",
        );
    }
    for (text, message) in [
        ("- a\n", "is no overlay"),
        ("overlay: [\n", "can't be parsed"),
        ("town\n", "is no overlay"),
    ] {
        let told = applied(TOWN, &[text]).unwrap_err();
        assert!(told.contains(message), "{text}: {told}");
        assert_eq!(told.matches("error[").count(), 1, "{text}: {told}");
    }
    let nameless = format!("{INFO}\nactions: [{{ target: $, update: {{}} }}]\n");
    assert!(
        applied(TOWN, &[&nameless])
            .unwrap_err()
            .contains("which version it follows")
    );
}

#[test]
fn an_action_says_why_it_is_there() {
    let text =
        format!("overlay: 1.0.0\n{INFO}\nactions: [{{ target: $.info, update: {{ a: 1 }} }}]\n");
    assert!(
        applied(TOWN, &[&text])
            .unwrap_err()
            .contains("does not say why")
    );
}
