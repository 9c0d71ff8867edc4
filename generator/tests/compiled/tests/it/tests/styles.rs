//! Parameters and members of forms in every style, as they come over the wire,
//! against the values that the OpenAPI specification prints.

use oas_runtime::Call;

use super::wire::{Wire, wired};
use crate::styles::types::Color;

/// The values of the specification's table.
fn colors() -> Vec<String> {
    ["blue", "black", "brown"].map(str::to_owned).to_vec()
}

fn rgb() -> Color {
    Color::new(100, 200, 150)
}

/// What a server gets of a call: the rest of the path, the query, or a header.
struct Sent<'a>(&'a Wire);

impl Sent<'_> {
    #[track_caller]
    fn path(&self, call: Call<()>, expected: &str) {
        call.send_blocking().unwrap();
        let line = self.0.last().line();
        assert_eq!(line.rsplit_once('/').unwrap().1, expected, "{line}");
    }

    #[track_caller]
    fn query(&self, call: Call<()>, expected: &str) {
        call.send_blocking().unwrap();
        let line = self.0.last().line();
        assert_eq!(line.split_once('?').unwrap().1, expected, "{line}");
    }

    #[track_caller]
    fn header(&self, name: &str, call: Call<()>, expected: &str) {
        call.send_blocking().unwrap();
        assert_eq!(self.0.last().header(name), Some(expected));
    }
}

#[test]
fn paths_are_as_printed() {
    let wire = Wire::start();
    let (sent, client) = (Sent(&wire), wired!(styles, wire));
    let api = client.path();

    sent.path(api.matrix_string(""), ";color");
    sent.path(api.matrix_string("blue"), ";color=blue");
    sent.path(api.matrix_array(colors()), ";color=blue,black,brown");
    sent.path(api.matrix_object(rgb()), ";color=R,100,G,200,B,150");
    sent.path(api.matrix_exploded_string(""), ";color");
    sent.path(api.matrix_exploded_string("blue"), ";color=blue");
    sent.path(
        api.matrix_exploded_array(colors()),
        ";color=blue;color=black;color=brown",
    );
    sent.path(api.matrix_exploded_object(rgb()), ";R=100;G=200;B=150");

    sent.path(api.label_string("blue"), ".blue");
    sent.path(api.label_array(colors()), ".blue,black,brown");
    sent.path(api.label_object(rgb()), ".R,100,G,200,B,150");
    sent.path(api.label_exploded_string("blue"), ".blue");
    sent.path(api.label_exploded_array(colors()), ".blue.black.brown");
    sent.path(api.label_exploded_object(rgb()), ".R=100.G=200.B=150");

    sent.path(api.simple_string("blue"), "blue");
    sent.path(api.simple_array(colors()), "blue,black,brown");
    sent.path(api.simple_object(rgb()), "R,100,G,200,B,150");
    sent.path(api.simple_exploded_string("blue"), "blue");
    sent.path(api.simple_exploded_array(colors()), "blue,black,brown");
    sent.path(api.simple_exploded_object(rgb()), "R=100,G=200,B=150");
}

/// The specification prints `.` for an empty label. Such a segment would be
/// folded away, and the call would go to another path: it is not sent.
#[test]
fn an_empty_label_is_not_sent() {
    let wire = Wire::start();
    let client = wired!(styles, wire);
    let api = client.path();
    for call in [api.label_string(""), api.label_exploded_string("")] {
        let error = call.send_blocking().unwrap_err().to_string();
        assert!(error.contains("has a segment `.`"), "{error}");
    }
}

