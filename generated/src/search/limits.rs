//! What Intercom takes of a query.

use crate::types::SearchQuery;

/// Groups nest no deeper.
const DEEPEST: usize = 2;

/// A group holds no more.
const MOST: usize = 15;

/// What of a query is beyond the limits, and where.
pub(super) fn exceeded(query: &SearchQuery) -> Option<String> {
    below(query, 1, "query")
}

/// A group that is too deep ends the descent.
fn below(query: &SearchQuery, depth: usize, place: &str) -> Option<String> {
    let SearchQuery::Group(group) = query else {
        return None;
    };
    if depth > DEEPEST {
        return Some(format!(
            "the group at `{place}` is on level {depth}, and Intercom takes {DEEPEST}"
        ));
    }
    let count = group.value.len();
    if count > MOST {
        return Some(format!(
            "the group at `{place}` holds {count} filters, and Intercom takes {MOST}"
        ));
    }
    let mut members = group.value.iter().enumerate();
    members.find_map(|(at, member)| below(member, depth + 1, &format!("{place}.value[{at}]")))
}
