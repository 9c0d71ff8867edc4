//! Parameters as they are sent.

use oas_runtime::UnixTime;

use super::script::{Last as _, Texts as _, client, responding};
use crate::header_parameters::api::GetThingsParams;
use crate::header_parameters::types::{Flags, GetThingsTheme};
use crate::newtypes::api::UpdateTicketParams;
use crate::newtypes::types::Update;
use crate::path_parameters::types::{GetPostExtension, Point};
use crate::query_parameters::api::SearchParams;
use crate::query_parameters::types::{Filter, Order};

/// What is sent for these parameters, beside those that must be given.
fn query(params: SearchParams) -> String {
    let script = responding(&[]);
    let client = client!(query_parameters, script);
    let call = client.default().search("a b", UnixTime::from_secs(5), true);
    call.params(params).send_blocking().unwrap();
    let line = script.last().line();
    let rest = line.strip_prefix("GET /search?q=a%20b&since=5&exact=true");
    rest.unwrap_or_else(|| panic!("{line}")).to_owned()
}

#[test]
fn optional_parameters_are_left_out() {
    assert_eq!(query(SearchParams::new()), "");
}

#[test]
fn lists_are_sent_in_their_style() {
    let all = ["a", "b c"];
    assert_eq!(query(SearchParams::new().tags(all)), "&tags=a&tags=b%20c");
    assert_eq!(query(SearchParams::new().joined(all)), "&joined=a,b%20c");
    assert_eq!(
        query(SearchParams::new().spaced(["a", "b"])),
        "&spaced=a%20b"
    );
    assert_eq!(query(SearchParams::new().piped([1, 2])), "&piped=1%7C2");
    assert_eq!(
        query(SearchParams::new().ids([1, 2])),
        "&ids%5B%5D=1&ids%5B%5D=2"
    );
    assert_eq!(
        query(SearchParams::new().orders([Order::Asc, Order::from("odd")])),
        "&orders=asc&orders=odd"
    );
}

#[test]
fn objects_are_sent_in_their_style() {
    let filter = Filter::new().name("a&b").open(false);
    assert_eq!(
        query(SearchParams::new().filter(filter.clone())),
        "&filter%5Bname%5D=a%26b&filter%5Bopen%5D=false"
    );
    assert_eq!(
        query(SearchParams::new().form(filter)),
        "&name=a%26b&open=false"
    );
    assert_eq!(
        query(SearchParams::new().labels([("b", "2"), ("a", "1")])),
        "&labels%5Ba%5D=1&labels%5Bb%5D=2"
    );
}

#[test]
fn scalars_are_sent_as_text() {
    assert_eq!(
        query(SearchParams::new().page(2).ratio(0.5).order(Order::Desc)),
        "&page=2&ratio=0.5&order=desc"
    );
    assert_eq!(query(SearchParams::new().either(3)), "&either=3");
    assert_eq!(query(SearchParams::new().either("x/y")), "&either=x%2Fy");
    assert_eq!(query(SearchParams::new().path("/a?b")), "&path=/a?b");
}

#[test]
fn a_path_holds_its_parameters_and_nothing_else() {
    let script = responding(&[]);
    let client = client!(path_parameters, script);
    let api = client.default();
    api.get_post("a/b?c", 7, GetPostExtension::Json)
        .send_blocking()
        .unwrap();
    assert_eq!(script.last().line(), "GET /users/a%2Fb%3Fc/posts/7.json");
    api.delete_post(1, -2, "txt").send_blocking().unwrap();
    assert_eq!(script.last().line(), "DELETE /users/1/posts/-2.txt");
    api.get_file("a/b", "c/d e?f").send_blocking().unwrap();
    assert_eq!(script.last().line(), "GET /files/a%2Fb/c/d%20e%3Ff");
    assert!(api.get_raw("a/../b").send_blocking().is_err());
    api.get_size("ö").send_blocking().unwrap();
    assert_eq!(
        script.last().line(),
        "GET /gr%C3%B6%C3%9Fe%20und%20form/%C3%B6"
    );
}

#[test]
fn paths_have_styles() {
    let script = responding(&[]);
    let client = client!(path_parameters, script);
    let list = |one: &str, other: &str| vec![one.to_owned(), other.to_owned()];
    client
        .default()
        .get_lists(list("a", "b"), vec![1, 2], list("c", "d"), list("e", "f"))
        .send_blocking()
        .unwrap();
    assert_eq!(
        script.last().line(),
        "GET /lists/a,b/.1,2/;matrix=c,d/;exploded=e;exploded=f"
    );
    client
        .default()
        .get_objects(Point::new(1).y(2), Point::new(3))
        .send_blocking()
        .unwrap();
    assert_eq!(script.last().line(), "GET /objects/x,1,y,2/;x=3");
}

#[test]
fn headers_and_cookies_are_sent() {
    let script = responding(&[]);
    let params = GetThingsParams::new()
        .x_depth(3)
        .x_tags(["a", "b"])
        .x_flags(Flags::new().a(true).b("c"))
        .theme(GetThingsTheme::Dark);
    client!(header_parameters, script)
        .default()
        .get_things("t1", "s 1")
        .params(params)
        .send_blocking()
        .unwrap();
    let sent = script.last();
    assert_eq!(sent.line(), "GET /things");
    assert_eq!(sent.headers["x-trace-id"], "t1");
    assert_eq!(sent.headers["x-depth"], "3");
    assert_eq!(sent.headers["x-tags"], "a,b");
    assert_eq!(sent.headers["x-flags"], "a=true,b=c");
    assert_eq!(sent.headers["cookie"], "session=s%201; theme=dark");
}

#[test]
fn newtypes_are_parameters_like_what_they_wrap() {
    let script = responding(&[(200, r#"{"id":"t1"}"#)]);
    client!(newtypes, script)
        .default()
        .update_ticket("t1", Update::new("7"))
        .params(UpdateTicketParams::new().version(3))
        .send_blocking()
        .unwrap();
    let sent = script.last();
    assert_eq!(sent.line(), "PUT /tickets/t1?version=3");
    assert_eq!(sent.text(), r#"{"admin_id":7}"#);
}
