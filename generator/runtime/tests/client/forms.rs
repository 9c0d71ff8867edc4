//! Forms, files, and bodies that come piece by piece.

use http::Method;
use oas_runtime::param::{Encoding, Style};
use oas_runtime::transport::Body;
use oas_runtime::{File, json, json_object};

use crate::script::{End, Script, Sent, pieces, response};
use crate::{client, fault};

#[derive(Debug, Clone, PartialEq)]
struct Upload {
    title: String,
    picture: File,
    more: Option<Vec<File>>,
    tags: Option<Vec<String>>,
    place: Option<Place>,
}

json_object! { Upload { required { title, picture } optional { more, tags, place } } }

#[derive(Debug, Clone, PartialEq)]
struct Place {
    x: i64,
}

json_object! { Place { required { x } } }

/// What no form can hold: a file further down.
#[derive(Debug, Clone, PartialEq)]
struct Nested {
    inner: Inner,
}

json_object! { Nested { required { inner } } }

#[derive(Debug, Clone, PartialEq)]
struct Inner {
    file: File,
}

json_object! { Inner { required { file } } }

fn upload(picture: impl Into<File>) -> Upload {
    Upload {
        title: "Cät \"1\"".to_owned(),
        picture: picture.into(),
        more: None,
        tags: None,
        place: None,
    }
}

/// The parts of a form, each as its head and its content.
fn parts(sent: &Sent) -> Vec<(String, String)> {
    let media_type = sent.headers.get("content-type").unwrap();
    let media_type = media_type.to_str().unwrap();
    let boundary = media_type
        .strip_prefix("multipart/form-data; boundary=")
        .unwrap();
    let body = sent.body.strip_suffix("--\r\n").unwrap();
    let line = format!("--{boundary}");
    let parts = body.split(&line).skip(1);
    parts
        .filter(|part| !part.is_empty())
        .map(|part| {
            let part = part.strip_prefix("\r\n").unwrap();
            let (head, content) = part.split_once("\r\n\r\n").unwrap();
            let content = content.strip_suffix("\r\n").unwrap();
            (head.replace("\r\n", " | "), content.to_owned())
        })
        .collect()
}

#[test]
fn each_member_of_a_form_is_a_part() {
    let script = Script::new([response(200, "")]);
    let body = Upload {
        more: Some(vec![
            File::from("b"),
            File::new("c\".txt", "c").content_type("text/plain"),
        ]),
        tags: Some(vec!["x".to_owned(), "y z".to_owned()]),
        place: Some(Place { x: 7 }),
        ..upload(File::new("cat.png", "png").content_type("image/png"))
    };
    let request = client(&script).request(Method::POST, "/pictures");
    request.multipart(body).empty().send_blocking().unwrap();
    let expected = [
        ("name=\"title\"", "", "Cät \"1\""),
        ("name=\"picture\"; filename=\"cat.png\"", "image/png", "png"),
        (
            "name=\"more\"; filename=\"more\"",
            "application/octet-stream",
            "b",
        ),
        ("name=\"more\"; filename=\"c%22.txt\"", "text/plain", "c"),
        ("name=\"tags\"", "", "x"),
        ("name=\"tags\"", "", "y z"),
        ("name=\"place\"", "application/json", "{\"x\":7}"),
    ];
    let expected = expected.map(|(named, media_type, content)| {
        let mut head = format!("Content-Disposition: form-data; {named}");
        if !media_type.is_empty() {
            head.push_str(&format!(" | Content-Type: {media_type}"));
        }
        (head, content.to_owned())
    });
    assert_eq!(parts(&script.sent()[0]), expected);
}

#[test]
fn encodings_of_a_form_with_files() {
    let script = Script::new([response(200, "")]);
    let encodings = [
        Encoding::new("picture").content_type("image/webp"),
        Encoding::new("title").content_type("application/json"),
        Encoding::new("tags").explode(false),
        Encoding::rest().style(Style::DeepObject),
    ];
    let body = Upload {
        tags: Some(vec!["x".to_owned(), "y".to_owned()]),
        place: Some(Place { x: 7 }),
        ..upload("webp")
    };
    let request = client(&script).request(Method::POST, "/pictures");
    request
        .multipart_with(&encodings, body)
        .empty()
        .send_blocking()
        .unwrap();
    let sent = parts(&script.sent()[0]);
    assert_eq!(sent[0].1, "\"Cät \\\"1\\\"\"");
    assert!(sent[0].0.ends_with("application/json"), "{}", sent[0].0);
    assert!(sent[1].0.ends_with("image/webp"), "{}", sent[1].0);
    assert_eq!(sent[2].1, "x,y");
    assert!(sent[3].0.ends_with("name=\"place[x]\""), "{}", sent[3].0);
}

