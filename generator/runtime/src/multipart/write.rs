//! Writes the parts of a form, as RFC 7578 has them.

use std::collections::VecDeque;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::{Bytes, BytesMut};
use futures_core::Stream;
use http::{HeaderName, HeaderValue};

use crate::escape;
use crate::fault::Fault;
use crate::multipart::collect::{Files, FormText, random};
use crate::multipart::file::File;
use crate::param::{Encoding, Pair, Tree, pairs};
use crate::request_body::RequestBody;
use crate::transport::{Body, ByteStream, TransportError};

/// A part: its head, and what is in it.
struct Part {
    head: String,
    content: RequestBody,
}

/// Makes the body of a form and its media type.
pub(crate) fn write(
    tree: &Tree,
    files: &Files,
    encodings: &[Encoding],
) -> Result<(String, RequestBody), Fault> {
    let pairs = pairs(tree, encodings)
        .ok_or_else(|| Fault::new("a form is made of an object, and this is none"))?;
    let parts = pairs.iter().map(|pair| part(pair, files));
    let parts: Vec<Part> = parts.collect::<Result<_, _>>()?;
    let boundary = boundary(&parts);
    let media_type = format!("multipart/form-data; boundary={boundary}");
    let whole = parts.iter().all(|part| part.content.as_bytes().is_some());
    let content = if whole {
        RequestBody::Full(joined(&parts, &boundary))
    } else {
        Body::stream(Segments::of(parts, &boundary)?).into()
    };
    Ok((media_type, content))
}

fn part(pair: &Pair<'_>, files: &Files) -> Result<Part, Fault> {
    let name = escape::plain(&pair.name);
    let text = escape::plain(&pair.value);
    let described = pair.encoding.and_then(Encoding::media_type);
    let (file, media_type) = match files.find(&text) {
        FormText::Plain if pair.json => (None, Some(described.unwrap_or("application/json"))),
        FormText::Plain => (None, described),
        FormText::Mark(file) => {
            let media_type = file.media_type().or(described);
            (
                Some(file),
                Some(media_type.unwrap_or("application/octet-stream")),
            )
        }
        FormText::Inside => {
            return Err(Fault::new(format!(
                "a file lies inside the member `{name}` of the form"
            ))
            .help("a form has files as its own members, or in lists that are"));
        }
    };
    let mut head = format!("Content-Disposition: form-data; name=\"{}\"", quoted(&name));
    if let Some(file) = file {
        let file_name = file.name().unwrap_or(&name);
        head.push_str(&format!("; filename=\"{}\"", quoted(file_name)));
    }
    if let Some(media_type) = media_type {
        if HeaderValue::from_str(media_type).is_err() {
            return Err(Fault::new(format!(
                "`{}` can't be the media type of a file",
                media_type.escape_debug()
            )));
        }
        head.push_str(&format!("\r\nContent-Type: {media_type}"));
    }
    let described = pair.encoding.map_or(&[][..], Encoding::part_headers);
    let own = file.map_or(&[][..], File::headers);
    let is_own = |name: &str| {
        own.iter()
            .any(|(other, _)| other.eq_ignore_ascii_case(name))
    };
    let described = described.iter().filter(|(name, _)| !is_own(name));
    for (name, value) in described {
        add_header(&mut head, name, value)?;
    }
    for (name, value) in own {
        add_header(&mut head, name, value)?;
    }
    let content = file.map_or_else(
        || RequestBody::Full(text.into()),
        |file| file.content().clone(),
    );
    Ok(Part { head, content })
}

/// A header that the caller or the API's description sets; what says the name and
/// the type of a part is not theirs.
fn add_header(head: &mut String, name: &str, value: &str) -> Result<(), Fault> {
    let reserved = ["content-disposition", "content-type"];
    let is_reserved = reserved
        .iter()
        .any(|other| other.eq_ignore_ascii_case(name));
    let fits = HeaderName::from_bytes(name.as_bytes()).is_ok();
    if is_reserved || !fits || HeaderValue::from_str(value).is_err() {
        let name = name.escape_debug();
        return Err(Fault::new(format!(
            "`{name}` can't be set as a header of a part"
        )));
    }
    head.push_str(&format!("\r\n{name}: {value}"));
    Ok(())
}

/// A name in quotes: what would end it is escaped as browsers do.
fn quoted(name: &str) -> String {
    let name = name.replace('"', "%22");
    name.replace('\r', "%0D").replace('\n', "%0A")
}

/// A line that no part holds. Of a stream it can't be known, and is as good as
/// certain.
fn boundary(parts: &[Part]) -> String {
    let mut boundary = random();
    let holds = |content: &RequestBody, boundary: &str| {
        content.as_bytes().is_some_and(|bytes| {
            let mut windows = bytes.windows(boundary.len());
            windows.any(|window| window == boundary.as_bytes())
        })
    };
    while parts.iter().any(|part| holds(&part.content, &boundary)) {
        boundary = random();
    }
    boundary
}

fn joined(parts: &[Part], boundary: &str) -> Bytes {
    let mut body = BytesMut::new();
    for part in parts {
        body.extend_from_slice(format!("--{boundary}\r\n{}\r\n\r\n", part.head).as_bytes());
        if let Some(bytes) = part.content.as_bytes() {
            body.extend_from_slice(bytes);
        }
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
    body.freeze()
}

/// The pieces of a body of which some are streams.
struct Segments {
    left: VecDeque<Segment>,
}

enum Segment {
    Bytes(Bytes),
    Stream(ByteStream),
}

impl Segments {
    fn of(parts: Vec<Part>, boundary: &str) -> Result<Self, Fault> {
        let mut left = VecDeque::new();
        for part in parts {
            let head = format!("--{boundary}\r\n{}\r\n\r\n", part.head);
            left.push_back(Segment::Bytes(head.into()));
            match part.content.take()? {
                Body::Empty => {}
                Body::Full(bytes) => left.push_back(Segment::Bytes(bytes)),
                Body::Stream(stream) => left.push_back(Segment::Stream(stream)),
            }
            left.push_back(Segment::Bytes(Bytes::from_static(b"\r\n")));
        }
        left.push_back(Segment::Bytes(format!("--{boundary}--\r\n").into()));
        Ok(Self { left })
    }
}

impl Stream for Segments {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            match self.left.pop_front() {
                None => return Poll::Ready(None),
                Some(Segment::Bytes(bytes)) => return Poll::Ready(Some(Ok(bytes))),
                Some(Segment::Stream(mut stream)) => match stream.as_mut().poll_next(cx) {
                    Poll::Ready(None) => {}
                    ready_or_not => {
                        self.left.push_front(Segment::Stream(stream));
                        return ready_or_not;
                    }
                },
            }
        }
    }
}
