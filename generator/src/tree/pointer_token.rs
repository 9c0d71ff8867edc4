//! One step of a pointer: the name of a member, or the number of an entry.

use std::sync::Arc;

/// Few names are longer, and these are counted instead of copied.
const LONGEST: usize = 22;

/// The text of a step. What is short lies in the step itself.
#[derive(Clone)]
pub(super) enum PointerToken {
    Short { length: u8, bytes: [u8; LONGEST] },
    Long(Arc<str>),
}

impl PointerToken {
    pub fn new(text: &str) -> PointerToken {
        let mut bytes = [0; LONGEST];
        match (bytes.get_mut(..text.len()), u8::try_from(text.len())) {
            (Some(start), Ok(length)) => {
                start.copy_from_slice(text.as_bytes());
                PointerToken::Short { length, bytes }
            }
            _ => PointerToken::Long(text.into()),
        }
    }

    pub fn of_index(index: usize) -> PointerToken {
        let mut bytes = [0; LONGEST];
        let mut rest = index;
        let mut length = 0;
        for (digit, byte) in (1..).zip(bytes.iter_mut()) {
            *byte = b'0' + u8::try_from(rest % 10).unwrap_or_default();
            length = digit;
            rest /= 10;
            if rest == 0 {
                break;
            }
        }
        if let Some(digits) = bytes.get_mut(..usize::from(length)) {
            digits.reverse();
        }
        PointerToken::Short { length, bytes }
    }

    pub fn as_bytes(&self) -> &[u8] {
        match self {
            PointerToken::Short { length, bytes } => {
                bytes.get(..usize::from(*length)).unwrap_or(bytes)
            }
            PointerToken::Long(text) => text.as_bytes(),
        }
    }

    pub fn as_str(&self) -> &str {
        match self {
            // It was made of a text.
            PointerToken::Short { .. } => std::str::from_utf8(self.as_bytes()).unwrap_or_default(),
            PointerToken::Long(text) => text,
        }
    }
}

/// Names of one document are often the same text, so that its bytes needn't be read.
impl PartialEq for PointerToken {
    fn eq(&self, other: &PointerToken) -> bool {
        match (self, other) {
            (PointerToken::Long(one), PointerToken::Long(other)) => {
                Arc::ptr_eq(one, other) || one == other
            }
            _ => self.as_bytes() == other.as_bytes(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_come_back_whole() {
        let long = "ä".repeat(40);
        let texts = [
            "",
            "get",
            "ä/~1",
            "just_twenty_two_bytes!",
            "one_more_than_that_here",
            &long,
        ];
        for text in texts {
            assert_eq!(PointerToken::new(text).as_str(), text);
            assert!(PointerToken::new(text) == PointerToken::new(text));
        }
        for index in [0, 9, 10, 1_203, usize::MAX] {
            assert_eq!(PointerToken::of_index(index).as_str(), index.to_string());
        }
        assert!(
            PointerToken::new("1") == PointerToken::of_index(1)
                && PointerToken::new("01") != PointerToken::of_index(1)
        );
    }
}