#[test]
fn a_file_that_is_a_stream_is_sent_once() {
    let script = Script::new([response(200, "")]);
    let stream = pieces(["one ", "two"], End::Clean);
    let client = client(&script);
    let call = client
        .request(Method::POST, "/pictures")
        .multipart(upload(File::new("big", stream)))
        .empty();
    assert_eq!(call.body(), None);
    call.clone().send_blocking().unwrap();
    assert_eq!(parts(&script.sent()[0])[1].1, "one two");
    assert!(fault(call.send_blocking()).contains("a stream, which has been sent already"));
}

#[test]
fn a_stream_is_a_body_too() {
    let script = Script::new([response(200, "")]);
    let call = client(&script)
        .request(Method::PUT, "/file")
        .body("image/png", pieces(["a", "b"], End::Clean))
        .empty();
    assert!(format!("{call:?}").contains("body_bytes: None"));
    call.send_blocking().unwrap();
    assert_eq!(script.sent()[0].body, "ab");
    assert_eq!(script.sent()[0].headers["content-type"], "image/png");
}

#[test]
fn what_is_no_form_is_not_sent() {
    let client = client(&Script::default());
    let post = || client.request(Method::POST, "/a");
    assert!(fault(post().form(json!([1])).empty().send_blocking()).contains("made of an object"));
    let listed = post().multipart(json!("x")).empty().send_blocking();
    assert!(fault(listed).contains("made of an object"));

    let nested = Nested {
        inner: Inner {
            file: File::from("x"),
        },
    };
    let call = post().multipart(nested.clone()).empty();
    assert!(fault(call.send_blocking()).contains("a file lies inside the member `inner`"));
    // Written member by member, it has a part of its own.
    let deep = Encoding::new("inner").style(Style::DeepObject);
    let call = post().multipart_with(&[deep], nested).empty();
    assert!(String::from_utf8_lossy(call.body().unwrap()).contains("inner[file]"));

    let odd = upload(File::from("x").content_type("a\r\nb: c"));
    let call = post().multipart(odd).empty();
    assert!(fault(call.send_blocking()).contains("can't be the media type"));
}

#[test]
fn without_a_body_there_is_no_media_type() {
    let client = client(&Script::default());
    let post = || client.request(Method::POST, "/a");
    let none: Option<Upload> = None;
    for call in [
        post().form(none.clone()).empty(),
        post().multipart(none.clone()).empty(),
        post()
            .json_opt(none)
            .content_type("application/x+json")
            .empty(),
        post().body_opt("text/plain", None::<Body>).empty(),
    ] {
        assert!(!call.request_headers().contains_key("content-type"));
        assert_eq!(call.body(), None);
    }
    let call = post().json(1).content_type("application/x+json").empty();
    assert_eq!(call.request_headers()["content-type"], "application/x+json");
    let call = post().body_opt("text/plain", Some("x")).empty();
    assert_eq!(call.body(), Some(&b"x"[..]));
}

#[test]
fn a_parameter_may_say_what_the_body_is() {
    let client = client(&Script::default());
    let param = oas_runtime::Param::new("Content-Type");
    let put = |media_type: Option<&str>| {
        let request = client.request(Method::PUT, "/a");
        request.header(&param, media_type)
    };
    let sent = |call: oas_runtime::Call<()>| call.request_headers()["content-type"].clone();
    let call = put(Some("image/png")).body("application/octet-stream", "x");
    assert_eq!(sent(call.empty()), "image/png");
    let call = put(None).body("application/octet-stream", "x");
    assert_eq!(sent(call.empty()), "application/octet-stream");
    let call = put(Some("image/png")).multipart(upload("x")).empty();
    assert!(sent(call).to_str().unwrap().contains("boundary="));
}

#[test]
fn marks_of_files_are_nobody_elses_text() {
    let script = Script::new([response(200, "")]);
    let body = Upload {
        title: "file-00-0".to_owned(),
        ..upload("x")
    };
    let request = client(&script).request(Method::POST, "/a");
    request.multipart(body).empty().send_blocking().unwrap();
    assert_eq!(parts(&script.sent()[0])[0].1, "file-00-0");
}
