//! What reads better by hand than by its wire name.
//!
//! The emitted types say what Intercom sends and takes; here are the few
//! places where that needs knowing a convention: attribute names with
//! underscores, a zero that means nobody, other words for a category.

mod env;
mod once;
mod search;
#[cfg(feature = "webhooks")]
mod webhooks;

pub use self::once::Mark;

use crate::Value;
use crate::codec::from_value;
use crate::types::{
    AdminId, AssigneeId, Attachment, Conversation, TeamId, Ticket, TicketCategory,
    UpdateTicketRequest,
};

/// The attribute that holds a ticket's title.
pub const DEFAULT_TITLE: &str = "_default_title_";

/// The attribute that holds a ticket's description.
pub const DEFAULT_DESCRIPTION: &str = "_default_description_";

/// The id that stands for nobody.
const NOBODY: &str = "0";

impl Ticket {
    /// The title, if there is one: the attribute [`DEFAULT_TITLE`].
    #[must_use]
    pub fn title(&self) -> Option<&str> {
        self.attribute(DEFAULT_TITLE)?.as_str()
    }

    /// The description, if there is one: the attribute [`DEFAULT_DESCRIPTION`].
    #[must_use]
    pub fn description(&self) -> Option<&str> {
        self.attribute(DEFAULT_DESCRIPTION)?.as_str()
    }

    /// The value of an attribute, by its name in the ticket type's form.
    ///
    /// There is none if the ticket doesn't have the attribute. One without a
    /// value is there, as `null`.
    #[must_use]
    pub fn attribute(&self, name: &str) -> Option<&Value> {
        self.ticket_attributes.as_ref()?.get(name)
    }

    /// The files in an attribute of the type `files`, whose links expire after
    /// half an hour. None if the attribute isn't there or holds something else.
    #[must_use]
    pub fn files(&self, name: &str) -> Vec<Attachment> {
        let files = self.attribute(name).and_then(Value::as_array);
        let files = files.into_iter().flatten().cloned();
        files.filter_map(|file| from_value(file).ok()).collect()
    }

    /// The admin who looks after the ticket; none if
    /// [`admin_assignee_id`](Self::admin_assignee_id) is 0, null or absent.
    #[must_use]
    pub fn assigned_admin(&self) -> Option<&AdminId> {
        somebody(self.admin_assignee_id.as_ref())
    }

    /// The team that looks after the ticket; none if
    /// [`team_assignee_id`](Self::team_assignee_id) is 0, null or absent.
    #[must_use]
    pub fn assigned_team(&self) -> Option<&TeamId> {
        somebody(self.team_assignee_id.as_ref())
    }
}

impl Conversation {
    /// The admin who looks after the conversation; none if
    /// [`admin_assignee_id`](Self::admin_assignee_id) is 0, null or absent.
    #[must_use]
    pub fn assigned_admin(&self) -> Option<&AdminId> {
        somebody(self.admin_assignee_id.as_ref())
    }

    /// The team that looks after the conversation; none if
    /// [`team_assignee_id`](Self::team_assignee_id) is 0, null or absent.
    #[must_use]
    pub fn assigned_team(&self) -> Option<&TeamId> {
        somebody(self.team_assignee_id.as_ref())
    }
}

fn somebody<T: AsRef<str>>(id: Option<&T>) -> Option<&T> {
    id.filter(|id| !matches!(id.as_ref(), NOBODY | ""))
}

impl UpdateTicketRequest {
    /// Takes the ticket away from whoever it is assigned to.
    ///
    /// Null would mean nothing here: Intercom's word for nobody is 0.
    pub fn unassign(self) -> Self {
        self.assignee_id(AssigneeId::new(NOBODY))
    }
}

impl TicketCategory {
    /// What a search calls the category, which is not what a ticket calls it:
    /// a `Customer` ticket is found as a `request`, a `Back-office` one as a
    /// `task`.
    #[must_use]
    pub fn search_word(&self) -> &str {
        match self {
            Self::Customer => "request",
            Self::BackOffice => "task",
            Self::Tracker => "tracker",
            other => other.as_str(),
        }
    }
}

