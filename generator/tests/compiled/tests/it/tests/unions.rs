//! Branches, how they are told apart, and what fits none of them.

use serde_json::json;

use super::{read, refused, survives, written};
use crate::all_of::types::ColoredShape;
use crate::discriminators::types::{Implied, Left, Send, Sent, Undeclared};
use crate::union_siblings::types::{Received, Reply};
use crate::unions::types::{ByConstant, ByKey, ByType, ByValue, Nullable, OfUnions, Overlapping};
use crate::unions_tagged_in_part::types::Shape;
use crate::version_31::types::{CreateItem, CreateItemAnyOrNull, CreateItemEither, Item};

#[test]
fn each_json_type_has_its_branch() {
    assert_eq!(
        survives::<ByType>(json!("a")),
        ByType::String("a".to_owned())
    );
    assert_eq!(survives::<ByType>(json!(1)), ByType::Integer(1));
    assert_eq!(survives::<ByType>(json!(true)), ByType::Boolean(true));
    assert_eq!(
        survives::<ByType>(json!(["a"])),
        ByType::List(vec!["a".to_owned()])
    );
    assert!(matches!(
        survives::<ByType>(json!({ "name": "a" })),
        ByType::Object(_)
    ));
}

#[test]
fn what_fits_no_branch_is_kept() {
    for json in [json!(1.5), json!([1, 2]), json!({ "name": 1 })] {
        let value: ByType = survives(json.clone());
        assert_eq!(value, ByType::Unknown(json));
    }
    let json = json!({ "kind": "fish", "scales": 3 });
    assert_eq!(
        survives::<ByConstant>(json.clone()),
        ByConstant::Unknown(json)
    );
    let json = json!({ "petType": "Fish" });
    assert_eq!(survives::<Implied>(json.clone()), Implied::Unknown(json));
}

#[test]
fn a_branch_that_is_meant_and_broken_is_kept_too() {
    let json = json!({ "kind": "cat", "lives": "nine" });
    assert_eq!(
        survives::<ByConstant>(json.clone()),
        ByConstant::Unknown(json)
    );
}

#[test]
fn a_union_of_a_request_has_no_branch_for_the_rest() {
    let message = refused::<Send>(json!({ "channel": "pigeon" }));
    assert!(message.contains("Send"), "{message}");
}

#[test]
fn required_members_tell_branches_apart() {
    assert!(matches!(
        survives::<ByKey>(json!({ "side": 1.5 })),
        ByKey::Square(_)
    ));
    assert!(matches!(
        survives::<ByKey>(json!({ "from": 1.5, "to": 2.5 })),
        ByKey::Line(_)
    ));
    assert!(matches!(
        read::<ByKey>(json!({ "radius": 1.5, "unheard": true })),
        ByKey::Circle(_)
    ));
    assert!(matches!(
        survives::<ColoredShape>(json!({ "side": 1.5, "color": "red" })),
        ColoredShape::Square(_)
    ));
}

#[test]
fn a_string_beside_known_values_is_one_open_enum() {
    assert!(!matches!(
        survives::<ByValue>(json!("small")),
        ByValue::Unknown(_)
    ));
    assert_eq!(read::<ByValue>(json!("small")), ByValue::from("small"));
    assert_eq!(read::<ByValue>(json!("37 cm")), ByValue::from("37 cm"));
}

#[test]
fn constants_one_by_one_are_one_enum() {
    use crate::unions_of_constants::types::{Curve, CurveState, Interpolation, Level, Model};

    let curve: Curve = survives(json!({
        "interpolation": "STEP", "level": 2, "model": "own-7", "state": "", "unit": "inch",
        "switched": "off", "nested": "d"
    }));
    assert_eq!(curve.interpolation, Interpolation::Step);
    assert_eq!(curve.level, Some(Level::High));
    assert_eq!(curve.model, Some(Model::Unknown("own-7".to_owned())));
    assert_eq!(curve.state, Some(CurveState::Empty));
    let curve: Curve = survives(json!({ "interpolation": "CUBIC", "state": "draft" }));
    assert_eq!(curve.interpolation, Interpolation::CubicSpline);
    assert_eq!(curve.state, Some(CurveState::Draft));
    let curve: Curve = read(json!({ "interpolation": "new", "state": null }));
    assert_eq!(
        curve.interpolation,
        Interpolation::Unknown("new".to_owned())
    );
    assert_eq!(curve.state, None);
}

