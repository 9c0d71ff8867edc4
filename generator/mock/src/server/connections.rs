//! The connections that are open.

use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tokio::task::{AbortHandle, JoinSet};

/// So many connections are held. Whoever comes beyond that takes the place of
/// the one that has been idle longest.
const MOST: usize = 2_000;

/// Whether a connection has a request under way.
pub(super) type Busy = Arc<AtomicBool>;

/// All connections, the oldest first.
#[derive(Debug, Default)]
pub(super) struct Connections {
    tasks: JoinSet<()>,
    open: VecDeque<(AbortHandle, Busy)>,
}

impl Connections {
    /// Serves a connection.
    pub(super) fn serve(&mut self, busy: Busy, task: impl Future<Output = ()> + Send + 'static) {
        if self.open.len() >= MOST {
            self.open.retain(|(task, _)| !task.is_finished());
        }
        if self.open.len() >= MOST {
            self.end_one();
        }
        let handle = self.tasks.spawn(task);
        self.open.push_back((handle, busy));
    }

    /// Ends the oldest connection that is idle, or else the oldest.
    pub(super) fn end_one(&mut self) {
        let is_idle = |(_, busy): &(AbortHandle, Busy)| !busy.load(Ordering::Relaxed);
        let index = self.open.iter().position(is_idle).unwrap_or(0);
        if let Some((task, _)) = self.open.remove(index) {
            task.abort();
        }
    }

    /// Forgets a connection that has ended; waits for one, if there is any.
    pub(super) async fn ended(&mut self) -> Option<()> {
        self.tasks.join_next().await.map(|_| ())
    }
}
