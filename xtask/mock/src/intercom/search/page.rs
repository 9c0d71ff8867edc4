//! Pages of a result. A cursor says after which ticket the page begins, so that
//! pages hold together while tickets come and go.

use oas_mock::Value;

use crate::intercom::fail::Fail;
use crate::intercom::values::text;
use crate::intercom::workspace::Ticket;

const USUAL: usize = 20;
const MOST: usize = 150;

/// One page.
pub(super) struct Page<'a> {
    pub(super) items: Vec<&'a Ticket>,
    pub(super) number: usize,
    pub(super) size: usize,
    pub(super) next: Option<String>,
}

/// The page that is asked for.
pub(super) fn page<'a>(all: &[&'a Ticket], pagination: Option<&Value>) -> Result<Page<'a>, Fail> {
    let nothing = Value::Null;
    let pagination = pagination.unwrap_or(&nothing);
    let size = pagination.get("per_page").and_then(Value::as_u64);
    let size = size
        .and_then(|size| usize::try_from(size).ok())
        .unwrap_or(USUAL);
    if !(1..=MOST).contains(&size) {
        let message = format!("A page holds 1 to {MOST} tickets");
        return Err(Fail::invalid("per_page", message));
    }
    let start = match text(pagination, "starting_after") {
        None => 0,
        Some(cursor) => {
            let after = read(cursor)
                .ok_or_else(|| Fail::invalid("starting_after", "This is no cursor of a search"))?;
            all.partition_point(|ticket| (ticket.created_at, ticket.id) >= after)
        }
    };
    let items: Vec<&Ticket> = all.iter().skip(start).take(size).copied().collect();
    let is_last = start + items.len() >= all.len();
    let next = items.last().filter(|_| !is_last).map(|last| write(last));
    Ok(Page {
        items,
        number: start / size + 1,
        size,
        next,
    })
}

/// When the last ticket of a page was created, and its id, in a text that
/// nobody is meant to take apart.
fn write(last: &Ticket) -> String {
    format!("T{:x}Z{:x}", last.created_at, last.id)
}

fn read(cursor: &str) -> Option<(u64, u64)> {
    let (created_at, id) = cursor.strip_prefix('T')?.split_once('Z')?;
    let number = |text: &str| u64::from_str_radix(text, 16).ok();
    Some((number(created_at)?, number(id)?))
}
