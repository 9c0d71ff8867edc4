//! Searching tickets: queries, pages and their cursors.

mod field;
mod page;
mod query;

use oas_mock::{Value, json};

use super::{Done, Intercom};
use query::Query;

impl Intercom {
    pub(super) fn search(&self, body: &Value) -> Done {
        let query = Query::read(body.get("query").unwrap_or(&Value::Null))?;
        let mut found = Vec::new();
        for ticket in self.workspace.tickets.values() {
            if query.matches(&self.workspace, ticket)? {
                found.push(ticket);
            }
        }
        // The latest first.
        found.sort_by_key(|ticket| std::cmp::Reverse((ticket.created_at, ticket.id)));
        let page = page::page(&found, body.get("pagination"))?;
        let tickets = page
            .items
            .iter()
            .map(|ticket| self.workspace.wire_ticket(ticket));
        let next = page.next.map(|cursor| {
            json!({ "page": page.number + 1, "per_page": page.size, "starting_after": cursor })
        });
        let mut pages = json!({
            "type": "pages",
            "page": page.number,
            "per_page": page.size,
            "total_pages": found.len().div_ceil(page.size),
        });
        if let (Some(next), Value::Object(pages)) = (next, &mut pages) {
            pages.insert("next".to_owned(), next);
        }
        Ok(json!({
            "type": "ticket.list",
            "tickets": tickets.collect::<Vec<Value>>(),
            "total_count": found.len(),
            "pages": pages,
        }))
    }
}
