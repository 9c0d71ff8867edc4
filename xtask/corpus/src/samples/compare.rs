//! What came back, beside what was sent.

use std::collections::HashSet;

use serde_json::{Number, Value};

use super::FaultKind;

/// Something that came back otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    pub kind: FaultKind,
    /// Where, with `*` for every index.
    pub place: String,
    /// The same as a JSON pointer into what was sent.
    pub pointer: String,
    pub detail: String,
    /// A text came back as the number that it was of.
    pub only_notation: bool,
}

/// The members that may come back otherwise, by their names.
#[derive(Clone, Debug, Default)]
pub struct Leave {
    /// Numbers may be written as texts, and are sent as numbers.
    pub numbers: HashSet<String>,
    /// They have one value, which is meant where they are missing.
    pub constants: HashSet<String>,
}

/// Every difference. Numbers are compared by value, and a member that nobody
/// declares may be missing.
pub fn compare(
    sent: &Value,
    back: &Value,
    undeclared: &HashSet<String>,
    leave: &Leave,
) -> Vec<Difference> {
    let mut found = Vec::new();
    differ(sent, back, ("", ""), &mut found);
    found.retain(|one| {
        let mut members = one.place.rsplit('/').filter(|member| *member != "*");
        // An entry of a map is there by the map's name.
        let is_number = members.clone().take(2).any(|it| leave.numbers.contains(it));
        let member = members.next().unwrap_or_default();
        match one.kind {
            FaultKind::Lost | FaultKind::NullLost => !undeclared.contains(member),
            FaultKind::Added => !leave.constants.contains(member),
            FaultKind::Changed => !(one.only_notation && is_number),
            _ => true,
        }
    });
    found
}

/// The depth is that of an instance, which is bounded. Where it is, is told with `*` for
/// every index, and as a JSON pointer.
fn differ(sent: &Value, back: &Value, (place, at): (&str, &str), found: &mut Vec<Difference>) {
    match (sent, back) {
        (Value::Object(was), Value::Object(is)) => {
            for (key, value) in was {
                let (place, at) = (format!("{place}/{key}"), member_of(at, key));
                let kind = match is.get(key) {
                    Some(back) => {
                        differ(value, back, (&place, &at), found);
                        continue;
                    }
                    None if value.is_null() => FaultKind::NullLost,
                    None => FaultKind::Lost,
                };
                found.push(difference(kind, (&place, &at), sent, back));
            }
            for key in is.keys().filter(|key| !was.contains_key(*key)) {
                let (place, at) = (format!("{place}/{key}"), member_of(at, key));
                found.push(difference(FaultKind::Added, (&place, &at), sent, back));
            }
        }
        (Value::Array(was), Value::Array(is)) if was.len() == is.len() => {
            let place = format!("{place}/*");
            for (index, (sent, back)) in was.iter().zip(is).enumerate() {
                differ(sent, back, (&place, &format!("{at}/{index}")), found);
            }
        }
        (Value::Number(was), Value::Number(is)) if is_same(was, is) => {}
        (was, is) if was == is => {}
        _ => found.push(difference(FaultKind::Changed, (place, at), sent, back)),
    }
}

/// The JSON pointer of a member of the object at a place.
pub fn member_of(at: &str, key: &str) -> String {
    format!("{at}/{}", key.replace('~', "~0").replace('/', "~1"))
}

fn difference(
    kind: FaultKind,
    (place, pointer): (&str, &str),
    sent: &Value,
    back: &Value,
) -> Difference {
    let detail = format!("{sent} → {back}");
    let number = sent.as_str().and_then(|text| text.parse::<f64>().ok());
    Difference {
        kind,
        place: place.to_owned(),
        pointer: pointer.to_owned(),
        detail,
        only_notation: number.is_some() && number == back.as_f64(),
    }
}

#[allow(clippy::float_cmp, reason = "every digit counts")]
fn is_same(one: &Number, other: &Number) -> bool {
    one == other
        || match (one.as_i128(), other.as_i128()) {
            (Some(one), Some(other)) => one == other,
            _ => one.as_f64() == other.as_f64(),
        }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn every_difference_is_named() {
        let sent = json!({"a": 1.0, "b": [1, {"c": null}], "d": "x", "zz_undeclared": 1, "e": 0.1, "f": 1, "n": ["1e1", "3"]});
        let undeclared = HashSet::from(["zz_undeclared".to_owned()]);
        let leave = Leave {
            numbers: HashSet::from(["n".to_owned()]),
            constants: HashSet::from(["k".to_owned()]),
        };
        let back =
            json!({"a": 1, "b": [2, {}], "g": 1, "e": 0.1, "f": "1", "n": [10, 2], "k": true});
        let found: Vec<(FaultKind, String)> = compare(&sent, &back, &undeclared, &leave)
            .into_iter()
            .map(|one| (one.kind, one.place))
            .collect();
        let expected = [
            (FaultKind::Changed, "/b/*"),
            (FaultKind::NullLost, "/b/*/c"),
            (FaultKind::Lost, "/d"),
            (FaultKind::Changed, "/f"),
            (FaultKind::Added, "/g"),
            (FaultKind::Changed, "/n/*"),
        ];
        let expected = expected.map(|(kind, place)| (kind, place.to_owned()));
        assert_eq!(found.len(), expected.len());
        assert!(expected.iter().all(|one| found.contains(one)), "{found:?}");
    }
}
