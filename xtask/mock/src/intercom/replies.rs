//! Replies of admins and contacts.

use oas_mock::{Change, Value, json};

use super::fail::Fail;
use super::tickets::Log;
use super::values::{id, number, text, time};
use super::workspace::{Category, PartKind, Speaker};
use super::{Done, Intercom};

impl Intercom {
    pub(super) fn reply(&mut self, ticket: &str, body: &Value, now: u64) -> Done {
        let found = self.workspace.ticket(ticket)?.clone();
        let kind = self.workspace.kind(found.kind)?;
        let is_admin = text(body, "type") == Some("admin");
        if !is_admin && kind.category == Category::BackOffice {
            let message = "Contacts can't reply to back-office tickets";
            return Err(Fail::new(400, "parameter_mismatch", message).at("type"));
        }
        let speaker = if is_admin {
            self.admin(body)?
        } else {
            self.contact(body)?
        };
        let message = match text(body, "message_type") {
            Some("note") => "note",
            Some("quick_reply") => "quick_reply",
            _ => "comment",
        };
        let words = text(body, "body").filter(|words| !words.is_empty());
        let options = body.get("reply_options").and_then(Value::as_array);
        if message == "quick_reply" {
            if options.is_none_or(Vec::is_empty) {
                let message = "A quick reply needs at least one option";
                return Err(Fail::new(400, "parameter_not_found", message).at("reply_options"));
            }
        } else if words.is_none() && files(body).is_empty() {
            let message = "A comment or note needs a body";
            return Err(Fail::new(400, "parameter_not_found", message).at("body"));
        }
        let at = time(body, "created_at")?.unwrap_or(now);
        let html = words.map(|words| {
            if words.starts_with('<') {
                words.to_owned()
            } else {
                format!("<p>{words}</p>")
            }
        });
        let mut log = Log {
            speaker,
            now: at,
            parts: Vec::new(),
        };
        log.add(PartKind::Message(message, html, files(body)));
        let id = found.id;
        self.workspace.keep(found, log);
        let part = self
            .workspace
            .tickets
            .get(&id)
            .and_then(|ticket| ticket.parts.last())
            .cloned();
        let Some(part) = part else {
            return Err(Fail::new(500, "server_error", "The reply was not kept"));
        };
        self.did(Change::Replied, "ticket_part", part.id.to_string());
        Ok(self.workspace.wire_part(&part))
    }

    fn admin(&self, body: &Value) -> Result<Speaker, Fail> {
        let wanted = id(body, "admin_id").unwrap_or_default();
        let found = number(&wanted).filter(|id| self.workspace.admins.contains_key(id));
        let found = found.map(Speaker::Admin);
        found.ok_or_else(|| Fail::unknown("not_found", "admin", &wanted).at("admin_id"))
    }

    fn contact(&self, body: &Value) -> Result<Speaker, Fail> {
        let mut all = self.workspace.contacts.values();
        let (name, wanted) = ["intercom_user_id", "user_id", "email"]
            .into_iter()
            .find_map(|name| Some((name, id(body, name)?)))
            .unwrap_or(("intercom_user_id", String::new()));
        let found = all.find(|contact| match name {
            "intercom_user_id" => contact.id == wanted,
            "user_id" => contact.external_id.as_deref() == Some(&wanted),
            _ => contact.email.as_deref() == Some(&wanted),
        });
        let found = found.map(|contact| Speaker::Contact(contact.id.clone()));
        found.ok_or_else(|| Fail::unknown("not_found", "contact", &wanted).at(name))
    }
}

/// What is attached. Files that came along win over links.
fn files(body: &Value) -> Vec<Value> {
    let list = |name: &str| {
        body.get(name)
            .and_then(Value::as_array)
            .filter(|list| !list.is_empty())
    };
    if let Some(files) = list("attachment_files") {
        let files = files.iter().map(|file| {
            let data = text(file, "data").unwrap_or_default();
            json!({
                "type": "upload",
                "name": text(file, "name"),
                "url": "https://files.example.com/mock",
                "content_type": text(file, "content_type"),
                // Four characters of base64 are three bytes.
                "filesize": data.trim_end_matches('=').len() * 3 / 4,
                "width": null,
                "height": null,
            })
        });
        return files.collect();
    }
    let links = list("attachment_urls")
        .into_iter()
        .flatten()
        .filter_map(Value::as_str);
    let links = links.map(|url| {
        json!({
            "type": "upload",
            "name": url.rsplit('/').next(),
            "url": url,
            "content_type": "image/png",
            "filesize": 1024,
            "width": 640,
            "height": 480,
        })
    });
    links.collect()
}
