//! Writes that are done once: found again by a mark, where nobody can tell what
//! became of them.

use std::time::Duration;

use crate::call::{Reconciliation, ReconcilingCall};
use crate::pagination::PaginatedCall;
use crate::types::{
    CreateTicketRequest, SearchFilter, SearchOperator, Ticket, TicketList, TicketTypeAttribute,
};
use crate::{Client, DEFAULT_TITLE, Error, Value, search};

/// How long it is waited before each search for a ticket that may have been created.
/// It takes a moment until what is new is found.
const WAITS: [Duration; 3] = [
    Duration::from_secs(2),
    Duration::from_secs(5),
    Duration::from_secs(10),
];

/// A text by which a ticket is known again, such as an order number. It has to be
/// different for each ticket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    text: String,
    place: Place,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Place {
    Title,
    /// The attribute's name, and the field that a search has for it.
    Attribute(String, String),
}

impl Mark {
    /// Behind the title, in brackets: `Steam wand drips [desk-1]`.
    pub fn in_title(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            place: Place::Title,
        }
    }

    /// The value of an attribute of the type `string`, which people needn't see; see
    /// [`TicketType::attribute`](crate::types::TicketType::attribute).
    pub fn in_attribute(attribute: &TicketTypeAttribute, text: impl Into<String>) -> Self {
        let name = attribute.name.clone().unwrap_or_default();
        Self {
            text: text.into(),
            place: Place::Attribute(name, search::attribute_field(&attribute.id)),
        }
    }

    fn put_into(&self, mut request: CreateTicketRequest) -> CreateTicketRequest {
        let attributes = request.ticket_attributes.get_or_insert_default();
        match &self.place {
            Place::Title => {
                let title = attributes.get(DEFAULT_TITLE).and_then(Value::as_str);
                let title = format!("{} [{}]", title.unwrap_or_default(), self.text);
                attributes.insert(DEFAULT_TITLE.to_owned(), title.trim().into());
            }
            Place::Attribute(name, _) => {
                attributes.insert(name.clone(), self.text.as_str().into());
            }
        }
        request
    }

    /// A search that finds the ticket, and perhaps some with a longer mark.
    fn query(&self) -> SearchFilter {
        match &self.place {
            Place::Title => search::title().contains(&self.text),
            Place::Attribute(_, field) => {
                SearchFilter::new(field, SearchOperator::Equal, self.text.as_str())
            }
        }
    }

    fn is_on(&self, ticket: &Ticket) -> bool {
        match &self.place {
            Place::Title => {
                let end = format!("[{}]", self.text);
                ticket.title().is_some_and(|title| title.ends_with(&end))
            }
            Place::Attribute(name, _) => {
                let value = ticket.attribute(name).and_then(Value::as_str);
                value == Some(self.text.as_str())
            }
        }
    }
}

impl Client {
    /// Creates a ticket with a mark, and never two: where nobody can tell whether it
    /// was created, it is looked for by its mark, and created again only if it isn't
    /// there.
    ///
    /// It is looked for three times within 17 seconds. A ticket that Intercom takes
    /// longer to find is created a second time, and so is one whose title or attribute
    /// somebody has changed meanwhile. This knows of no call before it: after a restart,
    /// ask [`find_marked`](Self::find_marked) first.
    ///
    /// ```no_run
    /// # use intercom_tickets::types::{CreateTicketRequest, TicketContact};
    /// use intercom_tickets::Mark;
    ///
    /// # async fn example(client: intercom_tickets::Client) -> Result<(), intercom_tickets::Error> {
    /// let request = CreateTicketRequest::new("4101", [TicketContact::id("68b1")])
    ///     .ticket_attributes([("_default_title_", "Steam wand drips")]);
    /// let ticket = client.create_ticket_once(request, &Mark::in_title("desk-1")).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn create_ticket_once(
        &self,
        request: CreateTicketRequest,
        mark: &Mark,
    ) -> ReconcilingCall<Ticket> {
        let (client, mark) = (self.clone(), mark.clone());
        let call = self.tickets().create_ticket(mark.put_into(request));
        call.reconcile(move |lost| {
            let (client, mark) = (client.clone(), mark.clone());
            async move {
                for wait in WAITS {
                    client.runtime().sleep(wait).await;
                    match client.find_marked(&mark).await {
                        Ok(Some(ticket)) => return Reconciliation::Applied(ticket),
                        Ok(None) => {}
                        Err(_) => return Reconciliation::Unknown(lost),
                    }
                }
                Reconciliation::NotApplied
            }
        })
    }

    /// The ticket with a mark, if there is one.
    ///
    /// # Errors
    ///
    /// Those of [`search_tickets`](crate::api::Tickets::search_tickets).
    pub async fn find_marked(&self, mark: &Mark) -> Result<Option<Ticket>, Error> {
        let found: PaginatedCall<TicketList, Ticket> = self.tickets().search(mark.query());
        let mut items = found.items();
        while let Some(ticket) = items.try_next().await? {
            if mark.is_on(&ticket) {
                return Ok(Some(ticket));
            }
        }
        Ok(None)
    }
}
