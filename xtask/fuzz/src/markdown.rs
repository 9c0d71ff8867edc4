//! Random Markdown where documents have texts, and what becomes of it in
//! documentation: nothing that runs, no HTML, no link but to the web.

use oas_codegen::{Config, PackageOptions, Sink, Source, generate_crate, generate_partial};
use oas_codegen_damage::Random;
use pulldown_cmark::{BrokenLink, CodeBlockKind, Event, Options, Parser, Tag};
use serde_json::{Map, Value, json};

use crate::Failure;
use crate::finding::{Fault, Kind};

/// How many texts a document has.
const BATCH: usize = 120;

/// How many pieces a text has at most.
const LONGEST: usize = 24;

/// What Markdown, HTML and rustdoc look for, and what lies between.
const PIECES: &[&str] = &[
    "\n",
    "\n",
    "\n",
    "\n\n",
    "\n\n",
    " ",
    " ",
    "  ",
    "    ",
    "     ",
    "\t",
    "\t\t",
    "\r",
    "\r\n",
    "`",
    "``",
    "```",
    "````",
    "~~~",
    "```rust\n",
    "~~~\n",
    "```text\n",
    "> ",
    ">",
    "- ",
    "-\t",
    "* ",
    "+ ",
    "1. ",
    "10) ",
    "# ",
    "## ",
    "===",
    "---",
    "***",
    "| a | b |\n|---|---|\n",
    "|",
    "[",
    "]",
    "](",
    ")",
    "]: ",
    "[^a]",
    "[^a]: ",
    "![",
    "[a](javascript:x)",
    "[a]: data:x\n",
    "<",
    ">",
    "<b>",
    "</b>",
    "<!--",
    "-->",
    "<?",
    "<![CDATA[",
    "<script>",
    "<img src=x ",
    "<a@b.c>",
    "<javascript:x>",
    "<http://a>",
    "https://a.example",
    "javascript:",
    "&lt;",
    "&#96;",
    "&#x0a;",
    "&colon;",
    "\\",
    "\\`",
    "\\<",
    "*",
    "**",
    "_",
    "__",
    "~",
    "~~",
    "{%",
    "%}",
    "{{",
    "$",
    "a",
    "word",
    "Vec",
    "panic!()",
    "fn main() {}",
    "//!",
    "///",
    "*/",
    "/*",
    "\u{202e}",
    "\u{feff}",
    "\u{0}",
    "\u{b}",
    "\u{2028}",
    "é",
    "漢",
    "😀",
    ":",
    ".",
    "\"",
    "'",
    "#[doc]",
    "#",
    "\u{a0}",
];

/// Tries so many texts. Gives whether none did anything.
pub fn run(texts: u64, seed: u64) -> Result<bool, Failure> {
    let mut random = Random::new(seed);
    let mut tried = 0;
    let mut comments = 0;
    while tried < texts {
        let document = random_document(&mut random);
        tried += u64::try_from(BATCH)?;
        match checked(document.as_bytes()) {
            Kind::Generated(count) => comments += count,
            Kind::Refused => return Err("nothing came of the document".into()),
            Kind::Broken(fault) => {
                println!("{}", fault.why);
                println!("seed {seed}, after {tried} texts");
                return Ok(false);
            }
        }
    }
    println!("{tried} texts, {comments} comments: nothing runs, no HTML, no link but to the web");
    Ok(true)
}

fn text(random: &mut Random) -> String {
    let pieces = random.below(LONGEST) + 1;
    let drawn = (0..pieces).filter_map(|_| PIECES.get(random.below(PIECES.len())));
    drawn.copied().collect()
}

/// A document whose texts are random.
pub fn random_document(random: &mut Random) -> String {
    let texts: Vec<String> = (0..BATCH).map(|_| text(random)).collect();
    document(&texts).to_string()
}

/// Whether nothing acts in the comments of such a document's crate, and how many
/// those are.
pub fn checked(bytes: &[u8]) -> Kind {
    let source = Source::from_bytes("told.json", bytes);
    let config = Config::default();
    let Some(partial) = generate_partial(&source, &config, &mut Sink::new()) else {
        return Kind::Refused;
    };
    let package = PackageOptions::with_runtime_at("../runtime");
    let files = generate_crate(&partial.api, &config, &package);
    let rust = files
        .iter()
        .filter(|(path, _)| path.extension().is_some_and(|extension| extension == "rs"));
    let mut count = 0_usize;
    for comment in rust.flat_map(|(_, text)| comments(text)) {
        count = count.saturating_add(1);
        if let Some(found) = acts(&comment) {
            return Kind::Broken(Fault::new("acts", format!("{found} in\n{comment}")));
        }
    }
    Kind::Generated(count)
}

