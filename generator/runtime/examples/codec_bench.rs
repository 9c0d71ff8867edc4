//! How fast the tables are, beside serde's derives on the same types.
//!
//! `cargo run --release --example codec_bench` prints megabytes a second for
//! reading and writing a list of 1,000 objects, and the ratio of the two.

use std::{
    collections::BTreeMap,
    hint::black_box,
    time::{Duration, Instant},
};

use oas_runtime::codec::{Decode, decode_slice, to_vec};
use oas_runtime::{Value, json_object};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

const OBJECTS: usize = 1000;
const ROUND: Duration = Duration::from_millis(300);
const ROUNDS: usize = 5;

macro_rules! contact {
    ($(#[$derives:meta])* $(@$skip:meta)?) => {
        $(#[$derives])*
        pub struct Contact {
            $(#[$skip])?
            pub id: Option<String>,
            $(#[$skip])?
            pub external_id: Option<String>,
        }

        $(#[$derives])*
        pub struct Ticket {
            pub id: String,
            pub created_at: i64,
            $(#[$skip])?
            pub number: Option<String>,
            $(#[$skip])?
            pub category: Option<String>,
            $(#[$skip])?
            pub open: Option<bool>,
            $(#[$skip])?
            pub score: Option<f64>,
            $(#[$skip])?
            pub title: Option<String>,
            $(#[$skip])?
            pub description: Option<String>,
            $(#[$skip])?
            pub contacts: Option<Vec<Contact>>,
            $(#[$skip])?
            pub attributes: Option<BTreeMap<String, Value>>,
            $(#[$skip])?
            pub updated_at: Option<i64>,
            $(#[$skip])?
            pub company_id: Option<String>,
        }
    };
}

/// With serde's derives.
mod derived {
    use super::{BTreeMap, Deserialize, Serialize, Value};

    contact! {
        #[derive(Serialize, Deserialize)]
        @serde(skip_serializing_if = "Option::is_none")
    }
}

/// With a table.
mod table {
    use super::{BTreeMap, Value, json_object};

    contact! {
        #[derive(Default)]
    }

    json_object! {
        Contact {
            optional { id: "id", external_id: "external_id", }
        }
    }

    json_object! {
        Ticket {
            required { id: "id", created_at: "created_at", }
            optional {
                number: "number",
                category: "category",
                open: "open",
                score: "score",
                title: "title",
                description: "description",
                contacts: "contacts",
                attributes: "attributes",
                updated_at: "updated_at",
                company_id: "company_id",
            }
        }
    }
}

/// A list as a server would send it; `shuffled` puts the members in an order
/// that isn't the table's and adds some that no type knows.
fn document(shuffled: bool) -> Vec<u8> {
    let objects: Vec<String> = (0..OBJECTS)
        .map(|n| {
            let members = [
                format!(r#""id":"{n}""#),
                format!(r#""created_at":{}"#, 1_700_000_000 + n),
                format!(r#""number":"{}""#, n * 7),
                r#""category":"Customer""#.to_owned(),
                format!(r#""open":{}"#, n % 2 == 0),
                format!(r#""score":{n}.5"#),
                r#""title":"The door on the third floor is stuck""#.to_owned(),
                r#""description":"It opens when pushed hard.\nA \"screw\" is loose.""#.to_owned(),
                format!(r#""contacts":[{{"id":"c{n}","external_id":null}},{{"id":"d"}}]"#),
                r#""attributes":{"floor":3,"urgent":true,"where":"left wing"}"#.to_owned(),
                r#""updated_at":1700000001"#.to_owned(),
                r#""company_id":null"#.to_owned(),
            ];
            let mut members: Vec<_> = members.into();
            if shuffled {
                members.reverse();
                members.insert(3, r#""url":"https://example.com/a/b""#.to_owned());
                members.push(r#""source":{"kind":"mail","tags":[1,2,3]}"#.to_owned());
            }
            format!("{{{}}}", members.join(","))
        })
        .collect();
    format!("[{}]", objects.join(",")).into_bytes()
}

/// The best of several rounds, in megabytes a second.
fn speed(bytes: usize, mut work: impl FnMut()) -> f64 {
    let mut best = 0.0_f64;
    for _ in 0..ROUNDS {
        let (start, mut done) = (Instant::now(), 0_u32);
        while start.elapsed() < ROUND {
            work();
            done += 1;
        }
        #[expect(clippy::cast_precision_loss, reason = "megabytes a second")]
        let total = bytes as f64 * f64::from(done);
        best = best.max(total / start.elapsed().as_secs_f64() / 1e6);
    }
    best
}

/// Speeds of one form: reading and writing.
fn measure<T: Serialize>(input: &[u8], read: impl Fn(&[u8]) -> T) -> (f64, f64) {
    let reading = speed(input.len(), || drop(black_box(read(black_box(input)))));
    let list = read(input);
    let length = to_vec(&list).map_or(0, |bytes| bytes.len());
    let writing = speed(length, || drop(black_box(to_vec(black_box(&list)))));
    (reading, writing)
}

fn derive<T: DeserializeOwned + Default>(input: &[u8]) -> T {
    serde_json::from_slice(input).unwrap_or_default()
}

fn tabled<T: Decode + Default>(input: &[u8]) -> T {
    decode_slice(input).unwrap_or_default()
}

fn main() {
    for (order, shuffled) in [("in order", false), ("shuffled", true)] {
        let input = document(shuffled);
        let (derive_read, derive_write) = measure::<Vec<derived::Ticket>>(&input, derive);
        let (table_read, table_write) = measure::<Vec<table::Ticket>>(&input, tabled);
        println!("{OBJECTS} objects, members {order}, {} bytes", input.len());
        println!(
            "  read   derive {derive_read:5.0} MB/s   table {table_read:5.0} MB/s   ratio {:.2}",
            table_read / derive_read
        );
        println!(
            "  write  derive {derive_write:5.0} MB/s   table {table_write:5.0} MB/s   ratio {:.2}",
            table_write / derive_write
        );
    }
}
