//! YAML as a graph of values and their places, of the events of `saphyr-parser`.

use std::ops::Range;

use saphyr_parser::{Event, Marker, Parser, ScalarStyle, ScanError, Tag};

use super::super::HashMap;
use super::builder::Builder;
use super::indent::Indented;
use super::{EntryKind, SourceMap};

/// So many lists and maps may lie in each other.
pub(crate) const DEEPEST: usize = 128;

/// A text of YAML. An alias is the value that it names, so that a value may be part of
/// several others, and of itself.
pub(crate) struct Composed {
    pub(crate) map: SourceMap,
    /// The values that aren't what stands between their quotes.
    pub(crate) texts: HashMap<u32, String>,
    pub(crate) tags: HashMap<u32, ComposedTag>,
    pub(crate) has_aliases: bool,
    /// Why there are no more values.
    pub(crate) failure: Option<ComposeError>,
}

/// The tag of a value.
pub(crate) struct ComposedTag {
    /// In full: those of YAML itself begin with `tag:yaml.org,2002:`, local ones with `!`.
    pub(crate) name: String,
    pub(crate) range: Range<usize>,
}

/// Why a text of YAML could not be read to its end.
pub(crate) struct ComposeError {
    pub(crate) message: String,
    pub(crate) offset: usize,
    pub(crate) is_too_deep: bool,
}

/// What a value of the graph is made of.
pub(crate) enum Content<'a> {
    Scalar {
        is_plain: bool,
    },
    /// The entries.
    List(&'a [u32]),
    /// The keys and values.
    Map(&'a [[u32; 2]]),
}

impl SourceMap {
    /// The value of an index; the root has the first. A text without values has none.
    pub(crate) fn content(&self, at: u32) -> Option<Content<'_>> {
        Some(match self.value(at)?.content {
            EntryKind::Scalar { is_plain } => Content::Scalar { is_plain },
            EntryKind::List(entries) => Content::List(self.parts(entries)),
            EntryKind::Map(members) => Content::Map(self.parts(members).as_chunks().0),
        })
    }

    /// The byte at which a value starts.
    pub(crate) fn start(&self, at: u32) -> usize {
        self.value(at).map_or(0, |value| value.start as usize)
    }
}

/// How often a text is read again at most, to find its lines that are indented too little,
/// and how many bytes that may be.
const MOST_READINGS: (usize, usize) = (32, 128 << 20);

pub(crate) fn compose(text: &str) -> Composed {
    let mut indented = Indented::default();
    let mut composed = compose_once(text, &mut indented);
    let (times, bytes) = MOST_READINGS;
    for _ in 0..times.min(bytes / text.len().max(1)) {
        if !indented.learn(text, &composed) {
            return composed;
        }
        composed = compose_once(text, &mut indented);
    }
    if composed.failure.is_none() && indented.learn(text, &composed) {
        let message = "too many lines are indented too little";
        composed.failure = Some(ComposeError::at(0, message));
    }
    composed
}

fn compose_once(text: &str, indented: &mut Indented) -> Composed {
    let mut builder = Builder::new(text);
    let mut tags = HashMap::default();
    let failure = read_into(text, indented, &mut builder, &mut tags).err();
    Composed {
        texts: std::mem::take(&mut builder.texts),
        has_aliases: builder.has_aliases,
        map: builder.finish(),
        tags,
        failure,
    }
}

fn read_into(
    text: &str,
    indented: &mut Indented,
    builder: &mut Builder<'_>,
    tags: &mut HashMap<u32, ComposedTag>,
) -> Result<(), ComposeError> {
    if let Some(offset) = unprintable(text) {
        let message = "control characters are not allowed";
        return Err(ComposeError::at(offset, message));
    }
    let read = indented.text(text);
    let places = Places::of(&read, indented);
    let mut parser = Parser::new_from_str(&read);
    let mut has_ended = false;
    while let Some(event) = parser.next_event() {
        let (event, span) = event.map_err(|error| ComposeError::of(&error, &places))?;
        let start = places.offset(span.start);
        let end = places.offset(span.end).max(start);
        let written = text.get(start..end).unwrap_or("");
        let (value, anchor, tag) = match event {
            Event::MappingStart(anchor, tag) => (builder.start_map(start, anchor), anchor, tag),
            Event::SequenceStart(anchor, tag) => (builder.start_list(start, anchor), anchor, tag),
            Event::Scalar(value, style, anchor, tag) => {
                let own = without_properties(written);
                let length = written_length(own, &value, style);
                let mut value = value.into_owned();
                if end == text.len() {
                    drop_added_break(&mut value, style, text);
                }
                let start = start + (written.len() - own.len());
                let end = start + length;
                let is_plain = style == ScalarStyle::Plain;
                (
                    builder.value(start..end, value, is_plain, anchor),
                    anchor,
                    tag,
                )
            }
            Event::MappingEnd | Event::SequenceEnd => {
                builder.end(end);
                continue;
            }
            Event::Alias(anchor) => {
                builder.alias(start..end, anchor);
                continue;
            }
            Event::DocumentStart(_) if has_ended => {
                return Err(ComposeError::at(start, "there is more than one document"));
            }
            Event::DocumentEnd => {
                has_ended = true;
                continue;
            }
            Event::DocumentStart(_) | Event::Nothing | Event::StreamStart | Event::StreamEnd => {
                continue;
            }
        };
        let property = |sign| {
            let range = property(written, sign).unwrap_or_default();
            start + range.start..start + range.end
        };
        if anchor > 0 {
            builder.name(anchor, property('&'));
        }
        if let Some(tag) = tag {
            let Tag { handle, suffix } = tag.into_owned();
            let name = handle + &suffix;
            let range = property('!');
            tags.insert(value, ComposedTag { name, range });
        }
        if builder.depth() > DEEPEST {
            return Err(ComposeError {
                is_too_deep: true,
                ..ComposeError::at(start, TOO_DEEP)
            });
        }
    }
    Ok(())
}

