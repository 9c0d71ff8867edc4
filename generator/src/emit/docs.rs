//! Documentation: from what a document says to what rustdoc, clippy and a
//! reader can take.

use crate::model::Docs;
use proc_macro2::TokenStream;
use quote::quote;

/// `#[doc]` attributes for `text`, a line each.
pub(super) fn attributes(text: &str) -> TokenStream {
    // Names and paths of the document come here too, and rustc takes no lone
    // carriage return in a comment.
    let text = printable(text);
    let lines = text.trim_end().lines().map(|line| {
        let line = if line.is_empty() {
            String::new()
        } else {
            format!(" {line}")
        };
        quote!(#[doc = #line])
    });
    quote!(#(#lines)*)
}

/// `text` as comment lines, for tables.
pub(super) fn comment(text: &str) -> String {
    let text = printable(text);
    let lines = text.trim_end().lines();
    lines
        .map(|line| format!("{}\n", format!("/// {line}").trim_end()))
        .collect()
}

/// `text` without characters that turn the direction of the text after them,
/// or that no reader sees: rustc refuses them in comments.
pub(super) fn printable(text: &str) -> String {
    let hidden =
        |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}');
    let control = |c: char| c.is_control() && c != '\n' && c != '\t';
    text.chars()
        .filter(|&c| !hidden(c) && !control(c))
        .collect()
}

/// What a type, a field or a branch says of itself, or else `fallback`.
pub(super) fn of(docs: &Docs, fallback: &str) -> String {
    let description = docs.description.as_deref().map(safe);
    let title = docs.title.as_deref().map(|title| sentence(&safe(title)));
    let mut said = [description, title].into_iter().flatten();
    let text = said
        .find(|text| !text.is_empty())
        .unwrap_or_else(|| fallback.to_owned());
    if docs.deprecated {
        format!("{text}\n\n**Deprecated.**")
    } else {
        text
    }
}

/// An operation's summary and, where it says more, its description.
pub(super) fn of_operation(docs: &Docs, fallback: &str) -> String {
    match (&docs.title, &docs.description) {
        (Some(title), Some(description)) if title.trim() != description.trim() => {
            format!("{}\n\n{}", sentence(&safe(title)), safe(description))
        }
        _ => of(docs, fallback),
    }
}

/// `text` with a full stop, unless it has an ending of its own.
pub(super) fn sentence(text: &str) -> String {
    let text = text.trim();
    match text.chars().last() {
        None | Some('.' | '!' | '?' | ':' | '`' | '…') => text.to_owned(),
        Some(_) => format!("{text}."),
    }
}

/// Makes Markdown that people wrote safe to publish as documentation:
///
/// - code blocks are text, so that nothing is taken for a doctest,
/// - square brackets are no links to items, angle brackets no HTML,
/// - bare URLs are links,
/// - words that look like code get backticks,
/// - template tags such as `{% … %}` go,
/// - the first paragraph is a paragraph of its own.
pub(super) fn safe(text: &str) -> String {
    let text = printable(text);
    let mut out: Vec<String> = Vec::new();
    let mut fence: Option<String> = None;
    let mut depth = 0_usize;
    for line in text.trim().lines() {
        let line = line.trim_end().replace('\t', "    ");
        let trimmed = line.trim_start();
        if let Some(open) = &fence {
            if trimmed.starts_with(open.as_str()) {
                out.push(format!("{}{open}", " ".repeat(depth)));
                fence = None;
            } else {
                out.push(line);
            }
            continue;
        }
        if let Some(mark) = ["```", "~~~"]
            .into_iter()
            .find(|mark| trimmed.starts_with(mark))
        {
            depth = (line.len() - trimmed.len()).min(3);
            out.push(format!("{}{mark}text", " ".repeat(depth)));
            fence = Some(mark.to_owned());
            continue;
        }
        if trimmed.starts_with("{%") && trimmed.ends_with("%}") {
            continue;
        }
        out.push(flow(&line, &out));
    }
    if let Some(open) = fence {
        out.push(format!("{}{open}", " ".repeat(depth)));
    }
    out.join("\n").trim().to_owned()
}

/// A line outside code blocks. Deep indentation, which Markdown would take for
/// a code block and rustdoc for a test, is kept only inside a list.
fn flow(line: &str, before: &[String]) -> String {
    let trimmed = line.trim_start();
    let indent = line.len() - trimmed.len();
    let in_list = before
        .iter()
        .rev()
        .take_while(|line| !line.is_empty())
        .any(|line| {
            let line = line.trim_start();
            line.starts_with("- ")
                || line.starts_with("* ")
                || line.starts_with(|c: char| c.is_ascii_digit())
        });
    let indent = if in_list {
        indent.min(8)
    } else {
        indent.min(3)
    };
    format!("{}{}", " ".repeat(indent), inline(trimmed))
}

/// Words and brackets outside of code spans.
fn inline(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some(start) = rest.find('`') {
        let (plain, code) = rest.split_at(start);
        let ticks = code.chars().take_while(|&c| c == '`').count();
        let mark = "`".repeat(ticks);
        let body = code.get(ticks..).unwrap_or_default();
        out.push_str(&words(plain));
        match body.find(&mark) {
            Some(end) => {
                out.push_str(&mark);
                out.push_str(body.get(..end).unwrap_or_default());
                out.push_str(&mark);
                rest = body.get(end + ticks..).unwrap_or_default();
            }
            None => {
                // A code span that never ends is no code span.
                out.push_str(&"\\`".repeat(ticks));
                rest = body;
            }
        }
    }
    out.push_str(&words(rest));
    out
}

/// Text outside of code spans: links to the web stay links, other links
/// become their text.
fn words(text: &str) -> String {
    let text = strip_templates(text);
    let mut out = String::new();
    let mut rest = text.as_str();
    while let Some(link) = Link::first(rest) {
        out.push_str(&plain_words(link.before));
        if link.target.starts_with("http://") || link.target.starts_with("https://") {
            out.push_str(&format!("[{}]({})", plain_words(link.text), link.target));
        } else {
            out.push_str(&plain_words(link.text));
        }
        rest = link.after;
    }
    out.push_str(&plain_words(rest));
    out
}

/// A Markdown link: `[text](target)`.
struct Link<'a> {
    before: &'a str,
    text: &'a str,
    target: &'a str,
    after: &'a str,
}

