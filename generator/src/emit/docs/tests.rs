use super::*;
use proc_macro2::TokenTree;
use pulldown_cmark::{BrokenLink, CodeBlockKind, Event, Options, Parser, Tag};

/// What of a text rustdoc would run, or a reader would not be safe from.
fn acts(text: &str) -> Option<String> {
    let rustdoc = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_SMART_PUNCTUATION;
    // The search for tests goes without extensions.
    [rustdoc, Options::empty()].into_iter().find_map(|options| {
        let item = |_: BrokenLink<'_>| Some(("item".into(), "".into()));
        Parser::new_with_broken_link_callback(text, options, Some(item)).find_map(|event| {
            let safe = match &event {
                Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => &**info == "text",
                Event::Start(
                    Tag::CodeBlock(CodeBlockKind::Indented)
                    | Tag::Image { .. }
                    | Tag::FootnoteDefinition(_),
                )
                | Event::Html(_)
                | Event::InlineHtml(_)
                | Event::FootnoteReference(_) => false,
                Event::Start(Tag::Link { dest_url, .. }) => {
                    let schemes = ["http://", "https://", "mailto:"];
                    let lower = dest_url.to_lowercase();
                    schemes.iter().any(|scheme| lower.starts_with(scheme))
                }
                _ => true,
            };
            (!safe).then(|| format!("{event:?}"))
        })
    })
}

/// All that emission makes of a text, as it stands in a comment.
fn written(text: &str) -> Vec<String> {
    let docs = Docs {
        title: Some(text.to_owned()),
        description: Some(text.to_owned()),
        ..Docs::default()
    };
    vec![
        safe(text),
        sentence(&line(text)),
        of(&docs, "None."),
        of_operation(&docs, "None."),
        summary(&of(&docs, "None.")),
        format!("For tests: {}", summary(&safe(text))),
        format!(
            "- `name`: {}\n- `other`: {}",
            first_paragraph(text),
            line(text)
        ),
        format!("One of {}, {}.", code(text), url(text)),
        format!(
            "{} Selected when `kind` is {}.",
            sentence(&safe(text)),
            code(text)
        ),
    ]
}

#[track_caller]
fn harmless(text: &str) {
    for written in written(text) {
        // What is written is not damaged by what is written behind it.
        let followed = format!("{written}\n\n# Examples\n\n```text\nx\n```");
        for whole in [&written, &followed] {
            assert_eq!(acts(whole), None, "{text:?} became\n{whole}");
        }
    }
}

#[test]
fn the_beginning_of_a_code_block_opens_none() {
    for text in [
        "```\nrust panic!()\n\nx\n```",
        "- ```\n  rust panic!()\n\n  x\n  ```",
        "> - ~~~\n>   rust\n\nx",
        "1. # a\n\n       rust\n\n       x",
    ] {
        harmless(text);
    }
}

#[test]
fn what_acts_is_found() {
    for text in [
        "    a",
        "```\na\n```",
        "<b>",
        "[Vec]",
        "[a](javascript:b)",
        "![a](https://b.example)",
    ] {
        assert!(acts(text).is_some(), "{text:?}");
    }
}

#[test]
fn every_form_of_code_is_text() {
    for text in [
        "> ~~~\n> panic!()\n> ~~~",
        ">      panic!()",
        "-     panic!()",
        "-\t\tpanic!()",
        "- # T\n      panic!()",
        "- # T\n\n      panic!()",
        "- a\n  ```\n  panic!()\nunindented\n```\npanic!()\n```",
        "* ```rust\n  panic!()\n",
        "1. a\n\n       panic!()",
        "a\n\n    panic!()",
        "a\n\n\tpanic!()",
        "````\n```\npanic!()\n````",
        "```text\n````\n```\n\n    panic!()",
        "> - > ```\n> - > panic!()",
        "a\n&#32;&#32;&#32;&#32;panic!()",
        "&#10;&#10;    panic!()",
        "&#9;panic!()",
        "- a\n  2. b\n\n         panic!()",
        "999999999. a\n1. b\n\n               panic!()",
        "- - ---\n\n        panic!()",
        "- ***\n\n      panic!()",
        "-\n\n      panic!()",
        "~~~~rust,should_panic\npanic!()",
        "`a\n\n    panic!()\n`",
        "| a |\n| - |\n| `\\|<b>` |\n\n    panic!()",
    ] {
        harmless(text);
    }
}

