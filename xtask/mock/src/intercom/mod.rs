//! Intercom's ticket endpoints as they behave: what their description doesn't
//! say, one subject a file.

mod access;
mod attributes;
mod convert;
mod fail;
mod jobs;
mod links;
mod replies;
mod search;
mod seed;
mod tags;
mod ticket_types;
mod tickets;
mod values;
mod wire;
mod workspace;

use std::time::Duration;

use oas_mock::http::Method;
use oas_mock::{Call, Change, MockResponse, Origin, Refusal, Rules, Value, json};

pub use access::Region;
use fail::Fail;
use workspace::Workspace;

/// What a handler gives: the body of a success, or why there is none.
type Done = Result<Value, Fail>;

/// Something that was done, for the ledger.
type Deed = (Option<Origin>, Change, &'static str, String);

/// What a workspace may come to take, in bytes.
const MOST_KEPT: usize = 300_000_000;

/// What is counted for each change besides four times its body.
const KEPT_OF_EACH: usize = 2_000;

/// Whether a request may make the workspace larger.
fn adds(call: &Call<'_>) -> bool {
    let id = call.operation.id.as_str();
    let method = &call.operation.method;
    method != Method::GET && method != Method::DELETE && id != "searchTickets"
}

/// Intercom's rules, and a workspace that they are about.
///
/// The workspace has three ticket types with attributes and states, and a
/// hundred tickets; its ids are those of the examples in the description.
#[derive(Debug)]
pub struct Intercom {
    region: Region,
    job_delay: Duration,
    restricted: bool,
    workspace: Workspace,
    /// About how many bytes the workspace has come to take.
    kept: usize,
    /// Things that the present request has done.
    deeds: Vec<Deed>,
}

impl Default for Intercom {
    fn default() -> Self {
        Self::new()
    }
}

impl Intercom {
    /// As many requests of an app as Intercom documents.
    pub const REQUESTS_A_MINUTE: u64 = 10_000;

    /// A workspace in the region US, whose jobs take five seconds.
    #[must_use]
    pub fn new() -> Self {
        Self {
            region: Region::Us,
            job_delay: Duration::from_secs(5),
            restricted: false,
            workspace: seed::workspace(),
            kept: 0,
            deeds: Vec::new(),
        }
    }

    /// Where the workspace is hosted. Requests to another region's host are
    /// treated as if their token were unknown.
    #[must_use]
    pub fn region(mut self, region: Region) -> Self {
        self.region = region;
        self
    }

    /// How long it takes until a queued ticket is there.
    #[must_use]
    pub fn job_delay(mut self, delay: Duration) -> Self {
        self.job_delay = delay;
        self
    }

    /// The workspace's plan doesn't cover the deletion of tickets.
    #[must_use]
    pub fn restricted_plan(mut self) -> Self {
        self.restricted = true;
        self
    }

    fn did(&mut self, change: Change, kind: &'static str, id: impl Into<String>) {
        self.deeds.push((None, change, kind, id.into()));
    }

    fn operate(&mut self, call: &Call<'_>) -> Option<Done> {
        let nothing = json!({});
        let body = call.body.unwrap_or(&nothing);
        let now = call.now;
        let ticket = || call.path("ticket_id");
        Some(match call.operation.id.as_str() {
            "createTicket" => self.create_ticket(body, now),
            "enqueueCreateTicket" => self.enqueue(body, now, call.origin()),
            "getTicket" => self.get_ticket(&ticket()),
            "updateTicket" => self.update_ticket(&ticket(), body, now),
            "deleteTicket" => self.delete_ticket(&ticket()),
            "replyTicket" => self.reply(&ticket(), body, now),
            "changeTicketType" => self.change_type(&ticket(), body, now),
            "searchTickets" => self.search(body),
            "attachTagToTicket" => self.attach_tag(&ticket(), body, now),
            "detachTagFromTicket" => self.detach_tag(&ticket(), &call.path("tag_id"), body),
            "linkConversationToTicket" => self.link(&ticket(), body, now),
            "unlinkConversationFromTicket" => self.unlink(&ticket(), &call.path("id"), now),
            "convertConversationToTicket" => self.convert(&call.path("conversation_id"), body, now),
            "listTicketTypes" => Ok(self.workspace.wire_types()),
            "createTicketType" => self.create_type(body, now),
            "getTicketType" => self.get_type(&call.path("ticket_type_id")),
            "updateTicketType" => self.update_type(&call.path("ticket_type_id"), body, now),
            "createTicketTypeAttribute" => {
                self.create_attribute(&call.path("ticket_type_id"), body, now)
            }
            "updateTicketTypeAttribute" => {
                let (of, id) = (call.path("ticket_type_id"), call.path("attribute_id"));
                self.update_attribute(&of, &id, body, now)
            }
            "listTicketStates" => Ok(self.workspace.wire_states()),
            "jobsStatus" => self.job_status(&call.path("job_id")),
            _ => return None,
        })
    }
}

impl Rules for Intercom {
    fn admit(&mut self, call: &Call<'_>) -> Result<(), MockResponse> {
        let admitted = access::admit(self.region, call);
        admitted.map_err(|fail| fail.response(call.request_id))
    }

    fn respond(&mut self, call: &mut Call<'_>) -> Option<MockResponse> {
        self.deeds.clear();
        self.run_jobs(call.now);
        if self.kept > MOST_KEPT && adds(call) {
            return Some(fail::refuse(&Refusal::Full, call.request_id));
        }
        let done = self.operate(call)?;
        if !self.deeds.is_empty() {
            let length = call.body.map_or(0, |body| body.to_string().len());
            self.kept = self.kept.saturating_add(KEPT_OF_EACH + 4 * length);
        }
        for (origin, change, kind, id) in std::mem::take(&mut self.deeds) {
            match origin {
                Some(origin) => call.commit_for(origin, change, kind, id),
                None => call.commit(change, kind, id),
            }
        }
        let response = match done {
            Ok(mut body) => {
                access::as_of_version(call, &mut body);
                MockResponse::json(200, body)
            }
            Err(fail) => fail.response(call.request_id),
        };
        Some(response.header("Intercom-Version", access::version(call)))
    }

    fn refuse(&mut self, refusal: &Refusal, request_id: &str) -> Option<MockResponse> {
        Some(fail::refuse(refusal, request_id))
    }

    fn state(&self) -> Value {
        self.workspace.summary()
    }
}
