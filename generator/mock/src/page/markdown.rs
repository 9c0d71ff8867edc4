//! The document's texts, which are Markdown.

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

/// Markdown as HTML. HTML inside it is shown, and not obeyed; links lead to the
/// web or to an address, and of pictures only the words are left.
pub(super) fn markdown(text: &str) -> String {
    let mut dropped = Vec::new();
    let events = Parser::new(text).filter_map(|event| match event {
        Event::Html(html) | Event::InlineHtml(html) => Some(Event::Text(html)),
        Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => None,
        Event::Start(Tag::Link { ref dest_url, .. }) => {
            let leads = leads(dest_url);
            dropped.push(!leads);
            leads.then_some(event)
        }
        Event::End(TagEnd::Link) => (dropped.pop() == Some(false)).then_some(event),
        other => Some(other),
    });
    let mut out = String::new();
    pulldown_cmark::html::push_html(&mut out, events);
    out
}

/// Whether a link only leads somewhere, and does nothing.
fn leads(url: &str) -> bool {
    let scheme = url.split_once(':').map(|(scheme, _)| scheme);
    let known = ["http", "https", "mailto"];
    scheme.is_some_and(|scheme| known.iter().any(|one| one.eq_ignore_ascii_case(scheme)))
}

#[cfg(test)]
mod tests {
    use super::markdown;

    #[test]
    fn nothing_of_a_document_acts() {
        for (text, shown) in [
            (
                "**a** <script>alert(1)</script>",
                "<p><strong>a</strong> &lt;script&gt;alert(1)&lt;/script&gt;</p>\n",
            ),
            ("[x](javascript:alert(1))", "<p>x</p>\n"),
            ("[x](JavaScript&#58;alert(1))", "<p>x</p>\n"),
            ("[x](data:text/html,y)", "<p>x</p>\n"),
            ("[x](/pets)", "<p>x</p>\n"),
            ("<vbscript:x>", "<p>vbscript:x</p>\n"),
            ("![x](https://a.example/pixel)", "<p>x</p>\n"),
            (
                "[x](https://a.example)",
                "<p><a href=\"https://a.example\">x</a></p>\n",
            ),
            (
                "[a ![b](x) [c](javascript:d)](http://e)",
                "<p>[a b c](http://e)</p>\n",
            ),
        ] {
            assert_eq!(markdown(text), shown, "{text}");
        }
    }
}
