//! The document's texts, which are Markdown.

use pulldown_cmark::{Event, Parser};

/// Markdown as HTML. HTML inside it is shown, and not obeyed.
pub(super) fn markdown(text: &str) -> String {
    let events = Parser::new(text).map(|event| match event {
        Event::Html(html) | Event::InlineHtml(html) => Event::Text(html),
        other => other,
    });
    let mut out = String::new();
    pulldown_cmark::html::push_html(&mut out, events);
    out
}

#[cfg(test)]
mod tests {
    use super::markdown;

    #[test]
    fn html_of_a_document_is_not_obeyed() {
        let shown = markdown("**a** <script>alert(1)</script>");
        assert_eq!(
            shown,
            "<p><strong>a</strong> &lt;script&gt;alert(1)&lt;/script&gt;</p>\n"
        );
    }
}
