//! Where every call begins.

use http::Method;

use crate::api::{Operation, OperationRef};
use crate::call::CallBuilder;
use crate::client::Client;
use crate::fault::Fault;

impl Client {
    /// Describes a call of an operation.
    pub fn call(&self, operation: &'static Operation) -> CallBuilder {
        let operation = OperationRef::Emitted(operation);
        CallBuilder::new(self.clone(), operation, String::new())
    }

    /// Describes a request that the API's description lacks, with the same
    /// credentials, errors and limits as any other.
    ///
    /// The path starts with `/`, is escaped already, and may have a query; the
    /// base URL is put before it. It may be a template whose parameters are set
    /// with [`CallBuilder::path`]. The request never goes to another host: an
    /// absolute URL gives [`Error::InvalidRequest`](crate::Error::InvalidRequest) on sending.
    ///
    /// ```no_run
    /// # use oas_runtime::{http::Method, Client, Error, Value};
    /// # async fn example(client: Client) -> Result<(), Error> {
    /// let tags: Value = client
    ///     .request(Method::GET, "/tags?archived=false")
    ///     .decode()
    ///     .await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn request(&self, method: Method, path: &str) -> CallBuilder {
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        let operation = OperationRef::raw(method, path.to_owned());
        let mut call = CallBuilder::new(self.clone(), operation, query.to_owned());
        if !path.starts_with('/') {
            call.fail(
                Fault::new("the path of a raw request must start with `/`")
                    .help("leave the scheme and host away: requests go to the client's own host"),
            );
        } else if path.contains('#') || query.contains('#') {
            call.fail(
                Fault::new("the path of a raw request has a fragment").help("escape `#` as `%23`"),
            );
        }
        call
    }
}
