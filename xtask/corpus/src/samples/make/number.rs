//! Numbers: bounds first, then what is odd.

use serde_json::{Number, Value};

use super::Maker;
use super::schemas::Schemas;

impl<'a> Maker<'a> {
    pub(super) fn integer(&mut self, schemas: &Schemas<'a>) -> Option<Value> {
        let (low, high) = range(schemas.one("format").and_then(Value::as_str).unwrap_or(""));
        let (least, most) = bounds(schemas, 1.0);
        let (least, most) = (least.map_or(low, whole), most.map_or(high, whole));
        let step = schemas.one("multipleOf").and_then(Value::as_f64);
        let step = step.map(whole).filter(|step| *step > 1);
        let candidates = [
            7,
            least,
            most,
            0,
            1,
            -1,
            least.saturating_add(1),
            most.saturating_sub(1),
            12_345,
        ];
        let fitting: Vec<i128> = candidates
            .into_iter()
            .map(|number| match step {
                Some(step) => number - number.rem_euclid(step),
                None => number,
            })
            .filter(|number| (least.max(low)..=most.min(high)).contains(number))
            .collect();
        let turn = self.turn(schemas.key(), "integer", fitting.len());
        let number = *fitting.get(turn)?;
        Number::from_i128(number).map(Value::Number)
    }

    pub(super) fn number(&mut self, schemas: &Schemas<'a>) -> Option<Value> {
        let (least, most) = bounds(schemas, 0.0625);
        let step = schemas.one("multipleOf").and_then(Value::as_f64);
        let step = step.filter(|step| *step > 0.0);
        let middle = match (least, most) {
            (Some(least), Some(most)) => f64::midpoint(least, most),
            (Some(bound), None) | (None, Some(bound)) => bound,
            (None, None) => 0.5,
        };
        let candidates = [
            Some(37.7749),
            least,
            most,
            Some(5.0),
            Some(-0.1),
            Some(123_456_789.123),
            Some(1e15),
            Some(middle),
            Some(0.0),
        ];
        let fitting: Vec<f64> = candidates
            .into_iter()
            .flatten()
            .map(|number| match step {
                Some(step) => (number / step).floor() * step,
                None => number,
            })
            .filter(|number| {
                least.is_none_or(|least| least <= *number)
                    && most.is_none_or(|most| *number <= most)
            })
            .collect();
        let turn = self.turn(schemas.key(), "number", fitting.len());
        let number = *fitting.get(turn)?;
        // 5.0 is an integer to some drafts and none to others.
        if number.fract() == 0.0 && number.abs() < 1e15 {
            return Number::from_i128(whole(number)).map(Value::Number);
        }
        Some(number.into())
    }
}

/// The bounds that the schemas give; exclusive ones a step further in.
fn bounds(schemas: &Schemas<'_>, step: f64) -> (Option<f64>, Option<f64>) {
    let all = |word: &str| -> Vec<f64> {
        let said = schemas.all(word).into_iter();
        said.filter_map(Value::as_f64).collect()
    };
    let flag = |word: &str| schemas.one(word) == Some(&Value::Bool(true));
    let shift = |word: &str| if flag(word) { step } else { 0.0 };
    let low = all("minimum")
        .into_iter()
        .map(|bound| bound + shift("exclusiveMinimum"));
    let low = low.chain(
        all("exclusiveMinimum")
            .into_iter()
            .map(|bound| bound + step),
    );
    let high = all("maximum")
        .into_iter()
        .map(|bound| bound - shift("exclusiveMaximum"));
    let high = high.chain(
        all("exclusiveMaximum")
            .into_iter()
            .map(|bound| bound - step),
    );
    (low.reduce(f64::max), high.reduce(f64::min))
}

/// What a format lets through.
fn range(format: &str) -> (i128, i128) {
    // Some write `u-int8`.
    match format.replace('-', "").as_str() {
        "int8" => (i8::MIN.into(), i8::MAX.into()),
        "uint8" => (0, u8::MAX.into()),
        "int16" => (i16::MIN.into(), i16::MAX.into()),
        "uint16" => (0, u16::MAX.into()),
        "int32" => (i32::MIN.into(), i32::MAX.into()),
        "uint32" => (0, u32::MAX.into()),
        "uint64" | "uint" => (0, u64::MAX.into()),
        _ => (i64::MIN.into(), i64::MAX.into()),
    }
}

#[allow(clippy::cast_possible_truncation, reason = "it saturates")]
fn whole(number: f64) -> i128 {
    number as i128
}
