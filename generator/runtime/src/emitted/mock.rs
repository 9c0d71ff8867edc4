//! `mock!`: stubs of the operations of an emitted client.

/// Gives an emitted crate `mock()`, whose client responds as a test says: without a
/// network, a port or an async runtime, and by a clock that doesn't wait.
///
/// A row has the name of the method, the `operationId`, the status of a success, the type
/// of a body of JSON in parentheses, if there is one, and the type of the
/// response, if one type describes it.
///
/// ```
/// # #![allow(missing_docs)]
/// # mod client {
/// #     use oas_runtime::api::{ApiMetadata, SecurityScheme};
/// #     use oas_runtime::{Call, Operation, Value};
/// #     static API: ApiMetadata = ApiMetadata::new("pets", "1.0.0");
/// #     #[derive(Clone, Debug)]
/// #     pub struct Client { inner: oas_runtime::Client }
/// #     #[derive(Debug)]
/// #     #[must_use]
/// #     pub struct ClientBuilder { inner: oas_runtime::ClientBuilder }
/// #     impl Client {
/// #         pub fn get_pet(&self, pet_id: &str) -> Call<Value> {
/// #             static OP: Operation = Operation::get("getPet", "/pets/{pet_id}");
/// #             self.inner.call(&OP).path("pet_id", pet_id).typed()
/// #         }
/// #     }
/// #     oas_runtime::client!(Client, ClientBuilder, API, []);
/// # }
/// # use oas_runtime::json;
/// mod test {
///     use super::client::{Client, ClientBuilder};
///
///     oas_runtime::mock!(Client, ClientBuilder {
///         on_get_pet: "getPet" 200 -> oas_runtime::Value,
///     });
/// }
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let mock = test::mock();
/// let read = mock.on_get_pet()
///     .with(|request| request.path_param("pet_id") == Some("7"))
///     .fails(503, json!({"message": "at lunch"}))
///     .returns(json!({"name": "Tom"}));
/// let client = mock.client()?;
///
/// // It is sent again by itself.
/// let pet = client.get_pet("7").send_blocking()?;
/// assert_eq!(pet["name"], "Tom");
/// assert_eq!(read.calls().len(), 2);
///
/// let error = client.get_pet("8").send_blocking().unwrap_err().to_string();
/// assert!(error.contains("no stub responds to GET /pets/8 (getPet)"), "{error}");
/// # Ok(())
/// # }
/// ```
#[macro_export]
macro_rules! mock {
    ($client:ident, $builder:ident {
        $( $(#[$attribute:meta])* $name:ident: $id:literal $status:literal $(($body:ty))? $(-> $response:ty)? ),* $(,)?
    }) => {
        /// A client's other side in a test: stubs say what operations respond with.
        ///
        /// Copies are the same. What no stub responds to fails, with a list of those
        /// that there are.
        #[derive(Clone, Debug, Default)]
        pub struct Mock {
            inner: $crate::test_util::StubBook,
        }

        /// A mock without stubs.
        #[must_use]
        pub fn mock() -> Mock {
            ::core::default::Default::default()
        }

        impl Mock {
            /// A client to which the stubs respond.
            ///
            /// # Errors
            /// As [`build`](Self::builder) of its builder.
            pub fn client(&self) -> ::core::result::Result<$client, $crate::Error> {
                self.builder().build()
            }

            /// Starts to build such a client, for other settings than the usual.
            pub fn builder(&self) -> $builder {
                $client::builder()
                    .base_url("https://mock.invalid")
                    .allow_missing_credentials()
                    .transport(self.inner.transport())
                    .middleware(self.inner.clone())
            }

            /// The clock that all waiting is by: it jumps.
            #[must_use]
            pub fn clock(&self) -> &$crate::test_util::VirtualClock {
                self.inner.clock()
            }

            /// Every request that was sent, in order.
            #[must_use]
            pub fn sent(&self) -> ::std::vec::Vec<$crate::test_util::SentRequest> {
                self.inner.transport().sent()
            }

            /// Whether each call had a stub, and each stub a call, or as many as its
            /// `times` says.
            ///
            /// # Errors
            /// Lists what isn't so.
            pub fn check(&self) -> ::core::result::Result<(), $crate::test_util::StubError> {
                self.inner.check()
            }

            /// A stub of a request that no method describes: `client.request(…)`.
            #[must_use]
            pub fn on_request(
                &self,
                method: $crate::http::Method,
                path: &str,
            ) -> $crate::test_util::Stub<(), $crate::Value> {
                self.inner.stub_request(method, path)
            }

            $(
                /// A stub of the operation of this name.
                $(#[$attribute])*
                #[must_use]
                pub fn $name(&self) -> $crate::__mock_stub!(@type ($($body)?) $($response)?) {
                    $crate::__mock_stub!(@new self $id $status ($($body)?))
                }
            )*
        }
    };
}

/// The type of a stub, and how it is made.
#[doc(hidden)]
#[macro_export]
macro_rules! __mock_stub {
    (@type () $response:ty) => { $crate::test_util::Stub<(), $response> };
    (@type ()) => { $crate::test_util::Stub<(), $crate::test_util::Raw> };
    (@type ($body:ty) $response:ty) => { $crate::test_util::Stub<$body, $response> };
    (@type ($body:ty)) => { $crate::test_util::Stub<$body, $crate::test_util::Raw> };
    (@new $this:ident $id:literal $status:literal ()) => {
        $this.inner.stub_without_body($id, $status)
    };
    (@new $this:ident $id:literal $status:literal ($body:ty)) => {
        $this.inner.stub($id, $status)
    };
}
