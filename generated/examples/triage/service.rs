//! What the desk does with tickets that nobody looks after.

use std::time::Duration;

use intercom_tickets::ticket_types::TicketTypeCatalog;
use intercom_tickets::types::{
    AdminId, AdminReply, AttachTagRequest, CreateTicketRequest, TagId, TeamId, Ticket,
    TicketCategory, TicketContact, TicketId, UpdateTicketRequest,
};
use intercom_tickets::{BoxError, Client, DEFAULT_TITLE, Error, Mark, UnixTime, Value, search};

/// Who works at the desk, and how they mark what they have seen.
pub struct Desk {
    pub admin: AdminId,
    pub team: TeamId,
    pub warranty: TagId,
}

/// A ticket, and whether it got the tag, or what went wrong.
pub type Taken = (TicketId, Result<bool, Error>);

/// Gives the open tickets of customers that changed of late, and that nobody looks
/// after, to the desk. A ticket that fails holds up no other, and is seen again by the next
/// run.
pub async fn triage(client: &Client, desk: &Desk, since: UnixTime) -> Result<Vec<Taken>, Error> {
    let query = search::open().eq(true)
        & search::updated_at().gt(since)
        & search::category().eq(TicketCategory::Customer)
        & search::admin_assignee_id().eq("0")
        & search::team_assignee_id().eq("0");
    let mut tickets = client.tickets().search(query).items();
    let mut taken = Vec::new();
    while let Some(ticket) = tickets.try_next().await? {
        let outcome = take(client, desk, &ticket).await;
        taken.push((ticket.id, outcome));
    }
    Ok(taken)
}

/// Gives one ticket to the desk, and says whether it got the tag.
async fn take(client: &Client, desk: &Desk, ticket: &Ticket) -> Result<bool, Error> {
    let tickets = client.tickets();
    let warranty = ticket.attribute("under_warranty") == Some(&Value::Bool(true));
    if warranty {
        let tag = AttachTagRequest::new(&desk.warranty, &desk.admin);
        tickets.attach_tag_to_ticket(&ticket.id, tag).await?;
    }
    let photos = ticket.files("photos").len();
    let note = AdminReply::note(&desk.admin, format!("With {photos} photos."));
    tickets.reply_ticket(&ticket.id, note).await?;
    let update = UpdateTicketRequest::new()
        .admin_id(&desk.admin)
        .assignee_id(desk.team.clone())
        .snoozed_until(warranty.then(|| UnixTime::now() + Duration::from_secs(86_400)));
    tickets.update_ticket(&ticket.id, update).await?;
    Ok(warranty)
}

/// Creates a ticket of a type, and never two: its mark tells whether it is there.
pub async fn report(
    client: &Client,
    kind: &str,
    contact: &str,
    severity: &str,
    mark: &str,
) -> Result<Ticket, BoxError> {
    let types = TicketTypeCatalog::load(client).await?;
    let kind = types.get(kind)?;
    let attributes = kind.attributes().set(DEFAULT_TITLE, "Drips")?;
    let request = CreateTicketRequest::new(&kind.id, [TicketContact::email(contact)])
        .ticket_attributes(attributes.set("severity", severity)?.complete()?);
    let mark = Mark::in_title(mark);
    Ok(client.create_ticket_once(request, &mark).await?)
}
