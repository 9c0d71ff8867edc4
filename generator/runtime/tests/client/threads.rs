//! What may go from thread to thread, whatever the types of responses.

use std::rc::Rc;

use oas_runtime::auth::Token;
use oas_runtime::call::{CallFuture, ResponseCall, ResponseFuture};
use oas_runtime::pagination::{Items, ItemsBlocking, Pages, PagesBlocking, PaginatedCall};
use oas_runtime::{Call, CallBuilder, Client, ClientBuilder, Error, Operation, Response, Secret};

/// A type that may not leave its thread.
type Local = Rc<()>;

const fn shared<T: Send + Sync + 'static>() {}
const fn sent<T: Send + 'static>() {}
const fn movable<T: Unpin>() {}

const _: () = {
    shared::<Client>();
    shared::<ClientBuilder>();
    shared::<CallBuilder>();
    shared::<Call<Local>>();
    shared::<ResponseCall<Local>>();
    shared::<PaginatedCall<Local, Local>>();
    shared::<Operation>();
    shared::<Response<i64>>();
    shared::<Error>();
    shared::<Secret>();
    shared::<Token>();
    sent::<CallFuture<Local>>();
    sent::<ResponseFuture<Local>>();
    sent::<Pages<Local>>();
    sent::<PagesBlocking<Local>>();
    sent::<Items<i64>>();
    sent::<ItemsBlocking<i64>>();
    movable::<CallFuture<Local>>();
    movable::<Pages<Local>>();
    movable::<Items<Local>>();
};
