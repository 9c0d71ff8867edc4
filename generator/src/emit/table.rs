//! Tables: macro calls that say which name means what, a row a line.
//!
//! They are text rather than tokens because prettyplease runs the tokens of a
//! macro it does not know together on as few lines as fit.

/// A table such as `record! { Ticket { optional { id: "id", … } } }`.
pub(crate) struct Table {
    /// The runtime's macro.
    pub name: &'static str,
    /// The type it is about.
    pub subject: String,
    /// What is inside the braces.
    pub sections: Vec<Section>,
    /// What comes after the braces, such as `unknown Unknown`.
    pub tail: Option<String>,
}

/// A part of a table.
pub(crate) enum Section {
    /// Rows on their own.
    Rows(Vec<String>),
    /// Rows under a heading.
    Named(&'static str, Vec<String>),
    /// One statement.
    Statement(String),
}

impl Table {
    /// A table with rows and nothing else.
    pub fn rows(name: &'static str, subject: impl Into<String>, rows: Vec<String>) -> Self {
        Self {
            name,
            subject: subject.into(),
            sections: vec![Section::Rows(rows)],
            tail: None,
        }
    }

    /// A call on one line, with parentheses.
    pub fn call(name: &'static str, arguments: impl Into<String>) -> Self {
        Self {
            name,
            subject: arguments.into(),
            sections: Vec::new(),
            tail: None,
        }
    }

    /// The table as text.
    pub fn render(&self) -> String {
        if self.sections.is_empty() {
            return format!("{}!({});\n", self.name, self.subject);
        }
        let mut out = format!("{}! {{\n    {} {{\n", self.name, self.subject);
        for section in &self.sections {
            match section {
                Section::Rows(rows) => push_rows(&mut out, "        ", rows),
                Section::Named(name, rows) => {
                    out.push_str(&format!("        {name} {{\n"));
                    push_rows(&mut out, "            ", rows);
                    out.push_str("        }\n");
                }
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

fn push_rows(out: &mut String, indent: &str, rows: &[String]) {
    for row in rows {
        out.push_str(indent);
        out.push_str(row);
        out.push_str(",\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_has_a_row_a_line() {
        let table = Table {
            name: "record",
            subject: "Pet".to_owned(),
            sections: vec![
                Section::Named("optional", vec!["id: \"id\"".to_owned()]),
                Section::Statement("rest extra".to_owned()),
            ],
            tail: None,
        };
        let text = "record! {\n    Pet {\n        optional {\n            id: \"id\",\n        }\n        rest extra;\n    }\n}\n";
        assert_eq!(table.render(), text);
    }
}
