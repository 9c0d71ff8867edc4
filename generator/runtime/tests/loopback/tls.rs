//! Proxies, authorities of one's own, and certificates of clients, as the
//! documentation shows them, with each of those that speak TLS.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

use oas_runtime::error::Outcome;
use oas_runtime::reqwest::Proxy;
use oas_runtime::transport::{
    ReqwestTransport, ReqwestTransportBuilder, TlsBackend, TransportErrorKind,
};
use oas_runtime::{Client, Error, Value};
use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair};
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::WebPkiClientVerifier;
use rustls::{RootCertStore, ServerConfig, ServerConnection, StreamOwned};

use crate::{API, GET, POST, run};

const HOST: &str = "api.example";

/// A builder for each that speaks TLS, and one that leaves the choice.
fn builders() -> impl Iterator<Item = ReqwestTransportBuilder> {
    let backends = [
        #[cfg(feature = "native-tls")]
        TlsBackend::NativeTls,
        #[cfg(feature = "rustls-aws-lc-rs")]
        TlsBackend::RustlsAwsLcRs,
        TlsBackend::RustlsRing,
    ];
    let chosen = backends.map(|backend| ReqwestTransport::builder().tls_backend(backend));
    chosen.into_iter().chain([ReqwestTransport::builder()])
}

/// An authority, whom nobody trusts by himself.
struct Authority {
    pem: String,
    issuer: Issuer<'static, KeyPair>,
}

impl Authority {
    fn new() -> Self {
        let key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::default();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        // A certificate of its issuer's name counts as self-signed with OpenSSL.
        params
            .distinguished_name
            .push(DnType::CommonName, "authority");
        let pem = params.self_signed(&key).unwrap().pem();
        let issuer = Issuer::new(params, key);
        Self { pem, issuer }
    }

    /// A certificate and its key, as PEM.
    fn certify(&self, name: &str) -> String {
        let key = KeyPair::generate().unwrap();
        let params = CertificateParams::new([name.to_owned()]).unwrap();
        let certificate = params.signed_by(&key, &self.issuer).unwrap();
        format!("{}{}", certificate.pem(), key.serialize_pem())
    }

    fn roots(&self) -> RootCertStore {
        let mut roots = RootCertStore::empty();
        let certificate = CertificateDer::from_pem_slice(self.pem.as_bytes());
        roots.add(certificate.unwrap()).unwrap();
        roots
    }
}

/// What came, one text a connection.
type Seen = Arc<Mutex<Vec<String>>>;

/// Runs a server on a port of its own.
fn serve(work: impl Fn(TcpStream, &Seen) + Send + Sync + 'static) -> (SocketAddr, Seen) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let seen = Seen::default();
    let (work, noted) = (Arc::new(work), Arc::clone(&seen));
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let (work, seen) = (Arc::clone(&work), Arc::clone(&noted));
            thread::spawn(move || work(stream, &seen));
        }
    });
    (address, seen)
}

/// Reads a head and notes it; none if the other side goes away.
fn head(stream: &mut impl Read, seen: &Seen) -> Option<()> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        if stream.read(&mut byte).ok()? == 0 {
            return None;
        }
        head.push(byte[0]);
    }
    let head = String::from_utf8(head).unwrap().to_lowercase();
    seen.lock().unwrap().push(head);
    Some(())
}

/// A server over TLS; with an authority, only for its clients.
fn tls_server(own: &Authority, clients: Option<&Authority>) -> (SocketAddr, Seen) {
    let config = server_config(own, clients);
    serve(move |stream, seen| {
        let connection = ServerConnection::new(Arc::clone(&config)).unwrap();
        let mut stream = StreamOwned::new(connection, stream);
        while head(&mut stream, seen).is_some() {
            let sent = stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n42");
            if sent.and_then(|()| stream.flush()).is_err() {
                return;
            }
        }
        // So that the client gets to read why, before the connection is reset.
        let _ = stream.sock.shutdown(std::net::Shutdown::Write);
        let _ = stream.sock.read(&mut [0; 1024]);
    })
}

