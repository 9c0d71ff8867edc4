//! Statuses by numbers, ranges and `default`.

use http::StatusCode;

/// Which of the rules fits the status best: its own number, then its range,
/// then `default`, which takes any other success.
#[doc(hidden)]
#[must_use]
pub fn status_rule(rules: &[&'static str], status: StatusCode) -> Option<&'static str> {
    let number = status.as_str();
    let rank = |rule: &str| {
        let rule = rule.trim_matches('"');
        if rule == number {
            return Some(3);
        }
        let is_range = rule.split_at_checked(1).is_some_and(|(digit, rest)| {
            number.starts_with(digit) && rest.eq_ignore_ascii_case("xx")
        });
        if is_range {
            return Some(2);
        }
        (rule == "default" && status.is_success()).then_some(1)
    };
    rules
        .iter()
        .filter_map(|rule| Some((rank(rule)?, *rule)))
        .max_by_key(|(rank, _)| *rank)
        .map(|(_, rule)| rule)
}
