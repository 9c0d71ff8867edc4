//! What the desk does with tickets that nobody looks after.

use std::time::Duration;

use intercom_tickets::call::Reconciliation;
use intercom_tickets::types::{
    AdminId, AdminReply, AdminReplyMessageType, AttachTagRequest, AttributeListItemId,
    CreateTicketRequest, SearchFilter, SearchOperator, SearchPagination, SearchTicketsRequest,
    TagId, TeamId, Ticket, TicketCategory, TicketContact, TicketTypeId, UpdateTicketRequest,
};
use intercom_tickets::{Client, DEFAULT_TITLE, Error, UnixTime, Value};

/// The list attribute that says how bad it is.
const SEVERITY: &str = "severity";

/// Who works at the desk, and how they mark what they have seen.
pub struct Desk {
    pub admin: AdminId,
    pub team: TeamId,
    pub warranty: TagId,
}

/// What became of the tickets that were looked at.
#[derive(Debug, Default, PartialEq)]
pub struct Outcome {
    /// They have somebody now.
    pub assigned: usize,
    /// They are marked as cases for the warranty.
    pub tagged: usize,
    /// Something went wrong, and the next run will see them again.
    pub left: usize,
}

/// Looks at the open tickets of customers that changed of late, and gives each that
/// nobody looks after to the desk. A ticket that fails holds up no other.
pub async fn triage(client: &Client, desk: &Desk, since: UnixTime) -> Result<Outcome, Error> {
    let query = SearchFilter::new("open", SearchOperator::Equal, true)
        .and(SearchFilter::new(
            "updated_at",
            SearchOperator::Greater,
            since,
        ))
        .and(SearchFilter::category(&TicketCategory::Customer));
    let request = SearchTicketsRequest::new(query).pagination(SearchPagination::new().per_page(50));
    let mut tickets = client.tickets().search_tickets(request).items();
    let mut outcome = Outcome::default();
    while let Some(ticket) = tickets.try_next().await? {
        if ticket.assigned_admin().is_some() || ticket.assigned_team().is_some() {
            continue;
        }
        match take(client, desk, &ticket).await {
            Ok(tagged) => {
                outcome.assigned += 1;
                outcome.tagged += usize::from(tagged);
            }
            Err(error) => {
                eprintln!(
                    "{}: {error} (carried out: {:?})",
                    ticket.id,
                    error.outcome()
                );
                outcome.left += 1;
            }
        }
    }
    Ok(outcome)
}

/// Gives one ticket to the desk, and says whether it got the tag.
async fn take(client: &Client, desk: &Desk, ticket: &Ticket) -> Result<bool, Error> {
    let tickets = client.tickets();
    let warranty = ticket.attribute("under_warranty").and_then(Value::as_bool);
    let warranty = warranty.unwrap_or_default();
    if warranty {
        let tag = AttachTagRequest::new(&desk.warranty, &desk.admin);
        tickets.attach_tag_to_ticket(&ticket.id, tag).await?;
    }
    let photos = ticket.files("photos").len();
    let note = AdminReply::new(AdminReplyMessageType::Note, &desk.admin)
        .body(format!("For the bench, with {photos} photos."));
    tickets.reply_ticket(&ticket.id, note).await?;
    let update = UpdateTicketRequest::new()
        .admin_id(&desk.admin)
        .assignee_id(desk.team.clone())
        .snoozed_until(warranty.then(|| UnixTime::now() + Duration::from_secs(86_400)));
    tickets.update_ticket(&ticket.id, update).await?;
    Ok(warranty)
}

/// Creates a ticket, and never two: where it is unknown whether it was created, it
/// is looked for by its mark.
pub async fn report(
    client: &Client,
    kind: &TicketTypeId,
    contact: &str,
    severity: &str,
    mark: &str,
) -> Result<Ticket, Error> {
    let item = severity_item(client, kind, severity).await?;
    let attributes = [(DEFAULT_TITLE, Value::from(format!("Drips [{mark}]")))]
        .into_iter()
        .chain(item.map(|item| (SEVERITY, Value::from(item))));
    let request = CreateTicketRequest::new(kind, [TicketContact::email(contact)])
        .ticket_attributes(attributes);
    let title = SearchFilter::new("title", SearchOperator::Contains, mark);
    let search = SearchTicketsRequest::new(title);
    let tickets = client.tickets();
    let call = client.tickets().create_ticket(request);
    call.reconcile(move |lost| {
        let page = tickets.search_tickets(search.clone());
        async move {
            match page.await {
                Ok(page) => match page.tickets.into_iter().next() {
                    Some(ticket) => Reconciliation::Applied(ticket),
                    None => Reconciliation::NotApplied,
                },
                Err(_) => Reconciliation::Unknown(lost),
            }
        }
    })
    .await
}

/// The item of the list attribute that people know by this name.
async fn severity_item(
    client: &Client,
    kind: &TicketTypeId,
    name: &str,
) -> Result<Option<AttributeListItemId>, Error> {
    let kind = client.ticket_types().get_ticket_type(kind).await?;
    let attributes = kind.ticket_type_attributes.and_then(|list| list.data);
    let severity = attributes
        .into_iter()
        .flatten()
        .find(|attribute| attribute.name.as_deref() == Some(SEVERITY));
    let options = severity.and_then(|attribute| attribute.input_options);
    let items = options.and_then(|options| options.list_items);
    let item = items
        .into_iter()
        .flatten()
        .find(|item| item.name.as_deref() == Some(name));
    Ok(item.map(|item| item.id))
}
