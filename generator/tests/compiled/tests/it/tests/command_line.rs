//! A command line: what is sent for what is typed, and what is printed.

use oas_runtime::cli::Environment;
use oas_runtime::test_util::{SentRequest, TestResponse, TestTransport};
use serde_json::{Value, json};

use crate::command_line::cli::command_line;

/// The request that a command sends, and what it prints of this response.
fn run(arguments: &[&str], response: TestResponse) -> (SentRequest, String) {
    let transport = TestTransport::sequence([response]);
    let (sent, mut output, mut errors) = (transport.clone(), Vec::new(), Vec::new());
    let status = command_line()
        .configure(|builder| builder.transport(transport).no_retries())
        .run(
            std::iter::once("kiosk").chain(arguments.iter().copied()),
            Environment {
                variable: &|name| (name == "OAS_CODEGEN_CASES_SERVER").then(|| "us".to_owned()),
                input: &mut "from the input".as_bytes(),
                output: &mut output,
                errors: &mut errors,
                is_terminal: false,
            },
        );
    let [output, errors] = [output, errors].map(|text| String::from_utf8(text).unwrap());
    assert_eq!(status, 0, "{arguments:?}: {errors}");
    (sent.sent().pop().unwrap(), output)
}

#[test]
fn parameters_are_written_as_the_document_says() {
    let page = json!({"orders": []});
    let typed = [
        "orders",
        "list",
        "--with-output",
        "gift",
        "--id",
        "1",
        "--id",
        "-2",
        "--filter",
        r#"{"since": "x y"}"#,
        "--x-branch",
        "north",
    ];
    let (request, output) = run(&typed, TestResponse::json(200, &page));
    let query = "/orders?version=2&output=gift&id=1,-2&filter%5Bsince%5D=x%20y";
    assert_eq!(request.target(), query);
    assert_eq!(request.headers["x-branch"], "north");
    assert_eq!(request.uri.host(), Some("us.kiosk.example"));
    assert_eq!(output, "[]\n");
    let typed = [
        "orders",
        "delete",
        "7",
        "--with-id",
        "8",
        "--url",
        "https://kiosk.test/x",
    ];
    let (request, output) = run(&typed, TestResponse::empty(204));
    assert_eq!(request.uri, "https://kiosk.test/x/orders/7?id=8");
    assert_eq!(output, "");
}

#[test]
fn bodies_come_of_constants_and_defaults_and_what_is_typed() {
    let order = || TestResponse::body(201, r#"{"id": 12345678901234567890123, "a": 1.50}"#);
    let body = |typed: &[&str]| -> Value { run(typed, order()).0.json() };
    let create = ["orders", "create", "--items", "tea", "--items", "42"];
    let (request, output) = run(&create, order());
    let plain = json!({"kind": "takeaway", "wrapped": true, "items": ["tea", "42"]});
    assert_eq!(request.json(), plain);
    assert_eq!(
        output,
        "{\n  \"id\": 12345678901234567890123,\n  \"a\": 1.50\n}\n"
    );
    let whole = r#"{"wrapped": null, "tip": 1, "more": [1.10]}"#;
    let typed = [
        &create[..],
        &["-d", whole, "--tip", "-2.50", "--body-data", "{}"],
    ]
    .concat();
    let sent = run(&typed, order()).0;
    let text = String::from_utf8(sent.body.to_vec()).unwrap();
    assert!(text.contains("1.10") && text.contains("-2.50"), "{text}");
    let own = json!({"wrapped": null, "tip": -2.5, "more": [1.1], "data": {}});
    for (name, value) in own.as_object().unwrap() {
        assert_eq!(&sent.json()[name], value, "{name}");
    }
    for (typed, value) in [
        ("Ann", json!("Ann")),
        ("12", json!("12")),
        (r#"["Ann"]"#, json!(["Ann"])),
        (r#""[1]""#, json!("[1]")),
    ] {
        assert_eq!(
            body(&[&create[..], &["--for", typed]].concat())["for"],
            value
        );
    }
}

#[test]
fn files_texts_and_events_go_through() {
    let file = std::env::temp_dir().join(format!("photo-{}.txt", std::process::id()));
    std::fs::write(&file, "pixels").unwrap();
    let named = format!("@{}", file.display());
    let receipt = || TestResponse::body(200, "No. 7").header("content-type", "text/plain");
    let (request, output) = run(
        &["upload-photo", "--file", &named, "--alt", "me"],
        receipt(),
    );
    std::fs::remove_file(&file).unwrap();
    let text = String::from_utf8(request.body.to_vec()).unwrap();
    assert!(
        text.contains("pixels") && text.contains("filename=\"photo-"),
        "{text}"
    );
    assert_eq!(output, "No. 7");
    assert!(run(&["upload-photo"], receipt()).0.body.is_empty());
    let events = "data: plain\n\ndata: {\"a\": 1}\n\n";
    let events = TestResponse::body(200, events).header("content-type", "text/event-stream");
    let (request, output) = run(&["add-note", "--data", "-"], events);
    assert_eq!(request.body, "from the input");
    assert_eq!(request.headers["content-type"], "text/plain");
    assert_eq!(output, "\"plain\"\n{\"a\":1}\n");
}
