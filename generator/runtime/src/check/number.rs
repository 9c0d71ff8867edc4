//! Bounds of numbers.

use std::cmp::Ordering;

use serde_json::Number;

use super::Constraint;

/// What is wrong with a number, if anything.
pub(super) fn broken(number: &Number, constraint: Constraint) -> Option<String> {
    let digits = number.to_string();
    let compared = |bound: &str| compare(&digits, bound);
    match constraint {
        Constraint::Minimum(bound) if compared(bound) == Some(Ordering::Less) => {
            Some(format!("less than {bound}"))
        }
        Constraint::Maximum(bound) if compared(bound) == Some(Ordering::Greater) => {
            Some(format!("more than {bound}"))
        }
        Constraint::ExclusiveMinimum(bound)
            if matches!(compared(bound), Some(Ordering::Less | Ordering::Equal)) =>
        {
            Some(format!("not more than {bound}"))
        }
        Constraint::ExclusiveMaximum(bound)
            if matches!(compared(bound), Some(Ordering::Greater | Ordering::Equal)) =>
        {
            Some(format!("not less than {bound}"))
        }
        Constraint::MultipleOf(step) if !is_multiple(&digits, step) => {
            Some(format!("no multiple of {step}"))
        }
        _ => None,
    }
}

fn compare(one: &str, other: &str) -> Option<Ordering> {
    if let (Ok(one), Ok(other)) = (one.parse::<i128>(), other.parse::<i128>()) {
        return Some(one.cmp(&other));
    }
    let (one, other): (f64, f64) = (one.parse().ok()?, other.parse().ok()?);
    one.partial_cmp(&other)
}

/// How far a quotient of floats may be from a whole number.
const NEAR: f64 = 1e-9;

fn is_multiple(number: &str, step: &str) -> bool {
    if let (Ok(number), Ok(step)) = (number.parse::<i128>(), step.parse::<i128>()) {
        return step == 0 || number % step == 0;
    }
    let (Ok(number), Ok(step)) = (number.parse::<f64>(), step.parse::<f64>()) else {
        return true;
    };
    let quotient = number / step;
    !quotient.is_finite() || (quotient - quotient.round()).abs() <= NEAR * quotient.abs().max(1.0)
}