#[test]
fn of_branches_that_look_alike_the_one_that_knows_most_is_taken() {
    let value: Overlapping = survives(json!({ "name": "a", "employees": 3 }));
    assert!(matches!(value, Overlapping::Company(_)), "{value:?}");
    let value: Overlapping = survives(json!({ "name": "a" }));
    assert!(matches!(value, Overlapping::Person(_)), "{value:?}");
}

#[test]
fn what_overlaps_goes_to_the_branch_that_fits_best() {
    use crate::unions_overlapping::types::{
        Mark, Thing, ThingAction, ThingAmount, ThingCallback, ThingCapture, ThingEntry,
        ThingFailure, ThingFilters, ThingNested, ThingOwner, ThingPaint, ThingRest, ThingShape,
        ThingStream, ThingSwitched, ThingWho,
    };
    let thing =
        |member: &str, value: serde_json::Value| -> Thing { survives(json!({ member: value })) };

    let company = thing("who", json!({ "name": "a", "employees": 5 }));
    assert!(matches!(company.who, Some(ThingWho::Company(_))));
    let red = thing("paint", json!({ "red": 5 }));
    assert!(matches!(red.paint, Some(ThingPaint::Red(_))));
    let done = thing(
        "action",
        json!({ "action": { "name": "a", "result": "b" } }),
    );
    assert!(matches!(done.action, Some(ThingAction::Finished(_))));
    let fields = thing("filters", json!([{ "field": "a" }, { "field": "b" }]));
    assert!(matches!(fields.filters, Some(ThingFilters::Fields(_))));
    for value in [
        json!({ "method": "automatic" }),
        json!({ "method": "manual", "usage": "on_session" }),
        json!({ "retries": 5 }),
        json!({ "fee": 1.5 }),
    ] {
        let any_way = thing("capture", value);
        assert!(matches!(any_way.capture, Some(ThingCapture::AnyWay(_))));
    }
    let by_hand = thing("capture", json!({ "retries": -3, "fee": 1.0 }));
    assert!(matches!(by_hand.capture, Some(ThingCapture::ByHand(_))));
    // Neither knows both: it stays as it is.
    let both = thing("paint", json!({ "red": 5, "blue": "x" }));
    assert!(matches!(both.paint, Some(ThingPaint::Unknown(_))));
    let full = thing("shape", json!({ "id": 1, "data": "x" }));
    assert!(matches!(full.shape, Some(ThingShape::Full(_))));
    let simple = thing("shape", json!({ "id": 1 }));
    assert!(matches!(simple.shape, Some(ThingShape::Simple(_))));
    let gone = json!({ "id": "c", "object": "customer", "deleted": true });
    let gone = thing("owner", gone);
    assert!(matches!(gone.owner, Some(ThingOwner::DeletedCustomer(_))));
    let living = thing(
        "owner",
        json!({ "id": "c", "object": "customer", "email": "e" }),
    );
    assert!(matches!(living.owner, Some(ThingOwner::Customer(_))));
    assert_eq!(
        thing("amount", json!(5)).amount,
        Some(ThingAmount::Integer(5))
    );
    assert_eq!(
        thing("amount", json!(5.5)).amount,
        Some(ThingAmount::Number(5.5))
    );
    // Its `id` would name another branch, which knows no more of it.
    let line = thing("entry", json!({ "id": 1, "from": 2, "to": 3 }));
    assert!(matches!(line.entry, Some(ThingEntry::Mark(Mark::Line(_)))));
    // A record without demands has none of these members, and would lose them.
    let rest = thing("rest", json!({ "a": 1 }));
    assert!(matches!(rest.rest, Some(ThingRest::IntegerMap(_))));
    let rest = thing("rest", json!({ "name": "a" }));
    assert!(matches!(rest.rest, Some(ThingRest::Named(_))));
    let nested = thing("nested", json!({ "at": 3 }));
    assert!(matches!(nested.nested, Some(ThingNested::Mark(_))));
    let passive = thing("switched", json!({ "active": false, "until": 7 }));
    assert!(matches!(passive.switched, Some(ThingSwitched::Passive(_))));
    let update = thing("callback", json!({ "type": 7, "data": "x" }));
    assert!(matches!(update.callback, Some(ThingCallback::Update(_))));
    let failure = thing("failure", json!({ "error": { "code": 500 } }));
    assert!(matches!(failure.failure, Some(ThingFailure::Broken(_))));
    let message = json!({ "event": "message.ended", "data": { "text": "x" } });
    let message = thing("stream", message).stream;
    assert!(matches!(message, Some(ThingStream::Message(_))));
    for (text, expected) in [
        ("10.0.0.0/8", "V4"),
        ("fd12::/64", "V6"),
        ("office", "Name"),
    ] {
        let network = thing("network", json!(text)).network;
        let shown = format!("{network:?}");
        assert!(shown.starts_with(&format!("Some({expected}(")), "{shown}");
    }
}

