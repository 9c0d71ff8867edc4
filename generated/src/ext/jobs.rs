//! Jobs, waited for.

use crate::Call;
use crate::api::{Jobs, Tickets};
use crate::call::{JobProgress, LongRunning};
use crate::types::{Job, JobStatus, Ticket};

/// A job that creates a ticket. `enqueue_create_ticket(…).wait()` begins one, and
/// `get_job(id).wait()` waits for one that was begun before.
impl LongRunning for Job {
    type Output = Ticket;

    /// A status that nobody knows is taken for one on the way.
    fn progress(&self) -> JobProgress {
        match self.status {
            Some(JobStatus::Success) => JobProgress::Done,
            Some(JobStatus::Failed) => JobProgress::Failed,
            _ => JobProgress::Running,
        }
    }

    fn ask(&self, client: &oas_runtime::Client) -> Call<Self> {
        Jobs::new(client).get_job(&self.id)
    }

    fn output(&self, client: &oas_runtime::Client) -> Option<Call<Ticket>> {
        let id = self.resource_id.as_ref()?;
        Some(Tickets::new(client).get_ticket(id))
    }
}