pub(crate) const TOO_DEEP: &str = "recursion limit exceeded";

impl ComposeError {
    fn at(offset: usize, message: &str) -> ComposeError {
        ComposeError {
            message: message.to_owned(),
            offset,
            is_too_deep: false,
        }
    }

    fn of(error: &ScanError, places: &Places<'_>) -> ComposeError {
        ComposeError {
            message: error.info().to_owned(),
            offset: places.offset(*error.marker()),
            // The parser holds so many open brackets that they can be counted in a byte.
            is_too_deep: error.info() == TOO_DEEP,
        }
    }
}

/// The first character that no text of YAML may hold.
fn unprintable(text: &str) -> Option<usize> {
    let is_suspicious = |byte: &u8| {
        matches!(byte, 0..0x20 | 0x7F | 0xC2 | 0xEF) && !matches!(byte, b'\t' | b'\n' | b'\r')
    };
    let mut from = 0;
    while let Some(found) = text.as_bytes().get(from..)?.iter().position(is_suspicious) {
        let at = from + found;
        let character = text.get(at..)?.chars().next()?;
        let is_control = character.is_control() && character != '\u{85}';
        if is_control || matches!(character, '\u{FFFE}' | '\u{FFFF}') {
            return Some(at);
        }
        from = at + character.len_utf8();
    }
    None
}

/// The text of a scalar without the anchor and the tag before it.
pub(super) fn without_properties(written: &str) -> &str {
    let mut rest = written;
    while let Some((_, behind)) = split_property(rest) {
        rest = behind;
    }
    rest
}

/// Where the anchor or the tag stands, by its sign.
fn property(written: &str, sign: char) -> Option<Range<usize>> {
    let mut rest = written;
    loop {
        let (word, behind) = split_property(rest)?;
        if word.starts_with(sign) {
            let start = written.len() - rest.len();
            return Some(start..start + word.len());
        }
        rest = behind;
    }
}

/// An anchor, a tag or a comment, and what comes behind it.
fn split_property(text: &str) -> Option<(&str, &str)> {
    let is_comment = text.starts_with('#');
    let ends = |sign| matches!(sign, '\n' | '\r') || (!is_comment && matches!(sign, ' ' | '\t'));
    if !text.starts_with(['&', '!', '#']) {
        return None;
    }
    let (word, behind) = text.split_at(text.find(ends).unwrap_or(text.len()));
    Some((word, behind.trim_start()))
}

/// How much of the text is the scalar itself: the parser's own end may lie behind blanks
/// and a comment.
fn written_length(text: &str, value: &str, style: ScalarStyle) -> usize {
    match style {
        ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => closing_quote(text),
        // What stands there is what comes next.
        ScalarStyle::Plain if value.is_empty() => 0,
        ScalarStyle::Plain => text.len(),
        ScalarStyle::Literal | ScalarStyle::Folded => text.trim_end().len(),
    }
}

/// The byte behind the quote that closes the one at the start of the text.
pub(super) fn closing_quote(text: &str) -> usize {
    let inside = text.get(1..).unwrap_or("");
    if text.starts_with('\'') {
        let mut quotes = inside.match_indices('\'').map(|(at, _)| at).peekable();
        while let Some(at) = quotes.next() {
            if quotes.next_if_eq(&(at + 1)).is_none() {
                return at + 2;
            }
        }
        return text.len();
    }
    let mut escaped = false;
    let end = inside.find(|character| {
        let ends = character == '"' && !escaped;
        escaped = character == '\\' && !escaped;
        ends
    });
    end.map_or(text.len(), |end| end + 2)
}

/// At the end of a text that ends without a line break, the parser adds one to a block.
fn drop_added_break(value: &mut String, style: ScalarStyle, text: &str) {
    let is_block = matches!(style, ScalarStyle::Literal | ScalarStyle::Folded);
    let last = text.rsplit(['\n', '\r']).next().unwrap_or("");
    let is_blank = last.bytes().all(|byte| byte == b' ');
    if let Some(own) = value.strip_suffix('\n')
        && is_block
        && !last.is_empty()
        && (!is_blank || own.ends_with(['\n', ' ']))
    {
        value.truncate(own.len());
    }
}

/// The bytes of marks, which count characters.
struct Places<'a> {
    text: &'a str,
    indented: &'a Indented,
    /// The byte of every so many characters; none are needed where characters are bytes.
    marks: Vec<usize>,
}

impl<'a> Places<'a> {
    const EVERY: usize = 64;

    fn of(text: &'a str, indented: &'a Indented) -> Places<'a> {
        let marks = if text.is_ascii() {
            Vec::new()
        } else {
            let starts = (0..text.len()).filter(|at| text.is_char_boundary(*at));
            starts.step_by(Places::EVERY).collect()
        };
        Places {
            text,
            indented,
            marks,
        }
    }

    fn offset(&self, mark: Marker) -> usize {
        let index = mark.index();
        if self.marks.is_empty() {
            return self.indented.origin(index.min(self.text.len()));
        }
        let (slot, rest) = (index / Places::EVERY, index % Places::EVERY);
        let place = self.marks.get(slot).and_then(|before| {
            let next = self.marks.get(slot + 1);
            if next.is_some_and(|next| next - before == Places::EVERY) {
                return Some(before + rest);
            }
            let mut characters = self.text.get(*before..)?.char_indices();
            Some(before + characters.nth(rest)?.0)
        });
        self.indented.origin(place.unwrap_or(self.text.len()))
    }
}
