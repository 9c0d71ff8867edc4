//! Finding out what became of a call, and deciding then.

use std::fmt;
use std::sync::Arc;

use crate::boxed::BoxFuture;
use crate::call::{Call, Plain};
use crate::client::{PendingRequest, blocking};
use crate::error::{Error, OutcomeUnknownError};
use crate::random::uuid;

/// How often a call is sent at most, however often it turns out not to have
/// been carried out.
const ROUNDS: u32 = 3;

/// What somebody found who looked for what a call should have done.
#[derive(Debug)]
pub enum Reconciliation<T> {
    /// It was carried out, and this is its response.
    Applied(T),
    /// It was not carried out, and won't be any more: send it again.
    NotApplied,
    /// It can't be told. The call ends with the error.
    Unknown(Box<OutcomeUnknownError>),
}

impl<T: Send + 'static, P: 'static> Call<T, P> {
    /// Asks a function of yours what became of the call, whenever nobody can
    /// tell ([`Error::OutcomeUnknown`]), and goes by what it says. So a write
    /// that got no response is neither lost nor done twice.
    ///
    /// The function looks on the server for what the call should have done, for
    /// instance by a search for a mark that was put into it. It should give the
    /// server time for both: a request that timed out may still be carried out,
    /// and what was done may not be found at once.
    ///
    /// Each sending has the call's limits of time anew, and the function has
    /// those that it gives itself. The call is sent three times at most; what is
    /// lost then is lost, and comes as the error.
    ///
    /// ```no_run
    /// # use oas_runtime::call::Reconciliation;
    /// # use oas_runtime::{Client, Error, Value, http::Method, json};
    /// # async fn example(client: Client) -> Result<(), Error> {
    /// let order = client
    ///     .request(Method::POST, "/orders")
    ///     .json(json!({"reference": "2026-0417", "beans": 12}))
    ///     .decode::<Value>()
    ///     .reconcile({
    ///         let client = client.clone();
    ///         move |lost| {
    ///             let search = client.request(Method::GET, "/orders?reference=2026-0417");
    ///             async move {
    ///                 match search.decode::<Vec<Value>>().await {
    ///                     Ok(mut orders) => match orders.pop() {
    ///                         Some(order) => Reconciliation::Applied(order),
    ///                         None => Reconciliation::NotApplied,
    ///                     },
    ///                     Err(_) => Reconciliation::Unknown(lost),
    ///                 }
    ///             }
    ///         }
    ///     })
    ///     .await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn reconcile<F, L>(self, look: F) -> ReconcilingCall<T, P>
    where
        F: Fn(Box<OutcomeUnknownError>) -> L + Send + Sync + 'static,
        L: Future<Output = Reconciliation<T>> + Send + 'static,
    {
        self.into_kind(Reconcile {
            look: Arc::new(move |lost| Box::pin(look(lost))),
        })
    }
}

type Look<T> =
    Arc<dyn Fn(Box<OutcomeUnknownError>) -> BoxFuture<'static, Reconciliation<T>> + Send + Sync>;

/// The kind of a [`ReconcilingCall`] call.
pub struct Reconcile<T> {
    look: Look<T>,
}

impl<T> Clone for Reconcile<T> {
    fn clone(&self) -> Self {
        Self {
            look: Arc::clone(&self.look),
        }
    }
}

impl<T> fmt::Debug for Reconcile<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Reconcile")
    }
}

/// A call that finds out what became of it; see [`Call::reconcile`]. Its
/// settings hold for each sending, and none for the function that looks.
pub type ReconcilingCall<T, P = ()> = Call<T, P, Reconcile<T>>;

impl<T: Send + 'static, P: 'static> ReconcilingCall<T, P> {
    /// Sends the call, when the future is polled; see [`Call::send`].
    #[must_use = "a future does nothing until it is awaited"]
    pub fn send(self) -> BoxFuture<'static, Result<T, Error>> {
        self.into_future()
    }

    /// Sends the call and blocks this thread until its end is known; see
    /// [`Call::send_blocking`].
    ///
    /// # Errors
    ///
    /// Those of awaiting it; see [`Error`].
    pub fn send_blocking(self) -> Result<T, Error> {
        let transport = Arc::clone(self.pending.transport());
        let operation = self.pending.request.operation.clone();
        if let Err(error) = transport.may_block() {
            return Err(blocking::deadlock(operation, error));
        }
        blocking::run(&transport, self.run())
            .unwrap_or_else(|started| Err(blocking::given_up(operation, started)))
    }

    async fn run(mut self) -> Result<T, Error> {
        // All sendings are one request to a server that knows keys.
        let PendingRequest {
            client, request, ..
        } = self.pending.as_mut();
        if let Some(name) = request.operation.key_header()
            && !request.headers.contains_key(name)
        {
            request.set_header(name, &uuid(client.rng()));
        }
        let look = Arc::clone(&self.kind.look);
        let call = self.into_kind(Plain);
        for _ in 1..ROUNDS {
            let lost = match call.clone().await {
                Err(Error::OutcomeUnknown(lost)) => lost,
                known => return known,
            };
            match look(lost).await {
                Reconciliation::Applied(value) => return Ok(value),
                Reconciliation::Unknown(lost) => return Err(Error::OutcomeUnknown(lost)),
                Reconciliation::NotApplied => {}
            }
        }
        call.await
    }
}

impl<T: Send + 'static, P: 'static> IntoFuture for ReconcilingCall<T, P> {
    type Output = Result<T, Error>;
    type IntoFuture = BoxFuture<'static, Result<T, Error>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}
