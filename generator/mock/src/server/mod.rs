//! The server behind a port, over HTTP/1.1.

mod body;
mod connections;
mod host;
mod intake;
mod lanes;
mod options;
mod wire;

use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderValue, Request, Response, StatusCode, header};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::api::RouteMatch;
use crate::encoding::query;
use crate::mock::Mock;
use crate::reply::{Delivery, Reply};
use body::ResponseBody;
use connections::{Busy, Connections};
use host::Hosts;
use intake::{NoBody, Room, Taken};
use lanes::{Job, Lanes};
pub use options::ServerOptions;
use wire::Wire;

/// How long the head of a request may take to arrive, and a connection may be
/// idle.
const HEAD_TIME: Duration = Duration::from_secs(30);

/// How long the head of a request may be: 2,000 connections may each have one.
const HEAD: usize = 64 << 10;

/// A body of more bytes is worked on while no other such body is.
const HEAVY: usize = 1 << 20;

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
        Self::start_with(mock, address, ServerOptions::default()).await
    }

    /// [`start`](Self::start), with a say in whom it listens to.
    ///
    /// # Errors
    ///
    /// If the address is in use, or can't be had for another reason.
    pub async fn start_with(
        mock: Mock,
        address: SocketAddr,
        options: ServerOptions,
    ) -> Result<Self, ListenError> {
        let failed = |source| ListenError { address, source };
        let listener = TcpListener::bind(address).await.map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?;
        let (stop, stopped) = watch::channel(false);
        let service = Arc::new(Shared {
            mock,
            hosts: Hosts::new(address.ip(), options.hosts),
            body_time: options.body_time,
            room: Room::default(),
            lanes: Lanes::default(),
        });
        let accepting = tokio::spawn(accept(listener, service, stopped));
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
        let patience = Duration::from_secs(1);
        let _ = tokio::time::timeout(patience, &mut self.accepting).await;
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop.send_replace(true);
        self.accepting.abort();
    }
}

/// What all connections share.
#[derive(Debug)]
struct Shared {
    mock: Mock,
    hosts: Hosts,
    body_time: Duration,
    room: Room,
    lanes: Lanes,
}

async fn accept(listener: TcpListener, service: Arc<Shared>, mut stopped: watch::Receiver<bool>) {
    let mut connections = Connections::default();
    loop {
        tokio::select! {
            () = until(&mut stopped) => break,
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => {
                    let busy = Busy::default();
                    let task = connection(stream, Arc::clone(&service), Arc::clone(&busy), stopped.clone());
                    connections.serve(busy, task);
                }
                // Too many open files, for one: others have to close first.
                Err(_) => {
                    connections.end_one();
                    tokio::time::sleep(Duration::from_millis(5)).await;
                }
            },
            // What has ended is forgotten.
            Some(()) = connections.ended() => {}
        }
    }
    drop(listener);
    while connections.ended().await.is_some() {}
}

async fn until(stopped: &mut watch::Receiver<bool>) {
    // An error means that the server was dropped.
    let _ = stopped.wait_for(|stopped| *stopped).await;
}

async fn connection(
    stream: TcpStream,
    service: Arc<Shared>,
    busy: Busy,
    mut stopped: watch::Receiver<bool>,
) {
    let _ = stream.set_nodelay(true);
    let reset = Arc::new(AtomicBool::new(false));
    let io = TokioIo::new(Wire::new(stream, Arc::clone(&reset), service.body_time));
    let respond = service_fn(move |request| {
        let (service, busy, reset) = (Arc::clone(&service), Arc::clone(&busy), Arc::clone(&reset));
        async move {
            busy.store(true, Ordering::Relaxed);
            let response = service.serve(request, reset).await;
            busy.store(false, Ordering::Relaxed);
            response
        }
    });
    let mut builder = http1::Builder::new();
    builder
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIME)
        .max_buf_size(HEAD)
        .auto_date_header(false);
    let mut served = std::pin::pin!(builder.serve_connection(io, respond));
    tokio::select! {
        // A connection that breaks is the client's affair, or a fault's.
        _ = served.as_mut() => return,
        () = until(&mut stopped) => served.as_mut().graceful_shutdown(),
    }
    let _ = served.await;
}