#[test]
fn null_is_no_branch() {
    let response: crate::unions::types::Reply = read(json!({ "nullable": null }));
    assert_eq!(response.nullable, None);
    let response: crate::unions::types::Reply = survives(json!({ "nullable": 3 }));
    assert_eq!(response.nullable, Some(Nullable::Integer(3)));
}

#[test]
fn unions_lie_in_unions() {
    assert!(matches!(
        survives::<OfUnions>(json!({ "side": 1.5 })),
        OfUnions::ByKey(ByKey::Square(_))
    ));
    assert!(matches!(
        survives::<OfUnions>(json!("small")),
        OfUnions::ByValue(_)
    ));
    assert_eq!(survives::<OfUnions>(json!(3)), OfUnions::Integer(3));
}

#[test]
fn a_discriminator_may_have_several_values_for_a_branch() {
    for tag in ["email", "e-mail"] {
        let sent: Sent = survives(json!({ "type": tag, "subject": "a" }));
        assert!(matches!(sent, Sent::Mail(_)), "{sent:?}");
    }
}

#[test]
fn a_discriminator_that_no_branch_declares_is_written() {
    let value: Undeclared = survives(json!({ "side": "Left", "a": "b" }));
    assert!(matches!(value, Undeclared::Left(_)), "{value:?}");
    assert_eq!(
        written(&Undeclared::from(Left::default())),
        json!({ "side": "Left" })
    );
}

#[test]
fn branches_convert_to_their_union() {
    assert_eq!(
        written(&Send::mail("Hello")),
        json!({ "channel": "mail", "subject": "Hello" })
    );
    let item = CreateItem::new()
        .either("a")
        .any_or_null(CreateItemAnyOrNull::from(3));
    assert_eq!(
        written(&item),
        json!({ "kind": "item", "either": "a", "any_or_null": 3 })
    );
    assert_eq!(CreateItemEither::from(3), CreateItemEither::Integer(3));
}

#[test]
fn members_beside_a_union_belong_to_each_branch() {
    assert_eq!(
        written(&Reply::text("a", "Hello")),
        json!({ "to": "a", "text": "Hello" })
    );
    let received: Received = survives(json!({ "id": "r", "html": "<p>" }));
    assert_eq!(received.html.as_deref(), Some("<p>"));
}

#[test]
fn a_list_of_several_types_is_a_list_of_unions() {
    let item: Item = survives(json!({ "id": "a", "tuple": ["b", 1, null, 2.5] }));
    assert_eq!(item.tuple.map(|items| items.len()), Some(4));
}

#[test]
fn a_branch_is_reached_by_a_method() {
    use crate::derive::types::Shape;

    let shape = Shape::from("round");
    assert_eq!(shape.as_string().map(String::as_str), Some("round"));
    assert_eq!(shape.as_integer(), None);
    assert_eq!(shape.into_string().as_deref(), Some("round"));
}

