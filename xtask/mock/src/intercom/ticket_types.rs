//! Ticket types and the fields of their forms.

use oas_mock::{Change, Value};

use super::fail::Fail;
use super::values::{flag, number, text};
use super::workspace::{Attribute, Category, DataType, ListItem, TicketType, Workspace, take};
use super::{Done, Intercom};

/// Attributes that every type has from the start.
pub(super) const DEFAULTS: [(&str, &str, bool); 2] = [
    ("_default_title_", "What it is about", false),
    ("_default_description_", "The whole story", true),
];

impl Intercom {
    pub(super) fn get_type(&self, id: &str) -> Done {
        let kind = self.workspace.kind_by_id(id)?;
        Ok(self.workspace.wire_type(kind))
    }

    pub(super) fn create_type(&mut self, body: &Value, now: u64) -> Done {
        // The document allows null for the whole body.
        let Some(name) = text(body, "name") else {
            let message = "A ticket type needs a name";
            return Err(Fail::new(400, "parameter_not_found", message).at("name"));
        };
        let category = text(body, "category").and_then(Category::parse);
        let mut kind = TicketType {
            id: take(&mut self.workspace.next.ticket_type),
            category: category.unwrap_or(Category::Customer),
            name: name.to_owned(),
            description: text(body, "description").map(str::to_owned),
            icon: text(body, "icon").unwrap_or("🎟️").to_owned(),
            is_internal: flag(body, "is_internal").unwrap_or(false),
            archived: false,
            attributes: Vec::new(),
            states: self.workspace.states.keys().copied().take(4).collect(),
            created_at: now,
            updated_at: now,
        };
        self.workspace.add_defaults(&mut kind, now);
        let id = kind.id;
        self.workspace.types.insert(id, kind);
        self.did(Change::Created, "ticket_type", id.to_string());
        self.get_type(&id.to_string())
    }

    pub(super) fn update_type(&mut self, id: &str, body: &Value, now: u64) -> Done {
        let mut kind = self.workspace.kind_by_id(id)?.clone();
        if let Some(name) = text(body, "name") {
            name.clone_into(&mut kind.name);
        }
        if let Some(description) = text(body, "description") {
            kind.description = Some(description.to_owned());
        }
        if let Some(icon) = text(body, "icon") {
            icon.clone_into(&mut kind.icon);
        }
        if let Some(category) = text(body, "category").and_then(Category::parse) {
            kind.category = category;
        }
        kind.is_internal = flag(body, "is_internal").unwrap_or(kind.is_internal);
        kind.archived = flag(body, "archived").unwrap_or(kind.archived);
        kind.updated_at = now;
        self.workspace.types.insert(kind.id, kind);
        self.did(Change::Updated, "ticket_type", id);
        self.get_type(id)
    }

    pub(super) fn create_attribute(&mut self, of: &str, body: &Value, now: u64) -> Done {
        let kind = self.workspace.kind_by_id(of)?.clone();
        let name = text(body, "name").unwrap_or_default();
        let mut known = kind
            .attributes
            .iter()
            .filter_map(|id| self.workspace.attributes.get(id));
        if known.any(|attribute| attribute.name == name) {
            return Err(Fail::invalid(
                "name",
                format!("The type has an attribute {name} already"),
            ));
        }
        let data_type = text(body, "data_type").and_then(DataType::parse);
        let data_type = data_type.unwrap_or(DataType::String);
        let mut attribute = Attribute {
            id: self.workspace.next.attribute,
            of: kind.id,
            name: name.to_owned(),
            description: String::new(),
            data_type,
            multiline: false,
            multiple: false,
            items: Vec::new(),
            required: false,
            required_for_contacts: false,
            visible: true,
            visible_to_contacts: true,
            is_default: false,
            archived: false,
            created_at: now,
            updated_at: now,
        };
        self.workspace.describe(&mut attribute, body)?;
        if data_type == DataType::List && attribute.items.is_empty() {
            let message = "A list attribute needs list_items";
            return Err(Fail::new(400, "parameter_not_found", message).at("list_items"));
        }
        let id = take(&mut self.workspace.next.attribute);
        if let Some(kind) = self.workspace.types.get_mut(&kind.id) {
            kind.attributes.push(id);
            kind.updated_at = now;
        }
        let wire = self
            .workspace
            .wire_attribute(&attribute, kind.attributes.len());
        self.workspace.attributes.insert(id, attribute);
        self.did(Change::Created, "ticket_type_attribute", id.to_string());
        Ok(wire)
    }

