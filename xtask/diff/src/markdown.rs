//! Findings quote documents, and Markdown would make links, pictures and HTML of
//! what is quoted.

use oas_codegen::tree::single_line;

/// What means something in Markdown or in HTML. The last one would call somebody.
const SIGNS: &str = "\\`*_[]<>&|~#!@";

/// A sentence of ours, in which what stands between backticks is code.
pub fn text(sentence: &str) -> String {
    let sentence = single_line(sentence);
    let mut parts = sentence.split('`').peekable();
    let mut written = escaped(parts.next().unwrap_or_default());
    while let Some(part) = parts.next() {
        // Each piece of code ends at a backtick, unless one is part of a name.
        let Some(behind) = parts.next() else {
            return written + &escaped(part);
        };
        written.push_str(&code(part));
        // Two pieces without anything between would become one.
        let is_between = behind.is_empty() && parts.peek().is_some();
        written.push_str(if is_between { " " } else { "" });
        written.push_str(&escaped(behind));
    }
    written
}

/// A name, as code where it can be written as such.
pub fn code(name: &str) -> String {
    let name = single_line(name);
    // In a table a bar ends the cell even in code, unless a backslash precedes it.
    if name.trim().is_empty() || name.contains(['`', '\\']) {
        return escaped(&name);
    }
    format!("`{}`", name.replace('|', "\\|"))
}

fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for sign in text.chars() {
        match sign {
            '@' => escaped.push_str("@\u{200b}"),
            sign if SIGNS.contains(sign) => escaped.push_str(&format!("&#{};", u32::from(sign))),
            sign => escaped.push(sign),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_keeps_its_code() {
        let sentence = "the field is `Option<A>` and was `a|b`";
        assert_eq!(text(sentence), "the field is `Option<A>` and was `a\\|b`");
        assert_eq!(code("GET /a/{b}"), "`GET /a/{b}`");
    }

    #[test]
    fn what_is_quoted_becomes_nothing_else() {
        for harm in [
            "<img src=x onerror=a()>",
            "[a](javascript:b)",
            "![a](https://b)",
            "a | b",
            "\\| b",
            "@team",
            "**a**",
        ] {
            for quoted in [
                format!("`{harm}"),
                format!("a`{harm}`b"),
                format!("``{harm}``"),
            ] {
                // A name with backticks, between backticks of ours.
                let written = text(&format!("`{quoted}` is gone"));
                let outside = written.split('`').step_by(2).collect::<String>();
                let acts = |sign: char| "<[*\\".contains(sign);
                assert!(!outside.contains(acts), "{quoted}: {written}");
                assert!(!outside.contains("@team"), "{quoted}: {written}");
                assert!(
                    !written.replace("\\|", "").contains('|'),
                    "{quoted}: {written}"
                );
                assert_eq!(written.matches('`').count() % 2, 0, "{quoted}: {written}");
                assert!(!written.contains("``"), "{quoted}: {written}");
            }
        }
    }
}
