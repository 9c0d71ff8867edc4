//! Reading a text from its front.

/// What is left of a text.
#[derive(Clone, Copy)]
pub(super) struct Digits<'a>(pub(super) &'a str);

impl<'a> Digits<'a> {
    /// A number of just so many digits.
    pub(super) fn exactly(&mut self, count: usize) -> Option<u32> {
        let (digits, rest) = self.0.split_at_checked(count)?;
        if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        self.0 = rest;
        digits.parse().ok()
    }

    /// One of these characters.
    pub(super) fn one_of(&mut self, characters: &[char]) -> Option<char> {
        let first = self.0.chars().next()?;
        if !characters.contains(&first) {
            return None;
        }
        self.0 = self.0.get(first.len_utf8()..)?;
        Some(first)
    }

    /// As many digits as there are, if there are any.
    pub(super) fn run(&mut self) -> Option<&'a str> {
        let end = self.0.bytes().take_while(u8::is_ascii_digit).count();
        let (digits, rest) = self.0.split_at_checked(end)?;
        self.0 = rest;
        (!digits.is_empty()).then_some(digits)
    }

    /// A fraction after a point: in nanoseconds, digits beyond which are dropped.
    pub(super) fn nanoseconds(&mut self) -> Option<u32> {
        let mut nanoseconds = 0;
        let mut unit = 100_000_000;
        for digit in self.run()?.bytes() {
            nanoseconds += u32::from(digit - b'0') * unit;
            unit /= 10;
        }
        Some(nanoseconds)
    }

    pub(super) fn is_empty(self) -> bool {
        self.0.is_empty()
    }
}
