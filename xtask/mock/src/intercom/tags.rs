//! Tags on tickets.

use oas_mock::{Change, Value, json};

use super::fail::Fail;
use super::values::{id, number};
use super::workspace::Tag;
use super::{Done, Intercom};

impl Intercom {
    pub(super) fn attach_tag(&mut self, ticket: &str, body: &Value, now: u64) -> Done {
        let found = self.workspace.ticket(ticket)?.id;
        let wanted = id(body, "id").unwrap_or_default();
        let tag = self.tag(&wanted)?;
        let admin = self.tagging_admin(body)?;
        if let Some(ticket) = self.workspace.tickets.get_mut(&found) {
            ticket.tags.retain(|known| *known != tag.id);
            ticket.tags.push(tag.id);
            ticket.updated_at = now;
        }
        self.did(Change::Attached, "tag", wanted);
        Ok(json!({
            "type": "tag",
            "id": tag.id.to_string(),
            "name": tag.name,
            "applied_at": now,
            "applied_by": { "type": "admin", "id": admin.to_string() },
        }))
    }

    pub(super) fn detach_tag(&mut self, ticket: &str, wanted: &str, body: &Value) -> Done {
        let found = self.workspace.ticket(ticket)?.clone();
        let tag = self.tag(wanted)?;
        self.tagging_admin(body)?;
        if !found.tags.contains(&tag.id) {
            return Err(Fail::new(
                404,
                "tag_not_found",
                "The ticket has no such tag",
            ));
        }
        if let Some(ticket) = self.workspace.tickets.get_mut(&found.id) {
            ticket.tags.retain(|known| *known != tag.id);
        }
        self.did(Change::Detached, "tag", wanted);
        Ok(json!({ "type": "tag", "id": tag.id.to_string(), "name": tag.name }))
    }

    fn tag(&self, id: &str) -> Result<Tag, Fail> {
        let found = number(id)
            .and_then(|id| self.workspace.tags.get(&id))
            .cloned();
        found.ok_or_else(|| Fail::unknown("tag_not_found", "tag", id))
    }

    fn tagging_admin(&self, body: &Value) -> Result<u64, Fail> {
        let wanted = id(body, "admin_id").unwrap_or_default();
        let found = number(&wanted).filter(|id| self.workspace.admins.contains_key(id));
        found.ok_or_else(|| Fail::unknown("not_found", "admin", &wanted).at("admin_id"))
    }
}
