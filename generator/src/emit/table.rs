//! Tables: macro calls that say which name means what.
//!
//! They are text rather than tokens because prettyplease runs the tokens of a
//! macro it does not know together on as few lines as fit.

/// How long a line may be.
pub(super) const WIDTH: usize = 100;

/// A table such as `json_object! { Ticket { optional { id, … } } }`.
pub(crate) struct Table {
    /// The runtime's macro.
    pub name: &'static str,
    /// The type it is about.
    pub subject: String,
    /// What is inside the braces.
    pub sections: Vec<Section>,
    /// A second list of short rows, after the braces: its heading and the rows.
    pub after: Option<(&'static str, Vec<String>)>,
    /// What comes after all braces, such as `unknown Unknown`.
    pub tail: Option<String>,
}

/// A part of a table.
pub(crate) enum Section {
    /// Rows, a line each (or more, where a row has documentation).
    Rows(Vec<String>),
    /// Short rows without a heading, as many on a line as fit.
    Short(Vec<String>),
    /// A heading and short rows, as many on a line as fit.
    List(String, Vec<String>),
    /// One statement.
    Statement(String),
    /// A statement that is a call, with as many arguments on a line as fit.
    Call(&'static str, Vec<String>),
    /// The definition of the type itself, which stands alone.
    Definition(String),
}

impl Table {
    /// A table with rows and nothing else.
    pub fn rows(name: &'static str, subject: impl Into<String>, rows: Vec<String>) -> Self {
        Self::with(name, subject, vec![Section::Rows(rows)])
    }

    /// A table with several sections.
    pub fn with(name: &'static str, subject: impl Into<String>, sections: Vec<Section>) -> Self {
        Self {
            name,
            subject: subject.into(),
            sections,
            after: None,
            tail: None,
        }
    }

    /// A call on one line, with parentheses.
    pub fn call(name: &'static str, arguments: impl Into<String>) -> Self {
        Self::with(name, arguments, Vec::new())
    }

    /// The definition of a type, with its documentation as lines of comments.
    pub fn definition(name: &'static str, docs: &str, definition: &str) -> Self {
        let definition = Section::Definition(format!("{docs}{definition}"));
        Self::with(name, String::new(), vec![definition])
    }

    /// The table as text: on one line if it is short.
    pub fn render(&self) -> String {
        let (name, subject) = (self.name, &self.subject);
        match self.sections.as_slice() {
            [] => format!("oas_runtime::{name}!({subject});\n"),
            [Section::Definition(text)] => {
                let mut out = format!("oas_runtime::{name}! {{\n");
                push_lines(&mut out, "    ", text);
                out + "}\n"
            }
            _ => self.one_line().unwrap_or_else(|| self.many_lines()),
        }
    }

    fn one_line(&self) -> Option<String> {
        let mut parts = Vec::new();
        for section in &self.sections {
            parts.push(match section {
                Section::Rows(rows) if rows.len() <= 1 => rows.concat(),
                Section::Rows(_) | Section::Definition(_) => return None,
                Section::Short(rows) => rows.join(", "),
                Section::List(heading, rows) => format!("{heading} {{ {} }}", rows.join(", ")),
                Section::Statement(text) => format!("{text};"),
                Section::Call(name, arguments) => format!("{name}({});", arguments.join(", ")),
            });
        }
        let inside = parts.join(" ");
        let tail = self
            .tail
            .iter()
            .map(|tail| format!(" {tail}"))
            .collect::<String>();
        let after = match &self.after {
            Some((heading, rows)) => format!(" {heading} {{ {} }}", rows.join(", ")),
            None => String::new(),
        };
        let inside = match inside.as_str() {
            "" => "{}".to_owned(),
            _ => format!("{{ {inside} }}"),
        };
        let line = format!(
            "oas_runtime::{}!({} {inside}{after}{tail});\n",
            self.name, self.subject
        );
        (line.len() <= WIDTH + 1 && !line.trim_end().contains('\n')).then_some(line)
    }

    fn many_lines(&self) -> String {
        let mut out = format!("oas_runtime::{}!({} {{\n", self.name, self.subject);
        self.push_sections(&mut out, "    ");
        let tail = self
            .tail
            .iter()
            .map(|tail| format!(" {tail}"))
            .collect::<String>();
        let end = format!("}}{tail});");
        match &self.after {
            Some((heading, rows)) => {
                push_wrapped(&mut out, "", &format!("}} {heading} {{"), rows, &end);
            }
            None => out.push_str(&format!("{end}\n")),
        }
        out
    }

    fn push_sections(&self, out: &mut String, indent: &str) {
        for section in &self.sections {
            match section {
                Section::Rows(rows) => push_rows(out, indent, rows),
                Section::Short(rows) => push_filled(out, indent, rows),
                Section::List(heading, rows) => {
                    push_wrapped(out, indent, &format!("{heading} {{"), rows, "}");
                }
                Section::Statement(text) => out.push_str(&format!("{indent}{text};\n")),
                Section::Call(name, arguments) => {
                    push_wrapped(out, indent, &format!("{name}("), arguments, ");");
                }
                Section::Definition(text) => push_lines(out, indent, text),
            }
        }
    }
}

fn push_lines(out: &mut String, indent: &str, text: &str) {
    for line in text.lines() {
        out.push_str(format!("{indent}{line}").trim_end());
        out.push('\n');
    }
}

fn push_rows(out: &mut String, indent: &str, rows: &[String]) {
    for row in rows {
        push_lines(out, indent, row);
        // The comma belongs to the row's last line.
        out.pop();
        out.push_str(",\n");
    }
}

/// Short rows between `open` and `close`, as many on a line as fit.
fn push_wrapped(out: &mut String, indent: &str, open: &str, rows: &[String], close: &str) {
    let space = if open.ends_with('{') { " " } else { "" };
    let line = format!("{indent}{open}{space}{}{space}{close}\n", rows.join(", "));
    if line.len() <= WIDTH + 1 {
        out.push_str(&line);
        return;
    }
    out.push_str(&format!("{indent}{open}\n"));
    push_filled(out, &format!("{indent}    "), rows);
    out.push_str(&format!("{indent}{close}\n"));
}

/// Rows, as many on a line as fit.
fn push_filled(out: &mut String, indent: &str, rows: &[String]) {
    let mut line = String::new();
    for row in rows {
        if !line.is_empty() && indent.len() + line.len() + row.len() + 2 > WIDTH {
            out.push_str(&format!("{indent}{line}\n"));
            line.clear();
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(row);
        line.push(',');
    }
    if !line.is_empty() {
        out.push_str(&format!("{indent}{line}\n"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_tables_stay_on_their_line() {
        let sections = vec![
            Section::List("required".to_owned(), vec!["id".to_owned()]),
            Section::Statement("additional extra".to_owned()),
        ];
        let text = Table::with("json_object", "Pet", sections).render();
        let expected = "oas_runtime::json_object!(Pet { required { id } additional extra; });\n";
        assert_eq!(text, expected);
    }

    #[test]
    fn long_lists_are_wrapped() {
        let rows = (0..30).map(|index| format!("field_{index}")).collect();
        let text = Table::with(
            "json_object",
            "Pet",
            vec![Section::List("optional".to_owned(), rows)],
        )
        .render();
        assert!(text.lines().all(|line| line.len() <= WIDTH), "{text}");
        assert!(text.lines().count() < 12, "{text}");
        assert!(
            text.starts_with("oas_runtime::json_object!(Pet {\n    optional {\n        field_0, "),
            "{text}"
        );
        assert!(text.ends_with(",\n    }\n});\n"), "{text}");
    }
}
