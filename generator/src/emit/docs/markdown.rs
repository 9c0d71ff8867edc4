//! Markdown that people wrote, read and written anew.
//!
//! A document is untrusted: what it says may neither run nor act. So nothing of
//! its text is copied. It is parsed, and written from what the parser found:
//!
//! - a code block is a fence marked `text` that nothing inside can close, so
//!   that rustdoc takes none for a test;
//! - HTML is text; links lead to `http`, `https` and `mailto` alone, and none
//!   to an item; images are links;
//! - footnotes, definitions of references and template tags are no more.
//!
//! What is written holds no run of spaces and no empty item outside of code,
//! because a line that stands deeper than its list is a code block to Markdown.

use super::blocks::{Block, BlockKind, Blocks, Container};
use super::words::{self, Position};
use pulldown_cmark::{
    Alignment, CowStr, Event, LinkType, Options, Parser, Tag, TagEnd, TextMergeStream,
};

/// What a line break of a paragraph becomes.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Breaks {
    #[default]
    Lines,
    Spaces,
}

/// The blocks of a text.
pub(super) fn blocks(text: &str, breaks: Breaks) -> Vec<Block> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let mut writer = Writer {
        breaks,
        ..Writer::new()
    };
    for event in TextMergeStream::new(Parser::new_ext(text, options)) {
        writer.event(event);
    }
    writer.flush();
    writer.blocks.finish()
}

