//! The type of the crate `url`.

use ::url::Url;

use super::{FormatError, Scalar, ScalarValue, Uri};

impl ScalarValue for Url {
    const EXPECTED: &'static str = "a URL such as https://example.com";

    fn from_text(text: &str) -> Option<Self> {
        Self::parse(text).ok()
    }

    fn to_text(&self) -> String {
        self.as_str().to_owned()
    }
}

/// Needs the feature `url`.
impl From<Url> for Scalar<Uri> {
    fn from(url: Url) -> Self {
        Self::from(String::from(url))
    }
}

/// Needs the feature `url`.
impl TryFrom<Uri> for Url {
    type Error = FormatError;

    fn try_from(uri: Uri) -> Result<Self, FormatError> {
        Self::parse(uri.as_str()).map_err(|_| FormatError::of::<Self>())
    }
}