#[test]
fn markup_is_text() {
    for text in [
        "\\`<img onerror=alert(1)>`",
        "<img src=x onerror=alert(1)>",
        "a <b\nonclick=x>c</b>",
        "<script>alert(1)</script>",
        "<!-- a\n\nb --> <?a?> <![CDATA[x]]>",
        "ticket_id`a``<b>`",
        "ticket_id```<b>``x`",
        "| `a|<b>` | \\| |\n| - | - |\n| `\\|<b>` | <b> |",
        "[a](javascript:alert(1)) [b](data:text/html,x) [c](Vec) [d](#e)",
        "[x]: javascript:alert(1)\n[x] [Vec] [`Vec`] [y][Vec]",
        "<javascript:alert(1)> javascript://alert(1) vbscript://x",
        "[a](https://x.example/>\"<b>) [a](<https://x.example/ b>)",
        "![a](https://x.example/a.png) [![a](b.png)](https://x.example)",
        "note[^1]\n\n[^1]: <b> text\n\n    panic!()",
        "&lt;b&gt; &#60;b&#62; &amp;lt; &#x202e;",
        "mailto:x [a](mailto:Vec) [b](mailto:a@b.example) <a@b.example>",
        "https://a.example/<b> (https://a.example). \"https://a.example\"",
        "</v1> <v1> https://[::1] https:// http://?",
        "!\u{200b}[a](https://x.example) ![b][c] !<https://x.example>",
    ] {
        harmless(text);
    }
}

#[test]
fn texts_stay_what_they_say() {
    for (text, expected) in [
        ("a\n```json\n{ x }\n```\nb", "a\n\n```text\n{ x }\n```\n\nb"),
        ("a\n```\nnever closed", "a\n\n```text\nnever closed\n```"),
        ("see [Ticket] and Vec<T>", "see \\[Ticket\\] and Vec\\<T>"),
        ("at https://example.com/a.", "at <https://example.com/a>."),
        (
            "at [here](https://example.com)",
            "at [here](https://example.com)",
        ),
        (
            "a [retention policy](https://a.example/b#c) of [ours](#here)",
            "a [retention policy](https://a.example/b#c) of ours",
        ),
        (
            "the ticket_id, or TicketType",
            "the `ticket_id`, or `TicketType`",
        ),
        ("`ticket_id` stays", "`ticket_id` stays"),
        ("an unclosed ` tick", "an unclosed \\` tick"),
        (
            "{% admonition type=\"info\" %}\ntext {% x %}here",
            "text here",
        ),
        (
            "# Title\nText *with* **marks**\n1. a\n2. b",
            "# Title\n\nText *with* **marks**\n\n1. a\n2. b",
        ),
        ("- a\n  - b\n- c\n\npara", "- a\n  - b\n- c\n\npara"),
        ("> quoted\n> more", "> quoted\n> more"),
        (
            "a | b\n--|:-:\nc_d | e",
            "| a | b |\n| --- | :-: |\n| `c_d` | e |",
        ),
        ("Q&A, R&amp;D & &copy;", "Q&A, R&D & ©"),
        (
            "![logo](https://a.example/b.png)",
            "[logo](https://a.example/b.png)",
        ),
        ("one  \ntwo\\\nthree", "one\\\ntwo\\\nthree"),
        ("1\\. no list\n\\- none", "1\\. no list\n\\- none"),
    ] {
        assert_eq!(safe(text), expected, "{text:?}");
    }
    assert_eq!(line("# 1. `a_b`\n  - <c>"), "\\# 1. `a_b` - \\<c>");
    assert_eq!(code("a`b"), "``a`b``");
    assert_eq!(url("javascript://x"), "`javascript://x`");
    assert_eq!(first_paragraph("one\ntwo\n\nthree"), "one two");
}