impl<'a> Link<'a> {
    /// The first link of a line.
    fn first(line: &'a str) -> Option<Self> {
        let middle = line.find("](")?;
        let open = line.get(..middle)?.rfind('[')?;
        let tail = line.get(middle + 2..)?;
        let close = tail.find(')')?;
        let target = tail
            .get(..close)?
            .split_whitespace()
            .next()
            .unwrap_or_default();
        let usable = !target.contains(['<', '>', '[', ']', '`']);
        usable.then_some(Self {
            before: line.get(..open)?,
            text: line.get(open + 1..middle)?,
            target,
            after: tail.get(close + 1..)?,
        })
    }
}

fn plain_words(text: &str) -> String {
    let mut out = String::new();
    for (index, word) in text.split(' ').enumerate() {
        if index > 0 {
            out.push(' ');
        }
        out.push_str(&word_out(word));
    }
    out
}

fn strip_templates(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(start) = rest.find("{%") {
        let (before, tag) = rest.split_at(start);
        out.push_str(before);
        match tag.find("%}") {
            Some(end) => rest = tag.get(end + 2..).unwrap_or_default(),
            None => {
                rest = tag.get(2..).unwrap_or_default();
            }
        }
    }
    out.push_str(rest);
    out
}

fn word_out(word: &str) -> String {
    let core = word.trim_matches(|c: char| {
        !c.is_alphanumeric() && c != '_' && c != '/' && c != '{' && c != '}'
    });
    if core.contains("://") {
        let shown = word.trim_matches(|c: char| "<>()[],.;:!?\"'*".contains(c));
        let start = word.find(shown).unwrap_or(0);
        let (before, after) = (
            word.get(..start).unwrap_or_default(),
            word.get(start + shown.len()..).unwrap_or_default(),
        );
        let clean = |text: &str| escape(&text.replace(['<', '>'], ""));
        return format!("{}<{shown}>{}", clean(before), clean(after));
    }
    if looks_like_code(core) {
        let start = word.find(core).unwrap_or(0);
        let (before, after) = (
            word.get(..start).unwrap_or_default(),
            word.get(start + core.len()..).unwrap_or_default(),
        );
        return format!("{}`{core}`{}", escape(before), escape(after));
    }
    escape(word)
}

/// Names with underscores or capitals inside, paths and calls: what
/// `clippy::doc_markdown` wants in backticks.
fn looks_like_code(word: &str) -> bool {
    if word.len() < 2 || word.contains('`') {
        return false;
    }
    let inner_capital = word
        .chars()
        .zip(word.chars().skip(1))
        .any(|(a, b)| a.is_lowercase() && b.is_uppercase());
    let plain = word
        .chars()
        .all(|c| c.is_alphanumeric() || "_-./:{}".contains(c));
    plain && (word.contains('_') || word.contains("::") || inner_capital || word.contains('{'))
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '[' | ']' | '<' => {
                out.push('\\');
                out.push(c);
            }
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_becomes_text() {
        assert_eq!(
            safe("a\n```json\n{ x }\n```\nb"),
            "a\n```text\n{ x }\n```\nb"
        );
        assert_eq!(
            safe("a\n```\nnever closed"),
            "a\n```text\nnever closed\n```"
        );
        assert_eq!(safe("a\n\n        deep"), "a\n\n   deep");
    }

    #[test]
    fn brackets_and_urls_are_made_safe() {
        assert_eq!(
            safe("see [Ticket] and Vec<T>"),
            "see \\[Ticket\\] and Vec\\<T>"
        );
        assert_eq!(
            safe("at https://example.com/a."),
            "at <https://example.com/a>."
        );
        assert_eq!(
            safe("at [here](https://example.com)"),
            "at [here](https://example.com)"
        );
        assert_eq!(
            safe("a [retention policy](https://a.example/b#c) of [ours](#here)"),
            "a [retention policy](https://a.example/b#c) of ours"
        );
    }

    #[test]
    fn code_words_get_backticks() {
        assert_eq!(
            safe("the ticket_id, or TicketType"),
            "the `ticket_id`, or `TicketType`"
        );
        assert_eq!(safe("`ticket_id` stays"), "`ticket_id` stays");
        assert_eq!(safe("an unclosed ` tick"), "an unclosed \\` tick");
    }

    #[test]
    fn no_comment_is_ended() {
        let said = |tokens: TokenStream| tokens.to_string();
        assert_eq!(said(attributes("a\rb\u{202e}")), said(attributes("ab")));
        assert_eq!(comment("a\rfn b() {}\r\nc"), "/// afn b() {}\n/// c\n");
    }

    #[test]
    fn templates_go() {
        assert_eq!(
            safe("{% admonition type=\"info\" %}\ntext {% x %}here"),
            "text here"
        );
    }

    #[test]
    fn sentences_end() {
        assert_eq!(sentence("A ticket"), "A ticket.");
        assert_eq!(sentence("Why?"), "Why?");
        let docs = Docs {
            description: Some("{% x %}".to_owned()),
            ..Docs::default()
        };
        assert_eq!(of(&docs, "Fallback."), "Fallback.");
    }
}
