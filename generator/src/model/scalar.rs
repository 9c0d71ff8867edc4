//! Values of a format, and the Rust types that stand for them.

/// A format and the type of its values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ScalarType {
    /// What the document says.
    pub format: ScalarFormat,
    /// The type that the configuration chooses for it.
    pub rust: RustType,
}

/// A type by its path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct RustType {
    /// The module that it is imported from; empty for what every program has.
    pub module: &'static str,
    /// Its name.
    pub name: &'static str,
    /// Module and name of its argument, if it takes one.
    pub argument: Option<(&'static str, &'static str)>,
}

/// What a format says a text, or a number, is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ScalarFormat {
    /// `date-time`.
    DateTime,
    /// `date`.
    Date,
    /// `time`.
    Time,
    /// `duration`.
    Duration,
    /// `uuid`.
    Uuid,
    /// `uri`, `url`.
    Uri,
    /// `email`.
    Email,
    /// `ipv4`.
    Ipv4,
    /// `ipv6`.
    Ipv6,
    /// `byte`, `base64`.
    Bytes,
    /// `decimal` of a string.
    Decimal,
    /// `decimal` of a number, or an integer of more than 64 bits.
    Number,
    /// `int64` of a string.
    Int64,
    /// `uint64` of a string.
    Uint64,
}

impl ScalarFormat {
    /// What `type` and `format` say.
    #[must_use]
    pub fn of(ty: &str, format: &str) -> Option<Self> {
        Some(match (ty, format) {
            ("string", "date-time" | "datetime") => Self::DateTime,
            ("string", "date") => Self::Date,
            ("string", "time") => Self::Time,
            ("string", "duration") => Self::Duration,
            ("string", "uuid" | "uuid1" | "uuid3" | "uuid4" | "uuid5" | "uuid7" | "guid") => {
                Self::Uuid
            }
            ("string", "uri" | "url") => Self::Uri,
            ("string", "email") => Self::Email,
            ("string", "ipv4") => Self::Ipv4,
            ("string", "ipv6") => Self::Ipv6,
            ("string", "byte" | "base64") => Self::Bytes,
            ("string", "decimal" | "decimal128" | "bigdecimal" | "money") => Self::Decimal,
            ("number", "decimal" | "decimal128" | "bigdecimal" | "money")
            | ("integer", "int128" | "uint128") => Self::Number,
            ("string", "int64" | "long") => Self::Int64,
            ("string", "uint64") => Self::Uint64,
            _ => return None,
        })
    }

    /// Whether a text looks like a value. The runtime looks closer.
    #[must_use]
    pub fn is_plausible(self, text: &str) -> bool {
        let is_number = |text: &str| {
            let digits = text.strip_prefix('-').unwrap_or(text);
            digits.starts_with(|first: char| first.is_ascii_digit())
        };
        let of =
            |allowed: fn(&u8) -> bool| !text.is_empty() && text.bytes().all(|byte| allowed(&byte));
        match self {
            Self::DateTime => text.len() >= 20 && is_number(text) && text.contains(':'),
            Self::Date => text.len() == 10 && of(|byte| matches!(byte, b'0'..=b'9' | b'-')),
            Self::Time => text.len() >= 8 && is_number(text) && text.get(2..3) == Some(":"),
            Self::Duration => text.trim_start_matches(['-', '+']).starts_with('P'),
            Self::Uuid => text.len() >= 32 && of(|byte| byte.is_ascii_hexdigit() || *byte == b'-'),
            Self::Uri => text.contains(':') && !text.contains([' ', '{']),
            Self::Email => text.contains('@') && !text.contains(' '),
            Self::Ipv4 => of(|byte| matches!(byte, b'0'..=b'9' | b'.')),
            Self::Ipv6 => text.contains(':') && !text.contains(['/', ' ']),
            Self::Bytes => of(|byte| byte.is_ascii_alphanumeric() || b"+/-_=".contains(byte)),
            Self::Decimal | Self::Number => is_number(text),
            Self::Int64 => text.parse::<i64>().is_ok(),
            Self::Uint64 => text.parse::<u64>().is_ok(),
        }
    }

    /// How many characters its shortest and its longest text have, where that is known.
    fn lengths(self) -> (usize, Option<usize>) {
        match self {
            Self::DateTime => (20, None),
            Self::Date => (10, Some(10)),
            Self::Time => (8, None),
            Self::Uuid => (32, Some(36)),
            Self::Ipv4 => (7, Some(15)),
            Self::Ipv6 => (2, Some(45)),
            Self::Duration | Self::Uri | Self::Email => (3, None),
            Self::Bytes => (0, None),
            Self::Decimal | Self::Number | Self::Int64 | Self::Uint64 => (1, None),
        }
    }

    /// Whether a text of the format can have so many characters, at least and at most.
    #[must_use]
    pub fn has_length(self, least: Option<usize>, most: Option<usize>) -> bool {
        let (shortest, longest) = self.lengths();
        let is_short = most.is_none_or(|most| shortest <= most);
        is_short
            && longest
                .zip(least)
                .is_none_or(|(longest, least)| longest >= least)
    }

    /// What a value is, in words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::DateTime => "a date and time",
            Self::Date => "a date",
            Self::Time => "a time of day",
            Self::Duration => "a duration",
            Self::Uuid => "a UUID",
            Self::Uri => "a URI",
            Self::Email => "an email address",
            Self::Ipv4 => "an IPv4 address",
            Self::Ipv6 => "an IPv6 address",
            Self::Bytes => "bytes, as base64",
            Self::Decimal => "a decimal number, as text",
            Self::Number => "a decimal number",
            Self::Int64 | Self::Uint64 => "an integer, as text",
        }
    }
}

impl ScalarType {
    /// The same with its paths.
    #[must_use]
    pub fn path(self) -> String {
        let path = |module: &str, name: &str| match module {
            "" => name.to_owned(),
            module => format!("{module}::{name}"),
        };
        let name = path(self.rust.module, self.rust.name);
        let argument = self.rust.argument;
        let argument = argument.map(|(module, name)| format!("<{}>", path(module, name)));
        format!(
            "oas_runtime::scalar::Scalar<{name}{}>",
            argument.unwrap_or_default()
        )
    }

    /// `Scalar<DateTime>`, without paths.
    #[must_use]
    pub fn text(self) -> String {
        let name = self.rust.name;
        match self.rust.argument {
            Some((_, argument)) => format!("Scalar<{name}<{argument}>>"),
            None => format!("Scalar<{name}>"),
        }
    }
}
