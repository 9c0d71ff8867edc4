//! Tables: macro calls that say which name means what.
//!
//! They are text rather than tokens because prettyplease runs the tokens of a
//! macro it does not know together on as few lines as fit.

/// How long a line may be.
const WIDTH: usize = 100;

/// A table such as `record! { Ticket { optional { id, … } } }`.
pub(crate) struct Table {
    /// The runtime's macro.
    pub name: &'static str,
    /// The documentation of the item that the table defines, if it does.
    pub docs: Option<String>,
    /// The type it is about.
    pub subject: String,
    /// What is inside the braces.
    pub sections: Vec<Section>,
    /// What comes after the braces, such as `unknown Unknown`.
    pub tail: Option<String>,
}

/// A part of a table.
pub(crate) enum Section {
    /// Rows, a line each (or more, where a row has documentation).
    Rows(Vec<String>),
    /// A heading and short rows, as many on a line as fit.
    List(&'static str, Vec<String>),
    /// A call such as `new(id: TicketId)`, wrapped where it grows too long.
    Call(String, Vec<String>),
    /// One statement.
    Statement(String),
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
            docs: None,
            subject: subject.into(),
            sections,
            tail: None,
        }
    }

    /// A call on one line, with parentheses.
    pub fn call(name: &'static str, arguments: impl Into<String>) -> Self {
        Self::with(name, arguments, Vec::new())
    }

    /// The table as text.
    pub fn render(&self) -> String {
        if self.sections.is_empty() {
            return format!("{}!({});\n", self.name, self.subject);
        }
        let mut out = format!("{}! {{\n", self.name);
        for line in self.docs.iter().flat_map(|docs| docs.lines()) {
            out.push_str(format!("    /// {line}").trim_end());
            out.push('\n');
        }
        out.push_str(&format!("    {} {{\n", self.subject));
        for section in &self.sections {
            match section {
                Section::Rows(rows) => push_rows(&mut out, rows),
                Section::List(heading, rows) => push_list(&mut out, heading, rows),
                Section::Call(heading, rows) => push_call(&mut out, heading, rows),
                Section::Statement(text) => out.push_str(&format!("        {text};\n")),
            }
        }
        out.push_str("    }\n");
        if let Some(tail) = &self.tail {
            out.push_str(&format!("    {tail}\n"));
        }
        out.push_str("}\n");
        out
    }
}

fn push_rows(out: &mut String, rows: &[String]) {
    for row in rows {
        for line in row.lines() {
            out.push_str(format!("        {line}").trim_end());
            out.push('\n');
        }
        // The comma belongs to the row's last line.
        out.pop();
        out.push_str(",\n");
    }
}

fn push_list(out: &mut String, heading: &str, rows: &[String]) {
    let line = format!("        {heading} {{ {} }}\n", rows.join(", "));
    if line.len() <= WIDTH + 1 {
        out.push_str(&line);
        return;
    }
    out.push_str(&format!("        {heading} {{\n"));
    push_wrapped(out, rows);
    out.push_str("        }\n");
}

fn push_call(out: &mut String, heading: &str, rows: &[String]) {
    let line = format!("        {heading}({});\n", rows.join(", "));
    if line.len() <= WIDTH + 1 {
        out.push_str(&line);
        return;
    }
    out.push_str(&format!("        {heading}(\n"));
    push_wrapped(out, rows);
    out.push_str("        );\n");
}

fn push_wrapped(out: &mut String, rows: &[String]) {
    const INDENT: &str = "           ";
    let mut line = String::from(INDENT);
    for row in rows {
        if line.len() > INDENT.len() && line.len() + row.len() + 2 > WIDTH {
            out.push_str(&line);
            out.push('\n');
            line = String::from(INDENT);
        }
        line.push(' ');
        line.push_str(row);
        line.push(',');
    }
    out.push_str(&line);
    out.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_lists_stay_on_their_line() {
        let sections = vec![
            Section::Call("new".to_owned(), vec!["id: PetId".to_owned()]),
            Section::List("required", vec!["id".to_owned()]),
            Section::Statement("rest extra".to_owned()),
        ];
        let text = Table::with("record", "Pet", sections).render();
        let expected = "record! {\n    Pet {\n        new(id: PetId);\n        required { id }\n        rest extra;\n    }\n}\n";
        assert_eq!(text, expected);
    }

    #[test]
    fn long_lists_are_wrapped() {
        let rows = (0..30).map(|index| format!("field_{index}")).collect();
        let text = Table::with("record", "Pet", vec![Section::List("optional", rows)]).render();
        assert!(text.lines().all(|line| line.len() <= WIDTH), "{text}");
        assert!(text.lines().count() < 12, "{text}");
    }

    #[test]
    fn documentation_and_rows_are_indented() {
        let mut table = Table::rows(
            "string_enum",
            "pub enum Size",
            vec!["/// Big.\nBig = \"big\"".to_owned()],
        );
        table.docs = Some("Sizes.\n\nOf pets.".to_owned());
        let expected = "string_enum! {\n    /// Sizes.\n    ///\n    /// Of pets.\n    pub enum Size {\n        /// Big.\n        Big = \"big\",\n    }\n}\n";
        assert_eq!(table.render(), expected);
    }
}