    pub(super) fn update_attribute(&mut self, of: &str, id: &str, body: &Value, now: u64) -> Done {
        let kind = self.workspace.kind_by_id(of)?.clone();
        let found = number(id).filter(|id| kind.attributes.contains(id));
        let found = found
            .and_then(|id| self.workspace.attributes.get(&id))
            .cloned();
        let mut attribute = found.ok_or_else(|| Fail::unknown("not_found", "attribute", id))?;
        if let Some(name) = text(body, "name") {
            if attribute.is_default && name != attribute.name {
                return Err(Fail::invalid(
                    "name",
                    "The type's own attributes keep their names",
                ));
            }
            name.clone_into(&mut attribute.name);
        }
        self.workspace.describe(&mut attribute, body)?;
        attribute.archived = flag(body, "archived").unwrap_or(attribute.archived);
        attribute.updated_at = now;
        let order = kind
            .attributes
            .iter()
            .position(|known| *known == attribute.id);
        let wire = self
            .workspace
            .wire_attribute(&attribute, order.unwrap_or(0));
        self.workspace.attributes.insert(attribute.id, attribute);
        self.did(Change::Updated, "ticket_type_attribute", id);
        Ok(wire)
    }
}

impl Workspace {
    pub(super) fn add_defaults(&mut self, kind: &mut TicketType, now: u64) {
        for (name, description, multiline) in DEFAULTS {
            let attribute = Attribute {
                id: take(&mut self.next.attribute),
                of: kind.id,
                name: name.to_owned(),
                description: description.to_owned(),
                data_type: DataType::String,
                multiline,
                multiple: false,
                items: Vec::new(),
                required: false,
                required_for_contacts: false,
                visible: true,
                visible_to_contacts: true,
                is_default: true,
                archived: false,
                created_at: now,
                updated_at: now,
            };
            kind.attributes.push(attribute.id);
            self.attributes.insert(attribute.id, attribute);
        }
    }

    /// What can be said of an attribute when it is created and afterwards.
    fn describe(&mut self, attribute: &mut Attribute, body: &Value) -> Result<(), Fail> {
        if let Some(description) = text(body, "description") {
            description.clone_into(&mut attribute.description);
        }
        let settings = [
            ("required_to_create", &mut attribute.required),
            (
                "required_to_create_for_contacts",
                &mut attribute.required_for_contacts,
            ),
            ("visible_on_create", &mut attribute.visible),
            ("visible_to_contacts", &mut attribute.visible_to_contacts),
            ("multiline", &mut attribute.multiline),
            ("allow_multiple_values", &mut attribute.multiple),
        ];
        for (name, setting) in settings {
            if let Some(wanted) = flag(body, name) {
                *setting = wanted;
            }
        }
        let Some(items) =
            text(body, "list_items").filter(|_| attribute.data_type == DataType::List)
        else {
            return Ok(());
        };
        let names: Vec<&str> = items
            .split(',')
            .map(str::trim)
            .filter(|name| !name.is_empty())
            .collect();
        if names.is_empty() {
            return Err(Fail::invalid("list_items", "There is no item in it"));
        }
        // Items that stay keep their ids; what isn't named any more is retired.
        for item in &mut attribute.items {
            item.archived = !names.contains(&item.name.as_str());
        }
        for name in names {
            if !attribute.items.iter().any(|item| item.name == name) {
                let item = ListItem {
                    id: self.guid(),
                    name: name.to_owned(),
                    archived: false,
                };
                attribute.items.push(item);
            }
        }
        Ok(())
    }

    /// A new GUID.
    pub(super) fn guid(&mut self) -> String {
        let number = take(&mut self.next.item);
        let mixed = number.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        format!(
            "{:08x}-{:04x}-4{:03x}-8{:03x}-{number:012x}",
            mixed >> 32,
            (mixed >> 16) & 0xffff,
            (mixed >> 4) & 0xfff,
            mixed & 0xfff,
        )
    }
}
