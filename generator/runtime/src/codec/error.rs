//! What goes wrong when JSON is read or written.

use std::fmt;

/// More bytes of a message than these are cut: a message quotes what was
/// found, and that can be a string of any length.
const MESSAGE_LIMIT: usize = 600;

/// JSON that could not be read as, or written from, a type.
///
/// It says what was expected and what was found ([`message`](Self::message)),
/// where in the document ([`path`](Self::path)) and where in the text
/// ([`line`](Self::line), [`column`](Self::column)). `Display` is all of it:
///
/// ```
/// # use oas_runtime::codec::from_slice;
/// let error = from_slice::<Vec<bool>>(b"[true, 1]").unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "at `[1]`: invalid type: integer `1`, expected a boolean (line 1, column 8)"
/// );
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodecError {
    path: String,
    message: String,
    line: usize,
    column: usize,
}

impl CodecError {
    pub(super) fn new(path: String, error: &serde_json::Error) -> Self {
        let (line, mut column) = (error.line(), error.column());
        let mut message = error.to_string();
        // serde_json appends the place; it is kept apart here.
        if let Some(bare) = message.strip_suffix(&format!(" at line {line} column {column}")) {
            message.truncate(bare.len());
        }
        // serde_json counts the bytes of the line that it has read, which are
        // none if the line begins with what it refuses.
        if line > 0 {
            column = column.max(1);
        }
        if message.len() > MESSAGE_LIMIT {
            let end = (0..=MESSAGE_LIMIT)
                .rev()
                .find(|&at| message.is_char_boundary(at));
            message.truncate(end.unwrap_or_default());
            message.push('…');
        }
        Self {
            path,
            message,
            line,
            column,
        }
    }

    /// The same, of a text where half of a surrogate pair marks what isn't
    /// UTF-8.
    pub(super) fn of_a_mark(mut self) -> Self {
        if self.message.starts_with("lone leading surrogate") {
            "text that isn't UTF-8".clone_into(&mut self.message);
        }
        self
    }

    /// An error of a body that isn't JSON.
    pub(crate) fn other(message: &str) -> Self {
        Self {
            path: String::new(),
            message: message.to_owned(),
            line: 0,
            column: 0,
        }
    }

    /// The same with its texts changed, by one who takes secrets out of them.
    pub(crate) fn map_texts(self, change: impl Fn(String) -> String) -> Self {
        Self {
            path: change(self.path),
            message: change(self.message),
            ..self
        }
    }

    /// Where in the document: `tickets[3].ticket_state.id`, or empty for the
    /// document itself.
    ///
    /// A key that isn't a plain word is quoted: `attributes["due date"]`.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// What was expected and what was found, without the place.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The line in the text, from 1; 0 if there was no text (a [`Value`] was
    /// read, or something was written).
    ///
    /// [`Value`]: crate::Value
    #[must_use]
    pub fn line(&self) -> usize {
        self.line
    }

    /// The column in the line, in bytes from 1; 0 if there was no text.
    #[must_use]
    pub fn column(&self) -> usize {
        self.column
    }
}

impl fmt::Display for CodecError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.path.is_empty() {
            write!(f, "at `{}`: ", self.path)?;
        }
        f.write_str(&self.message)?;
        if self.line > 0 {
            write!(f, " (line {}, column {})", self.line, self.column)?;
        }
        Ok(())
    }
}

impl std::error::Error for CodecError {}