#[test]
fn queries_are_as_printed() {
    let wire = Wire::start();
    let (sent, client) = (Sent(&wire), wired!(styles, wire));
    let api = client.query();

    sent.query(api.form_string(""), "color=");
    sent.query(api.form_string("blue"), "color=blue");
    sent.query(api.form_array(colors()), "color=blue,black,brown");
    sent.query(api.form_object(rgb()), "color=R,100,G,200,B,150");
    sent.query(api.form_exploded_string(""), "color=");
    sent.query(api.form_exploded_string("blue"), "color=blue");
    sent.query(
        api.form_exploded_array(colors()),
        "color=blue&color=black&color=brown",
    );
    sent.query(api.form_exploded_object(rgb()), "R=100&G=200&B=150");

    sent.query(
        api.space_delimited_array(colors()),
        "color=blue%20black%20brown",
    );
    sent.query(
        api.space_delimited_object(rgb()),
        "color=R%20100%20G%20200%20B%20150",
    );
    sent.query(
        api.pipe_delimited_array(colors()),
        "color=blue%7Cblack%7Cbrown",
    );
    sent.query(
        api.pipe_delimited_object(rgb()),
        "color=R%7C100%7CG%7C200%7CB%7C150",
    );
    sent.query(
        api.deep_object_object(rgb()),
        "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150",
    );

    // Beyond the table: what is reserved may stay, but for what would end the
    // value or can't stand in a query at all. The quote is the URL's doing.
    sent.query(
        api.form_string(":/?#[]@!$&'()*+,;= %"),
        "color=%3A%2F%3F%23%5B%5D%40%21%24%26%27%28%29%2A%2B%2C%3B%3D%20%25",
    );
    sent.query(
        api.reserved_string(":/?#[]@!$&'()*+,;= %"),
        "color=:/?%23%5B%5D@!$%26%27()*%2B,;=%20%25",
    );
    sent.query(
        api.reserved_array(vec!["a/b".to_owned(), "c:d".to_owned()]),
        "color=a/b&color=c:d",
    );
}

#[test]
fn headers_and_cookies_are_as_printed() {
    let wire = Wire::start();
    let (sent, client) = (Sent(&wire), wired!(styles, wire));
    let (api, cookies) = (client.header(), client.cookie());

    sent.header("color", api.header_string("blue"), "blue");
    sent.header("color", api.header_array(colors()), "blue,black,brown");
    sent.header("color", api.header_object(rgb()), "R,100,G,200,B,150");
    sent.header("color", api.header_exploded_string("blue"), "blue");
    sent.header(
        "color",
        api.header_exploded_array(colors()),
        "blue,black,brown",
    );
    sent.header(
        "color",
        api.header_exploded_object(rgb()),
        "R=100,G=200,B=150",
    );

    sent.header("cookie", cookies.cookie_string(""), "color=");
    sent.header("cookie", cookies.cookie_string("blue"), "color=blue");
    sent.header(
        "cookie",
        cookies.cookie_array(colors()),
        "color=blue,black,brown",
    );
    sent.header(
        "cookie",
        cookies.cookie_object(rgb()),
        "color=R,100,G,200,B,150",
    );
    sent.header(
        "cookie",
        cookies.cookie_exploded_string("blue"),
        "color=blue",
    );
    // The table joins by `&`, which no server takes apart in a cookie.
    sent.header(
        "cookie",
        cookies.cookie_exploded_array(colors()),
        "color=blue; color=black; color=brown",
    );
    sent.header(
        "cookie",
        cookies.cookie_exploded_object(rgb()),
        "R=100; G=200; B=150",
    );
}

#[test]
fn parameters_with_content_are_json() {
    let wire = Wire::start();
    let client = wired!(styles, wire);
    let api = client.content();
    api.content(rgb(), rgb(), rgb(), rgb())
        .send_blocking()
        .unwrap();
    let request = wire.last();
    let encoded = "%7B%22R%22%3A100%2C%22G%22%3A200%2C%22B%22%3A150%7D";
    assert_eq!(
        request.line(),
        format!("GET /content/{encoded}?query={encoded}")
    );
    assert_eq!(
        request.header("x-color").unwrap(),
        r#"{"R":100,"G":200,"B":150}"#
    );
    assert_eq!(
        request.header("cookie").unwrap(),
        format!("cookie={encoded}")
    );
}

#[test]
fn each_place_has_a_style_of_its_own() {
    let wire = Wire::start();
    let client = wired!(styles, wire);
    let api = client.defaults();
    api.defaults(colors(), colors(), colors(), colors())
        .send_blocking()
        .unwrap();
    let request = wire.last();
    assert_eq!(
        request.line(),
        "GET /defaults/blue,black,brown?query=blue&query=black&query=brown"
    );
    assert_eq!(request.header("x-color").unwrap(), "blue,black,brown");
    assert_eq!(
        request.header("cookie").unwrap(),
        "cookie=blue; cookie=black; cookie=brown"
    );
}

