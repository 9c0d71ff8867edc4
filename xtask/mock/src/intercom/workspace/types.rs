//! The words that types are made of.

/// Who a ticket is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Category {
    Customer,
    BackOffice,
    Tracker,
}

impl Category {
    pub(crate) fn parse(text: &str) -> Option<Self> {
        [Self::Customer, Self::BackOffice, Self::Tracker]
            .into_iter()
            .find(|category| category.as_str() == text)
    }

    /// The word that fields hold.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Customer => "Customer",
            Self::BackOffice => "Back-office",
            Self::Tracker => "Tracker",
        }
    }

    /// The word that searches use.
    pub(crate) fn searched(self) -> &'static str {
        match self {
            Self::Customer => "request",
            Self::BackOffice => "task",
            Self::Tracker => "tracker",
        }
    }
}

/// What kind of value an attribute holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DataType {
    String,
    List,
    Integer,
    Decimal,
    Boolean,
    Datetime,
    Files,
}

impl DataType {
    const ALL: [Self; 7] = [
        Self::String,
        Self::List,
        Self::Integer,
        Self::Decimal,
        Self::Boolean,
        Self::Datetime,
        Self::Files,
    ];

    pub(crate) fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }

    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::String => "string",
            Self::List => "list",
            Self::Integer => "integer",
            Self::Decimal => "decimal",
            Self::Boolean => "boolean",
            Self::Datetime => "datetime",
            Self::Files => "files",
        }
    }
}
