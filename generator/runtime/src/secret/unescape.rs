//! Escapes of JSON, URLs and HTML, undone.

/// Undoes one layer of escapes: `\u0064`, `\/`, `%64`, `&#100;`, `&#x64;`, and
/// the named ones that encoders of HTML write. What is none stays.
pub(super) fn unescape(text: &[u8]) -> Vec<u8> {
    let mut plain = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((&first, behind)) = rest.split_first() {
        let read = match first {
            b'\\' => after_backslash(behind),
            b'%' => number(behind, 2, 2, 16).map(|(code, used)| (char::from_u32(code), used)),
            b'&' => entity(behind),
            _ => None,
        };
        match read {
            Some((Some(character), used)) => {
                plain.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
                rest = behind.get(used..).unwrap_or_default();
            }
            // Half of a pair of surrogates, which no secret has.
            Some((None, used)) => {
                plain.push(b'?');
                rest = behind.get(used..).unwrap_or_default();
            }
            None => {
                plain.push(first);
                rest = behind;
            }
        }
    }
    plain
}

/// The character that an escape stands for, if it stands for one, and how many
/// bytes it took.
type Unescaped = Option<(Option<char>, usize)>;

fn after_backslash(behind: &[u8]) -> Unescaped {
    match behind.first()? {
        b'u' | b'U' => {
            let (code, used) = number(behind.get(1..)?, 4, 4, 16)?;
            Some((char::from_u32(code), used + 1))
        }
        b'x' => {
            let (code, used) = number(behind.get(1..)?, 2, 2, 16)?;
            Some((char::from_u32(code), used + 1))
        }
        other @ (b'"' | b'\'' | b'\\' | b'/') => Some((Some(char::from(*other)), 1)),
        _ => None,
    }
}

fn entity(behind: &[u8]) -> Unescaped {
    let named = [
        (&b"amp;"[..], '&'),
        (b"lt;", '<'),
        (b"gt;", '>'),
        (b"quot;", '"'),
        (b"apos;", '\''),
    ];
    if let Some((name, character)) = named.iter().find(|(name, _)| behind.starts_with(name)) {
        return Some((Some(*character), name.len()));
    }
    let digits = behind.strip_prefix(b"#")?;
    let (hexadecimal, radix) = match digits.first()? {
        b'x' | b'X' => (1, 16),
        _ => (0, 10),
    };
    let (code, used) = number(digits.get(hexadecimal..)?, 1, 7, radix)?;
    let end = hexadecimal + used;
    let semicolon = usize::from(digits.get(end) == Some(&b';'));
    Some((char::from_u32(code), 1 + end + semicolon))
}

/// The number at the start of a text, of so many digits, and how many it has.
fn number(text: &[u8], least: usize, most: usize, radix: u32) -> Option<(u32, usize)> {
    let mut code = 0;
    let mut used = 0;
    for byte in text.iter().take(most) {
        let Some(digit) = char::from(*byte).to_digit(radix) else {
            break;
        };
        code = code * radix + digit;
        used += 1;
    }
    (used >= least).then_some((code, used))
}