#[test]
fn no_comment_is_ended() {
    let said = |tokens: TokenStream| tokens.to_string();
    assert_eq!(said(attributes("a\rb\u{202e}")), said(attributes("ab")));
}

#[test]
fn whatever_marks_a_text_has_it_is_one_literal() {
    let many = format!("a \"{}", "#".repeat(300));
    for text in ["a", "a \"b\"", "a\n\n \"#b\"##", "\n\na \\", &many] {
        let attribute = attributes(text).into_iter().nth(1).unwrap();
        let TokenTree::Group(attribute) = attribute else {
            panic!("{text:?} is no attribute");
        };
        let literal = attribute.stream().into_iter().nth(2).unwrap();
        let literal: syn::LitStr = syn::parse2(literal.into()).unwrap();
        let lines: Vec<_> = text.lines().map(|line| format!(" {line}")).collect();
        let expected: Vec<_> = lines.iter().map(|line| line.trim_end()).collect();
        assert_eq!(literal.value(), expected.join("\n"));
    }
}

#[test]
fn sentences_end() {
    assert_eq!(sentence("A ticket"), "A ticket.");
    assert_eq!(sentence("Why?"), "Why?");
    let docs = Docs {
        description: Some("{% x %}".to_owned()),
        ..Docs::default()
    };
    assert_eq!(of(&docs, "Fallback."), "Fallback.");
}

/// Pieces of Markdown that mean something beside one another.
const PIECES: &[&str] = &[
    "a",
    "b ",
    " ",
    "  ",
    "    ",
    "\t",
    "\n",
    "\n\n",
    "\n    ",
    "\n\n      ",
    "- ",
    "* ",
    "+ ",
    "1. ",
    "999999999) ",
    "2. ",
    "> ",
    ">",
    "```",
    "````rust\n",
    "~~~",
    "`",
    "``",
    "# ",
    "#",
    "===",
    "---",
    "***",
    "|",
    " | ",
    "\n|-|-|\n",
    ":-",
    "[",
    "]",
    "](",
    ")",
    "(https://a.example)",
    "[x]: ",
    "[^1]",
    "[^1]: ",
    "![",
    "!",
    "<b>",
    "<",
    ">",
    "</b>",
    "<!--",
    "-->",
    "<script>",
    "<https://a.example>",
    "javascript:",
    "https://a.example/b_c",
    "ticket_id",
    "TicketType",
    "*",
    "**",
    "_",
    "~~",
    "\\",
    "\\\n",
    "&",
    "&#32;",
    "&#10;",
    "&lt;",
    "&#96;",
    ";",
    "{%",
    "%}",
    "\r",
    "\u{202e}",
    "\u{a0}",
    "é",
    "[ ] ",
    "panic!()",
    ".",
    ":",
    "=",
    "mailto:",
    "@b.example",
    "\"",
    "'",
    "\u{e000}",
];

/// Texts of random pieces; `seed` gives the same ones each time.
fn random(seed: &mut u64) -> String {
    let mut next = |below: usize| {
        *seed ^= *seed << 13;
        *seed ^= *seed >> 7;
        *seed ^= *seed << 17;
        usize::try_from(*seed % below as u64).unwrap_or_default()
    };
    let length = next(24) + 1;
    (0..length)
        .filter_map(|_| PIECES.get(next(PIECES.len())))
        .copied()
        .collect()
}

#[test]
fn random_texts_do_no_harm() {
    let count = option_env!("MARKDOWN_TEXTS").and_then(|count| count.parse().ok());
    let mut seed = 0x9e37_79b9_7f4a_7c15;
    for _ in 0..count.unwrap_or(2_000) {
        harmless(&random(&mut seed));
    }
}

#[test]
fn long_texts_are_read_once() {
    let lines = "- a line of a list\n".repeat(40_000);
    assert!(safe(&lines).len() < 2 * lines.len());
    let tags = "{% a ".repeat(240_000);
    assert!(safe(&tags).len() < 2 * tags.len());
    let deep = "> - ".repeat(20_000);
    assert!(safe(&format!("{deep}a")).len() < 2 * deep.len());
}
