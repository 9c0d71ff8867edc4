//! Tags of discriminators: sent by themselves, read as they came.

use serde_json::json;

use super::{survives, written};
use crate::discriminator_tags::types::{
    Birds, Bolt, BurrGrinder, Cat, Dog, Echo, Fish, Grinder, Machine, Nut, Off, On, Owl, Part,
    PartByFlag, PartByNumber, Pet, Salmon, SawShark, Shark, Signal, Stray, Tone,
};

#[test]
fn a_constructor_sends_the_tag() {
    assert_eq!(written(&Cat::new()), json!({ "petType": "cat" }));
    assert_eq!(written(&Stray::new()), json!({ "petType": "Stray" }));
    assert_eq!(
        written(&Pet::dog("Rex")),
        json!({ "petType": "dog", "name": "Rex" })
    );
    assert_eq!(
        written(&BurrGrinder::new("a", 150, 2)),
        json!({ "_type": "burr", "name": "a", "watts": 150, "burrs": 2 })
    );
    assert_eq!(
        written(&Machine::plain("a")),
        json!({ "_type": "plain", "name": "a" })
    );
    assert_eq!(
        written(&Part::new(Bolt::new(), Off::new())),
        json!({ "by_number": { "code": 2 }, "by_flag": { "active": false } })
    );
}

#[test]
fn the_tag_chooses_the_branch() {
    assert_eq!(
        survives::<Pet>(json!({ "petType": "cat", "hunts": true })),
        Cat::new().hunts(true).into()
    );
    assert_eq!(
        survives::<Pet>(json!({ "petType": "dog", "name": "Rex" })),
        Dog::new("Rex").into()
    );
    assert_eq!(
        survives::<Pet>(json!({ "petType": "owl", "hours": 3 })),
        Pet::Birds(Owl::new().hours(3).into())
    );
    assert_eq!(
        survives::<Birds>(json!({ "petType": "owl" })),
        Owl::new().into()
    );
    let part: Part = survives(json!({
        "by_number": { "code": 1, "size": "M3" }, "by_flag": { "active": true }
    }));
    assert_eq!(part.by_number, PartByNumber::Nut(Nut::new().size("M3")));
    assert_eq!(part.by_flag, PartByFlag::On(On::new()));
}

#[test]
fn a_union_of_subtypes_knows_them_by_the_values_of_their_base() {
    use crate::discriminator_tags::types::{Catch, Trout};
    let trout = json!({ "kind": "trout", "brook": "a" });
    let read: Catch = survives(trout.clone());
    assert_eq!(read, Trout::new().brook("a").into());
    assert_eq!(written(&Fish::from(Trout::new().brook("a"))), trout);
    assert!(matches!(
        survives(json!({ "kind": "salmon" })),
        Catch::Salmon(_)
    ));
}

#[test]
fn a_subtype_of_a_subtype_has_the_tags_of_both() {
    let saw = json!({ "kind": "shark", "teeth": "saw", "rows": 3 });
    assert_eq!(written(&SawShark::new().rows(3)), saw);
    let fish: Fish = survives(saw);
    assert!(matches!(fish, Fish::Shark(Shark::SawShark(_))));
    let other = json!({ "kind": "shark", "teeth": "none" });
    let fish: Fish = survives(other.clone());
    assert_eq!(fish, Fish::Shark(Shark::Unknown(other)));
    let salmon = json!({ "kind": "salmon", "age": 1 });
    assert_eq!(written(&Salmon::new().age(1)), salmon);
    assert!(matches!(survives::<Fish>(salmon), Fish::Salmon(_)));
}

#[test]
fn a_schema_is_sent_by_the_tag_of_the_union_around_it() {
    let heard = || Tone::new("heard").pitch(440.0);
    assert_eq!(
        written(&Signal::from(heard())),
        json!({ "way": "sound", "pitch": 440.0 })
    );
    let echo: Echo = survives(json!({ "way": "heard", "pitch": 440.0 }));
    assert_eq!(echo, heard().into());
}

#[test]
fn another_tag_is_kept() {
    let tiger = json!({ "petType": "tiger", "stripes": 9 });
    assert_eq!(survives::<Pet>(tiger.clone()), Pet::Unknown(tiger));
    survives::<Cat>(json!({ "petType": "tiger" }));
    survives::<Cat>(json!({ "petType": null }));
    survives::<Stray>(json!({ "place": "here" }));
    survives::<Nut>(json!({ "code": 7 }));
}

#[test]
fn what_has_subtypes_keeps_their_members() {
    let burr = json!({ "_type": "burr", "name": "a", "watts": 150, "burrs": 2 });
    let grinder: Grinder = survives(burr);
    assert_eq!(grinder.extra.get("burrs"), Some(&json!(2)));
}
