//! A damaged file, which follows from the inputs, the seed and its number.

use oas_codegen_damage::{HOSTILE, Random, damage_bytes, damage_tree};
use serde_json::Value;

use crate::inputs::Input;
use crate::markdown;
use crate::subject::Subject;

/// Headers that a client reads, and values that mean something in them.
const HEADERS: &[&str] = &[
    "retry-after",
    "x-ratelimit-limit",
    "x-ratelimit-remaining",
    "x-ratelimit-reset",
    "date",
    "content-type",
    "content-encoding",
    "location",
    "link",
    "x-request-id",
];
const VALUES: &[&str] = &[
    "1",
    "-1",
    "0",
    "1e400",
    "NaN",
    "99999999999999999999",
    "18446744073709551615",
    "Sun, 06 Nov 1994 08:49:37 GMT",
    "Fri, 31 Dec 9999 23:59:59 GMT",
    "application/json; charset=utf-16",
    "text/event-stream",
    "application/x-ndjson",
    "gzip",
    "<https://elsewhere.example/?page=2>; rel=\"next\"",
    "<",
    "",
];
const NUMBERS: &[&str] = &[
    "0",
    "-1",
    "7",
    "1e308",
    "0.5",
    "4294967296",
    "9223372036854775807",
];
const STATUSES: &[u16] = &[
    200, 201, 202, 204, 206, 301, 304, 400, 401, 404, 409, 422, 429, 500, 503, 999,
];

/// A file to try.
#[derive(Clone, Debug)]
pub struct Damaged {
    /// Which of the inputs it was.
    pub input: usize,
    /// Its name, which says what it is.
    pub name: String,
    pub bytes: Vec<u8>,
}

/// The file of this number. There is none only if there are no inputs.
pub fn damaged(inputs: &[Input], seed: u64, number: u64) -> Option<Damaged> {
    let mut random = Random::new(seed.wrapping_mul(1_000_003).wrapping_add(number));
    let subject = Subject::draw(&mut random);
    let index = one(inputs, subject, &mut random)?;
    let input = inputs.get(index)?;
    let mut name = format!("damaged{}", subject.ending());
    let bytes = match subject {
        Subject::Markdown => markdown::random_document(&mut random).into_bytes(),
        Subject::Response => response(&input.bytes, &mut random),
        Subject::Configuration | Subject::NameLock | Subject::Faults => text(input, &mut random),
        Subject::Document | Subject::Overlay if random.below(4) == 0 => {
            name.clone_from(&input.name);
            text(input, &mut random)
        }
        Subject::Document | Subject::Overlay => {
            let other = one(inputs, Subject::Document, &mut random);
            let other = other.and_then(|index| inputs.get(index)).map(Input::tree);
            tree(input.tree().clone(), &Vec::from_iter(other), &mut random)
        }
    };
    Some(Damaged {
        input: index,
        name,
        bytes,
    })
}

fn text(input: &Input, random: &mut Random) -> Vec<u8> {
    let mut bytes = input.bytes.clone();
    for _ in 0..=random.below(4) {
        match random.below(4) {
            0 => requote(&mut bytes, random),
            1 => renumber(&mut bytes, random),
            2 => leave_out(&mut bytes, random),
            _ => damage_bytes(&mut bytes, random),
        }
    }
    bytes
}

/// Puts another number where there is one.
fn renumber(bytes: &mut Vec<u8>, random: &mut Random) {
    let digits = bytes.iter().enumerate();
    let digits: Vec<usize> = digits
        .filter(|(_, byte)| byte.is_ascii_digit())
        .map(|(at, _)| at)
        .collect();
    if let Some(at) = digits.get(random.below(digits.len())) {
        let number = random.pick(NUMBERS);
        bytes.splice(*at..at.saturating_add(1), number.bytes());
    }
}

/// Leaves out what stands between two empty lines.
fn leave_out(bytes: &mut Vec<u8>, random: &mut Random) {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let mut parts: Vec<&str> = text.split("\n\n").collect();
    if parts.len() > 1 {
        parts.remove(random.below(parts.len()));
        *bytes = parts.join("\n\n").into_bytes();
    }
}

/// Puts a hostile text where a quoted one is.
fn requote(bytes: &mut Vec<u8>, random: &mut Random) {
    let quotes: Vec<usize> = (0..bytes.len())
        .filter(|at| bytes.get(*at) == Some(&b'"'))
        .collect();
    let at = random.below(quotes.len());
    if let Some([start, end]) = quotes.get(at..).and_then(|rest| rest.first_chunk()) {
        let text = Value::from(random.pick(HOSTILE)).to_string();
        bytes.splice(*start..end.saturating_add(1), text.into_bytes());
    }
}

fn tree(mut tree: Value, others: &[&Value], random: &mut Random) -> Vec<u8> {
    for _ in 0..=random.below(6) {
        damage_tree(&mut tree, others, random);
    }
    tree.to_string().into_bytes()
}

/// A response with another status, header or body.
fn response(bytes: &[u8], random: &mut Random) -> Vec<u8> {
    let end = bytes.windows(2).position(|pair| pair == b"\n\n");
    let (head, body) = bytes.split_at_checked(end.unwrap_or(0)).unwrap_or_default();
    let mut head = String::from_utf8_lossy(head).into_owned();
    if random.below(3) == 0 {
        let status = random.pick(STATUSES);
        head = format!("HTTP/1.1 {status}\ncontent-type: application/json");
    }
    for _ in 0..random.below(3) {
        head.push_str(&format!(
            "\n{}: {}",
            random.pick(HEADERS),
            random.pick(VALUES)
        ));
    }
    let body = match serde_json::from_slice(body) {
        Ok(value) if random.below(4) > 0 => tree(value, &[], random),
        _ => {
            let mut body = body.to_vec();
            damage_bytes(&mut body, random);
            body
        }
    };
    [head.as_bytes(), b"\n\n", body.trim_ascii_start()].concat()
}

/// One of the inputs of a subject, the smaller of a few: large ones cost much and
/// show little that small ones don't.
fn one(inputs: &[Input], subject: Subject, random: &mut Random) -> Option<usize> {
    let all = || inputs.iter().filter(|input| input.subject == subject);
    let all: Vec<&Input> = all().collect();
    let drawn = (0..3).filter_map(|_| all.get(random.below(all.len())));
    let drawn = drawn.min_by_key(|input| input.bytes.len())?;
    inputs.iter().position(|input| std::ptr::eq(input, *drawn))
}