/// What is JSON in a form has its members in the order of the type, as all JSON has.
#[test]
fn members_of_forms_have_styles() {
    use crate::form_styles::types as forms;
    let wire = Wire::start();
    let client = wired!(form_styles, wire);
    let api = client.default();
    let rgb = || forms::Color::new(100, 200, 150);
    let sent = |call: Call<()>, expected: &str| {
        call.send_blocking().unwrap();
        let request = wire.last();
        assert_eq!(request.text(), expected, "{}", request.line());
        assert_eq!(
            request.header("content-type").unwrap(),
            "application/x-www-form-urlencoded"
        );
    };

    sent(
        api.plain_string(forms::PlainStringRequest::new("a b&c=d")),
        "color=a%20b%26c%3Dd",
    );
    sent(
        api.plain_array(forms::PlainArrayRequest::new(colors())),
        "color=blue&color=black&color=brown",
    );
    sent(
        api.form_array(forms::FormArrayRequest::new(colors())),
        "color=blue&color=black&color=brown",
    );
    sent(
        api.form_object(forms::FormObjectRequest::new(rgb())),
        "R=100&G=200&B=150",
    );
    sent(
        api.joined_array(forms::JoinedArrayRequest::new(colors())),
        "color=blue,black,brown",
    );
    sent(
        api.joined_object(forms::JoinedObjectRequest::new(rgb())),
        "color=R,100,G,200,B,150",
    );
    sent(
        api.spaced_array(forms::SpacedArrayRequest::new(colors())),
        "color=blue%20black%20brown",
    );
    sent(
        api.piped_array(forms::PipedArrayRequest::new(colors())),
        "color=blue%7Cblack%7Cbrown",
    );
    sent(
        api.deep_object(forms::DeepObjectRequest::new(rgb())),
        "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150",
    );
    sent(
        api.json_object(forms::JsonObjectRequest::new(rgb())),
        "color=%7B%22R%22%3A100%2C%22G%22%3A200%2C%22B%22%3A150%7D",
    );
    sent(
        api.plain_object(forms::PlainObjectRequest::new(rgb())),
        "color=%7B%22R%22%3A100%2C%22G%22%3A200%2C%22B%22%3A150%7D",
    );
}

#[test]
fn parts_of_forms_have_media_types() {
    use crate::multipart::types::{CreatePictureRequest, CreatePictureRequestPurpose, Place};
    use oas_runtime::File;
    let wire = Wire::start();
    let client = wired!(multipart, wire);
    let body = CreatePictureRequest::new(
        File::new("a.png", "bytes").header("X-Id", "7"),
        CreatePictureRequestPurpose::Album,
    )
    .thumbnails([File::new("b.png", "one"), File::new("c.png", "two")])
    .place(Place::new().x(1.5))
    .sizes([1, 2]);
    client
        .default()
        .create_picture(body)
        .send_blocking()
        .unwrap();
    let request = wire.last();
    let media_type = request.header("content-type").unwrap();
    let boundary = media_type
        .strip_prefix("multipart/form-data; boundary=")
        .unwrap();
    let mark = format!("--{boundary}");
    let body = request.text();
    let body = body.strip_suffix("--\r\n").unwrap();
    let parts: Vec<(&str, &str)> = body
        .split(mark.as_str())
        .filter(|part| !part.is_empty())
        .map(|part| {
            part.trim_matches(['\r', '\n'])
                .split_once("\r\n\r\n")
                .unwrap()
        })
        .collect();
    let disposition = |rest: &str| format!("content-disposition: form-data; name={rest}");
    let expected = [
        (
            disposition("\"file\"; filename=\"a.png\"\r\ncontent-type: image/png\r\nx-id: 7"),
            "bytes",
        ),
        (disposition("\"purpose\""), "album"),
        (
            disposition("\"thumbnails\"; filename=\"b.png\"\r\ncontent-type: image/png"),
            "one",
        ),
        (
            disposition("\"thumbnails\"; filename=\"c.png\"\r\ncontent-type: image/png"),
            "two",
        ),
        (
            disposition(
                "\"place\"\r\ncontent-type: application/vnd.place+json\r\nx-kind: place\r\nx-part: 2",
            ),
            "{\"x\":1.5}",
        ),
        (disposition("\"sizes\""), "1"),
        (disposition("\"sizes\""), "2"),
    ];
    let parts: Vec<(String, &str)> = parts
        .into_iter()
        .map(|(head, content)| (head.to_lowercase(), content))
        .collect();
    assert_eq!(parts, expected);
}
