//! Headers of responses, with the types that an API's description gives them.

use std::fmt;
use std::marker::PhantomData;

use http::HeaderMap;
use http::header::SET_COOKIE;
use serde_json::{Map, Value};

use crate::codec::{CodecError, Decode, decode_slice, decode_value};

/// A header of responses and the type of its value.
///
/// Emitted crates have a constant for each header that the API's description
/// declares. [`Response::header`](crate::Response::header) and
/// [`ApiError::header`](crate::error::ApiError::header) read it.
///
/// ```
/// # use oas_runtime::response::Header;
/// const TOTAL_COUNT: Header<i64> = Header::new("X-Total-Count");
///
/// assert_eq!(TOTAL_COUNT.name(), "X-Total-Count");
/// ```
pub struct Header<T> {
    name: &'static str,
    json: bool,
    explode: bool,
    value: PhantomData<fn() -> T>,
}

impl<T> Header<T> {
    /// A header of this name. It is matched without regard to case.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self {
            name,
            json: false,
            explode: false,
            value: PhantomData,
        }
    }

    /// The same, of a header whose value is JSON text.
    #[must_use]
    pub const fn json(mut self) -> Self {
        self.json = true;
        self
    }

    /// The same, of a header whose members are written `name=value` (OpenAPI's `explode`).
    #[must_use]
    pub const fn explode(mut self) -> Self {
        self.explode = true;
        self
    }

    /// Its name.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }
}

impl<T: Decode> Header<T> {
    /// Reads the header; none if it is not there.
    ///
    /// A text is what the header holds. A number or a boolean is read from it,
    /// and a list or an object from its parts between commas (OpenAPI's style `simple`).
    /// Cookies, which hold commas themselves, come one a header.
    pub(crate) fn read(&self, headers: &HeaderMap) -> Result<Option<T>, CodecError> {
        let mut texts = Vec::new();
        for value in headers.get_all(self.name) {
            let text = value.to_str().map_err(|_| {
                CodecError::other(&format!("the header `{}` is no text", self.name))
            })?;
            texts.push(text.trim());
        }
        if texts.is_empty() {
            return Ok(None);
        }
        if self.name.eq_ignore_ascii_case(SET_COOKIE.as_str()) {
            let cookies = texts.iter().map(|text| Value::from(*text)).collect();
            if let Ok(value) = decode_value::<T>(Value::Array(cookies)) {
                return Ok(Some(value));
            }
        }
        let text = texts.join(", ");
        if self.json {
            return decode_slice::<T>(text.as_bytes())
                .map(Some)
                .map_err(|_| self.unfit());
        }
        if let Ok(value) = decode_value::<T>(Value::String(text.clone())) {
            return Ok(Some(value));
        }
        if let Ok(value) = decode_slice::<T>(text.as_bytes()) {
            return Ok(Some(value));
        }
        let parts = || text.split(',').map(str::trim);
        let texts = Value::Array(parts().map(|part| Value::String(part.to_owned())).collect());
        if let Ok(value) = decode_value::<T>(texts) {
            return Ok(Some(value));
        }
        let scalars: Option<Vec<Value>> = parts()
            .map(|part| serde_json::from_str(part).ok())
            .collect();
        let read = scalars.and_then(|scalars| decode_value::<T>(Value::Array(scalars)).ok());
        let read = read.or_else(|| read_members(self.members(&text)?));
        read.map(Some).ok_or_else(|| self.unfit())
    }

    /// The members of an object, as texts.
    fn members(&self, text: &str) -> Option<Map<String, Value>> {
        let mut parts = text.split(',').map(str::trim);
        let mut members = Map::new();
        while let Some(part) = parts.next() {
            let (name, value) = if self.explode {
                part.split_once('=')?
            } else {
                (part, parts.next()?)
            };
            members.insert(name.to_owned(), value.into());
        }
        Some(members)
    }

    /// The value is left out: a server may repeat a secret in it.
    fn unfit(&self) -> CodecError {
        let name = self.name;
        CodecError::other(&format!(
            "the header `{name}` does not hold what it is described to"
        ))
    }
}

/// Reads an object whose members are texts. Each member that can't be one is what its text
/// is in JSON.
fn read_members<T: Decode>(mut members: Map<String, Value>) -> Option<T> {
    for _ in 0..=members.len() {
        let error = match decode_value::<T>(Value::Object(members.clone())) {
            Ok(value) => return Some(value),
            Err(error) => error,
        };
        let member = members.get_mut(error.path())?;
        let scalar: Value = serde_json::from_str(member.as_str()?).ok()?;
        *member = scalar;
    }
    None
}

impl<T> Clone for Header<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Header<T> {}

impl<T> fmt::Debug for Header<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Header").field(&self.name).finish()
    }
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderValue};

    use super::Header;

    fn headers(values: &[&str]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append("x-a", HeaderValue::from_str(value).unwrap());
        }
        headers
    }

    #[test]
    fn values_are_read_by_their_type() {
        let one = headers(&["17"]);
        assert_eq!(Header::<i64>::new("X-A").read(&one).unwrap(), Some(17));
        assert_eq!(Header::<f64>::new("X-A").read(&one).unwrap(), Some(17.0));
        let text = Header::<String>::new("X-A").read(&one).unwrap();
        assert_eq!(text.as_deref(), Some("17"));
        let list = Header::<Vec<i64>>::new("X-A").read(&one).unwrap();
        assert_eq!(list, Some(vec![17]));
        let truth = Header::<bool>::new("X-A").read(&headers(&["true"]));
        assert_eq!(truth.unwrap(), Some(true));
        let list = Header::<Vec<String>>::new("X-A").read(&headers(&["a, b", "c"]));
        assert_eq!(list.unwrap().unwrap(), ["a", "b", "c"]);
        assert_eq!(Header::<i64>::new("X-B").read(&one).unwrap(), None);
    }

    #[test]
    fn json_is_json_and_cookies_come_one_by_one() {
        let json = Header::<String>::new("X-A").json();
        let text = json.read(&headers(&[r#""a, b""#])).unwrap();
        assert_eq!(text.as_deref(), Some("a, b"));
        let mut all = HeaderMap::new();
        for cookie in ["a=1; Expires=Thu, 01 Jan 2026 00:00:00 GMT", "b=2"] {
            all.append("set-cookie", HeaderValue::from_static(cookie));
        }
        let cookies = Header::<Vec<String>>::new("Set-Cookie").read(&all).unwrap();
        assert_eq!(cookies.map(|all| all.len()), Some(2));
    }

    #[test]
    fn what_does_not_fit_is_told_without_the_value() {
        let error = Header::<i64>::new("X-A").read(&headers(&["secret"]));
        let text = error.unwrap_err().to_string();
        assert!(text.contains("`X-A`") && !text.contains("secret"), "{text}");
    }
}
