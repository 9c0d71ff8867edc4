//! The blocks of a text, in the quotes and lists that hold them.

/// How deep quotes, lists and items go. What is nested deeper stands beside.
const DEPTH: usize = 12;

/// The largest number that begins an item of a list.
const LARGEST: u64 = 999_999_999;

/// A part of a text that stands alone.
pub(super) struct Block {
    pub kind: BlockKind,
    pub text: String,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum BlockKind {
    Paragraph,
    /// A list that may follow its paragraph at once.
    List,
    Other,
}

/// What holds blocks.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Container {
    Document,
    Quote,
    /// With the first number, if its items have numbers.
    List(Option<u64>),
    Item,
}

struct Frame {
    container: Container,
    blocks: Vec<Block>,
    /// Whether there are empty lines between items.
    loose: bool,
}

/// The blocks that are written, and the containers that are open.
pub(super) struct Blocks {
    /// The innermost is last, the document first.
    frames: Vec<Frame>,
    /// How many containers were too deep.
    beyond: usize,
}

impl Blocks {
    pub fn new() -> Self {
        let mut blocks = Self {
            frames: Vec::new(),
            beyond: 0,
        };
        blocks.open(Container::Document);
        blocks
    }

    pub fn open(&mut self, container: Container) {
        if self.frames.len() > DEPTH {
            self.beyond += 1;
            return;
        }
        self.frames.push(Frame {
            container,
            blocks: Vec::new(),
            loose: false,
        });
    }

    pub fn push(&mut self, kind: BlockKind, text: String) {
        if let Some(frame) = self.frames.last_mut() {
            frame.blocks.push(Block { kind, text });
        }
    }

    /// Notes that what is held has paragraphs, and so empty lines.
    pub fn paragraph(&mut self) {
        if let Some(frame) = self.frames.last_mut() {
            frame.loose = true;
        }
    }

    /// Ends the innermost container. One that holds nothing goes: an empty item
    /// below a line would make a heading of it.
    pub fn close(&mut self) {
        if self.beyond > 0 {
            self.beyond -= 1;
            return;
        }
        let Some(frame) = self.frames.pop() else {
            return;
        };
        if frame.blocks.is_empty() {
            return;
        }
        match frame.container {
            Container::Document => self.frames.push(frame),
            Container::Quote => {
                self.push(BlockKind::Other, indented(&join(&frame.blocks), "> ", "> "))
            }
            Container::Item => {
                let text = join_item(&frame);
                if let Some(list) = self.frames.last_mut() {
                    list.loose |= frame.loose;
                }
                self.push(BlockKind::Other, text);
            }
            Container::List(first) => {
                let kind = match first {
                    None | Some(1) => BlockKind::List,
                    Some(_) => BlockKind::Other,
                };
                self.push(kind, list(&frame, first));
            }
        }
    }

    /// The blocks of the document.
    pub fn finish(mut self) -> Vec<Block> {
        self.beyond = 0;
        while self.frames.len() > 1 {
            self.close();
        }
        self.frames
            .pop()
            .map(|frame| frame.blocks)
            .unwrap_or_default()
    }
}

/// Blocks with an empty line between them.
pub(super) fn join(blocks: &[Block]) -> String {
    let texts: Vec<&str> = blocks.iter().map(|block| block.text.as_str()).collect();
    texts.join("\n\n")
}

/// The blocks of an item: a list follows the line above it at once, but one
/// that begins with another number than 1, which could not end a paragraph.
fn join_item(frame: &Frame) -> String {
    let mut text = String::new();
    let mut above = None;
    for block in &frame.blocks {
        text.push_str(match (above, block.kind) {
            (None, _) => "",
            (Some(BlockKind::Paragraph), BlockKind::List) if !frame.loose => "\n",
            _ => "\n\n",
        });
        text.push_str(&block.text);
        above = Some(block.kind);
    }
    text
}

fn list(frame: &Frame, first: Option<u64>) -> String {
    let items: Vec<String> = frame
        .blocks
        .iter()
        .zip(0_u64..)
        .map(|(item, index)| {
            let mark = match first {
                None => "- ".to_owned(),
                Some(first) => format!("{}. ", first.saturating_add(index).min(LARGEST)),
            };
            indented(&item.text, &mark, &" ".repeat(mark.len()))
        })
        .collect();
    items.join(if frame.loose { "\n\n" } else { "\n" })
}

/// `text` with `first` before its first line and `other` before each other.
fn indented(text: &str, first: &str, other: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (index, line) in text.lines().enumerate() {
        if index > 0 {
            out.push('\n');
        }
        let before = if index == 0 { first } else { other };
        out.push_str(if line.is_empty() {
            before.trim_end()
        } else {
            before
        });
        out.push_str(line);
    }
    out
}