impl Shared {
    /// The response, or an error that makes hyper give up the connection.
    async fn serve(
        self: Arc<Self>,
        request: Request<Incoming>,
        reset: Arc<AtomicBool>,
    ) -> Result<Response<ResponseBody>, Broken> {
        let (head, body) = request.into_parts();
        if !self.hosts.allow(&head) {
            let text = "this server doesn't go by that name: `--allow-host` tells it of another\n";
            return Ok(plain(StatusCode::MISDIRECTED_REQUEST, text));
        }
        let (body, taken) = match self.room.collect(body, self.body_time).await {
            Ok(body) => body,
            Err(why) => return refused(why),
        };
        let reply = self.reply(Request::from_parts(head, body), taken).await?;
        let taken = match self.room.take(reply.size()) {
            Ok(taken) => taken,
            Err(why) => return refused(why),
        };
        let reply = match reply {
            Served::Page(page) => {
                return Ok(page.map(|body| ResponseBody::whole(body).holding(taken)));
            }
            Served::Reply(reply) => reply,
        };
        let clock = self.mock.clock();
        if !reply.delay.is_zero() {
            clock.sleep(reply.delay).await;
        }
        match reply.delivery {
            Delivery::Refused | Delivery::Reset => {
                reset.store(true, Ordering::SeqCst);
                Err(Broken)
            }
            Delivery::Never => std::future::pending().await,
            delivery => Ok(powerless(reply.response)
                .map(|body| ResponseBody::new(body, delivery, clock, reset).holding(taken))),
        }
    }

    /// What there is to respond, made where it holds up nobody else: a document
    /// may ask for a lot of work.
    async fn reply(
        self: &Arc<Self>,
        request: Request<Bytes>,
        taken: Taken,
    ) -> Result<Served, Broken> {
        let job = job(&self.mock, &request);
        let mock = self.mock.clone();
        let work = move || {
            let (head, body) = request.into_parts();
            let made = match crate::page::response(&mock, &head) {
                Some(page) => Served::Page(page),
                None => Served::Reply(mock.handle(Request::from_parts(head, body))),
            };
            drop(taken);
            made
        };
        self.lanes.run(job, work).await.map_err(|_| Broken)
    }
}

fn job(mock: &Mock, request: &Request<Bytes>) -> Job {
    if request.body().len() >= HEAVY {
        return Job::Large;
    }
    let path = request.uri().path();
    if path == "/" || path.starts_with("/__mock") {
        return Job::Page;
    }
    let query = query(request.uri().query().unwrap_or_default());
    let service = &mock.0.service;
    match service
        .router
        .find(request.method(), path, &query, &service.operations)
    {
        RouteMatch::Operations(candidates, _) => candidates
            .first()
            .map_or(Job::Refusal, |at| Job::Operation(*at)),
        _ => Job::Refusal,
    }
}

/// What a request comes to.
enum Served {
    Page(Response<Bytes>),
    Reply(Reply),
}

impl Served {
    /// How many bytes its body has.
    fn size(&self) -> usize {
        match self {
            Self::Page(page) => page.body().len(),
            Self::Reply(reply) => reply.response.body().len(),
        }
    }
}

/// The response to what there is no body of, or no room for; the connection ends
/// with it.
fn refused(why: NoBody) -> Result<Response<ResponseBody>, Broken> {
    let (status, text) = why.response().ok_or(Broken)?;
    let mut response = plain(status, text);
    let close = HeaderValue::from_static("close");
    response.headers_mut().insert(header::CONNECTION, close);
    Ok(response)
}

fn plain(status: StatusCode, text: &'static str) -> Response<ResponseBody> {
    let mut response = Response::new(ResponseBody::whole(Bytes::from_static(text.as_bytes())));
    *response.status_mut() = status;
    let media = HeaderValue::from_static("text/plain");
    response.headers_mut().insert(header::CONTENT_TYPE, media);
    response
}

/// A browser that opens a response of the document runs nothing of it: what is
/// in it would otherwise act in the name of this server's page.
fn powerless(mut response: Response<Bytes>) -> Response<Bytes> {
    let headers = response.headers_mut();
    let media = headers.get(header::CONTENT_TYPE).map(HeaderValue::as_bytes);
    let acts = |media: &[u8]| {
        let media = media.to_ascii_lowercase();
        let has = |word: &[u8]| media.windows(word.len()).any(|part| part == word);
        has(b"html") || has(b"xml")
    };
    if media.is_some_and(acts) {
        headers.insert(
            header::CONTENT_SECURITY_POLICY,
            HeaderValue::from_static("sandbox"),
        );
    }
    response
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
