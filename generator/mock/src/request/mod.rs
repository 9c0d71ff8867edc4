//! What came in, read as the document says, with everything that is wrong.

mod accept;
mod auth;
mod body;
mod coerce;
mod form;
mod multipart;
mod parameter;
mod prefer;

pub(crate) use accept::choose;
pub(crate) use auth::missing as missing_credentials;
pub(crate) use body::{Body, Refused, read as read_body};
pub(crate) use parameter::read as read_parameters;
pub(crate) use prefer::{Preference, preferences};
