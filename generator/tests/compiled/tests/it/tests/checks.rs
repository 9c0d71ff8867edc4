//! Requests that don't fit the document: what the methods say, and that nothing of
//! them is sent.

use oas_runtime::check::Validate;

use super::wire::{Wire, wired};
use crate::checks::api::ListOrdersParams;
use crate::checks::types::{Code, Line, Order, SendFormRequest, Target};

fn said(value: &impl Validate) -> String {
    value
        .validate()
        .map_or_else(|error| error.to_string(), |()| String::new())
}

#[test]
fn each_finding_has_its_place() {
    let line = Line::new().amount(0.3).count(100);
    let bad = Order::new(Code::from("ab"), [line])
        .labels([("one", "long one"), ("two", "b"), ("three", "c")])
        .note("much too long")
        .target(Target::email("a@b"));
    let order = Order::new(Code::from("abc"), [Line::new().amount(0.75)]).replaces(bad);
    let expected = "replaces.code: shorter than 3 characters; \
                    replaces.lines[0].amount: no multiple of 0.25; \
                    replaces.lines[0].count: more than 99; \
                    replaces.labels: more than 2 members; \
                    replaces.labels.one: longer than 4 characters; \
                    replaces.target.email: shorter than 5 characters; \
                    replaces.note: longer than 8 characters";
    assert_eq!(said(&order), expected);
    let error = order.validate().unwrap_err();
    assert_eq!(error.findings().len(), 7);
    assert_eq!(
        said(&Order::new(Code::from("abc"), [] as [Line; 0])),
        "lines: fewer than 1 item"
    );
    assert_eq!(said(&Target::from(6)), "less than 7");
    assert_eq!(said(&Target::phone("+1")), "");
    assert!(Code::from("abc").validated().is_ok());
    assert_eq!(said(&Code::from("abcd")), "longer than 3 characters");
}

#[test]
fn parameters_are_checked_too() {
    let params = ListOrdersParams::new().limit(51).ids([1, 0, 1]);
    let expected = "limit: more than 50; ids: an item twice; ids[1]: less than 1";
    assert_eq!(said(&params), expected);
    assert_eq!(said(&ListOrdersParams::new().limit(50).sort("x")), "");
}

#[test]
fn what_does_not_fit_is_not_sent() {
    let wire = Wire::start();
    let client = wired!(checks, wire);
    let orders = client.default();
    let good = || Order::new(Code::from("abc"), [Line::new()]);
    let long = Order::new(Code::from("abc"), [] as [Line; 0]);
    let params = |limit| ListOrdersParams::new().limit(limit);
    let refused = [
        orders.list_orders("BAD").send_blocking().unwrap_err(),
        orders
            .list_orders("a")
            .params(params(0))
            .send_blocking()
            .unwrap_err(),
        orders.create_order("a", long).send_blocking().unwrap_err(),
        orders
            .add_notes(vec![String::new()])
            .send_blocking()
            .unwrap_err(),
        orders
            .send_form(SendFormRequest::new("abcd"))
            .send_blocking()
            .unwrap_err(),
    ];
    let said = refused.map(|error| error.to_string());
    for (said, expected) in said.iter().zip([
        "shop: doesn't match `^[a-z]+$`",
        "limit: less than 1",
        "lines: fewer than 1 item",
        "[0]: shorter than 1 character",
        "code: longer than 3 characters",
    ]) {
        assert!(said.contains(expected), "{said}");
    }
    orders.create_order("a", good()).send_blocking().unwrap();
    orders
        .list_orders("a")
        .params(params(50))
        .send_blocking()
        .unwrap();
    assert_eq!(wire.count(), 2);
}

#[test]
fn members_that_go_together_are_missed() {
    use crate::checks_together::types::{Payer, Payment, PaymentMethod, Receipt};
    let payment = |method| Payment::new(method);
    let pairs = [
        (
            payment(PaymentMethod::Card),
            "lacks `card`, needed where `method` is \"card\"",
        ),
        (
            payment(PaymentMethod::Bank).card("1"),
            "lacks `iban`, needed where `method` is not \"card\" and `method` is \"bank\"",
        ),
        (payment(PaymentMethod::Bank).iban("1"), ""),
        (payment(PaymentMethod::Cash), ""),
        (
            payment(PaymentMethod::Cash).receipt(Receipt::new()),
            "receipt: lacks `mail` or `phone`",
        ),
        // Which the server adds is not to be missed.
        (
            payment(PaymentMethod::Cash).receipt(Receipt::new().mail("a")),
            "receipt: lacks `language`, needed where `mail` is there",
        ),
        (
            payment(PaymentMethod::Cash).payer(Payer::new().name("a")),
            "",
        ),
        (
            payment(PaymentMethod::Cash).payer(Payer::new().name("a").number(1)),
            "payer: has more than one of `name` or `number`",
        ),
    ];
    for (payment, expected) in pairs {
        assert_eq!(said(&payment), expected);
    }
    let wire = Wire::start();
    let api = wired!(checks_together, wire).default();
    let error = api.pay(payment(PaymentMethod::Card)).send_blocking();
    assert!(error.unwrap_err().to_string().contains("lacks `card`"));
    assert_eq!(wire.count(), 0);
}
