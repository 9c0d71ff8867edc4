//! The page as a whole.

use oas_codegen::tree::printable_lines;

use super::markdown::markdown;
use super::{operations, requests, state};
use crate::encoding::escaped;
use crate::mock::Mock;

pub(super) const STYLE: &str = include_str!("style.css");
const SCRIPT: &str = include_str!("script.js");

/// The page. It needs nothing from outside, and shows the same without scripts.
pub(super) fn page(mock: &Mock, nonce: &str) -> String {
    let service = &mock.0.service;
    let title = escaped(&service.title);
    let docs = service
        .description
        .as_deref()
        .map(markdown)
        .unwrap_or_default();
    let head = format!("<style nonce=\"{nonce}\">{STYLE}</style>");
    let body = format!(
        "<header><h1>{title} <small>{version}</small></h1><p class=\"tag\">mock server</p></header>\n\
         <main>\n<div class=\"live\" id=\"live\">\n{requests}\n{state}\n</div>\n\
         <section class=\"operations\"><h2>Operations</h2>\n\
         <details class=\"about\"><summary>About this API</summary>{docs}</details>\n{operations}</section>\n\
         </main>\n<script nonce=\"{nonce}\">{SCRIPT}</script>",
        version = escaped(&service.version),
        requests = requests::section(mock),
        state = state::section(mock),
        operations = operations::all(service, &|_| String::new()),
    );
    shell(&format!("{title}: mock"), &head, &body)
}

/// A page that needs nothing from outside, and in which no text of others changes how
/// the text around it is read.
pub(super) fn shell(title: &str, head: &str, body: &str) -> String {
    let page = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <link rel=\"icon\" href=\"data:,\">\n<title>{title}</title>\n{head}\n</head>\n\
         <body>\n{body}\n</body>\n</html>\n"
    );
    printable_lines(&page)
}
