//! What the server remembers, what it has done, and what is to go wrong.

use serde_json::Value;

use crate::encoding::escaped;
use crate::ledger::Commit;
use crate::mock::Mock;
use crate::record::shortened;

/// More aren't shown.
const SHOWN: usize = 15;

pub(super) fn section(mock: &Mock) -> String {
    let state = mock.state_json();
    let member = |name: &str| state.get(name).cloned().unwrap_or_default();
    let mut out = "<section class=\"state\"><h2>Faults in force</h2>".to_owned();
    out.push_str(&faults(&member("faults")));
    out.push_str("<h2>Done</h2>");
    out.push_str(&commits(mock));
    out.push_str("<h2>State</h2>");
    let mut known = String::new();
    tree(&mut known, &member("rules"), 0);
    tree(&mut known, &member("collections"), 0);
    if known.is_empty() {
        known.push_str("<p class=\"quiet\">Nothing is remembered yet.</p>");
    }
    out + &known + "</section>"
}

fn faults(faults: &Value) -> String {
    let rows = faults.as_array().into_iter().flatten().map(|fault| {
        let text = fault
            .get("fault")
            .and_then(Value::as_str)
            .unwrap_or_default();
        let count = |name: &str| fault.get(name).and_then(Value::as_u64).unwrap_or(0);
        format!(
            "<li>{} <small>{} of {}</small></li>",
            escaped(text),
            count("struck"),
            count("seen")
        )
    });
    let rows: String = rows.collect();
    if rows.is_empty() {
        return "<p class=\"quiet\">Nothing is to go wrong.</p>".to_owned();
    }
    format!("<ul>{rows}</ul>")
}

fn commits(mock: &Mock) -> String {
    let state = mock.state();
    let one = |commit: &Commit| {
        format!(
            "<tr><td>{}</td><td>{}</td><td>{}</td><td><code>{}</code></td><td><a href=\"#r{}\">{}</a></td></tr>",
            commit.number,
            commit.change.as_str(),
            escaped(&commit.kind),
            escaped(&commit.id),
            commit.request,
            escaped(&commit.operation),
        )
    };
    let rows: String = state.ledger.last(SHOWN).map(one).collect();
    if rows.is_empty() {
        return "<p class=\"quiet\">Nothing was changed yet.</p>".to_owned();
    }
    format!("<table>{rows}</table>")
}

/// So long is what is shown of the state.
const LONGEST: usize = 100_000;

/// JSON as lists in lists.
fn tree(out: &mut String, value: &Value, depth: usize) {
    let text = |value: &Value| match value {
        Value::String(text) => escaped(&shortened(text)),
        Value::Array(list) => {
            let texts = list
                .iter()
                .map(|one| one.as_str().map_or(one.to_string(), str::to_owned));
            escaped(&shortened(&texts.collect::<Vec<String>>().join(" · ")))
        }
        other => escaped(&other.to_string()),
    };
    match value {
        Value::Object(members) if !members.is_empty() && depth < 8 => {
            out.push_str("<dl>");
            for (name, value) in members {
                if out.len() > LONGEST {
                    out.push_str("<dt>and more</dt>");
                    break;
                }
                let is_list = value.as_array().is_some_and(|list| !list.is_empty());
                out.push_str(&format!("<dt>{}</dt><dd>", escaped(name)));
                if value.is_object() || is_list {
                    tree(out, value, depth + 1);
                } else {
                    out.push_str(&text(value));
                }
                out.push_str("</dd>");
            }
            out.push_str("</dl>");
        }
        Value::Array(list) if depth < 8 => {
            out.push_str("<ul>");
            for one in list {
                if out.len() > LONGEST {
                    out.push_str("<li>and more</li>");
                    break;
                }
                let line = match one {
                    Value::Object(members) => {
                        let pairs = members.iter().map(|(name, value)| {
                            format!("<small>{}</small> {}", escaped(name), text(value))
                        });
                        pairs.collect::<Vec<String>>().join(" ")
                    }
                    other => text(other),
                };
                out.push_str(&format!("<li>{line}</li>"));
            }
            out.push_str("</ul>");
        }
        _ => {}
    }
}
