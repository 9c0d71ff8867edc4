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

use percent_encoding::percent_decode_str;

/// A part of a URL as it is meant.
pub(crate) fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// The pairs of a query.
pub(crate) fn query(text: &str) -> Vec<(String, String)> {
    form_urlencoded::parse(text.as_bytes())
        .into_owned()
        .collect()
}
