//! `scalars`: which types stand for values of a format.

use crate::model::{RustType, ScalarFormat, ScalarType};

/// Which types stand for dates, times, identifiers and whatever else has a format.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scalars {
    /// Types of the runtime, which depend on nothing.
    #[default]
    BuiltIn,
    /// Those of jiff, uuid and url.
    Jiff,
    /// Those of chrono, uuid and url.
    Chrono,
    /// Those of time, uuid and url.
    Time,
    /// Strings, and numbers as floats.
    Text,
}

impl Scalars {
    pub(super) const WORDS: &str =
        "`\"built-in\"`, `\"jiff\"`, `\"chrono\"`, `\"time\"` or `\"text\"`";

    pub(super) fn named(text: &str) -> Option<Self> {
        Some(match text {
            "built-in" => Self::BuiltIn,
            "jiff" => Self::Jiff,
            "chrono" => Self::Chrono,
            "time" => Self::Time,
            "text" => Self::Text,
            _ => return None,
        })
    }

    /// The features of the runtime that the types need.
    pub(crate) fn features(self) -> &'static [&'static str] {
        match self {
            Self::BuiltIn | Self::Text => &[],
            Self::Jiff => &["jiff", "url", "uuid"],
            Self::Chrono => &["chrono", "url", "uuid"],
            Self::Time => &["time", "url", "uuid"],
        }
    }

    /// The type of a format.
    pub(crate) fn type_of(self, format: ScalarFormat) -> Option<ScalarType> {
        if self == Self::Text {
            return None;
        }
        let rust = self.foreign(format).unwrap_or_else(|| built_in(format));
        Some(ScalarType { format, rust })
    }

    fn foreign(self, format: ScalarFormat) -> Option<RustType> {
        use ScalarFormat::{Date, DateTime, Uri, Uuid};
        let utc = Some(("oas_runtime::chrono", "Utc"));
        let (module, name, argument) = match (self, format) {
            (Self::Jiff, DateTime) => ("oas_runtime::jiff", "Timestamp", None),
            (Self::Jiff, Date) => ("oas_runtime::jiff::civil", "Date", None),
            (Self::Chrono, DateTime) => ("oas_runtime::chrono", "DateTime", utc),
            (Self::Chrono, Date) => ("oas_runtime::chrono", "NaiveDate", None),
            (Self::Time, DateTime) => ("oas_runtime::time", "OffsetDateTime", None),
            (Self::Time, Date) => ("oas_runtime::time", "Date", None),
            (Self::Jiff | Self::Chrono | Self::Time, Uuid) => ("oas_runtime::uuid", "Uuid", None),
            (Self::Jiff | Self::Chrono | Self::Time, Uri) => ("oas_runtime::url", "Url", None),
            _ => return None,
        };
        Some(RustType {
            module,
            name,
            argument,
        })
    }
}

fn built_in(format: ScalarFormat) -> RustType {
    let (module, name) = match format {
        ScalarFormat::DateTime => ("oas_runtime::scalar", "DateTime"),
        ScalarFormat::Date => ("oas_runtime::scalar", "Date"),
        ScalarFormat::Time => ("oas_runtime::scalar", "TimeOfDay"),
        ScalarFormat::Duration => ("oas_runtime::scalar", "Duration"),
        ScalarFormat::Uuid => ("oas_runtime::scalar", "Uuid"),
        ScalarFormat::Uri => ("oas_runtime::scalar", "Uri"),
        ScalarFormat::Email => ("oas_runtime::scalar", "Email"),
        ScalarFormat::Decimal => ("oas_runtime::scalar", "Decimal"),
        ScalarFormat::Number => ("oas_runtime::scalar", "DecimalNumber"),
        ScalarFormat::Bytes => ("oas_runtime", "Bytes"),
        ScalarFormat::Ipv4 => ("std::net", "Ipv4Addr"),
        ScalarFormat::Ipv6 => ("std::net", "Ipv6Addr"),
        ScalarFormat::Int64 => ("", "i64"),
        ScalarFormat::Uint64 => ("", "u64"),
    };
    RustType {
        module,
        name,
        argument: None,
    }
}