/// One that goes away as soon as it has a request, without a goodbye.
fn cutting_server(own: &Authority) -> (SocketAddr, Seen) {
    let config = server_config(own, None);
    serve(move |stream, seen| {
        let connection = ServerConnection::new(Arc::clone(&config)).unwrap();
        let mut stream = StreamOwned::new(connection, stream);
        head(&mut stream, seen);
    })
}

fn server_config(own: &Authority, clients: Option<&Authority>) -> Arc<ServerConfig> {
    let pem = own.certify(HOST);
    let chain = CertificateDer::pem_slice_iter(pem.as_bytes());
    let chain = chain.map(Result::unwrap).collect();
    let key = PrivateKeyDer::from_pem_slice(pem.as_bytes()).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = ServerConfig::builder_with_provider(Arc::clone(&provider))
        .with_safe_default_protocol_versions()
        .unwrap();
    let builder = match clients {
        None => builder.with_no_client_auth(),
        Some(clients) => {
            let roots = Arc::new(clients.roots());
            let verifier = WebPkiClientVerifier::builder_with_provider(roots, provider);
            builder.with_client_cert_verifier(verifier.build().unwrap())
        }
    };
    Arc::new(builder.with_single_cert(chain, key).unwrap())
}

/// A proxy by `CONNECT`, wherever one wants to go, to one address.
fn proxy(target: SocketAddr) -> (SocketAddr, Seen) {
    serve(move |mut near, seen| {
        if head(&mut near, seen).is_none() {
            return;
        }
        let mut far = TcpStream::connect(target).unwrap();
        near.write_all(b"HTTP/1.1 200 OK\r\n\r\n").unwrap();
        let (mut from, mut to) = (near.try_clone().unwrap(), far.try_clone().unwrap());
        thread::spawn(move || std::io::copy(&mut from, &mut to));
        let _ = std::io::copy(&mut far, &mut near);
    })
}

/// A client that may repeat as usual.
fn client(builder: ReqwestTransportBuilder, port: u16) -> Client {
    Client::builder(&API)
        .base_url(format!("https://{HOST}:{port}"))
        .token("secret-token")
        .transport(builder.build().unwrap())
        .build()
        .unwrap()
}

fn get(client: &Client) -> Result<Value, Error> {
    client.call(&GET).decode().send_blocking()
}

/// The kind of what kept a connection from coming about; that it did is a
/// failure, and so is a second attempt.
fn refused(error: &Error) -> TransportErrorKind {
    let Error::Connection(lost) = error else {
        panic!("{error}");
    };
    assert_eq!((error.attempts(), error.outcome()), (1, Outcome::No));
    assert!(error.is_connect() && !error.is_retryable(), "{error:?}");
    lost.error().kind()
}

#[test]
fn a_call_goes_through_a_proxy_to_a_server_of_an_own_authority() {
    let authority = Authority::new();
    for builder in builders() {
        let (server, requests) = tls_server(&authority, None);
        let (proxy, tunnels) = proxy(server);
        let builder = builder
            .proxy(Proxy::all(format!("http://{proxy}")).unwrap())
            .root_certificates(authority.pem.as_bytes())
            .user_agent("nightly/2");
        let client = client(builder, 443);
        assert_eq!(get(&client).unwrap(), 42);
        let call = client.call(&GET).decode::<Value>();
        assert_eq!(run(call.into_future()).unwrap(), 42);
        for tunnel in tunnels.lock().unwrap().iter() {
            assert!(tunnel.starts_with("connect api.example:443 "), "{tunnel}");
            assert!(tunnel.contains("user-agent: nightly/2"), "{tunnel}");
            assert!(!tunnel.contains("secret-token"), "{tunnel}");
        }
        let requests = requests.lock().unwrap();
        assert_eq!(requests.len(), 2);
        assert!(requests[0].contains("user-agent: loopback/1.0.0"));
    }
}

