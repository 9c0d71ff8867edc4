//! The case in which a document writes a name.

/// How the words of a name are joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum WordCase {
    /// `listTickets`.
    Camel,
    /// `list_tickets`.
    Snake,
    /// `ListTickets`.
    Pascal,
    /// `list-tickets`.
    Kebab,
}

impl WordCase {
    const ALL: [WordCase; 4] = [
        WordCase::Camel,
        WordCase::Snake,
        WordCase::Pascal,
        WordCase::Kebab,
    ];

    /// How a message calls it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            WordCase::Camel => "`camelCase`",
            WordCase::Snake => "`snake_case`",
            WordCase::Pascal => "`PascalCase`",
            WordCase::Kebab => "`kebab-case`",
        }
    }

    /// Every case that a name may be in: one small word is in three of them.
    #[must_use]
    pub fn all_of(name: &str) -> Vec<WordCase> {
        let fitting = WordCase::ALL.into_iter().filter(|case| case.fits(name));
        fitting.collect()
    }

    fn fits(self, name: &str) -> bool {
        let is_of = |separator: Option<char>| {
            let is_known = |one: char| one.is_alphanumeric() || Some(one) == separator;
            name.chars().all(is_known)
        };
        let starts_upper = name.starts_with(char::is_uppercase);
        let has_upper = name.contains(char::is_uppercase);
        match self {
            WordCase::Camel => is_of(None) && !starts_upper,
            WordCase::Pascal => is_of(None) && starts_upper,
            WordCase::Snake => is_of(Some('_')) && !has_upper,
            WordCase::Kebab => is_of(Some('-')) && !has_upper,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_in_the_cases_that_they_may_be_in() {
        use WordCase::{Camel, Kebab, Pascal, Snake};
        for (name, cases) in [
            ("list", &[Camel, Snake, Kebab][..]),
            ("listTickets", &[Camel]),
            ("list_tickets", &[Snake]),
            ("List", &[Pascal]),
            ("list-tickets", &[Kebab]),
            ("list_Tickets", &[]),
            ("issues/list", &[]),
        ] {
            assert_eq!(WordCase::all_of(name), cases, "{name}");
        }
    }
}
