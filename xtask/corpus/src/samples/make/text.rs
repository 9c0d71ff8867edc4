//! Strings.

use rand::RngExt;
use rand::distr::Distribution;
use rand_pcg::Pcg64Mcg;
use serde_json::{Value, json};

use super::Maker;
use super::schemas::Schemas;

/// Strings that something tends to trip over.
const ODD: [&str; 8] = [
    "text",
    "",
    "ünïcödé ✓ 🦀",
    "\"quotes\", \\, <tags> & {braces}\r\n\t",
    "null",
    "0",
    "  padded  ",
    "a/b?c=d#e%20f+g",
];

impl<'a> Maker<'a> {
    pub(super) fn text(&mut self, schemas: &Schemas<'a>) -> Option<String> {
        let least = schemas.most("minLength").unwrap_or(0);
        let most = schemas.least("maxLength").unwrap_or(usize::MAX);
        if let Some(pattern) = schemas.one("pattern").and_then(Value::as_str) {
            return matching(&mut self.rng, pattern, least, most);
        }
        let format = schemas.one("format").and_then(Value::as_str);
        if let Some(texts) = format.and_then(of_format) {
            let turn = self.turn(schemas.key(), "format", texts.len());
            return texts.get(turn).map(|text| (*text).to_owned());
        }
        let turn = self.turn(schemas.key(), "text", ODD.len() + 2);
        let text = match ODD.get(turn) {
            Some(text) => (*text).to_owned(),
            None if turn == ODD.len() => "x".repeat(most.min(300)),
            None => "x".repeat(least),
        };
        let length = text.chars().count();
        let filled = text
            .chars()
            .chain(std::iter::repeat_n('x', least.saturating_sub(length)));
        Some(filled.take(most).collect())
    }
}

fn of_format(format: &str) -> Option<&'static [&'static str]> {
    Some(match format {
        "date" => &["2024-02-29", "1970-01-01"],
        "date-time" => &["2024-02-29T12:30:15Z", "1999-12-31T23:59:59.123456+05:30"],
        "time" => &["12:30:15Z"],
        "duration" => &["P1DT2H", "PT0.5S"],
        "email" | "idn-email" => &["someone@example.com"],
        "hostname" | "idn-hostname" => &["www.example.com"],
        "ipv4" | "ip" => &["192.0.2.1"],
        "ipv6" => &["2001:db8::1"],
        "uri" | "url" | "iri" => &["https://example.com/a?b=c", "urn:example:1"],
        "uri-reference" | "iri-reference" => &["/a/b?c", "https://example.com"],
        "uri-template" => &["/a/{b}"],
        "uuid" => &["6f1c2d3e-4b5a-4c7d-8e9f-0a1b2c3d4e5f"],
        "json-pointer" => &["/a/0"],
        "relative-json-pointer" => &["0/a"],
        "regex" => &["^a+$"],
        "byte" | "base64" => &["aGVsbG8=", ""],
        "decimal" => &["12.30", "-0.001"],
        "int64" | "uint64" | "int32" => &["9007199254740993", "0"],
        _ => return None,
    })
}

/// A text that matches the pattern, if one is found.
pub(super) fn matching(
    rng: &mut Pcg64Mcg,
    pattern: &str,
    least: usize,
    most: usize,
) -> Option<String> {
    let schema = json!({"pattern": pattern, "minLength": least, "maxLength": most});
    let judge = jsonschema::options().build(&schema).ok()?;
    let plain = ["text", "a", "A1", "0", "2024-02-29", "x-a", "abc_1"];
    for run in [3_u32, 12, 64] {
        let parser = regex_syntax::Parser::new().parse(&without_anchors(pattern));
        let source = parser
            .ok()
            .and_then(|hir| rand_regex::Regex::with_hir(hir, run).ok());
        let Some(source) = source else { break };
        for _ in 0..8 {
            let mut text: String = source.sample(rng);
            let missing = least.saturating_sub(text.chars().count());
            text.extend(std::iter::repeat_n('a', missing));
            if judge.is_valid(&text.as_str().into()) {
                return Some(text);
            }
        }
    }
    let turn = rng.random_range(0..plain.len());
    let plain = plain.iter().cycle().skip(turn).take(plain.len());
    plain
        .map(|text| {
            let missing = least.saturating_sub(text.len());
            format!("{text}{}", "1".repeat(missing))
                .chars()
                .take(most)
                .collect::<String>()
        })
        .find(|text| judge.is_valid(&text.as_str().into()))
}

/// `rand_regex` makes whole texts, and takes no anchors in the middle of one.
fn without_anchors(pattern: &str) -> String {
    let pattern = pattern.strip_prefix('^').unwrap_or(pattern);
    match pattern.strip_suffix('$') {
        Some(rest) if !rest.ends_with('\\') => rest.to_owned(),
        _ => pattern.to_owned(),
    }
    .replace("\\d", "[0-9]")
    .replace("\\w", "[0-9A-Za-z_]")
}