impl From<AdminId> for AssigneeId {
    /// The admin to hand a ticket to.
    fn from(admin: AdminId) -> Self {
        Self::new(admin)
    }
}

impl From<TeamId> for AssigneeId {
    /// The team to hand a ticket to.
    fn from(team: TeamId) -> Self {
        Self::new(team)
    }
}

#[cfg(test)]
mod tests {
    use super::{DEFAULT_DESCRIPTION, DEFAULT_TITLE};
    use crate::codec::{from_value, to_value};
    use crate::json;
    use crate::types::{
        AdminId, Conversation, TeamId, Ticket, TicketCategory, UpdateTicketRequest,
    };

    fn ticket(members: &oas_runtime::Value) -> Ticket {
        let mut ticket = json!({"id": "1"});
        for (name, value) in members.as_object().unwrap() {
            ticket[name] = value.clone();
        }
        from_value(ticket).unwrap()
    }

    #[test]
    fn title_and_description_are_attributes() {
        let found = ticket(&json!({
            "ticket_attributes": {DEFAULT_TITLE: "Leak", DEFAULT_DESCRIPTION: null, "level": 3}
        }));
        assert_eq!(found.title(), Some("Leak"));
        assert_eq!(found.description(), None);
        assert_eq!(found.attribute("level"), Some(&json!(3)));
        assert_eq!(found.attribute("none"), None);
        let photos = json!([{"name": "leak.png"}, 7, {"name": "leak.txt"}]);
        let with_files = ticket(&json!({"ticket_attributes": {"photos": photos}}));
        assert_eq!(with_files.files("photos").len(), 2);
        assert!(found.files("photos").is_empty() && found.files("level").is_empty());
        assert_eq!(ticket(&json!({})).title(), None);
    }

    #[test]
    fn zero_null_and_absence_are_nobody() {
        for nobody in [json!(0), json!("0"), json!(""), json!(null)] {
            let ticket = ticket(&json!({"admin_assignee_id": nobody, "team_assignee_id": nobody}));
            assert_eq!(ticket.assigned_admin(), None, "{nobody}");
            assert_eq!(ticket.assigned_team(), None, "{nobody}");
        }
        assert_eq!(ticket(&json!({})).assigned_admin(), None);
        let taken = ticket(&json!({"admin_assignee_id": 3301, "team_assignee_id": "44"}));
        assert_eq!(taken.assigned_admin().unwrap(), "3301");
        assert_eq!(taken.assigned_team().unwrap(), "44");
    }

    #[test]
    fn conversations_are_read_alike() {
        let read = |id| {
            let members = json!({"id": "1", "admin_assignee_id": id, "team_assignee_id": id});
            from_value::<Conversation>(members).unwrap()
        };
        assert_eq!(read(0).assigned_admin(), None);
        assert_eq!(read(0).assigned_team(), None);
        assert_eq!(read(7).assigned_admin().unwrap(), "7");
        assert_eq!(read(7).assigned_team().unwrap(), "7");
    }

    #[test]
    fn a_ticket_goes_to_an_admin_or_a_team() {
        let admin = UpdateTicketRequest::new().assignee_id(AdminId::new("3301"));
        assert_eq!(to_value(&admin).unwrap(), json!({"assignee_id": "3301"}));
        let nobody: Option<TeamId> = None;
        let update = UpdateTicketRequest::new().assignee_id(nobody);
        assert_eq!(to_value(&update).unwrap(), json!({}));
    }

    #[test]
    fn nobody_is_sent_as_zero() {
        let update = UpdateTicketRequest::new().unassign();
        assert_eq!(to_value(&update).unwrap(), json!({"assignee_id": "0"}));
    }

    #[test]
    fn every_category_has_its_search_word() {
        let words = ["Customer", "Back-office", "Tracker", "Outpost"]
            .map(|category| TicketCategory::from(category).search_word().to_owned());
        assert_eq!(words, ["request", "task", "tracker", "Outpost"]);
    }
}