#[test]
fn a_branch_is_known_by_the_value_that_it_gives_its_tag() {
    use crate::narrowed_values::types::{
        Animal, Cat, Zoo, ZooLevel, ZooPet, ZooShared, ZooSize, ZooStep,
    };
    assert!(matches!(
        survives(json!({ "kind": "cat", "lives": 9 })),
        Animal::Cat(_)
    ));
    let dog: Animal = survives(json!({ "kind": "dog" }));
    assert!(matches!(dog, Animal::Dog(_)));
    assert_eq!(
        written(&Animal::from(Cat::new().lives(9))),
        json!({ "kind": "cat", "lives": 9 })
    );
    let zoo: Zoo = survives(json!({
        "pet": { "kind": "dog" }, "size": { "size": "xl" }, "shared": { "name": "Two", "two": 2 },
        "level": "low", "order": ["-name"], "step": { "step": 2, "far": 3 }
    }));
    assert!(matches!(zoo.step, Some(ZooStep::Wait(_))));
    assert!(matches!(zoo.pet, Some(ZooPet::Dog(_))));
    assert!(matches!(zoo.size, Some(ZooSize::Large(_))));
    assert!(matches!(zoo.shared, Some(ZooShared::Two(_))));
    assert_eq!(zoo.level, Some(ZooLevel::Low));
}

#[test]
fn what_a_base_says_of_a_property_holds_beside_what_is_added() {
    use crate::redeclared::types::{Print, PrintRequest, State};
    let json = json!({
        "name": "a", "state": "done", "number": 1,
        "options": { "copies": 2, "color": true, "paper": { "size": "a4", "weight": 80 } },
        "parent": { "name": "b", "state": "new", "number": 0 }
    });
    let print: Print = survives(json);
    let mut sent = written(&PrintRequest::from(print.clone()));
    assert_eq!(
        sent["parent"].take(),
        json!({ "name": "b", "state": "new" })
    );
    assert!(sent.get("number").is_none() && sent["options"]["copies"] == 2);
    assert_eq!(print.parent.unwrap().state, State::New);
    let request = PrintRequest::new("a", State::New).clear_tags();
    assert_eq!(
        written(&request),
        json!({ "name": "a", "state": "new", "tags": null })
    );
}

#[test]
fn a_branch_may_leave_out_the_value_that_it_has_by_default() {
    assert!(matches!(read::<Shape>(json!({ "r": 1 })), Shape::Round(_)));
    assert!(matches!(
        survives::<Shape>(json!({ "kind": "flat", "r": 1 })),
        Shape::Flat(_)
    ));
}

#[test]
fn null_and_lengths_tell_branches_apart() {
    use crate::null_constants::types::{Reply, Shape, ShapeAt};

    let good = json!({ "error": null, "result": "x", "kind": null });
    let read: Reply = survives(good.clone());
    assert!(matches!(read, Reply::Good(_)), "{read:?}");
    let bad = json!({ "error": "x", "result": null });
    assert!(matches!(survives(bad), Reply::Bad(_)));
    let sent =
        oas_runtime::codec::to_value(&crate::null_constants::types::ReplyGoodRequest::new("x"));
    assert_eq!(sent.unwrap(), good);

    let shape: Shape = survives(json!({ "at": [1.5, 2.5] }));
    assert!(matches!(shape.at, Some(ShapeAt::Flat(_))), "{shape:?}");
    let shape: Shape = survives(json!({ "at": [1.5, 2.5, 3.5], "twice": {} }));
    assert!(matches!(shape.at, Some(ShapeAt::High(_))), "{shape:?}");
}

#[test]
fn null_that_the_schema_forbids_is_read_and_not_sent_by_itself() {
    use crate::null_constants::types::{Prompt, PromptRequest};

    let read: Prompt = survives(json!({ "prompt": null, "choice": null, "size": null }));
    assert_eq!(read.prompt, None);
    let sent = oas_runtime::codec::to_value(&PromptRequest::new("hello", "a")).unwrap();
    assert_eq!(
        sent,
        json!({ "prompt": "hello", "choice": "a", "size": null })
    );
    let text =
        r#"{"prompt":"a","choice":"b","size":18446744073709551615,"total":18446744073709551616}"#;
    let read: Prompt = oas_runtime::codec::from_str(text).unwrap();
    assert_eq!(read.size, Some(u64::MAX));
    let written = oas_runtime::codec::to_vec(&read).unwrap();
    assert_eq!(String::from_utf8(written).unwrap(), text);
}