#[test]
fn a_certificate_of_nobody_known_is_not_asked_twice() {
    let (server, requests) = tls_server(&Authority::new(), None);
    let own = Authority::new().pem;
    for builder in builders().flat_map(|builder| {
        [
            builder.clone(),
            builder.clone().root_certificates(own.as_bytes()),
            builder.no_system_certificates(),
        ]
    }) {
        let builder = builder.no_proxy().resolve(HOST, [server]);
        let error = get(&client(builder, server.port())).unwrap_err();
        assert_eq!(
            refused(&error),
            TransportErrorKind::Certificate,
            "{error:?}"
        );
        assert!(error.to_string().contains("certificate"), "{error}");
    }
    assert_eq!(requests.lock().unwrap().len(), 0);
}

#[test]
fn a_server_of_another_name_is_not_asked_twice() {
    let authority = Authority::new();
    let (server, requests) = tls_server(&authority, None);
    for builder in builders() {
        let builder = builder
            .no_proxy()
            .root_certificates(authority.pem.as_bytes())
            .resolve("other.example", [server]);
        let client = Client::builder(&API)
            .base_url(format!("https://other.example:{}", server.port()))
            .token("secret-token")
            .transport(builder.build().unwrap())
            .build()
            .unwrap();
        let error = get(&client).unwrap_err();
        assert_eq!(
            refused(&error),
            TransportErrorKind::Certificate,
            "{error:?}"
        );
    }
    assert_eq!(requests.lock().unwrap().len(), 0);
}

#[test]
fn a_server_that_wants_a_certificate_gets_one() {
    let (own, clients) = (Authority::new(), Authority::new());
    for builder in builders() {
        let (server, requests) = tls_server(&own, Some(&clients));
        let builder = builder
            .no_proxy()
            .no_system_certificates()
            .root_certificates(own.pem.as_bytes())
            .resolve(HOST, [server])
            .pool_max_idle_per_host(1);
        let known = builder.clone().identity(clients.certify("us").as_bytes());
        assert_eq!(get(&client(known, server.port())).unwrap(), 42);

        let error = get(&client(builder, server.port())).unwrap_err();
        assert_eq!(
            refused(&error),
            TransportErrorKind::Certificate,
            "{error:?}"
        );
        assert_eq!(requests.lock().unwrap().len(), 1);
    }
}

#[test]
fn a_connection_that_is_cut_may_have_done_it() {
    let authority = Authority::new();
    for builder in builders() {
        let (server, requests) = cutting_server(&authority);
        let builder = builder
            .no_proxy()
            .root_certificates(authority.pem.as_bytes())
            .resolve(HOST, [server]);
        let call = client(builder, server.port());
        let error = call.call(&POST).empty().send_blocking().unwrap_err();
        let Error::OutcomeUnknown(lost) = &error else {
            panic!("{error:?}");
        };
        let Error::Connection(lost) = lost.cause() else {
            panic!("{error:?}");
        };
        assert_eq!(lost.error().kind(), TransportErrorKind::Reset, "{error:?}");
        assert_eq!(requests.lock().unwrap().len(), 1);
    }
}

#[test]
fn reqwests_own_builder_needs_nothing_installed() {
    let authority = Authority::new();
    let (server, _) = tls_server(&authority, None);
    for builder in builders() {
        let builder = builder
            .no_proxy()
            .root_certificates(authority.pem.as_bytes())
            .resolve(HOST, [server]);
        let own = builder.client_builder().unwrap().tcp_nodelay(false);
        let client = Client::builder(&API)
            .base_url(format!("https://{HOST}:{}", server.port()))
            .token("secret-token")
            .transport(ReqwestTransport::from_client(own.build().unwrap()))
            .build()
            .unwrap();
        assert_eq!(get(&client).unwrap(), 42);
    }
}

#[test]
fn what_is_no_certificate_is_told_when_the_transport_is_made() {
    let error = |builder: ReqwestTransportBuilder| builder.build().unwrap_err().to_string();
    for builder in builders() {
        let told = error(builder.clone().root_certificates(b"no PEM"));
        assert!(told.contains("a root certificate can't be read"), "{told}");
        let certificate = Authority::new().pem;
        let told = error(builder.identity(certificate.as_bytes()));
        assert!(told.contains("the client's key can't be read"), "{told}");
    }
}
