//! Waiting for work that a server does after it has responded.

use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::boxed::BoxFuture;
use crate::call::{Call, Plain};
use crate::client::{Client, blocking};
use crate::codec::Decode;
use crate::error::Error;

/// How long it takes until a job is asked for the first time.
const FIRST_PAUSE: Duration = Duration::from_millis(500);

/// The longest wait between two questions.
const LONGEST_PAUSE: Duration = Duration::from_secs(10);

/// What a server responds with when it works on in the background: a job that can
/// be asked how far it has got.
pub trait LongRunning: Decode + Send + 'static {
    /// What comes of it.
    type Output: Decode + Send + 'static;

    /// How far it has got.
    fn progress(&self) -> JobProgress;

    /// Asks again.
    fn ask(&self, client: &Client) -> Call<Self>
    where
        Self: Sized;

    /// Reads what has come of it, once it is done; none if it doesn't say where that
    /// is.
    fn output(&self, client: &Client) -> Option<Call<Self::Output>>;
}

/// How far a job has got.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JobProgress {
    /// It isn't done.
    Running,
    /// It is done.
    Done,
    /// It has failed.
    Failed,
}

/// The kind of a [`WaitingCall`].
#[derive(Clone, Copy, Debug)]
pub struct AwaitOutput;

/// A call that waits for what comes of it; see [`Call::wait`].
pub type WaitingCall<T, P = ()> = Call<T, P, AwaitOutput>;

impl<T: LongRunning, P: 'static> Call<T, P> {
    /// Waits until the work in the background is done, and reads what has come of it.
    ///
    /// The job is asked how far it has got, more and more seldom, and each question
    /// waits for the rate limit as any call does. All of it takes no longer than the
    /// call's [`timeout`](Self::timeout), the first sending included. Whatever it ends
    /// in, [`WaitError::job`] has the job, to be asked for later; dropped, the work goes
    /// on, and a call that asks for the job by its id waits for it as well as the one
    /// that began it.
    pub fn wait(self) -> WaitingCall<T, P> {
        self.into_kind(AwaitOutput)
    }
}

impl<T: LongRunning, P: 'static> WaitingCall<T, P> {
    /// Sends the call and waits, when the future is polled; see [`Call::send`].
    #[must_use = "a future does nothing until it is awaited"]
    pub fn send(self) -> BoxFuture<'static, Result<T::Output, WaitError<T>>> {
        self.into_future()
    }

    /// Sends the call and blocks this thread until the work is done; see
    /// [`Call::send_blocking`].
    ///
    /// # Errors
    ///
    /// Those of awaiting it; see [`WaitError`].
    pub fn send_blocking(self) -> Result<T::Output, WaitError<T>> {
        let transport = Arc::clone(self.pending.transport());
        let operation = self.pending.request.operation.clone();
        if let Err(error) = transport.may_block() {
            return Err(WaitError::Call(blocking::deadlock(operation, error), None));
        }
        blocking::run(&transport, self.run()).unwrap_or_else(|started| {
            Err(WaitError::Call(
                blocking::given_up(operation, started),
                None,
            ))
        })
    }

    async fn run(self) -> Result<T::Output, WaitError<T>> {
        let client = self.pending.client.clone();
        let deadline = TimeLeft::of(&client, self.pending.timeout());
        let first = self.into_kind(Plain).await;
        let mut job = first.map_err(|error| WaitError::Call(error, None))?;
        let mut pause = FIRST_PAUSE;
        loop {
            match job.progress() {
                JobProgress::Done => break,
                JobProgress::Failed => return Err(WaitError::Failed(job)),
                JobProgress::Running => {}
            }
            if deadline.left(&client).is_some_and(|left| left <= pause) {
                return Err(WaitError::TimedOut(job));
            }
            client.sleep(pause).await;
            pause = pause.saturating_mul(3).div_f32(2.0).min(LONGEST_PAUSE);
            job = match deadline.give(job.ask(&client), &client).await {
                Ok(job) => job,
                Err(error) => return Err(WaitError::Call(error, Some(job))),
            };
        }
        let Some(output) = job.output(&client) else {
            return Err(WaitError::Failed(job));
        };
        let output = deadline.give(output, &client).await;
        output.map_err(|error| WaitError::Call(error, Some(job)))
    }
}

/// When the waiting ends, if it ever does.
struct TimeLeft(Option<Instant>);

impl TimeLeft {
    fn of(client: &Client, limit: Option<Duration>) -> Self {
        let now = client.transport().now();
        Self(limit.and_then(|limit| now.checked_add(limit)))
    }

    fn left(&self, client: &Client) -> Option<Duration> {
        let now = client.transport().now();
        self.0.map(|end| end.saturating_duration_since(now))
    }

    /// Gives a call the time that is left.
    fn give<U>(&self, call: Call<U>, client: &Client) -> Call<U> {
        match self.left(client) {
            Some(left) => call.timeout(left),
            None => call.no_timeout(),
        }
    }
}

impl<T: LongRunning, P: 'static> IntoFuture for WaitingCall<T, P> {
    type Output = Result<T::Output, WaitError<T>>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}

/// Why nothing has come of a job, or not yet.
#[derive(Debug)]
#[non_exhaustive]
pub enum WaitError<T> {
    /// The server says that it has failed, or not what has come of it.
    Failed(T),
    /// The time is up, and the job still goes on.
    TimedOut(T),
    /// A call did not succeed: the one that begins the job, or one about it, with the
    /// job as it was last.
    Call(Error, Option<T>),
}

impl<T> WaitError<T> {
    /// The job as it was last, if it came about.
    pub fn job(&self) -> Option<&T> {
        match self {
            Self::Failed(job) | Self::TimedOut(job) => Some(job),
            Self::Call(_, job) => job.as_ref(),
        }
    }
}

impl<T> fmt::Display for WaitError<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Failed(_) => f.write_str("the work in the background has failed"),
            Self::TimedOut(_) => f.write_str("timed out waiting for work in the background"),
            Self::Call(error, None) => error.fmt(f),
            Self::Call(error, Some(_)) => {
                write!(f, "work in the background may have been done: {error}")
            }
        }
    }
}

impl<T: fmt::Debug> StdError for WaitError<T> {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Call(error, _) => Some(error),
            Self::Failed(_) | Self::TimedOut(_) => None,
        }
    }
}
