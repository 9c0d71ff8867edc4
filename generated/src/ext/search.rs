//! Searches as they are thought: filters that are joined, compared with ids, times
//! and lists.

use crate::UnixTime;
use crate::types::{
    AdminId, CompanyId, ContactId, SearchFilter, SearchGroup, SearchGroupOperator, SearchListItem,
    SearchOperator, SearchQuery, SearchValue, TeamId, TicketCategory, TicketId, TicketStateId,
    TicketTypeId,
};

impl SearchFilter {
    /// Finds the tickets of a category.
    ///
    /// ```
    /// use intercom_tickets::types::{SearchFilter, SearchOperator, TicketCategory};
    ///
    /// assert_eq!(
    ///     SearchFilter::category(&TicketCategory::BackOffice),
    ///     SearchFilter::new("category", SearchOperator::Equal, "task"),
    /// );
    /// ```
    pub fn category(category: &TicketCategory) -> Self {
        Self::new("category", SearchOperator::Equal, category.search_word())
    }

    /// Finds what fits this and the other, a filter or a group.
    #[must_use]
    pub fn and(self, other: impl Into<SearchQuery>) -> SearchQuery {
        SearchQuery::from(self).and(other)
    }

    /// Finds what fits this or the other, a filter or a group.
    #[must_use]
    pub fn or(self, other: impl Into<SearchQuery>) -> SearchQuery {
        SearchQuery::from(self).or(other)
    }
}

impl SearchQuery {
    /// Finds what fits all of the members. Filters and groups are mixed by
    /// [`and`](Self::and).
    #[must_use]
    pub fn all(members: impl IntoIterator<Item = impl Into<Self>>) -> Self {
        Self::group(SearchGroupOperator::And, members)
    }

    /// Finds what fits one of the members. Filters and groups are mixed by
    /// [`or`](Self::or).
    #[must_use]
    pub fn any(members: impl IntoIterator<Item = impl Into<Self>>) -> Self {
        Self::group(SearchGroupOperator::Or, members)
    }

    /// Finds what fits this and the other: one more member of the same group, or
    /// a group of the two.
    ///
    /// ```
    /// use intercom_tickets::types::{SearchFilter, SearchOperator, SearchQuery, TicketCategory};
    ///
    /// let ours = SearchFilter::new("open", SearchOperator::Equal, true)
    ///     .and(SearchFilter::new("state", SearchOperator::In, ["submitted", "in_progress"]))
    ///     .and(SearchQuery::any([
    ///         SearchFilter::category(&TicketCategory::Customer),
    ///         SearchFilter::category(&TicketCategory::Tracker),
    ///     ]));
    /// # let _ = ours;
    /// ```
    #[must_use]
    pub fn and(self, other: impl Into<Self>) -> Self {
        self.joined(SearchGroupOperator::And, other.into())
    }

    /// Finds what fits this or the other: one more member of the same group, or a
    /// group of the two.
    #[must_use]
    pub fn or(self, other: impl Into<Self>) -> Self {
        self.joined(SearchGroupOperator::Or, other.into())
    }

    /// Groups of the operator become one, for groups nest two levels deep at most.
    fn joined(self, operator: SearchGroupOperator, other: Self) -> Self {
        let mut members = self.members_of(&operator);
        members.extend(other.members_of(&operator));
        Self::Group(SearchGroup::new(operator, members))
    }

    /// What a group of this operator holds, or else the query itself.
    fn members_of(self, operator: &SearchGroupOperator) -> Vec<Self> {
        match self {
            Self::Group(group) if group.operator == *operator => group.value,
            other => vec![other],
        }
    }
}

/// An id, which is compared as text.
trait Id: Into<String> {}

impl Id for AdminId {}
impl Id for CompanyId {}
impl Id for ContactId {}
impl Id for TeamId {}
impl Id for TicketId {}
impl Id for TicketStateId {}
impl Id for TicketTypeId {}

impl<T: Id> From<T> for SearchValue {
    fn from(id: T) -> Self {
        Self::Text(id.into())
    }
}

impl<T: Id> From<T> for SearchListItem {
    fn from(id: T) -> Self {
        Self::Text(id.into())
    }
}

impl From<i32> for SearchValue {
    fn from(number: i32) -> Self {
        Self::Integer(number.into())
    }
}

impl From<i32> for SearchListItem {
    fn from(number: i32) -> Self {
        Self::Integer(number.into())
    }
}

