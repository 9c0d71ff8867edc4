//! Texts: by format, by pattern, or words.

use rand::RngExt;
use rand::seq::IndexedRandom;
use rand_pcg::Pcg64Mcg;
use serde_json::{Map, Value};

use super::effort::Effort;
use super::object::count;
use super::pattern::Matchers;

const WORDS: [&str; 16] = [
    "amber", "brook", "cedar", "delta", "ember", "fjord", "grove", "harbour", "inlet", "juniper",
    "kettle", "lantern", "meadow", "north", "orchard", "pebble",
];

/// A longer text is not made, whatever a schema asks for.
const LONGEST: usize = 20_000;

pub(super) fn text(
    rng: &mut Pcg64Mcg,
    effort: &mut Effort,
    matchers: &mut Matchers,
    flat: &Map<String, Value>,
    name: &str,
) -> Option<String> {
    let least = count(flat, "minLength").unwrap_or(0);
    let most = count(flat, "maxLength").unwrap_or(LONGEST);
    if least > most || least > LONGEST {
        return None;
    }
    let format = flat.get("format").or(flat.get("x-format"));
    let format = format.and_then(Value::as_str);
    let by_format = format.and_then(|format| of_format(rng, format));
    let by_format = by_format.filter(|text| (least..=most).contains(&text.chars().count()));
    if let Some(pattern) = flat.get("pattern").and_then(Value::as_str) {
        let matcher = matchers.get(pattern, effort)?;
        let by_format = by_format.filter(|text| matcher.fits(text));
        return by_format.or_else(|| matcher.draw(rng, effort, least, most));
    }
    if by_format.is_some() {
        return by_format;
    }
    effort.spend_text(least)?;
    Some(fit(words(rng, name), least, most))
}

fn words(rng: &mut Pcg64Mcg, name: &str) -> String {
    let word = WORDS.choose(rng).copied().unwrap_or("word");
    let number = rng.random_range(1..1000);
    if name == "id" || name.ends_with("_id") || name.ends_with("Id") {
        format!("{word}-{number}")
    } else {
        format!("{word} {number}")
    }
}

/// Cut or filled up to the lengths.
fn fit(text: String, least: usize, most: usize) -> String {
    let length = text.chars().count();
    if length > most {
        return text.chars().take(most).collect();
    }
    let missing = least.saturating_sub(length);
    text + &"x".repeat(missing)
}

fn of_format(rng: &mut Pcg64Mcg, format: &str) -> Option<String> {
    let day = rng.random_range(1..29);
    let month = rng.random_range(1..13);
    let word = WORDS.choose(rng).copied().unwrap_or("word");
    let number: u32 = rng.random_range(1..250);
    Some(match format {
        "date" => format!("2026-{month:02}-{day:02}"),
        "date-time" => format!("2026-{month:02}-{day:02}T09:30:00Z"),
        "time" => "09:30:00Z".to_owned(),
        "duration" => format!("PT{number}M"),
        "uuid" => uuid(rng),
        "email" | "idn-email" => format!("{word}@example.com"),
        "hostname" | "idn-hostname" => format!("{word}.example.com"),
        "ipv4" | "ip" => format!("192.0.2.{number}"),
        "ipv6" => format!("2001:db8::{number:x}"),
        "uri" | "url" | "iri" | "uri-reference" => format!("https://example.com/{word}/{number}"),
        // "mock" in base64.
        "byte" | "base64" => "bW9jaw==".to_owned(),
        _ => return None,
    })
}

/// A random one, as version 4 has it.
pub(crate) fn uuid(rng: &mut Pcg64Mcg) -> String {
    let bits: u128 = rng.random();
    let bits = (bits & !(0xf << 76) & !(0x3 << 62)) | (4 << 76) | (2 << 62);
    let hex = format!("{bits:032x}");
    let parts = [0..8, 8..12, 12..16, 16..20, 20..32];
    let parts: Vec<&str> = parts.into_iter().filter_map(|part| hex.get(part)).collect();
    parts.join("-")
}
