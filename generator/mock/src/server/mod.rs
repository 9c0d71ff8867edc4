//! The server behind a port, over HTTP/1.1.

mod body;
mod wire;

use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use bytes::{Bytes, BytesMut};
use http::{Request, Response, StatusCode};
use http_body::Body as _;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::mock::Mock;
use crate::reply::Delivery;
use body::ResponseBody;
use wire::Wire;

/// More than this is no request.
const LARGEST_BODY: usize = 64 << 20;

/// Why a server can't listen.
#[derive(Debug)]
pub struct ListenError {
    address: SocketAddr,
    source: io::Error,
}

impl fmt::Display for ListenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { address, source } = self;
        match source.kind() {
            io::ErrorKind::AddrInUse => {
                let port = address.port();
                write!(
                    f,
                    "port {port} is in use: choose another, or 0 for any that is free"
                )
            }
            io::ErrorKind::PermissionDenied => {
                write!(
                    f,
                    "port {} is not for everybody: choose one above 1023",
                    address.port()
                )
            }
            _ => write!(f, "{address} can't be listened on: {source}"),
        }
    }
}

impl std::error::Error for ListenError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.source)
    }
}

/// A [`Mock`] that listens on a port, until it is dropped or
/// [stopped](Self::stop).
///
/// Needs tokio's runtime. With a [`RealClock`](crate::RealClock) its faults take
/// their time; with a virtual one they take none.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    stop: watch::Sender<bool>,
    accepting: JoinHandle<()>,
}

impl Server {
    /// Listens on an address; port 0 is any that is free.
    ///
    /// # Errors
    ///
    /// If the address is in use, or can't be had for another reason.
    pub async fn start(mock: Mock, address: SocketAddr) -> Result<Self, ListenError> {
        let failed = |source| ListenError { address, source };
        let listener = TcpListener::bind(address).await.map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?;
        let (stop, stopped) = watch::channel(false);
        let accepting = tokio::spawn(accept(listener, mock, stopped));
        Ok(Self {
            address,
            stop,
            accepting,
        })
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Its base URL, such as `http://127.0.0.1:4010`.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Takes no more connections, lets the requests that are under way end, and
    /// closes.
    pub async fn stop(mut self) {
        self.stop.send_replace(true);
        // A fault may hold a connection for ever.
        let patience = std::time::Duration::from_secs(1);
        let _ = tokio::time::timeout(patience, &mut self.accepting).await;
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop.send_replace(true);
        self.accepting.abort();
    }
}

async fn accept(listener: TcpListener, mock: Mock, mut stopped: watch::Receiver<bool>) {
    let mut connections = tokio::task::JoinSet::new();
    loop {
        tokio::select! {
            () = until(&mut stopped) => break,
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => {
                    connections.spawn(connection(stream, mock.clone(), stopped.clone()));
                }
                // Too many open files, for one: others have to close first.
                Err(_) => tokio::time::sleep(std::time::Duration::from_millis(50)).await,
            },
            // What has ended is forgotten.
            Some(_) = connections.join_next() => {}
        }
    }
    drop(listener);
    while connections.join_next().await.is_some() {}
}

async fn until(stopped: &mut watch::Receiver<bool>) {
    // An error means that the server was dropped.
    let _ = stopped.wait_for(|stopped| *stopped).await;
}

async fn connection(stream: TcpStream, mock: Mock, mut stopped: watch::Receiver<bool>) {
    let _ = stream.set_nodelay(true);
    let reset = Arc::new(AtomicBool::new(false));
    let io = TokioIo::new(Wire::new(stream, Arc::clone(&reset)));
    let service = service_fn(move |request| serve(mock.clone(), request, Arc::clone(&reset)));
    let mut builder = http1::Builder::new();
    builder.timer(TokioTimer::new()).auto_date_header(false);
    let mut served = std::pin::pin!(builder.serve_connection(io, service));
    tokio::select! {
        // A connection that breaks is the client's affair, or a fault's.
        _ = served.as_mut() => return,
        () = until(&mut stopped) => served.as_mut().graceful_shutdown(),
    }
    let _ = served.await;
}

/// The response, or an error that makes hyper give up the connection.
async fn serve(
    mock: Mock,
    request: Request<Incoming>,
    reset: Arc<AtomicBool>,
) -> Result<Response<ResponseBody>, Broken> {
    let (head, body) = request.into_parts();
    let Some(body) = collect(body).await.map_err(|_| Broken)? else {
        let mut response = Response::new(ResponseBody::whole(Bytes::from_static(
            b"the body is too large",
        )));
        *response.status_mut() = StatusCode::PAYLOAD_TOO_LARGE;
        return Ok(response);
    };
    if let Some(page) = crate::page::response(&mock, &head) {
        return Ok(page.map(ResponseBody::whole));
    }
    let reply = mock.handle(Request::from_parts(head, body));
    if !reply.delay.is_zero() {
        mock.clock().sleep(reply.delay).await;
    }
    match reply.delivery {
        Delivery::Refused | Delivery::Reset => {
            reset.store(true, Ordering::SeqCst);
            Err(Broken)
        }
        Delivery::Never => std::future::pending().await,
        delivery => Ok(reply
            .response
            .map(|body| ResponseBody::new(body, delivery, mock.clock(), reset))),
    }
}

/// The whole body; `None` if it is too large.
async fn collect(mut body: Incoming) -> Result<Option<Bytes>, hyper::Error> {
    let mut whole = BytesMut::new();
    let mut first = None;
    loop {
        let frame =
            std::future::poll_fn(|context| std::pin::Pin::new(&mut body).poll_frame(context));
        let Some(frame) = frame.await else {
            break;
        };
        let Ok(piece) = frame?.into_data() else {
            continue;
        };
        if whole.len() + piece.len() > LARGEST_BODY {
            return Ok(None);
        }
        // One piece is what most bodies are.
        if whole.is_empty() && first.is_none() {
            first = Some(piece);
            continue;
        }
        whole.extend_from_slice(&first.take().unwrap_or_default());
        whole.extend_from_slice(&piece);
    }
    Ok(Some(first.unwrap_or_else(|| whole.freeze())))
}

/// The connection is to be given up.
#[derive(Debug)]
struct Broken;

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the connection is given up")
    }
}

impl std::error::Error for Broken {}
