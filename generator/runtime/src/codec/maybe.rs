//! What setters of optional fields take.

use super::Patch;

/// A value for an optional field, or an `Option` of one.
///
/// Setters and optional bodies take it: `company("71f0")` sets the field, and so
/// does `company(found)` if the option holds anything. `None` leaves it out, as if
/// the setter had not been called. The compiler finds `M` by itself.
///
/// ```
/// # use oas_runtime::Maybe;
/// fn company<M>(value: impl Maybe<String, M>) -> Option<String> {
///     value.maybe()
/// }
///
/// let nobody: Option<&str> = None;
/// assert_eq!(company("71f0"), company(Some("71f0")));
/// assert_eq!(company(nobody), None);
/// ```
pub trait Maybe<T, M>: Sized {
    /// The value, if there is one.
    fn maybe(self) -> Option<T>;

    /// For a field where null means something: `None` leaves it out as well.
    fn patch(self) -> Patch<T> {
        Patch::given(self.maybe())
    }
}

impl<T, U: Into<T>> Maybe<T, ()> for U {
    fn maybe(self) -> Option<T> {
        Some(self.into())
    }
}

impl<T, U: Into<T>> Maybe<T, Option<()>> for Option<U> {
    fn maybe(self) -> Option<T> {
        self.map(Into::into)
    }
}