/// A schema for each four texts, and an operation.
fn document(texts: &[String]) -> Value {
    let mut schemas = Map::new();
    for (at, texts) in texts.chunks(4).enumerate() {
        let said = |index: usize| texts.get(index).map_or("", String::as_str);
        let schema = json!({
            "type": "object", "title": said(0), "description": said(1),
            "properties": {
                "one": { "type": "string", "description": said(2), "default": said(3) },
                "two": { "type": "string", "title": said(3), "enum": [said(0), "b"] },
                "three": { "type": "string", "pattern": said(2), "format": said(1) },
            }
        });
        schemas.insert(format!("T{at}"), schema);
    }
    let said = |index: usize| texts.get(index).map_or("", String::as_str);
    let any = json!({ "oneOf": [
        { "title": said(1), "description": said(2), "type": "object", "required": ["a"], "properties": { "a": { "type": "string" } } },
        { "$ref": "#/components/schemas/T0" },
    ] });
    schemas.insert("Any".to_owned(), any);
    let operation = json!({
        "tags": [said(0)], "operationId": "tell", "summary": said(4), "description": said(5),
        "parameters": [{ "name": "q", "in": "query", "description": said(6), "schema": { "type": "string" } }],
        "responses": {
            "200": { "description": said(7), "headers": { "X-A": { "description": said(8), "schema": { "type": "string" } } },
                     "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Any" } } } },
            "404": { "description": said(9) }
        }
    });
    json!({
        "openapi": "3.0.3",
        "info": { "title": said(10), "description": said(11), "version": "1" },
        "tags": [{ "name": said(0), "description": said(12) }],
        "servers": [{ "url": "https://a.example", "description": said(13) }, { "url": "https://b.example" }],
        "paths": { "/told": { "get": operation } },
        "components": { "schemas": schemas },
    })
}

/// The comments of a file that document something, each as one text.
fn comments(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut within = false;
    for line in text.lines().map(str::trim_start) {
        let said = line.strip_prefix("///").or(line.strip_prefix("//!"));
        if let Some(said) = said {
            if !within {
                found.push(String::new());
            }
            if let Some(comment) = found.last_mut() {
                comment.push_str(said.strip_prefix(' ').unwrap_or(said));
                comment.push('\n');
            }
        }
        within = said.is_some();
    }
    found
}

/// What rustdoc would make of a comment that no comment of ours should have.
fn acts(comment: &str) -> Option<String> {
    let rustdoc = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_SMART_PUNCTUATION;
    // The search for tests goes without extensions.
    [rustdoc, Options::empty()].into_iter().find_map(|options| {
        let item = |link: BrokenLink<'_>| Some((link.reference.into_string().into(), "".into()));
        let events = Parser::new_with_broken_link_callback(comment, options, Some(item));
        let mut is_example = false;
        events.into_iter().find_map(|event| {
            let is_allowed = match &event {
                Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                    is_example = info.is_empty();
                    is_example || &**info == "text"
                }
                Event::Text(code) if is_example => {
                    is_example = false;
                    code.starts_with("# async fn example(client: ")
                }
                Event::Start(
                    Tag::CodeBlock(CodeBlockKind::Indented)
                    | Tag::Image { .. }
                    | Tag::FootnoteDefinition(_),
                )
                | Event::Html(_)
                | Event::InlineHtml(_)
                | Event::FootnoteReference(_) => false,
                Event::Start(Tag::Link { dest_url, .. }) => leads(dest_url),
                _ => true,
            };
            (!is_allowed).then(|| format!("{event:?}"))
        })
    })
}

/// Whether a link leads to the web, or is one to an item that emission writes.
fn leads(target: &str) -> bool {
    let schemes = ["http://", "https://", "mailto:"];
    let lower = target.to_lowercase();
    let items = [
        "Client",
        "Error",
        "Server",
        "Self::",
        "crate::",
        "oas_runtime::",
        "TellParams",
        "T0",
    ];
    let plain = target.trim_matches('`');
    schemes.iter().any(|scheme| lower.starts_with(scheme))
        || items.iter().any(|start| plain.starts_with(start))
}
