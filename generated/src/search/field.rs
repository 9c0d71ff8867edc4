//! Fields, and what they can be compared by.

use std::borrow::Cow;
use std::marker::PhantomData;

use super::value::{FieldValue, Listed, Ordered, Textual};
use crate::types::{SearchFilter, SearchListItem, SearchOperator, SearchValue};

/// A field of tickets that holds a `T`. The operators that it has are its methods.
#[derive(Clone, Debug)]
#[must_use]
pub struct Field<T> {
    name: Cow<'static, str>,
    value: PhantomData<fn() -> T>,
}

impl<T> Field<T> {
    pub(super) const fn new(name: &'static str) -> Self {
        Self {
            name: Cow::Borrowed(name),
            value: PhantomData,
        }
    }

    pub(super) fn of(name: String) -> Self {
        Self {
            name: Cow::Owned(name),
            value: PhantomData,
        }
    }

    fn filter(self, operator: SearchOperator, value: impl Into<SearchValue>) -> SearchFilter {
        SearchFilter::new(self.name, operator, value)
    }
}

impl<T: FieldValue> Field<T> {
    /// The field holds this value.
    pub fn eq(self, value: impl Into<T>) -> SearchFilter {
        self.filter(SearchOperator::Equal, value.into().into_value())
    }

    /// The field holds another value.
    pub fn ne(self, value: impl Into<T>) -> SearchFilter {
        self.filter(SearchOperator::NotEqual, value.into().into_value())
    }
}

impl<T: Listed> Field<T> {
    /// The field holds one of these values.
    pub fn is_in(self, values: impl IntoIterator<Item = impl Into<T>>) -> SearchFilter {
        let values = values.into_iter().map(|value| value.into().into_item());
        self.filter(SearchOperator::In, values.collect::<SearchValue>())
    }

    /// The field holds none of these values.
    pub fn is_not_in(self, values: impl IntoIterator<Item = impl Into<T>>) -> SearchFilter {
        let values = values.into_iter().map(|value| value.into().into_item());
        self.filter(SearchOperator::NotIn, values.collect::<SearchValue>())
    }
}

/// An attribute, whose data type nobody knows here.
impl Field<SearchValue> {
    /// The attribute holds one of these values.
    pub fn is_in(
        self,
        values: impl IntoIterator<Item = impl Into<SearchListItem>>,
    ) -> SearchFilter {
        self.filter(
            SearchOperator::In,
            values.into_iter().collect::<SearchValue>(),
        )
    }

    /// The attribute holds none of these values.
    pub fn is_not_in(
        self,
        values: impl IntoIterator<Item = impl Into<SearchListItem>>,
    ) -> SearchFilter {
        self.filter(
            SearchOperator::NotIn,
            values.into_iter().collect::<SearchValue>(),
        )
    }
}

impl<T: Ordered> Field<T> {
    /// The field holds less, or an earlier time.
    pub fn lt(self, value: impl Into<T>) -> SearchFilter {
        self.filter(SearchOperator::Less, value.into().into_value())
    }

    /// The field holds no more, or no later time.
    pub fn le(self, value: impl Into<T>) -> SearchFilter {
        self.filter(SearchOperator::LessOrEqual, value.into().into_value())
    }

    /// The field holds more, or a later time.
    pub fn gt(self, value: impl Into<T>) -> SearchFilter {
        self.filter(SearchOperator::Greater, value.into().into_value())
    }

    /// The field holds no less, or no earlier time.
    pub fn ge(self, value: impl Into<T>) -> SearchFilter {
        self.filter(SearchOperator::GreaterOrEqual, value.into().into_value())
    }
}

impl<T: Textual> Field<T> {
    /// The field holds this text somewhere.
    pub fn contains(self, text: impl Into<String>) -> SearchFilter {
        self.filter(SearchOperator::Contains, text.into())
    }

    /// The field doesn't hold this text.
    pub fn contains_not(self, text: impl Into<String>) -> SearchFilter {
        self.filter(SearchOperator::NotContains, text.into())
    }

    /// The field begins with this text.
    pub fn starts_with(self, text: impl Into<String>) -> SearchFilter {
        self.filter(SearchOperator::StartsWith, text.into())
    }

    /// The field ends with this text.
    pub fn ends_with(self, text: impl Into<String>) -> SearchFilter {
        self.filter(SearchOperator::EndsWith, text.into())
    }
}
