//! Responses without end, and what they take of memory. Alone in its process, so
//! that the peak is its own.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests fail by panicking, as tests do"
)]

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::thread;
use std::time::Duration;

use futures_core::Stream;
use http::{Method, Request, Response};
use oas_runtime::api::ApiMetadata;
use oas_runtime::transport::{Body, Transport, TransportError};
use oas_runtime::{BoxFuture, Bytes, Client, Error};

static API: ApiMetadata = ApiMetadata::new("pets", "1.0.0");

/// A body that repeats a piece, so often or for ever.
struct Repeated {
    piece: Bytes,
    left: Option<u64>,
}

impl Stream for Repeated {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.left == Some(0) {
            return Poll::Ready(None);
        }
        self.left = self.left.map(|left| left - 1);
        Poll::Ready(Some(Ok(self.piece.clone())))
    }
}

/// Responds with such a body.
#[derive(Clone)]
struct Endless {
    status: u16,
    encoding: Option<&'static str>,
    piece: Bytes,
    left: Option<u64>,
}

impl Transport for Endless {
    fn send(&self, _: Request<Body>) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
        let body = Body::stream(Repeated {
            piece: self.piece.clone(),
            left: self.left,
        });
        let mut response = Response::builder().status(self.status);
        if let Some(encoding) = self.encoding {
            response = response.header("content-encoding", encoding);
        }
        let response = response.body(body).unwrap();
        Box::pin(std::future::ready(Ok(response)))
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'_, ()> {
        Box::pin(std::future::ready(()))
    }
}

/// The most memory that this process has had, in MiB, and from now on anew.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kib: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
    std::fs::write("/proc/self/clear_refs", "5").ok()?;
    Some(kib / 1024)
}

/// Looks at what a response takes: the error, and the peak of memory.
fn measure(name: &str, most: u64, call: impl FnOnce() -> Error) -> Error {
    let before = peak();
    let error = call();
    let mut out = std::io::stderr();
    let (Some(_), Some(after)) = (before, peak()) else {
        let _ = writeln!(out, "{name}: {error}; peak memory not known on this system");
        return error;
    };
    let text: String = error.to_string().chars().take(120).collect();
    let _ = writeln!(out, "{name}: peak {after} MiB, {text}");
    assert!(after <= most, "{after} MiB");
    error
}

fn call(endless: &Endless, limit: Option<usize>) -> Error {
    let mut builder = Client::builder(&API)
        .base_url("http://localhost")
        .no_retries()
        .transport(endless.clone());
    if let Some(limit) = limit {
        builder = builder.max_response_bytes(limit);
    }
    let client = builder.build().unwrap();
    client
        .request(Method::GET, "/")
        .bytes()
        .send_blocking()
        .unwrap_err()
}

#[test]
fn no_response_takes_more_than_its_bound() {
    let spaces = Bytes::from(vec![b' '; 1 << 16]);
    let mut endless = Endless {
        status: 200,
        encoding: None,
        piece: spaces,
        left: Some(1 << 14),
    };
    let gigabyte = measure("1 GiB, bound 64 MiB (the default)", 160, || {
        call(&endless, None)
    });
    assert!(
        gigabyte.to_string().contains("larger than 67108864 bytes"),
        "{gigabyte}"
    );
    // The error keeps what was read.
    drop(gigabyte);
    endless.left = None;
    let never = measure("a body that never ends, bound 1 MiB", 40, || {
        call(&endless, Some(1 << 20))
    });
    assert!(
        never.to_string().contains("larger than 1048576 bytes"),
        "{never}"
    );
    endless.status = 400;
    let error = measure("an error that never ends", 40, || call(&endless, None));
    let api = error.as_api().unwrap();
    assert!(api.is_truncated() && api.body().len() == 1 << 20);
    over_tcp();
    #[cfg(feature = "gzip")]
    bombs(endless);
}

/// 1 GiB over a real connection, whose length isn't told beforehand.
fn over_tcp() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let server = thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut head = [0; 1024];
        let _ = stream.read(&mut head).unwrap();
        let mut sent = 0_u64;
        let piece = vec![b' '; 1 << 16];
        stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n").unwrap();
        // Until the client has had enough.
        while sent < 1 << 30 && stream.write_all(&piece).is_ok() {
            sent += 1 << 16;
        }
        sent
    });
    let error = measure("1 GiB over TCP, bound 16 MiB for this call", 64, || {
        let client = Client::builder(&API).base_url(url).build().unwrap();
        let call = client.request(Method::GET, "/").bytes();
        call.max_response_bytes(16 << 20)
            .send_blocking()
            .unwrap_err()
    });
    assert!(
        error.to_string().contains("larger than 16777216 bytes"),
        "{error}"
    );
    assert!(server.join().unwrap() < 1 << 28, "it went on and on");
}

#[cfg(feature = "gzip")]
fn bombs(mut endless: Endless) {
    let packed = |bytes: usize| {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        let zeros = vec![0; 1 << 20];
        for _ in 0..bytes >> 20 {
            encoder.write_all(&zeros).unwrap();
        }
        Bytes::from(encoder.finish().unwrap())
    };
    endless.status = 200;
    endless.encoding = Some("gzip");
    // 16 members of 64 MiB each, one behind the other.
    endless.piece = packed(1 << 26);
    endless.left = Some(16);
    let name = format!("{} KiB of gzip that become 1 GiB", endless.piece.len() >> 6);
    let bomb = measure(&name, 48, || call(&endless, None));
    assert!(
        bomb.to_string().contains("more than 200 times its size"),
        "{bomb}"
    );
    // Within the ratio, the bound on the response holds.
    let noise: Vec<u8> = (0..1 << 22_u32)
        .map(|n: u32| (n.wrapping_mul(2_654_435_761) >> 24) as u8)
        .collect();
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(&noise).unwrap();
    endless.piece = encoder.finish().unwrap().into();
    endless.left = None;
    let long = measure("gzip members without end, bound 1 MiB", 48, || {
        call(&endless, Some(1 << 20))
    });
    assert!(
        long.to_string().contains("larger than 1048576 bytes"),
        "{long}"
    );
}
