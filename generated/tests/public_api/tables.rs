//! Lines of the tables from which the runtime's macros make code.
//!
//! The grammar is the one that the macros document; what doesn't follow it
//! fails, so that no change of a table goes unseen.

use proc_macro2::TokenStream;
use syn::parse::{Parse, ParseStream, Parser, Result};
use syn::punctuated::Punctuated;
use syn::{Attribute, Expr, Ident, Lit, Macro, Token, Type, braced, bracketed, parenthesized};

use crate::modules::Names;
use crate::text::text;

/// The lines of a table; none if its type can't be reached.
pub fn lines(table: &Macro, names: &Names) -> Vec<String> {
    let name = table.path.segments.last().unwrap().ident.to_string();
    let tokens = table.tokens.clone();
    let read = match name.as_str() {
        "json_object" => record.parse2(tokens),
        "setters" => setters.parse2(tokens),
        "string_enum" => string_enum.parse2(tokens),
        "newtype" => newtype.parse2(tokens),
        "union" => union.parse2(tokens),
        "branches" => branches.parse2(tokens),
        _ => panic!("a table that is not read: {name}!"),
    };
    let (of_type, members) = read.unwrap_or_else(|error| {
        panic!(
            "the grammar of {name}! has changed: {error} in {}",
            table.tokens
        )
    });
    let Some(path) = names.get(&of_type.to_string()) else {
        return Vec::new();
    };
    let line = |member: String| format!("{path}{member}");
    members.into_iter().map(line).collect()
}

/// A type, and what is to be written behind its path.
type Lines = (Ident, Vec<String>);

fn record(input: ParseStream<'_>) -> Result<Lines> {
    let (name, content);
    name = input.parse()?;
    braced!(content in input);
    let mut lines = vec![": Decode + Deserialize + Serialize".to_owned()];
    while !content.is_empty() {
        let section: Ident = content.parse()?;
        match section.to_string().as_str() {
            "new" => lines.push(constructor(&content, "")?),
            "test" => {
                content.parse::<Ident>()?;
                lines.push(constructor(&content, " if feature = \"test-util\"")?);
            }
            "required" | "nullable" | "optional" => {
                let rows;
                braced!(rows in content);
                for row in Punctuated::<Row, Token![,]>::parse_terminated(&rows)? {
                    lines.push(format!("::{} is {section} {}", row.field, row.wire));
                }
            }
            "constant" => {
                let rows;
                braced!(rows in content);
                for row in Punctuated::<Constant, Token![,]>::parse_terminated(&rows)? {
                    lines.push(format!(" always has {}", row.0));
                }
            }
            "shorthand" | "additional" => {
                let field: Ident = content.parse()?;
                content.parse::<Token![;]>()?;
                lines.push(format!("::{field} is {section}"));
            }
            other => {
                let message = format!("no section is called `{other}`");
                return Err(syn::Error::new(section.span(), message));
            }
        }
    }
    Ok((name, lines))
}

/// `(field: Type, …);`
fn constructor(input: ParseStream<'_>, condition: &str) -> Result<String> {
    let content;
    parenthesized!(content in input);
    input.parse::<Token![;]>()?;
    let rows = Punctuated::<Setter, Token![,]>::parse_terminated(&content)?;
    let arguments: Vec<String> = rows.iter().map(Setter::argument).collect();
    Ok(format!(
        "::new({}) -> Self{condition}",
        arguments.join(", ")
    ))
}

/// `field`, `field: "wire"`, either with ` as Codec`.
struct Row {
    field: Ident,
    wire: String,
}

impl Parse for Row {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let field = Ident::parse_any_name(input)?;
        let mut wire = format!("\"{field}\"");
        if input.parse::<Option<Token![:]>>()?.is_some() {
            wire = text(input.parse::<Lit>()?);
        }
        if input.parse::<Option<Token![as]>>()?.is_some() {
            wire = format!("{wire} as {}", input.parse::<Ident>()?);
        }
        Ok(Self { field, wire })
    }
}

/// Names of fields may be words that `Ident` refuses by itself.
trait AnyName: Sized {
    fn parse_any_name(input: ParseStream<'_>) -> Result<Self>;
}

impl AnyName for Ident {
    fn parse_any_name(input: ParseStream<'_>) -> Result<Self> {
        use syn::ext::IdentExt;
        input.call(Ident::parse_any)
    }
}

/// `"name": literal`
struct Constant(String);

impl Parse for Constant {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let name: Lit = input.parse()?;
        input.parse::<Token![:]>()?;
        let value: Expr = input.parse()?;
        Ok(Self(format!("{}: {}", text(name), text(value))))
    }
}

fn setters(input: ParseStream<'_>) -> Result<Lines> {
    let (name, content);
    name = input.parse()?;
    braced!(content in input);
    let mut lines = Vec::new();
    if content.peek(Ident) && content.peek2(syn::token::Paren) {
        content.parse::<Ident>()?;
        lines.push(constructor(&content, "")?);
    }
    for row in Punctuated::<Setter, Token![,]>::parse_terminated(&content)? {
        let argument = row.argument();
        lines.push(format!("::{}(self, {argument}) -> Self", row.field));
        if let Some(clear) = row.clear {
            lines.push(format!("::{clear}(self) -> Self"));
        }
    }
    Ok((name, lines))
}

