//! A file that is sent with a form.

use std::fmt;

use bytes::Bytes;
use serde::de::Deserializer;
use serde::ser::{Error as _, Serialize, Serializer};

use crate::codec::Decode;
use crate::multipart::collect;
use crate::request_body::RequestBody;
use crate::transport::Body;

/// A file in a form (`multipart/form-data`): a name, a media type, and what is
/// in it, at once or piece by piece.
///
/// Bytes and texts convert to it. Such a file bears the name of its member,
/// and is `application/octet-stream` unless the API's description says more.
///
/// ```
/// # use oas_runtime::File;
/// let notes = File::new("notes.txt", "Call back on Monday.").content_type("text/plain");
/// assert_eq!(notes.name(), Some("notes.txt"));
///
/// let pixels = File::from(vec![0_u8, 255]);
/// assert_eq!(pixels.name(), None);
/// assert_eq!(pixels.bytes().map(|bytes| bytes.len()), Some(2));
/// ```
///
/// A stream ([`Body::stream`]) is sent as it comes, without ever being in
/// memory as a whole. Clones of its file share it, and only one call can send
/// it.
///
/// In JSON, which has no files, a file is the text in it; one that isn't text,
/// or is a stream, can't be written as JSON.
#[derive(Clone, PartialEq)]
pub struct File {
    name: Option<String>,
    content_type: Option<String>,
    headers: Vec<(String, String)>,
    content: RequestBody,
}

impl File {
    /// A file of this name.
    #[must_use]
    pub fn new(name: impl Into<String>, data: impl Into<Body>) -> Self {
        Self {
            name: Some(name.into()),
            ..Self::unnamed(data.into())
        }
    }

    fn unnamed(data: Body) -> Self {
        Self {
            name: None,
            content_type: None,
            headers: Vec::new(),
            content: data.into(),
        }
    }

    /// Sets the media type, such as `image/png`.
    #[must_use]
    pub fn content_type(mut self, media_type: impl Into<String>) -> Self {
        self.content_type = Some(media_type.into());
        self
    }

    /// Adds a header to the file's part of a form.
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// Its name, if it has one of its own.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// Its media type, if it is set.
    #[must_use]
    pub fn media_type(&self) -> Option<&str> {
        self.content_type.as_deref()
    }

    /// What is in it, unless that is a stream.
    #[must_use]
    pub fn bytes(&self) -> Option<&Bytes> {
        self.content.as_bytes()
    }

    pub(super) fn headers(&self) -> &[(String, String)] {
        &self.headers
    }

    pub(super) fn content(&self) -> &RequestBody {
        &self.content
    }
}

macro_rules! of {
    ($($data:ty),+) => {$(
        impl From<$data> for File {
            fn from(data: $data) -> Self {
                Self::unnamed(data.into())
            }
        }
    )+};
}

of!(Body, Bytes, Vec<u8>, String, &'static str, &'static [u8]);

/// A form takes files aside and notes where they belong.
impl Serialize for File {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if let Some(mark) = collect::put(self) {
            return serializer.serialize_str(&mark);
        }
        let bytes = self
            .bytes()
            .ok_or_else(|| S::Error::custom("a file that is a stream can't be written as JSON"))?;
        let text = std::str::from_utf8(bytes)
            .map_err(|_| S::Error::custom("a file that isn't text can't be written as JSON"))?;
        serializer.serialize_str(text)
    }
}

impl Decode for File {
    fn decode<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::decode(deserializer).map(Self::from)
    }
}

/// What is in it is shown by its length.
impl fmt::Debug for File {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("File")
            .field("name", &self.name)
            .field("content_type", &self.content_type)
            .field("bytes", &self.bytes().map(Bytes::len))
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::File;
    use crate::codec::{decode_slice, to_vec};
    use crate::transport::Body;

    struct Nothing;

    impl futures_core::Stream for Nothing {
        type Item = Result<bytes::Bytes, crate::transport::TransportError>;

        fn poll_next(
            self: std::pin::Pin<&mut Self>,
            _: &mut std::task::Context<'_>,
        ) -> std::task::Poll<Option<Self::Item>> {
            std::task::Poll::Ready(None)
        }
    }

    #[test]
    fn in_json_a_file_is_its_text() {
        let file: File = decode_slice(br#""abc""#).unwrap();
        assert_eq!(file, File::from("abc"));
        assert_eq!(to_vec(&file).unwrap(), br#""abc""#);
        let error = to_vec(&File::from(vec![0xff])).unwrap_err().to_string();
        assert!(error.contains("isn't text"), "{error}");
        let stream = File::new("a", Body::stream(Nothing));
        assert!(to_vec(&stream).unwrap_err().to_string().contains("stream"));
        assert_eq!(stream, stream.clone());
        assert_ne!(stream, File::new("a", Body::stream(Nothing)));
        assert!(!format!("{:?}", File::from("secret")).contains("secret"));
    }
}
