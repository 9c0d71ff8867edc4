//! Adds an attribute to a ticket type, creates a ticket that has it, and
//! searches for tickets of that type.
//!
//! ```text
//! cargo run -p intercom-tickets --example create_ticket
//! INTERCOM_TOKEN=… INTERCOM_REGION=eu cargo run -p intercom-tickets --example create_ticket
//! ```
//!
//! With a token it changes that workspace: the first ticket type that is for
//! customers gets an attribute more, and a ticket is created for the contact
//! `INTERCOM_CONTACT` (an email address). Without a token it talks to a small
//! server of its own on this machine.

mod server;

use std::env;
use std::error::Error as StdError;

use intercom_tickets::types::{
    AttributeDataType, CreateTicketRequest, CreateTicketTypeAttributeRequest, SearchFilter,
    SearchOperator, SearchPagination, SearchTicketsRequest, TicketCategory, TicketContact,
    TicketTypeId,
};
use intercom_tickets::{Client, DEFAULT_DESCRIPTION, DEFAULT_TITLE, Error, Region, json};

/// The name of the attribute that is added.
const ATTRIBUTE: &str = "litres_on_the_floor";

/// How many of the tickets that are found are printed.
const PRINTED: usize = 10;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn StdError>> {
    let client = client()?;
    let ticket_type = ticket_type(&client).await?;
    add_attribute(&client, &ticket_type).await?;
    create_ticket(&client, &ticket_type).await?;
    search(&client, &ticket_type).await?;
    Ok(())
}

/// A client of Intercom if there is a token, else of a server of our own.
fn client() -> Result<Client, Box<dyn StdError>> {
    let Ok(token) = env::var("INTERCOM_TOKEN") else {
        let url = server::start()?;
        println!("INTERCOM_TOKEN is not set: talking to a server of our own at {url}");
        let client = Client::builder().base_url(url).token("no-token-needed");
        return Ok(client.build()?);
    };
    let region = match env::var("INTERCOM_REGION").as_deref() {
        Err(_) | Ok("us") => Region::Us,
        Ok("eu") => Region::Eu,
        Ok("au") => Region::Au,
        Ok(other) => return Err(format!("INTERCOM_REGION is `{other}`, not us, eu or au").into()),
    };
    println!("talking to {}", region.url());
    Ok(Client::builder().region(region).token(token).build()?)
}

/// The first ticket type that is in use and meant for customers.
async fn ticket_type(client: &Client) -> Result<TicketTypeId, Box<dyn StdError>> {
    let types = client.ticket_types().list_ticket_types().await?;
    let found = types
        .data
        .unwrap_or_default()
        .into_iter()
        .find(|candidate| {
            candidate.category == Some(TicketCategory::Customer) && candidate.archived != Some(true)
        });
    let found = found.ok_or("the workspace has no ticket type for customers")?;
    let name = found.name.as_deref().unwrap_or("without a name");
    println!("ticket type {}, {name}", found.id);
    Ok(found.id)
}

async fn add_attribute(client: &Client, ticket_type: &TicketTypeId) -> Result<(), Error> {
    let request = CreateTicketTypeAttributeRequest::new(
        ATTRIBUTE,
        "How much water is on the floor?",
        AttributeDataType::Integer,
    )
    .visible_to_contacts(false);
    let call = client
        .ticket_type_attributes()
        .create_ticket_type_attribute(ticket_type, request);
    match call.await {
        Ok(attribute) => println!("created attribute {}, {ATTRIBUTE}", attribute.id),
        // A second run finds the attribute of the first.
        Err(Error::Api(error)) if error.status() == 400 => println!("no new attribute: {error}"),
        Err(error) => return Err(error),
    }
    Ok(())
}

async fn create_ticket(client: &Client, ticket_type: &TicketTypeId) -> Result<(), Error> {
    let contact = env::var("INTERCOM_CONTACT");
    let contact = contact.unwrap_or_else(|_| "mara@roastery.example".to_owned());
    let request = CreateTicketRequest::new(ticket_type, [TicketContact::email(contact)])
        .ticket_attributes([
            (DEFAULT_TITLE, json!("Steam wand drips")),
            (DEFAULT_DESCRIPTION, json!("A puddle every morning.")),
            (ATTRIBUTE, json!(2)),
        ]);
    let created = client.tickets().create_ticket(request).response().await?;
    if let Some(limit) = created.rate_limit() {
        println!("requests left: {:?}", limit.remaining);
    }
    let ticket = created.into_value();
    println!("created ticket {}: {:?}", ticket.id, ticket.title());
    Ok(())
}

async fn search(client: &Client, ticket_type: &TicketTypeId) -> Result<(), Error> {
    let of_type = SearchFilter::new(
        "ticket_type_id",
        SearchOperator::Equal,
        ticket_type.as_str(),
    );
    let request =
        SearchTicketsRequest::new(of_type).pagination(SearchPagination::new().per_page(2));
    let mut tickets = client.tickets().search_tickets(request).items();
    println!("found:");
    for _ in 0..PRINTED {
        let Some(ticket) = tickets.try_next().await? else {
            break;
        };
        let litres = ticket.attribute(ATTRIBUTE);
        let assignee = ticket.assigned_admin();
        println!(
            "  {}: {}, {ATTRIBUTE}: {}, {}",
            ticket.id,
            ticket.title().unwrap_or("no title"),
            litres.map_or_else(|| "unknown".to_owned(), ToString::to_string),
            assignee.map_or_else(|| "unassigned".to_owned(), |admin| format!("admin {admin}")),
        );
    }
    Ok(())
}
