//! The page: HTML that needs nothing besides itself.

/// A part of the book.
pub(super) struct Section {
    pub title: String,
    /// What is measured, and what to make of it.
    pub said: String,
    /// The commands that measure it.
    pub commands: Vec<String>,
    pub head: Vec<String>,
    pub rows: Vec<Vec<String>>,
    /// Plots, as SVG.
    pub plots: Vec<String>,
}

impl Section {
    /// What could not be measured, and why.
    pub fn skipped(title: &str, why: &str) -> Section {
        println!("{title}: skipped, {why}");
        Section {
            title: title.to_owned(),
            said: format!("Skipped: {why}."),
            commands: Vec::new(),
            head: Vec::new(),
            rows: Vec::new(),
            plots: Vec::new(),
        }
    }
}

const STYLE: &str = "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;\
padding:0 1rem;color:#222;background:#fff}table{border-collapse:collapse;margin:1rem 0}\
td,th{border-bottom:1px solid #ccc;padding:.2rem .8rem;text-align:right}\
td:first-child,th:first-child{text-align:left}\
pre{background:#f3f3f3;padding:.6rem;overflow:auto}svg{max-width:100%;height:auto}";

/// The whole page.
pub(super) fn html(facts: &[(&'static str, String)], sections: &[Section]) -> String {
    let facts: String = facts
        .iter()
        .map(|(name, value)| format!("<tr><td>{name}</td><td>{}</td></tr>\n", escaped(value)))
        .collect();
    let sections: String = sections.iter().map(section).collect();
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\">\
         <title>What it costs</title><style>{STYLE}</style></head>\n<body>\n\
         <h1>What it costs</h1>\n<p>Everything here was measured in one run of \
         <code>cargo xtask bench --book</code>, on this machine:</p>\n\
         <table>\n{facts}</table>\n{sections}</body>\n</html>\n"
    )
}

fn section(section: &Section) -> String {
    let commands = section
        .commands
        .iter()
        .map(|it| escaped(it))
        .collect::<Vec<_>>();
    let commands = match commands.as_slice() {
        [] => String::new(),
        commands => format!("<pre>{}</pre>\n", commands.join("\n")),
    };
    format!(
        "<h2>{}</h2>\n<p>{}</p>\n{}\n{}{commands}",
        escaped(&section.title),
        escaped(&section.said),
        section.plots.concat(),
        table(section),
    )
}

fn table(section: &Section) -> String {
    if section.rows.is_empty() {
        return String::new();
    }
    let row = |cells: &[String], tag: &str| {
        let cells = cells
            .iter()
            .map(|cell| format!("<{tag}>{}</{tag}>", escaped(cell)));
        format!("<tr>{}</tr>\n", cells.collect::<String>())
    };
    let rows: String = section.rows.iter().map(|cells| row(cells, "td")).collect();
    format!("<table>\n{}{rows}</table>\n", row(&section.head, "th"))
}

/// Text of others, such as names of documents, as text.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}
