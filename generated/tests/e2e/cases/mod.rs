//! Every operation once, with all that its body can hold, and a response with
//! all that Intercom is known to send.

mod jobs;
pub mod responses;
mod ticket_types;
mod tickets;

use intercom_tickets::codec::{Decode, to_value};
use intercom_tickets::{BoxFuture, Call, Client, Error, Value};
use serde::Serialize;

/// A call of one operation, what goes out for it, and what comes back.
pub struct Case {
    /// The `operationId`.
    pub id: &'static str,
    pub method: &'static str,
    /// Path and query.
    pub target: &'static str,
    /// The body as it must be sent.
    pub body: Option<Value>,
    /// A response of status 200.
    pub response: Value,
    pub call: fn(&Client) -> AnyCall,
}

/// All operations.
pub fn all() -> Vec<Case> {
    let mut all = tickets::cases();
    all.extend(ticket_types::cases());
    all.extend(jobs::cases());
    all
}

/// A call whose value, once it is there, has been written as JSON again.
pub type AnyCall = Box<dyn Erased>;

/// What all calls have in common, whatever they response.
pub trait Erased {
    fn operation(&self) -> String;
    fn method(&self) -> String;
    fn path(&self) -> String;
    fn body(&self) -> Option<Value>;
    fn debug(&self) -> String;
    fn awaited(self: Box<Self>) -> BoxFuture<'static, Result<Value, Error>>;
    fn blocking(self: Box<Self>) -> Result<Value, Error>;
}

impl<T: Decode + Serialize + 'static> Erased for Call<T> {
    fn operation(&self) -> String {
        Call::operation(self).id().to_owned()
    }

    fn method(&self) -> String {
        Call::method(self).to_string()
    }

    fn path(&self) -> String {
        Call::path(self).to_owned()
    }

    fn body(&self) -> Option<Value> {
        Call::body(self).map(|body| intercom_tickets::codec::from_slice(body).unwrap())
    }

    fn debug(&self) -> String {
        format!("{self:?} {self:#?}")
    }

    fn awaited(self: Box<Self>) -> BoxFuture<'static, Result<Value, Error>> {
        let future = self.into_future();
        Box::pin(async { future.await.map(|value| to_value(&value).unwrap()) })
    }

    fn blocking(self: Box<Self>) -> Result<Value, Error> {
        self.send_blocking().map(|value| to_value(&value).unwrap())
    }
}
