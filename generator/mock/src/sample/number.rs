//! Numbers within their bounds.

use rand::RngExt;
use rand_pcg::Pcg64Mcg;
use serde_json::{Map, Number, Value};

/// Formats by which an integer is a time.
const TIMES: [&str; 5] = ["unix-time", "timestamp", "date-time", "unixtime", "epoch"];

/// 1 January 2026, UTC.
const TIME: i128 = 1_767_225_600;

pub(super) fn integer(rng: &mut Pcg64Mcg, flat: &Map<String, Value>) -> Option<Number> {
    let format = flat
        .get("x-format")
        .and_then(Value::as_str)
        .unwrap_or_default();
    let (mut least, mut most) = (i128::from(i64::MIN), i128::from(u64::MAX));
    match format {
        "int32" => (least, most) = (i32::MIN.into(), i32::MAX.into()),
        "uint32" => (least, most) = (0, u32::MAX.into()),
        "uint64" => least = 0,
        "int64" => most = i64::MAX.into(),
        _ => {}
    }
    for (key, step) in [("minimum", 0), ("exclusiveMinimum", 1)] {
        if let Some(bound) = flat.get(key).and_then(ceiling) {
            let exact = flat.get(key).and_then(floor) == Some(bound);
            least = least.max(bound + i128::from(exact && step == 1));
        }
    }
    for (key, step) in [("maximum", 0), ("exclusiveMaximum", 1)] {
        if let Some(bound) = flat.get(key).and_then(floor) {
            let exact = flat.get(key).and_then(ceiling) == Some(bound);
            most = most.min(bound - i128::from(exact && step == 1));
        }
    }
    let wished = if TIMES.contains(&format) {
        TIME + i128::from(rng.random_range(0..86_400))
    } else {
        i128::from(rng.random_range(1..1000))
    };
    let mut value = place(wished, least, most)?;
    if let Some(step) = flat
        .get("multipleOf")
        .and_then(ceiling)
        .filter(|step| *step > 0)
    {
        value -= value.rem_euclid(step);
        if value < least {
            value += step;
        }
    }
    if let Ok(value) = i64::try_from(value) {
        return Some(value.into());
    }
    u64::try_from(value).ok().map(Number::from)
}

/// The wished value, or one as near the bounds as can be.
fn place(wished: i128, least: i128, most: i128) -> Option<i128> {
    if least > most {
        return None;
    }
    if (least..=most).contains(&wished) {
        return Some(wished);
    }
    if wished < least {
        return Some((least + (wished % 100).abs()).min(most));
    }
    Some((most - (wished % 100).abs()).max(least))
}

#[allow(
    clippy::cast_possible_truncation,
    reason = "a float that large saturates"
)]
fn ceiling(value: &Value) -> Option<i128> {
    let whole = value.as_i64().map(i128::from);
    let whole = whole.or(value.as_u64().map(i128::from));
    whole.or_else(|| value.as_f64().map(|float| float.ceil() as i128))
}

#[allow(
    clippy::cast_possible_truncation,
    reason = "a float that large saturates"
)]
fn floor(value: &Value) -> Option<i128> {
    let whole = value.as_i64().map(i128::from);
    let whole = whole.or(value.as_u64().map(i128::from));
    whole.or_else(|| value.as_f64().map(|float| float.floor() as i128))
}

pub(super) fn decimal(rng: &mut Pcg64Mcg, flat: &Map<String, Value>) -> Option<Value> {
    let bound = |key: &str| flat.get(key).and_then(Value::as_f64);
    let tiny = 1.0 / 1024.0;
    let least = bound("exclusiveMinimum").map(|low| low + low.abs().max(1.0) * tiny);
    let least = least.into_iter().chain(bound("minimum")).reduce(f64::max);
    let most = bound("exclusiveMaximum").map(|high| high - high.abs().max(1.0) * tiny);
    let most = most.into_iter().chain(bound("maximum")).reduce(f64::min);
    let wished = f64::from(rng.random_range(1..4000)) / 8.0;
    let mut value = match (least, most) {
        (Some(least), Some(most)) if least > most => return None,
        (Some(least), Some(most)) => {
            if (least..=most).contains(&wished) {
                wished
            } else {
                least + (most - least) / 2.0
            }
        }
        (Some(least), None) => wished.max(least),
        (None, Some(most)) => wished.min(most),
        (None, None) => wished,
    };
    if let Some(step) = bound("multipleOf").filter(|step| *step > 0.0) {
        value = (value / step).floor() * step;
        if least.is_some_and(|least| value < least) {
            value += step;
        }
    }
    Number::from_f64(value).map(Value::Number)
}
