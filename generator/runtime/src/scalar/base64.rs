//! Bytes as base64.

use bytes::Bytes;

use super::{Scalar, ScalarValue};

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

impl ScalarValue for Bytes {
    const EXPECTED: &'static str = "bytes as base64 such as dGV4dA==";

    /// In the alphabet of files or that of URLs, padded or not.
    fn from_text(text: &str) -> Option<Self> {
        let digits = text.trim_end_matches('=');
        // Padding fills up a group of four.
        let padding = text.len() - digits.len();
        if digits.len() % 4 == 1 || (padding > 0 && (padding > 2 || !text.len().is_multiple_of(4)))
        {
            return None;
        }
        let mut bytes = Vec::with_capacity(digits.len() / 4 * 3 + 2);
        let (mut buffer, mut bits) = (0_u32, 0_u32);
        for digit in digits.bytes() {
            buffer = (buffer << 6) | u32::from(six_bits(digit)?);
            bits += 6;
            if bits >= 8 {
                bits -= 8;
                bytes.push(u8::try_from((buffer >> bits) & 0xff).ok()?);
                buffer &= (1 << bits) - 1;
            }
        }
        Some(bytes.into())
    }

    fn to_text(&self) -> String {
        let mut text = String::with_capacity(self.len().div_ceil(3) * 4);
        for group in self.chunks(3) {
            let byte = |at: usize| u32::from(group.get(at).copied().unwrap_or_default());
            let bits = (byte(0) << 16) | (byte(1) << 8) | byte(2);
            for place in 0..4 {
                let digit = usize::try_from((bits >> (18 - 6 * place)) & 0x3f).unwrap_or_default();
                let digit = ALPHABET.get(digit).copied().map_or('=', char::from);
                text.push(if place > group.len() { '=' } else { digit });
            }
        }
        text
    }
}

fn six_bits(digit: u8) -> Option<u8> {
    Some(match digit {
        b'A'..=b'Z' => digit - b'A',
        b'a'..=b'z' => digit - b'a' + 26,
        b'0'..=b'9' => digit - b'0' + 52,
        b'+' | b'-' => 62,
        b'/' | b'_' => 63,
        _ => return None,
    })
}

impl From<Vec<u8>> for Scalar<Bytes> {
    fn from(bytes: Vec<u8>) -> Self {
        Self::new(bytes.into())
    }
}

impl From<&[u8]> for Scalar<Bytes> {
    fn from(bytes: &[u8]) -> Self {
        Self::new(Bytes::copy_from_slice(bytes))
    }
}
