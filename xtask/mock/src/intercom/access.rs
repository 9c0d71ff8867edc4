//! Who is let in: tokens, regions, versions of the API.

use oas_mock::{Call, Value};

use super::fail::Fail;

/// Where a workspace is hosted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Region {
    /// `api.intercom.io`
    #[default]
    Us,
    /// `api.eu.intercom.io`
    Eu,
    /// `api.au.intercom.io`
    Au,
}

impl Region {
    const ALL: [(&'static str, Self); 3] = [
        ("api.intercom.io", Self::Us),
        ("api.eu.intercom.io", Self::Eu),
        ("api.au.intercom.io", Self::Au),
    ];

    /// The region of a host, if it is one of Intercom's.
    fn of(host: &str) -> Option<Self> {
        let host = host.split(':').next().unwrap_or(host);
        let mut all = Self::ALL.iter();
        all.find(|(name, _)| name.eq_ignore_ascii_case(host))
            .map(|(_, region)| *region)
    }
}

/// The version that the description is about, and that an app gets without
/// asking.
pub(super) const VERSION: &str = "2.16";

const VERSIONS: [&str; 19] = [
    "1.0", "1.1", "1.2", "1.3", "1.4", "2.0", "2.1", "2.2", "2.3", "2.4", "2.5", "2.6", "2.7",
    "2.8", "2.9", "2.10", "2.11", "2.12", "2.13",
];

const LATER: [&str; 5] = ["2.14", "2.15", "2.16", "Preview", "Unstable"];

/// Tokens that stand for what can be wrong with one.
const BAD_TOKENS: [(&str, &str, &str); 5] = [
    ("mock-not-found", "token_not_found", "No such token"),
    ("mock-revoked", "token_revoked", "This token was revoked"),
    ("mock-blocked", "token_blocked", "This token is blocked"),
    ("mock-expired", "token_expired", "This token has expired"),
    (
        "mock-wrong-region",
        "unauthorized",
        "This token opens nothing here",
    ),
];

/// How the access tokens of Intercom's apps begin.
const FORM: &str = "dG9rO";

/// Whether a request is let in. Any token of the right form is.
pub(super) fn admit(region: Region, call: &Call<'_>) -> Result<(), Fail> {
    let token = call.header("authorization").unwrap_or_default();
    let token = token.split_once(' ').map_or("", |(_, token)| token.trim());
    if let Some((_, code, message)) = BAD_TOKENS.iter().find(|(bad, ..)| *bad == token) {
        return Err(Fail::new(401, code, *message));
    }
    if !token.starts_with(FORM) {
        let message = format!("An access token begins with {FORM}");
        return Err(Fail::new(401, "unauthorized", message));
    }
    // A workspace of another region has never heard of the token.
    if let Some(host) = call.header("host").and_then(Region::of)
        && host != region
    {
        return Err(Fail::new(
            401,
            "unauthorized",
            "This token opens nothing here",
        ));
    }
    match call.header("intercom-version") {
        Some(version) if !VERSIONS.contains(&version) && !LATER.contains(&version) => {
            let message = format!("There is no version {version}");
            Err(Fail::invalid("Intercom-Version", message))
        }
        _ => Ok(()),
    }
}

/// The version that a request gets.
pub(super) fn version<'a>(call: &'a Call<'_>) -> &'a str {
    call.header("intercom-version").unwrap_or(VERSION)
}

/// Until 2.13 a ticket's state was a bare word, with its labels beside it.
pub(super) fn as_of_version(call: &Call<'_>, body: &mut Value) {
    if !VERSIONS.contains(&version(call)) {
        return;
    }
    if let Some(Value::Array(tickets)) = body.get_mut("tickets") {
        tickets.iter_mut().for_each(flatten_state);
    } else if body.get("type").is_some_and(|kind| kind == "ticket") {
        flatten_state(body);
    }
}

fn flatten_state(ticket: &mut Value) {
    let Value::Object(members) = ticket else {
        return;
    };
    let Some(Value::Object(mut state)) = members.remove("ticket_state") else {
        return;
    };
    let mut take = |name: &str| state.remove(name).unwrap_or_default();
    members.insert("ticket_state".to_owned(), take("category"));
    members.insert(
        "ticket_state_internal_label".to_owned(),
        take("internal_label"),
    );
    members.insert(
        "ticket_state_external_label".to_owned(),
        take("external_label"),
    );
}
