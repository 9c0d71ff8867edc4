//! Fields of a ticket, compared with what a filter says.

use oas_mock::Value;

use super::query::Filter;
use crate::intercom::fail::Fail;
use crate::intercom::values::number;
use crate::intercom::workspace::{Speaker, Ticket, Workspace};

/// What kind of value a field holds, which decides about its operators.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Text,
    Id,
    Time,
    Flag,
    Word,
    Any,
}

const FIELDS: [(&str, Kind); 14] = [
    ("id", Kind::Id),
    ("title", Kind::Text),
    ("description", Kind::Text),
    ("category", Kind::Word),
    ("ticket_type_id", Kind::Id),
    ("contact_ids", Kind::Id),
    ("teammate_ids", Kind::Id),
    ("admin_assignee_id", Kind::Id),
    ("team_assignee_id", Kind::Id),
    ("open", Kind::Flag),
    ("state", Kind::Word),
    ("created_at", Kind::Time),
    ("updated_at", Kind::Time),
    ("snoozed_until", Kind::Time),
];

fn kind(field: &str) -> Option<Kind> {
    if let Some(id) = field.strip_prefix("ticket_attribute.") {
        return number(id).map(|_| Kind::Any);
    }
    FIELDS
        .iter()
        .find(|(name, _)| *name == field)
        .map(|(_, kind)| *kind)
}

/// Whether a filter makes sense.
pub(super) fn check(filter: &Filter) -> Result<(), Fail> {
    let Filter {
        field,
        operator,
        value,
    } = filter;
    let Some(kind) = kind(field) else {
        if let Some(name) = field.strip_prefix("ticket_attribute.") {
            let message = format!("Attributes are searched by their id, and {name} is none");
            return Err(Fail::new(400, "field_not_found", message).at(field));
        }
        return Err(Fail::invalid(
            field,
            format!("Tickets can't be searched by {field}"),
        ));
    };
    let allowed: &[&str] = match kind {
        Kind::Text => &["=", "!=", "~", "!~", "^", "$", "IN", "NIN"],
        Kind::Id | Kind::Word => &["=", "!=", "IN", "NIN"],
        Kind::Time => &["=", "!=", "<", "<=", ">", ">=", "IN", "NIN"],
        Kind::Flag => &["=", "!="],
        Kind::Any => &[
            "=", "!=", "<", "<=", ">", ">=", "~", "!~", "^", "$", "IN", "NIN",
        ],
    };
    if !allowed.contains(&operator.as_str()) {
        return Err(Fail::invalid(
            field,
            format!("{field} does not know {operator}"),
        ));
    }
    let is_list = operator == "IN" || operator == "NIN";
    if is_list != value.is_array() {
        let wanted = if is_list { "a list" } else { "one value" };
        return Err(Fail::invalid(field, format!("{operator} takes {wanted}")));
    }
    let values = values(value);
    if kind == Kind::Time && values.iter().any(|value| seconds(value).is_none()) {
        return Err(Fail::invalid(field, format!("{field} takes Unix seconds")));
    }
    if kind == Kind::Flag && truth(value).is_none() {
        return Err(Fail::invalid(field, format!("{field} is true or false")));
    }
    Ok(())
}

fn values(value: &Value) -> Vec<&Value> {
    match value {
        Value::Array(list) => list.iter().collect(),
        other => vec![other],
    }
}

fn seconds(value: &Value) -> Option<f64> {
    match value {
        Value::Number(number) => number.as_f64(),
        Value::String(text) => text.parse().ok(),
        _ => None,
    }
}

fn truth(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(truth) => Some(*truth),
        Value::String(text) => text.parse().ok(),
        _ => None,
    }
}

/// Whether a ticket meets the condition.
pub(super) fn matches(
    filter: &Filter,
    workspace: &Workspace,
    ticket: &Ticket,
) -> Result<bool, Fail> {
    let held = held(filter, workspace, ticket)?;
    let wanted = values(&filter.value);
    let any = |test: &dyn Fn(&Value, &Value) -> bool| {
        held.iter()
            .any(|held| wanted.iter().any(|wanted| test(held, wanted)))
    };
    let ordered = |test: fn(f64, f64) -> bool| {
        any(&|held, wanted| match (seconds(held), seconds(wanted)) {
            (Some(held), Some(wanted)) => test(held, wanted),
            _ => false,
        })
    };
    let spelt =
        |test: fn(&str, &str) -> bool| any(&|held, wanted| test(&plain(held), &plain(wanted)));
    Ok(match filter.operator.as_str() {
        "=" | "IN" => any(&same),
        "!=" | "NIN" => !any(&same),
        "<" => ordered(|held, wanted| held < wanted),
        "<=" => ordered(|held, wanted| held <= wanted),
        ">" => ordered(|held, wanted| held > wanted),
        ">=" => ordered(|held, wanted| held >= wanted),
        "~" => spelt(|held, wanted| held.contains(wanted)),
        "!~" => !spelt(|held, wanted| held.contains(wanted)),
        "^" => spelt(|held, wanted| held.starts_with(wanted)),
        _ => spelt(|held, wanted| held.ends_with(wanted)),
    })
}

/// A value as text, in small letters.
fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.to_lowercase(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

fn same(held: &Value, wanted: &Value) -> bool {
    held == wanted || plain(held) == plain(wanted)
}

/// What the ticket has there.
fn held(filter: &Filter, workspace: &Workspace, ticket: &Ticket) -> Result<Vec<Value>, Fail> {
    let field = filter.field.as_str();
    if let Some(id) = field.strip_prefix("ticket_attribute.") {
        let attribute = number(id).and_then(|id| workspace.attributes.get(&id));
        let Some(attribute) = attribute else {
            return Err(Fail::invalid(field, format!("There is no attribute {id}")));
        };
        return Ok(ticket
            .attributes
            .get(&attribute.name)
            .cloned()
            .into_iter()
            .collect());
    }
    let kind = workspace.types.get(&ticket.kind);
    let attribute = |name: &str| ticket.attributes.get(name).cloned().unwrap_or_default();
    let one = |value: Value| Ok(vec![value]);
    match field {
        "id" => one(ticket.id.into()),
        "title" => one(attribute("_default_title_")),
        "description" => one(attribute("_default_description_")),
        "category" => one(kind.map_or(Value::Null, |kind| kind.category.searched().into())),
        "ticket_type_id" => one(ticket.kind.into()),
        "contact_ids" => Ok(ticket
            .contacts
            .iter()
            .map(|id| id.as_str().into())
            .collect()),
        "teammate_ids" => {
            let speakers = ticket.parts.iter().filter_map(|part| match part.speaker {
                Speaker::Admin(id) => Some(Value::from(id)),
                _ => None,
            });
            Ok(speakers.collect())
        }
        "admin_assignee_id" => one(ticket.admin.into()),
        "team_assignee_id" => one(ticket.team.into()),
        "open" => one(ticket.open.into()),
        "state" => {
            let state = workspace.states.get(&ticket.state);
            one(state.map_or(Value::Null, |state| state.category.into()))
        }
        "created_at" => one(ticket.created_at.into()),
        "updated_at" => one(ticket.updated_at.into()),
        _ => one(ticket.snoozed_until.map_or(Value::Null, Value::from)),
    }
}
