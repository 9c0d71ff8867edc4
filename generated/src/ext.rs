//! What reads better by hand than by its wire name.
//!
//! The emitted types say what Intercom sends and takes; here are the few
//! places where that needs knowing a convention: attribute names with
//! underscores, a zero that means nobody, other words for a category.

use oas_runtime::UnixTime;

use crate::Value;
use crate::types::{
    AdminId, AssigneeId, Conversation, SearchFilter, SearchGroupOperator, SearchOperator,
    SearchQuery, SearchValue, TeamId, Ticket, TicketCategory, UpdateTicketRequest,
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

impl SearchFilter {
    /// Finds the tickets of a category.
    ///
    /// ```
    /// use intercom_tickets::types::{SearchFilter, SearchOperator, TicketCategory};
    ///
    /// assert_eq!(
    ///     SearchFilter::category(&TicketCategory::BackOffice),
    ///     SearchFilter::new("category", SearchOperator::Equal, "task"),
    /// );
    /// ```
    pub fn category(category: &TicketCategory) -> Self {
        Self::new("category", SearchOperator::Equal, category.search_word())
    }
}

impl SearchQuery {
    /// Finds what fits all of the members, filters and groups in any mixture.
    #[must_use]
    pub fn all(members: impl IntoIterator<Item = impl Into<Self>>) -> Self {
        Self::group(SearchGroupOperator::And, members)
    }

    /// Finds what fits one of the members, filters and groups in any mixture.
    #[must_use]
    pub fn any(members: impl IntoIterator<Item = impl Into<Self>>) -> Self {
        Self::group(SearchGroupOperator::Or, members)
    }
}

/// Times are compared as Unix seconds.
impl From<UnixTime> for SearchValue {
    fn from(time: UnixTime) -> Self {
        Self::Integer(time.as_secs())
    }
}

#[cfg(test)]
mod tests {
    use super::{DEFAULT_DESCRIPTION, DEFAULT_TITLE};
    use crate::codec::{from_value, to_value};
    use crate::types::{
        Conversation, SearchFilter, SearchOperator, SearchQuery, Ticket, TicketCategory,
        UpdateTicketRequest,
    };
    use crate::{UnixTime, json};

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

    #[test]
    fn groups_are_made_of_filters_and_groups() {
        let since = SearchFilter::new(
            "updated_at",
            SearchOperator::Greater,
            UnixTime::from_secs(60),
        );
        let kinds = SearchQuery::any([
            SearchFilter::category(&TicketCategory::Customer),
            SearchFilter::category(&TicketCategory::Tracker),
        ]);
        let query = SearchQuery::all([since.into(), kinds]);
        let expected = json!({"operator": "AND", "value": [
            {"field": "updated_at", "operator": ">", "value": 60},
            {"operator": "OR", "value": [
                {"field": "category", "operator": "=", "value": "request"},
                {"field": "category", "operator": "=", "value": "tracker"},
            ]},
        ]});
        assert_eq!(to_value(&query).unwrap(), expected);
    }
}
