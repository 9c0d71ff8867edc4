//! What is printed of a response.

use std::io::{self, Write};

use crate::cli::json::Json;
use crate::cli::run::Stop;
use crate::cli::table::{Columns, members, rows_of};

/// How a response is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Table,
    Json,
    /// An item a line.
    Lines,
}

/// Prints values, and lists item by item.
pub(super) struct Printer<'a> {
    format: Format,
    output: &'a mut dyn Write,
    /// How many items of the list have been printed.
    printed: usize,
    columns: Option<Columns>,
}

impl<'a> Printer<'a> {
    pub fn new(format: Format, output: &'a mut dyn Write) -> Self {
        Self {
            format,
            output,
            printed: 0,
            columns: None,
        }
    }

    pub fn line(&mut self, text: &str) -> Result<(), Stop> {
        Ok(writeln!(self.output, "{text}")?)
    }

    /// Bytes as they are.
    pub fn raw(&mut self, bytes: &[u8]) -> Result<(), Stop> {
        Ok(self.output.write_all(bytes)?)
    }

    pub fn raw_line(&mut self, bytes: &[u8]) -> Result<(), Stop> {
        self.raw(bytes)?;
        self.raw(b"\n")
    }

    pub fn flush(&mut self) -> io::Result<()> {
        self.output.flush()
    }

    /// The data of an event, on a line of its own.
    pub fn event(&mut self, data: &str) -> Result<(), Stop> {
        let json = Json::parse(data).unwrap_or_else(|_| Json::text(data));
        self.line(&json.compact())?;
        Ok(self.flush()?)
    }

    /// A response that is one value.
    pub fn value(&mut self, value: &Json) -> Result<(), Stop> {
        match self.format {
            Format::Json => self.line(&value.pretty()),
            Format::Lines => match value.items() {
                Some(items) => self.items(&items),
                None => self.line(&value.compact()),
            },
            Format::Table => match rows_of(value) {
                Some(rows) => self.items(&rows),
                None => {
                    for line in members(value) {
                        self.line(&line)?;
                    }
                    Ok(())
                }
            },
        }
    }

    pub fn begin_list(&mut self) -> Result<(), Stop> {
        match self.format {
            Format::Json => self.raw(b"["),
            Format::Table | Format::Lines => Ok(()),
        }
    }

    /// Some more items of a list.
    pub fn items(&mut self, items: &[Json]) -> Result<(), Stop> {
        if self.format == Format::Table {
            let Some(columns) = &self.columns else {
                let columns = Columns::of(items);
                if let Some(heading) = columns.heading() {
                    self.line(&heading)?;
                }
                self.columns = (!items.is_empty()).then_some(columns);
                return if items.is_empty() {
                    Ok(())
                } else {
                    self.items(items)
                };
            };
            let lines: Vec<String> = items.iter().map(|item| columns.row(item)).collect();
            return lines.iter().try_for_each(|line| self.line(line));
        }
        for item in items {
            let text = item.compact();
            if self.format == Format::Json {
                self.raw(if self.printed == 0 { b"\n" } else { b",\n" })?;
                self.raw(text.as_bytes())?;
            } else {
                self.line(&text)?;
            }
            self.printed += 1;
        }
        Ok(self.flush()?)
    }

    pub fn end_list(&mut self) -> Result<(), Stop> {
        match self.format {
            Format::Json if self.printed == 0 => self.raw(b"]\n"),
            Format::Json => self.raw(b"\n]\n"),
            Format::Table | Format::Lines => Ok(()),
        }
    }
}
