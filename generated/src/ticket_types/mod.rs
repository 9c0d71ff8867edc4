//! Attributes by the names that people gave them, without code generation.
//!
//! A ticket's attributes have names and types that the workspace decides on, and a
//! list attribute takes the id of an item and not its label. [`TicketTypeCatalog`] reads
//! what there is once, and knows it from then on.
//!
//! ```no_run
//! use intercom_tickets::types::{CreateTicketRequest, SearchOperator, TicketContact};
//! use intercom_tickets::ticket_types::TicketTypeCatalog;
//! use intercom_tickets::DEFAULT_TITLE;
//!
//! # async fn example(client: intercom_tickets::Client) -> Result<(), Box<dyn std::error::Error>> {
//! let types = TicketTypeCatalog::load(&client).await?;
//! let leak = types.get("Leak")?;
//!
//! let attributes = leak
//!     .attributes()
//!     .set(DEFAULT_TITLE, "Steam wand drips")?
//!     .set("severity", "Flood")? // the label; its id is sent
//!     .complete()?; // nothing is missing that a new ticket needs
//! let request = CreateTicketRequest::new(&leak.id, [TicketContact::id("68b1")])
//!     .ticket_attributes(attributes);
//! let ticket = client.tickets().create_ticket(request).await?;
//! println!("{:?}", leak.shown(&ticket, "severity"));
//!
//! // The name and the label; the two ids are sent.
//! let floods = leak.filter("severity", SearchOperator::Equal, "Flood")?;
//! let mut tickets = client.tickets().search(floods).items();
//! # Ok(())
//! # }
//! ```
//!
//! With code generation, each type is a struct and each list an enum:
//! `cargo xtask ticket-types --out FILE` reads a workspace and emits them, and `--check`
//! says what has changed there since; see [`TypedTicket`].
//!
//! Types that a program needs it can bring about: see [`TicketTypeSpec`].
//!
//! An error lists what there is: `Leak has no attribute "Severty"; it has
//! "severity", …`. Names are held against each other as they are, and if none is the
//! same, without regard to capitals. What is archived is not found. Where several
//! types have one name, the error says their ids, by which they are found as well. A
//! label that was renamed is another label: load the types again from time to time.

mod attributes;
mod ensure;
mod error;
mod resolve;
mod typed;

use crate::types::{TicketType, TicketTypeList};
use crate::{Client, Error};

pub use self::attributes::AttributeValues;
pub use self::ensure::{EnsureError, PlanStep, TicketTypePlan, TicketTypeSpec};
pub use self::error::AttributeError;
pub use self::typed::{AttributeType, TypedTicket};
#[doc(hidden)]
pub use self::typed::{put, take};

use resolve::{Named, pick};

/// The ticket types of a workspace.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TicketTypeCatalog(Vec<TicketType>);

impl TicketTypeCatalog {
    /// Reads them from the workspace.
    ///
    /// # Errors
    ///
    /// Those of [`list_ticket_types`](crate::api::TicketTypes::list_ticket_types).
    pub async fn load(client: &Client) -> Result<Self, Error> {
        let list = client.ticket_types().list_ticket_types().await?;
        Ok(list.into())
    }

    /// Reads them from the workspace, and blocks this thread for so long.
    ///
    /// # Errors
    ///
    /// Those of [`list_ticket_types`](crate::api::TicketTypes::list_ticket_types).
    pub fn load_blocking(client: &Client) -> Result<Self, Error> {
        let list = client.ticket_types().list_ticket_types().send_blocking()?;
        Ok(list.into())
    }

    /// The type of this name or id.
    ///
    /// # Errors
    ///
    /// If there is none, or several of the name; with what there is.
    pub fn get(&self, name: &str) -> Result<&TicketType, AttributeError> {
        if let Some(found) = self.0.iter().find(|found| found.id == name) {
            return Ok(found);
        }
        pick(&self.0, name).map_err(|found| AttributeError::ticket_type(name, found))
    }

    /// All of them, archived ones too.
    pub fn iter(&self) -> impl Iterator<Item = &TicketType> {
        self.0.iter()
    }
}

impl From<TicketTypeList> for TicketTypeCatalog {
    fn from(list: TicketTypeList) -> Self {
        Self(list.data.unwrap_or_default())
    }
}

impl Named for TicketType {
    fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    fn id(&self) -> &str {
        self.id.as_str()
    }

    fn is_archived(&self) -> bool {
        self.archived == Some(true)
    }
}
