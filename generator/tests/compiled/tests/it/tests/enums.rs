//! Values that the document knows, and those that it doesn't.

use serde_json::json;

use super::{refused, survives, written};
use crate::closed_enums::types::{LampColor, LampLevel};
use crate::integer_enums::types::{Change, ChangeRequest, ChangeSign, Level};
use crate::string_enums::types::{Filter, FilterRequest, Operator, Size, State};

#[test]
fn symbols_travel_as_they_are() {
    let filter = FilterRequest::new(Operator::LessOrEqual).size(Size::Empty);
    assert_eq!(written(&filter), json!({ "operator": "<=", "size": "" }));
    let filter: Filter = survives(json!({ "operator": "!~", "size": "_" }));
    assert_eq!(filter.operator, Operator::NotTilde);
    assert_eq!(filter.size, Some(Size::Underscore));
}

#[test]
fn an_unknown_text_is_kept() {
    let filter: Filter = survives(json!({ "operator": "LIKE", "many": ["first", "third"] }));
    assert_eq!(filter.operator.as_str(), "LIKE");
    assert_ne!(filter.operator, Operator::In);
}

#[test]
fn a_value_that_is_called_unknown_is_known() {
    assert_eq!(survives::<State>(json!("unknown")), State::Unknown);
    assert!(matches!(
        survives::<State>(json!("never seen")),
        State::Unrecognized(_)
    ));
}

#[test]
fn an_unknown_integer_is_kept() {
    let change: Change = survives(json!({ "to": 25, "sign": 7 }));
    assert_ne!(change.to, Level::Middle);
    assert_eq!(
        written(&ChangeRequest::new(Level::High).sign(ChangeSign::Minus)),
        json!({ "to": 30, "sign": -1 })
    );
}

#[test]
fn an_enum_takes_only_its_json_type() {
    let message = refused::<Operator>(json!(1));
    assert!(message.contains("string"), "{message}");
    let message = refused::<Level>(json!("10"));
    assert!(message.contains("integer"), "{message}");
}

#[test]
fn a_closed_enum_says_what_it_knows() {
    assert_eq!(survives::<LampColor>(json!("green")), LampColor::Green);
    let message = refused::<LampColor>(json!("blue"));
    assert!(
        message.contains("red") && message.contains("green"),
        "{message}"
    );
    assert_eq!(survives::<LampLevel>(json!(2)), LampLevel::High);
    let message = refused::<LampLevel>(json!(3));
    assert!(message.contains('1') && message.contains('2'), "{message}");
}
