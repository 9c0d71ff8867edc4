//! A stand-in for Intercom: the four operations that the example calls, with
//! tickets in memory, on a port of this machine.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;

use intercom_tickets::codec::from_slice;
use intercom_tickets::{Value, json};

/// No request of the example is larger.
const LARGEST_BODY: u64 = 1 << 20;

/// A request, as far as it matters here.
struct Request {
    method: String,
    path: String,
    body: Value,
}

/// Starts to serve on a thread of its own, for as long as the program runs, and
/// gives the URL.
pub fn start() -> io::Result<String> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let url = format!("http://{}", listener.local_addr()?);
    thread::spawn(move || {
        let mut tickets = vec![older_ticket(), oldest_ticket()];
        for mut connection in listener.incoming().flatten() {
            // A connection that breaks ends itself and not the server.
            if let Ok(request) = read(&connection) {
                let (status, body) = response(&request, &mut tickets);
                write(&mut connection, status, &body.to_string()).ok();
            }
        }
    });
    Ok(url)
}

/// What Intercom would say.
fn response(request: &Request, tickets: &mut Vec<Value>) -> (&'static str, Value) {
    let body = &request.body;
    match (request.method.as_str(), request.path.as_str()) {
        ("GET", "/ticket_types") => ("200 OK", json!({"type": "list", "data": [ticket_type()]})),
        ("POST", "/ticket_types/4101/attributes") => {
            let attribute = json!({
                "type": "ticket_type_attribute",
                "id": "8802",
                "name": body["name"],
                "data_type": body["data_type"],
                "ticket_type_id": 4101,
            });
            ("200 OK", attribute)
        }
        ("POST", "/tickets") => {
            let number = tickets.len() + 1;
            let ticket = json!({
                "type": "ticket",
                "id": (90_210 + number).to_string(),
                "ticket_id": number.to_string(),
                "ticket_type": {"type": "ticket_type", "id": body["ticket_type_id"]},
                "ticket_attributes": body["ticket_attributes"],
                "ticket_state": {"type": "ticket_state", "id": "613", "category": "submitted"},
                "admin_assignee_id": 0,
            });
            tickets.push(ticket.clone());
            ("200 OK", ticket)
        }
        ("POST", "/tickets/search") => ("200 OK", page(&body["pagination"], tickets)),
        (method, path) => {
            let message = format!("this server knows nothing of {method} {path}");
            let errors = json!([{"code": "not_found", "message": message}]);
            (
                "404 Not Found",
                json!({"type": "error.list", "errors": errors}),
            )
        }
    }
}

/// One page of all tickets. The cursor is the place of the next one's start.
fn page(pagination: &Value, tickets: &[Value]) -> Value {
    let place = pagination["starting_after"].as_str().unwrap_or("0");
    let start = place.parse().unwrap_or(0);
    let size = pagination["per_page"].as_u64().unwrap_or(20);
    let size = usize::try_from(size).unwrap_or(20);
    let end = start + size;
    let more = end < tickets.len();
    let next = more.then(|| json!({"per_page": size, "starting_after": end.to_string()}));
    let shown: Vec<&Value> = tickets.iter().skip(start).take(size).collect();
    json!({
        "type": "ticket.list",
        "tickets": shown,
        "total_count": tickets.len(),
        "pages": {"type": "pages", "per_page": size, "next": next},
    })
}

fn ticket_type() -> Value {
    json!({"type": "ticket_type", "id": "4101", "name": "Leak", "category": "Customer"})
}

fn older_ticket() -> Value {
    json!({
        "type": "ticket",
        "id": "90209",
        "ticket_attributes": {"_default_title_": "Grinder hums"},
        "admin_assignee_id": 3301,
    })
}

fn oldest_ticket() -> Value {
    json!({
        "type": "ticket",
        "id": "90208",
        "ticket_attributes": {"_default_title_": "Cold brew is warm", "litres_on_the_floor": 7},
        "admin_assignee_id": 0,
    })
}

fn read(connection: &TcpStream) -> io::Result<Request> {
    let mut reader = BufReader::new(connection);
    let mut line = String::new();
    reader.read_line(&mut line)?;
    let mut words = line.split(' ').map(str::to_owned);
    let (method, path) = (words.next(), words.next());
    let mut length = 0;
    loop {
        let mut header = String::new();
        reader.read_line(&mut header)?;
        let Some((name, value)) = header.split_once(':') else {
            break;
        };
        if name.eq_ignore_ascii_case("content-length") {
            length = value.trim().parse().unwrap_or(0);
        }
    }
    let mut body = Vec::new();
    reader
        .take(length.min(LARGEST_BODY))
        .read_to_end(&mut body)?;
    Ok(Request {
        method: method.unwrap_or_default(),
        path: path.unwrap_or_default(),
        body: from_slice(&body).unwrap_or_default(),
    })
}

fn write(connection: &mut TcpStream, status: &str, body: &str) -> io::Result<()> {
    let length = body.len();
    write!(
        connection,
        "HTTP/1.1 {status}\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\
         connection: close\r\n\r\n{body}"
    )
}
