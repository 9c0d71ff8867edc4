//! Tickets that come into being later.

use oas_mock::{Change, Origin, Value, json};

use super::fail::Fail;
use super::values::{id, number};
use super::workspace::{Job, JobStatus, take};
use super::{Done, Intercom};

impl Intercom {
    /// Checks a body, though not completely, and queues it.
    pub(super) fn enqueue(&mut self, body: &Value, now: u64, origin: Origin) -> Done {
        let wanted = id(body, "ticket_type_id").unwrap_or_default();
        let kind = self.workspace.kind_by_id(&wanted)?.clone();
        let values = self.workspace.attributes_of(&kind, body)?.into_iter();
        let values = values.map(|set| (set.name, set.value)).collect();
        self.workspace.requires(&kind, &values)?;
        let id = take(&mut self.workspace.next.job);
        let job = Job {
            id,
            due: now + self.job_delay.as_secs(),
            request: body.clone(),
            origin: Some(origin),
            status: JobStatus::Pending,
        };
        self.workspace.jobs.insert(id, job);
        self.did(Change::Queued, "job", id.to_string());
        self.job_status(&id.to_string())
    }

    /// Does what is due.
    pub(super) fn run_jobs(&mut self, now: u64) {
        let due = self.workspace.jobs.values();
        let due = due.filter(|job| job.status == JobStatus::Pending && job.due <= now);
        let due: Vec<u64> = due.map(|job| job.id).collect();
        for id in due {
            let Some(mut job) = self.workspace.jobs.remove(&id) else {
                continue;
            };
            job.status = match self.workspace.new_ticket(&job.request, job.due) {
                Ok(ticket) => {
                    let deed = (
                        job.origin.clone(),
                        Change::Created,
                        "ticket",
                        ticket.to_string(),
                    );
                    self.deeds.push(deed);
                    JobStatus::Done(ticket)
                }
                Err(_) => JobStatus::Failed,
            };
            job.request = Value::Null;
            self.workspace.jobs.insert(id, job);
        }
    }

    pub(super) fn job_status(&self, id: &str) -> Done {
        let job = number(id).and_then(|id| self.workspace.jobs.get(&id));
        let job = job.ok_or_else(|| Fail::unknown("job_not_found", "job", id))?;
        let (status, ticket) = match job.status {
            JobStatus::Pending => ("pending", None),
            JobStatus::Done(ticket) => ("success", Some(ticket)),
            JobStatus::Failed => ("failed", None),
        };
        let host = "https://api.intercom.io";
        Ok(json!({
            "type": "job",
            "id": job.id.to_string(),
            "url": format!("{host}/jobs/status/{}", job.id),
            "status": status,
            "resource_type": "ticket",
            "resource_id": ticket.map(|id| id.to_string()),
            "resource_url": ticket.map(|id| format!("{host}/tickets/{id}")),
        }))
    }
}