impl From<u32> for SearchValue {
    fn from(number: u32) -> Self {
        Self::Integer(number.into())
    }
}

impl From<u32> for SearchListItem {
    fn from(number: u32) -> Self {
        Self::Integer(number.into())
    }
}

/// Times are compared as Unix seconds.
impl From<UnixTime> for SearchValue {
    fn from(time: UnixTime) -> Self {
        Self::Integer(time.as_secs())
    }
}

/// Times are compared as Unix seconds.
impl From<UnixTime> for SearchListItem {
    fn from(time: UnixTime) -> Self {
        Self::Integer(time.as_secs())
    }
}

impl<T: Into<SearchListItem>, const N: usize> From<[T; N]> for SearchValue {
    /// Several values, for `IN` and `NIN`.
    fn from(items: [T; N]) -> Self {
        items.into_iter().collect()
    }
}

impl<T: Clone + Into<SearchListItem>> From<&[T]> for SearchValue {
    /// Several values, for `IN` and `NIN`.
    fn from(items: &[T]) -> Self {
        items.iter().cloned().collect()
    }
}

impl<T: Clone + Into<SearchListItem>> From<&Vec<T>> for SearchValue {
    /// Several values, for `IN` and `NIN`.
    fn from(items: &Vec<T>) -> Self {
        items.iter().cloned().collect()
    }
}

impl<T: Into<SearchListItem>> FromIterator<T> for SearchValue {
    /// Several values, for `IN` and `NIN`.
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        Self::List(items.into_iter().map(Into::into).collect())
    }
}

impl From<Vec<String>> for SearchValue {
    /// Several values, for `IN` and `NIN`.
    fn from(items: Vec<String>) -> Self {
        items.into_iter().collect()
    }
}

impl From<Vec<&str>> for SearchValue {
    /// Several values, for `IN` and `NIN`.
    fn from(items: Vec<&str>) -> Self {
        items.into_iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use crate::codec::to_value;
    use crate::types::{
        AdminId, SearchFilter, SearchOperator, SearchQuery, SearchValue, TicketCategory,
    };
    use crate::{UnixTime, json};

    #[test]
    fn groups_are_made_of_filters_and_groups() {
        let since = UnixTime::from_secs(60) + Duration::from_secs(3600);
        let since = SearchFilter::new("updated_at", SearchOperator::Greater, since);
        let kinds = SearchQuery::any([
            SearchFilter::category(&TicketCategory::Customer),
            SearchFilter::category(&TicketCategory::Tracker),
        ]);
        let open = SearchFilter::new("open", SearchOperator::Equal, true);
        let expected = json!({"operator": "AND", "value": [
            {"field": "updated_at", "operator": ">", "value": 3660},
            {"operator": "OR", "value": [
                {"field": "category", "operator": "=", "value": "request"},
                {"field": "category", "operator": "=", "value": "tracker"},
            ]},
            {"field": "open", "operator": "=", "value": true},
        ]});
        assert_eq!(to_value(&since.and(kinds).and(open)).unwrap(), expected);
    }

    #[test]
    fn groups_of_another_operator_are_members() {
        let filter = |field: &str| SearchFilter::new(field, SearchOperator::Equal, 1);
        let query = filter("a").or(filter("b")).and(filter("c"));
        let query = to_value(&query).unwrap();
        assert_eq!(query.pointer("/operator"), Some(&json!("AND")));
        assert_eq!(query.pointer("/value/0/operator"), Some(&json!("OR")));
        assert_eq!(query.pointer("/value/1/field"), Some(&json!("c")));
    }

    #[test]
    fn fields_are_compared_with_ids_numbers_and_lists() {
        let admin = || AdminId::new("3301");
        let names = vec!["a".to_owned(), "b".to_owned()];
        let cases: [(SearchValue, _); 9] = [
            (admin().into(), json!("3301")),
            (7.into(), json!(7)),
            (7_u32.into(), json!(7)),
            (UnixTime::from_secs(60).into(), json!(60)),
            ([admin(), AdminId::new("2")].into(), json!(["3301", "2"])),
            ([1, 2].into(), json!([1, 2])),
            ((&names).into(), json!(["a", "b"])),
            (names.into(), json!(["a", "b"])),
            (vec!["a"].into(), json!(["a"])),
        ];
        for (value, expected) in cases {
            assert_eq!(to_value(&value).unwrap(), expected);
        }
    }
}
