//! Optional parameters of an operation.

use std::marker::PhantomData;

use crate::call::{Call, CallBuilder};

/// The optional parameters of one operation; emitted for each that has any.
///
/// ```
/// # use oas_runtime::call::{CallBuilder, Parameters};
/// # use oas_runtime::Param;
/// #[derive(Default)]
/// pub struct ListPetsParams {
///     pub limit: Option<i64>,
/// }
///
/// impl Parameters for ListPetsParams {
///     fn describe(self, call: CallBuilder) -> CallBuilder {
///         call.query(&Param::new("limit"), self.limit)
///     }
/// }
/// ```
pub trait Parameters {
    /// Adds those that are set.
    fn describe(self, call: CallBuilder) -> CallBuilder;
}

impl<T, K> Call<T, (), K> {
    /// The same call, of an operation with these optional parameters.
    #[doc(hidden)]
    pub fn parameterized<P>(self) -> Call<T, P, K> {
        Call {
            pending: self.pending,
            reader: self.reader,
            kind: self.kind,
            target: self.target,
            params: PhantomData,
        }
    }
}

impl<T, P: Parameters, K> Call<T, P, K> {
    /// Sets optional parameters.
    ///
    /// ```ignore
    /// client.pets().list_pets().params(ListPetsParams::new().limit(10)).await?
    /// ```
    ///
    /// Set twice, query parameters are sent twice; of headers and cookies the
    /// last ones count.
    pub fn params(mut self, params: P) -> Self {
        self.pending = params.describe(CallBuilder::resumed(self.pending)).resume();
        self.target = self.pending.request.target();
        self
    }
}
