//! Damage to the text of a document.

use crate::Random;
use crate::words::HOSTILE;

/// Damages one place of a document's text.
pub fn damage_bytes(bytes: &mut Vec<u8>, random: &mut Random) {
    let at = random.below(bytes.len());
    let other = random.below(bytes.len());
    let (low, high) = (at.min(other), at.max(other));
    match random.below(7) {
        0 => bytes.truncate(at),
        1 => {
            if let Some(byte) = bytes.get_mut(at) {
                *byte = random.pick(b"\0\n\t {}[]:,&*!|>'\"%@`#-\xff\x80");
            }
        }
        2 => {
            bytes.splice(at..bytes.len().min(at + 1), []);
        }
        3 if low < high => bytes.swap(low, high),
        4 => {
            let end = bytes.len().min(at + 1 + random.below(40));
            bytes.splice(at..end, []);
        }
        5 => {
            let word = random.pick(HOSTILE);
            bytes.splice(at..at, word.bytes());
        }
        _ => {
            // What is doubled stays small, or a few rounds would make a file
            // of gigabytes.
            let stretch = bytes.get(low..high.min(low + 4096));
            let stretch = stretch.unwrap_or_default().to_vec();
            bytes.splice(at..at, stretch);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_text_can_be_damaged() {
        for seed in 0..500 {
            let mut random = Random::new(seed);
            let mut bytes = "a: b\n".repeat(random.below(4)).into_bytes();
            for _ in 0..20 {
                damage_bytes(&mut bytes, &mut random);
            }
        }
    }
}