/// `field: Type`, with what the type looks like saying what the setter takes.
struct Setter {
    field: Ident,
    takes: String,
    clear: Option<Ident>,
}

impl Setter {
    fn argument(&self) -> String {
        format!("{}: {}", self.field, self.takes)
    }
}

impl Parse for Setter {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let field = Ident::parse_any_name(input)?;
        input.parse::<Token![:]>()?;
        let takes = if input.peek(Token![=>]) {
            input.parse::<Token![=>]>()?;
            format!("impl Into<{}>", text(input.parse::<Type>()?))
        } else if input.parse::<Option<Token![=]>>()?.is_some() {
            text(input.parse::<Type>()?)
        } else if input.peek(syn::token::Bracket) {
            let content;
            bracketed!(content in input);
            let element = text(content.parse::<Type>()?);
            format!("impl IntoIterator<Item: Into<{element}>>")
        } else if input.peek(syn::token::Brace) {
            let content;
            braced!(content in input);
            let member = text(content.parse::<Type>()?);
            format!("impl IntoIterator<Item = (impl Into<String>, impl Into<{member}>)>")
        } else {
            format!("impl Into<{}>", text(input.parse::<Type>()?))
        };
        let clear = match input.parse::<Option<Token![|]>>()? {
            Some(_) => Some(input.parse()?),
            None => None,
        };
        Ok(Self {
            field,
            takes,
            clear,
        })
    }
}

/// `pub enum Name { Variant = "text" } unknown Unknown`
fn string_enum(input: ParseStream<'_>) -> Result<Lines> {
    let content;
    input.call(Attribute::parse_outer)?;
    input.parse::<Token![pub]>()?;
    input.parse::<Token![enum]>()?;
    let name: Ident = input.parse()?;
    braced!(content in input);
    let mut lines = Vec::new();
    while !content.is_empty() {
        content.call(Attribute::parse_outer)?;
        let variant: Ident = content.parse()?;
        content.parse::<Token![=]>()?;
        lines.push(format!("::{variant} is {}", text(content.parse::<Lit>()?)));
        content.parse::<Option<Token![,]>>()?;
    }
    let kind = match unknown(input)? {
        Some(variant) => {
            lines.push(format!("::{variant}(String)"));
            "an open enum of texts"
        }
        None => "a closed enum of texts",
    };
    lines.push(format!(": {kind}"));
    Ok((name, lines))
}

/// ` unknown Variant`, or nothing.
fn unknown(input: ParseStream<'_>) -> Result<Option<Ident>> {
    if input.is_empty() {
        return Ok(None);
    }
    input.parse::<Ident>()?;
    input.parse().map(Some)
}

/// `Name: Inner, lenient`
fn newtype(input: ParseStream<'_>) -> Result<Lines> {
    let name = input.parse()?;
    input.parse::<Token![:]>()?;
    let inner = text(input.parse::<TokenStream>()?);
    Ok((name, vec![format!(": a newtype of {inner}")]))
}

/// `Name { Variant(Type): VariantMatcher } unknown Unknown`
fn union(input: ParseStream<'_>) -> Result<Lines> {
    let (name, content);
    name = input.parse()?;
    braced!(content in input);
    let mut lines = vec![": Decode + Deserialize + Serialize".to_owned()];
    while !content.is_empty() {
        let variant: Ident = content.parse()?;
        if content.peek(syn::token::Paren) {
            let payload;
            parenthesized!(payload in content);
            lines.push(format!(": From<{}>", text(payload.parse::<Type>()?)));
        }
        content.parse::<Token![:]>()?;
        let mut rule = TokenStream::new();
        while !content.is_empty() && !content.peek(Token![,]) {
            rule.extend([content.parse::<proc_macro2::TokenTree>()?]);
        }
        content.parse::<Option<Token![,]>>()?;
        lines.push(format!("::{variant} is told by {}", text(rule)));
    }
    if input
        .fork()
        .parse::<Ident>()
        .is_ok_and(|word| word == "text")
    {
        input.parse::<Ident>()?;
        input.parse::<Ident>()?;
        lines.push(": From<&str>".to_owned());
    }
    if let Some(variant) = unknown(input)? {
        lines.push(format!("::{variant} is told by nothing else"));
    }
    Ok((name, lines))
}

/// `Name { make = Variant(Payload)(field: Type, …) }`
fn branches(input: ParseStream<'_>) -> Result<Lines> {
    let (name, content);
    name = input.parse()?;
    braced!(content in input);
    let mut lines = Vec::new();
    while !content.is_empty() {
        let (payload, given);
        let make = Ident::parse_any_name(&content)?;
        content.parse::<Token![=]>()?;
        content.parse::<Ident>()?;
        parenthesized!(payload in content);
        payload.parse::<Type>()?;
        parenthesized!(given in content);
        let rows = Punctuated::<Setter, Token![,]>::parse_terminated(&given)?;
        let arguments: Vec<String> = rows.iter().map(Setter::argument).collect();
        lines.push(format!("::{make}({}) -> Self", arguments.join(", ")));
        content.parse::<Option<Token![,]>>()?;
    }
    Ok((name, lines))
}
