//! Branches that are one value, and numbers that may be text.

use serde_json::json;

use super::{read, survives, written};
use crate::enums_unquoted::types::{Release, ReleaseSure, ReleaseVersion};
use crate::numbers_as_text::types::{Forecast, ForecastEither};
use crate::unions_of_values::types::{
    All, AllBranches, AllLimit, AllMode, AllRetry, AllSize, Event, EventCreated, ExternallyTagged,
    Mixed, Payload,
};

#[test]
fn a_branch_of_one_value_has_no_payload() {
    let all: All = survives(json!({
        "tagged": "Unit", "limit": "unlimited", "retry": "never", "branches": "automatic"
    }));
    assert_eq!(all.tagged, Some(ExternallyTagged::Unit));
    assert_eq!(all.limit, Some(AllLimit::Unlimited));
    assert_eq!(all.retry, Some(AllRetry::Never));
    assert_eq!(all.branches, Some(AllBranches::Automatic));
    let all: All = survives(json!({
        "tagged": { "Payload": { "n": 1 } }, "limit": 7, "retry": { "n": 2 }, "branches": true
    }));
    assert!(matches!(all.tagged, Some(ExternallyTagged::Payload(_))));
    assert_eq!(all.limit, Some(AllLimit::Integer(7)));
    assert_eq!(all.retry, Some(Payload::new(2).into()));
    assert_eq!(all.branches, Some(AllBranches::Always));
    let all: All = survives(json!({ "limit": false, "branches": 0 }));
    assert_eq!(all.limit, Some(AllLimit::False));
    assert_eq!(all.branches, Some(AllBranches::N0));
    assert_eq!(written(&ExternallyTagged::Unit), json!("Unit"));
}

#[test]
fn a_value_stands_beside_two_types() {
    for (json, size) in [
        (json!("auto"), AllSize::Auto),
        (json!(7), AllSize::Integer(7)),
        (json!("50%"), AllSize::String("50%".to_owned())),
    ] {
        let all: All = survives(json!({ "size": json }));
        assert_eq!(all.size, Some(size));
    }
}

#[test]
fn values_of_several_types_are_one_enum() {
    for (json, value) in [
        (json!(1), Mixed::N1),
        (json!("1"), Mixed::String1),
        (json!("one"), Mixed::One),
        (json!(true), Mixed::True),
        (json!([2]), Mixed::Unknown(json!([2]))),
    ] {
        assert_eq!(survives::<Mixed>(json), value);
    }
    let all: All = read(json!({ "mixed": null, "retry": null, "maybe": null }));
    assert_eq!(all, All::default());
    let all: All = survives(json!({ "mode": 1, "maybe": { "n": 3 } }));
    assert_eq!(
        (all.mode, all.maybe),
        (Some(AllMode::N1), Some(Payload::new(3)))
    );
    let all: All = survives(json!({ "mode": 6 }));
    assert_eq!(all.mode, Some(AllMode::Unknown(6)));
}

#[test]
fn a_constant_of_a_member_tells_branches_apart() {
    let event = json!({ "meta": { "topic": "removed" }, "by": "a" });
    assert!(matches!(survives::<Event>(event), Event::Removed(_)));
    let event = json!({ "meta": { "topic": "created" }, "by": "a" });
    assert!(matches!(survives::<Event>(event), Event::Created(_)));
    let event = json!({ "meta": { "topic": "moved" } });
    assert_eq!(survives::<Event>(event.clone()), Event::Unknown(event));
    assert_eq!(
        written(&EventCreated::new().by("a")),
        json!({ "meta": { "topic": "created" }, "by": "a" })
    );
}

#[test]
fn a_number_that_may_be_text_is_sent_as_a_number() {
    let text = json!({
        "temperature": "-7", "wind": "1.5", "gusts": "9", "price": "2.25", "days": [1, 2],
        "either": "7"
    });
    let forecast: Forecast = read(text);
    assert_eq!((forecast.temperature, forecast.wind), (-7, 1.5));
    assert_eq!(
        (forecast.gusts, forecast.price.clone()),
        (Some(9), Some(2.25.into()))
    );
    assert_eq!(
        forecast.either,
        Some(ForecastEither::String("7".to_owned()))
    );
    assert_eq!(
        written(&forecast),
        json!({
            "temperature": -7, "wind": 1.5, "gusts": 9, "price": 2.25, "days": [1, 2],
            "either": "7"
        })
    );
}

#[test]
fn unquoted_values_are_their_text() {
    let release: Release = survives(json!({ "version": "1.10", "sure": "true" }));
    assert_eq!(release.version, ReleaseVersion::N1_10);
    assert_eq!(release.sure, Some(ReleaseSure::True));
    for version in ["1.0", "2", "0x1F", "1e3"] {
        let release: Release = survives(json!({ "version": version, "sure": "no" }));
        assert!(
            !matches!(release.version, ReleaseVersion::Unknown(_)),
            "{version}"
        );
    }
}
