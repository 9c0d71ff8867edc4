//! Methods and parameters of OpenAPI 3.2, as they are sent.

use super::script::{Last as _, Texts as _, client, responding};
use crate::version_32::api::{AddBeanParams, ListBeansParams};
use crate::version_32::types::{ListBeansAll, QueryBeansRequest};

#[test]
fn other_methods_are_sent_as_they_are_called() {
    let script = responding(&[(200, r#"["Sidamo"]"#)]);
    let client = client!(version_32, script);
    let call = client.roasts().query_beans(QueryBeansRequest::new("Peru"));
    assert_eq!(call.send_blocking().unwrap(), ["Sidamo"]);
    assert_eq!(script.last().line(), "QUERY /beans");
    assert_eq!(script.last().text(), r#"{"origin":"Peru"}"#);
    client.default().copy_beans().send_blocking().unwrap();
    assert_eq!(script.last().line(), "COPY /beans");
    client.beans().link_beans().send_blocking().unwrap();
    assert_eq!(script.last().line(), "LINK /beans");
}

#[test]
fn a_query_may_be_one_parameter() {
    let script = responding(&[]);
    let client = client!(version_32, script).default();
    let all = ListBeansAll::new().origin("a b&c").years([2025, 2026]);
    let call = client.list_beans().params(ListBeansParams::new().all(all));
    call.send_blocking().unwrap();
    assert_eq!(
        script.last().line(),
        "GET /beans?origin=a%20b%26c&years=2025&years=2026"
    );
    let filter = crate::version_32::types::FindBeansFilter::new().origin("x");
    client.find_beans(filter).send_blocking().unwrap();
    assert_eq!(
        script.last().line(),
        "PUT /beans?%7B%22origin%22%3A%22x%22%7D"
    );
}

#[test]
fn cookies_of_their_own_style_are_not_escaped() {
    let script = responding(&[]);
    let client = client!(version_32, script).default();
    let params = AddBeanParams::new().session("a b/c").marks(["x", "y"]);
    client.add_bean().params(params).send_blocking().unwrap();
    assert_eq!(
        script.last().headers["cookie"],
        "session=a b/c; marks=x; marks=y"
    );
}
