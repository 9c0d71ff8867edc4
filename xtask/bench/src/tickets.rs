//! Tickets as Intercom would send them, with everything.

use std::fmt::Write as _;

const TICKET: &str = include_str!("ticket.json");

/// A ticket whose JSON is that long, by its description.
pub fn padded(bytes: usize) -> String {
    let filler = "Water comes from the left side, mostly in the morning. ";
    let missing = bytes.saturating_sub(TICKET.len());
    let mut text = filler.repeat(missing / filler.len() + 1);
    text.truncate(missing);
    TICKET.replace(
        "A puddle every morning.",
        &format!("A puddle every morning.{text}"),
    )
}

/// A page of so many tickets.
pub fn page(count: usize) -> String {
    let mut text = String::from(r#"{"type":"ticket.list","tickets":["#);
    for number in 0..count {
        let comma = if number == 0 { "" } else { "," };
        // Writing to a string can't fail.
        let _ = write!(
            text,
            "{comma}{}",
            TICKET.replace("90210", &format!("9{number}"))
        );
    }
    text.push_str(r#"],"total_count":150,"pages":{"type":"pages","page":1,"per_page":150,"total_pages":1,"next":{"per_page":150,"starting_after":"WzE2ODUsMiwzXQ=="}}}"#);
    text
}
