//! Base64 as RFC 4648 has it, with padding.

use base64::alphabet;
use base64::engine::Engine as _;
use base64::engine::general_purpose::{GeneralPurpose, NO_PAD, PAD, STANDARD};

pub(crate) fn encode(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

/// The bytes of a text, if it is the one text that stands for them: with its
/// padding, and without bits that say nothing.
#[cfg(feature = "webhooks")]
pub(crate) fn decode(text: &str) -> Option<Vec<u8>> {
    STANDARD.decode(text).ok()
}

/// The bytes of a text in the alphabet of files or that of URLs, padded or not.
pub(crate) fn decode_leniently(text: &str) -> Option<Vec<u8>> {
    let is_of_urls = text.contains(['-', '_']);
    let alphabet = if is_of_urls {
        &alphabet::URL_SAFE
    } else {
        &alphabet::STANDARD
    };
    let padding = if text.ends_with('=') { PAD } else { NO_PAD };
    // Not everybody clears the bits that stand for no byte.
    let config = padding.with_decode_allow_trailing_bits(true);
    GeneralPurpose::new(alphabet, config).decode(text).ok()
}

#[cfg(test)]
mod tests {
    const VECTORS: [(&str, &str); 7] = [
        ("", ""),
        ("f", "Zg=="),
        ("fo", "Zm8="),
        ("foo", "Zm9v"),
        ("foob", "Zm9vYg=="),
        ("fooba", "Zm9vYmE="),
        ("foobar", "Zm9vYmFy"),
    ];

    #[test]
    fn bytes_are_written_as_in_rfc_4648() {
        for (plain, encoded) in VECTORS {
            assert_eq!(super::encode(plain.as_bytes()), encoded);
        }
    }

    #[cfg(feature = "webhooks")]
    #[test]
    fn only_the_one_text_for_some_bytes_is_read() {
        for (plain, encoded) in VECTORS {
            assert_eq!(super::decode(encoded).as_deref(), Some(plain.as_bytes()));
        }
        for wrong in ["Zg", "Zg=", "Zh==", "Zm9=", "Z", "Zm9v=", "Zm_v", "Zm 9v"] {
            assert_eq!(super::decode(wrong), None, "{wrong}");
        }
    }
}
