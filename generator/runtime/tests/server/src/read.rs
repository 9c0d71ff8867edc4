//! Requests off the wire.

use std::io::{self, BufRead, Read as _};

use crate::Request;

/// More than this is not a request of a test.
const LARGEST: u64 = 8 << 20;

/// The next request of a connection; none at its end, or if it is no request.
pub(crate) fn request(connection: usize, reader: &mut impl BufRead) -> io::Result<Option<Request>> {
    let first = line(reader)?;
    let mut words = first.split_ascii_whitespace().map(str::to_owned);
    let (Some(method), Some(target)) = (words.next(), words.next()) else {
        return Ok(None);
    };
    let mut request = Request {
        connection,
        method,
        target,
        ..Request::default()
    };
    loop {
        let line = line(reader)?;
        let Some((name, value)) = line.split_once(':') else {
            break;
        };
        let header = (name.to_ascii_lowercase(), value.trim().to_owned());
        request.headers.push(header);
    }
    let is_chunked = request.header("transfer-encoding") == Some("chunked");
    request.body = if is_chunked {
        chunks(reader)?
    } else {
        let length = request.header("content-length").unwrap_or("0");
        bytes(reader, length.parse().map_err(io::Error::other)?)?
    };
    Ok(Some(request))
}

fn line(reader: &mut impl BufRead) -> io::Result<String> {
    let mut line = String::new();
    reader.take(LARGEST).read_line(&mut line)?;
    Ok(line.trim_end().to_owned())
}

fn bytes(reader: &mut impl BufRead, length: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    reader.take(length.min(LARGEST)).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn chunks(reader: &mut impl BufRead) -> io::Result<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let size = u64::from_str_radix(&line(reader)?, 16).map_err(io::Error::other)?;
        let chunk = bytes(reader, size)?;
        line(reader)?;
        if size == 0 {
            return Ok(body);
        }
        body.extend(chunk);
    }
}