/// The words of the first paragraph, without marks.
pub(super) fn plain(text: &str) -> String {
    let mut out = String::new();
    for event in Parser::new(text) {
        match event {
            Event::Text(text) | Event::Code(text) => out.push_str(&text),
            Event::SoftBreak | Event::HardBreak => out.push(' '),
            Event::End(TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item) => break,
            _ => {}
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text of one line, in which only spans are Markdown.
pub(super) fn line(text: &str) -> String {
    // Behind a word nothing begins a block.
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let marked = format!("{WORD} {text}");
    let mut writer = Writer {
        breaks: Breaks::Spaces,
        ..Writer::new()
    };
    let mut events = TextMergeStream::new(Parser::new(&marked)).peekable();
    events.next_if(|event| matches!(event, Event::Start(Tag::Paragraph)));
    if let Some(Event::Text(first)) = events.next_if(|event| matches!(event, Event::Text(_))) {
        writer.text(first.strip_prefix(WORD).unwrap_or(&first));
    }
    for event in events {
        if event != Event::End(TagEnd::Paragraph) {
            writer.event(event);
        }
    }
    writer.inline.trim().to_owned()
}

/// A word of no meaning.
const WORD: char = '\u{e000}';

/// A mark that waits for its end.
struct OpenSpan {
    /// Where it stands in the line.
    at: usize,
    mark: &'static str,
    /// Where a link leads.
    target: Option<String>,
}

struct Writer {
    blocks: Blocks,
    breaks: Breaks,
    /// The line or paragraph that is being written.
    inline: String,
    /// Whether its last line has no word yet.
    fresh: bool,
    /// The line break before its next word.
    pending: Option<&'static str>,
    open: Vec<OpenSpan>,
    /// The level of the heading that it is.
    heading: Option<usize>,
    code: Option<String>,
    in_cell: bool,
    row: Vec<String>,
    table: Vec<String>,
    alignments: Vec<Alignment>,
}

impl Writer {
    fn new() -> Self {
        Self {
            blocks: Blocks::new(),
            breaks: Breaks::Lines,
            inline: String::new(),
            fresh: true,
            pending: None,
            open: Vec::new(),
            heading: None,
            code: None,
            in_cell: false,
            row: Vec::new(),
            table: Vec::new(),
            alignments: Vec::new(),
        }
    }

    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => match &mut self.code {
                Some(code) => code.push_str(&text),
                None => self.text(&text),
            },
            Event::Code(text) => {
                self.begin_word();
                let (text, place) = (super::printable(&text), self.place());
                words::push_code(&mut self.inline, &text, place);
                self.fresh = false;
            }
            Event::Html(text) | Event::InlineHtml(text) => self.html(&text),
            Event::SoftBreak => self.line_break("\n"),
            Event::HardBreak => self.line_break("\\\n"),
            Event::Rule => {
                self.flush();
                // Not of dashes, which behind the dash of an item are none.
                self.blocks.push(BlockKind::Other, "***".to_owned());
            }
            // Of extensions that are not turned on.
            Event::InlineMath(text) | Event::DisplayMath(text) | Event::FootnoteReference(text) => {
                self.text(&text);
            }
            Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Emphasis => self.begin("*", None),
            Tag::Strong => self.begin("**", None),
            Tag::Strikethrough => self.begin("~~", None),
            Tag::Link {
                link_type,
                dest_url,
                ..
            }
            | Tag::Image {
                link_type,
                dest_url,
                ..
            } => {
                self.link(link_type, &dest_url);
            }
            Tag::TableHead | Tag::TableRow => {}
            Tag::TableCell => self.in_cell = true,
            block => {
                self.flush();
                match block {
                    Tag::Paragraph => self.blocks.paragraph(),
                    Tag::Heading { level, .. } => self.heading = Some(level as usize),
                    Tag::BlockQuote(_) => self.blocks.open(Container::Quote),
                    Tag::List(first) => self.blocks.open(Container::List(first)),
                    Tag::Item => self.blocks.open(Container::Item),
                    Tag::CodeBlock(_) => self.code = Some(String::new()),
                    Tag::Table(alignments) => self.alignments = alignments,
                    _ => {}
                }
            }
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Link
            | TagEnd::Image => self.close(),
            TagEnd::TableCell => {
                self.row.push(self.inline.trim().to_owned());
                self.in_cell = false;
                self.clear();
            }
            TagEnd::TableHead | TagEnd::TableRow => self.end_row(tag),
            TagEnd::Table => {
                let table = std::mem::take(&mut self.table).join("\n");
                self.blocks.push(BlockKind::Other, table);
            }
            TagEnd::CodeBlock => {
                let code = self.code.take().unwrap_or_default();
                self.blocks.push(BlockKind::Other, fence(&code));
            }
            TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::Item => {
                self.flush();
                self.blocks.close();
            }
            _ => self.flush(),
        }
    }

    fn end_row(&mut self, tag: TagEnd) {
        let row = std::mem::take(&mut self.row).join(" | ");
        self.table.push(format!("| {row} |"));
        if tag == TagEnd::TableHead {
            let rule: Vec<&str> = self.alignments.iter().copied().map(rule).collect();
            self.table.push(format!("| {} |", rule.join(" | ")));
        }
    }

    /// Ends the paragraph or heading.
    fn flush(&mut self) {
        let mut text = self.inline.trim().to_owned();
        let heading = self.heading.take();
        self.clear();
        match heading {
            _ if text.is_empty() => {}
            None => self.blocks.push(BlockKind::Paragraph, text),
            Some(level) => {
                // Marks at the end of a heading are not shown.
                if text.ends_with('#') {
                    text.pop();
                    text.push_str("\\#");
                }
                let marks = "#".repeat(level);
                self.blocks
                    .push(BlockKind::Other, format!("{marks} {text}"));
            }
        }
    }

    fn clear(&mut self) {
        self.inline.clear();
        self.open.clear();
        self.pending = None;
        self.fresh = true;
    }

    fn place(&self) -> Position {
        Position {
            fresh: self.fresh,
            in_link: self.open.iter().any(|open| open.target.is_some()),
            in_cell: self.in_cell,
        }
    }

    fn line_break(&mut self, mark: &'static str) {
        if !self.fresh {
            self.pending.get_or_insert(mark);
        }
    }

    /// Writes the line break before the next word.
    fn begin_word(&mut self) {
        let Some(mark) = self.pending.take() else {
            return;
        };
        let length = self.inline.trim_end_matches(' ').len();
        self.inline.truncate(length);
        if self.in_cell || self.heading.is_some() || self.breaks == Breaks::Spaces {
            self.inline.push(' ');
        } else {
            self.inline.push_str(mark);
            self.fresh = true;
        }
    }

    fn text(&mut self, text: &str) {
        let text = super::printable(text);
        let (length, pending, fresh) = (self.inline.len(), self.pending, self.fresh);
        self.begin_word();
        let (begun, place) = (self.inline.len(), self.place());
        words::push_text(&mut self.inline, &text, place);
        if self.inline.len() > begun {
            self.fresh = false;
        } else {
            // A line of which nothing remains is none.
            self.inline.truncate(length);
            (self.pending, self.fresh) = (pending, fresh);
        }
    }

    fn html(&mut self, html: &CowStr<'_>) {
        for line in html.split_inclusive('\n') {
            if line.trim().is_empty() && self.open.is_empty() && !self.in_cell {
                self.flush();
            } else {
                self.text(line.trim_end());
                if line.ends_with('\n') {
                    self.line_break("\n");
                }
            }
        }
    }

    fn begin(&mut self, mark: &'static str, target: Option<String>) {
        self.begin_word();
        let at = self.inline.len();
        self.inline.push_str(mark);
        self.open.push(OpenSpan { at, mark, target });
    }

    /// A link to the web, or else its text alone. An image would be loaded by
    /// whoever reads, so it becomes a link.
    fn link(&mut self, kind: LinkType, target: &str) {
        let target = match kind {
            LinkType::Email => format!("mailto:{target}"),
            _ => target.to_owned(),
        };
        if self.place().in_link || !(words::is_web(&target) || words::is_mail(&target)) {
            return self.begin("", None);
        }
        self.begin_word();
        if self.inline.ends_with('!') {
            self.inline.pop();
            self.inline.push_str("\\!");
        }
        self.begin("[", Some(target));
    }

    /// Ends the innermost mark, which goes if there is nothing in it.
    fn close(&mut self) {
        let Some(OpenSpan { at, mark, target }) = self.open.pop() else {
            return;
        };
        let said = self.inline.get(at + mark.len()..).unwrap_or_default();
        let empty = said.trim().is_empty();
        match target {
            Some(target) if empty || said.starts_with('<') || said == target => {
                self.inline.truncate(at);
                let shown = if words::is_web(&target) {
                    format!("<{target}>")
                } else {
                    String::new()
                };
                self.fresh &= shown.is_empty();
                self.inline.push_str(&shown);
            }
            Some(target) => self
                .inline
                .push_str(&format!("]({})", words::target(&target))),
            None if empty => self.inline.truncate(at),
            None => {
                let space = self.inline.ends_with(' ');
                if space {
                    self.inline.pop();
                }
                self.inline.push_str(mark);
                self.inline.push_str(if space { " " } else { "" });
            }
        }
    }
}

/// A block of code, between marks that are not in it.
fn fence(code: &str) -> String {
    let code = super::printable(code).replace('\t', "    ");
    let longest = code.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let mark = "`".repeat(longest.max(2) + 1);
    let lines: Vec<&str> = code.lines().map(str::trim_end).collect();
    format!("{mark}text\n{}\n{mark}", lines.join("\n"))
}

fn rule(alignment: Alignment) -> &'static str {
    match alignment {
        Alignment::None => "---",
        Alignment::Left => ":--",
        Alignment::Center => ":-:",
        Alignment::Right => "--:",
    }
}
