//! Queries: filters, and groups of them.

use oas_mock::Value;

use super::field;
use crate::intercom::fail::Fail;
use crate::intercom::values::text;
use crate::intercom::workspace::{Ticket, Workspace};

/// A group holds no more.
const MOST: usize = 15;

/// Groups nest no deeper.
const DEEPEST: usize = 2;

/// What a ticket has to meet.
pub(super) enum Query {
    Filter(Filter),
    All(Vec<Query>),
    Any(Vec<Query>),
}

/// A condition on one field.
pub(super) struct Filter {
    pub(super) field: String,
    pub(super) operator: String,
    pub(super) value: Value,
}

impl Query {
    pub(super) fn read(query: &Value) -> Result<Self, Fail> {
        Self::below(query, 0)
    }

    fn below(query: &Value, depth: usize) -> Result<Self, Fail> {
        let operator = text(query, "operator").unwrap_or_default();
        let value = query.get("value").cloned().unwrap_or_default();
        if let Some(field) = text(query, "field") {
            let filter = Filter {
                field: field.to_owned(),
                operator: operator.to_owned(),
                value,
            };
            field::check(&filter)?;
            return Ok(Self::Filter(filter));
        }
        if depth >= DEEPEST {
            let message = format!("Groups nest {DEEPEST} levels deep at most");
            return Err(Fail::invalid("query", message));
        }
        let members = value.as_array().map(Vec::as_slice).unwrap_or_default();
        if members.len() > MOST {
            let message = format!("A group holds {MOST} filters at most");
            return Err(Fail::invalid("query", message));
        }
        let members = members.iter().map(|member| Self::below(member, depth + 1));
        let members = members.collect::<Result<Vec<Self>, Fail>>()?;
        match operator {
            "AND" => Ok(Self::All(members)),
            "OR" => Ok(Self::Any(members)),
            _ => Err(Fail::invalid("operator", "A group is joined by AND or OR")),
        }
    }

    /// Whether a ticket is among the result.
    pub(super) fn matches(&self, workspace: &Workspace, ticket: &Ticket) -> Result<bool, Fail> {
        match self {
            Self::Filter(filter) => field::matches(filter, workspace, ticket),
            Self::All(members) => {
                for member in members {
                    if !member.matches(workspace, ticket)? {
                        return Ok(false);
                    }
                }
                Ok(true)
            }
            Self::Any(members) => {
                for member in members {
                    if member.matches(workspace, ticket)? {
                        return Ok(true);
                    }
                }
                Ok(false)
            }
        }
    }
}
