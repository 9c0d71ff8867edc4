//! Values of a description as expressions of Rust.

use oas_codegen::model::{Primitive, TypeKind, TypeRef};
use oas_mock::Value;
use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::function::Function;
use super::{ident, named};

impl Function<'_> {
    /// A value as an argument of that type.
    pub(super) fn argument(&self, ty: &TypeRef, value: &Value) -> Result<TokenStream, String> {
        match ty {
            TypeRef::Primitive(Primitive::String) => {
                let text = as_text(value)?;
                Ok(quote!(&#text))
            }
            TypeRef::Primitive(Primitive::Scalar(_)) => as_text(value),
            TypeRef::Named(id) => match &self.api.types[*id].kind {
                TypeKind::Newtype(newtype) if newtype.inner == Primitive::String => as_text(value),
                _ => {
                    let (of_type, value) = (self.ty(ty)?, owned(ty, value)?);
                    // A block says the type, as a statement does.
                    Ok(quote!({ let value #of_type = #value; value }))
                }
            },
            _ => owned(ty, value),
        }
    }

    /// `: types::Ticket`, where the type has a name.
    pub(super) fn ty(&self, ty: &TypeRef) -> Result<Option<TokenStream>, String> {
        let TypeRef::Named(id) = ty else {
            return Ok(None);
        };
        let name = ident(self.api.types[*id].name.as_str())?;
        Ok(Some(quote!(: types::#name)))
    }

    /// The inputs behind their defaults, if they have any.
    pub(super) fn defaults(&self) -> Option<TokenStream> {
        let inputs = self
            .workflow
            .get("inputs")?
            .get("properties")?
            .as_object()?;
        let defaults = inputs
            .iter()
            .filter_map(|(name, schema)| Some((name, schema.get("default")?)));
        let (names, values): (Vec<_>, Vec<_>) = defaults
            .map(|(name, value)| (name, constant(value)))
            .unzip();
        (!names.is_empty()).then(|| quote!(given(inputs, [#((#names, #values)),*])))
    }
}

/// A value of a type that is known where it goes.
pub(super) fn owned(ty: &TypeRef, value: &Value) -> Result<TokenStream, String> {
    Ok(match ty {
        TypeRef::Primitive(Primitive::String) => as_text(value)?,
        TypeRef::Primitive(Primitive::Scalar(_)) => {
            let text = as_text(value)?;
            quote!(#text.into())
        }
        _ => {
            let value = expression(value)?;
            quote!(decode_value(#value)?)
        }
    })
}

/// A value as text.
fn as_text(value: &Value) -> Result<TokenStream, String> {
    let value = expression(value)?;
    Ok(quote!(text(&#value)))
}

/// What a step or the workflow gives, as an object.
pub(super) fn outputs(of: &Value) -> Result<TokenStream, String> {
    let none = Value::Object(serde_json::Map::new());
    expression(of.get("outputs").unwrap_or(&none))
}

/// A value as an expression of the type `Value`.
fn expression(value: &Value) -> Result<TokenStream, String> {
    Ok(match value {
        Value::String(given) if given.contains('$') => filled(given)?,
        Value::Array(items) => {
            let items: Vec<_> = items.iter().map(expression).collect::<Result<_, _>>()?;
            quote!(Value::from_iter([#(#items),*]))
        }
        Value::Object(map) => {
            let values: Vec<_> = map.values().map(expression).collect::<Result<_, _>>()?;
            let keys = map.keys();
            quote!(object([#((#keys, #values)),*]))
        }
        other => constant(other),
    })
}

/// A text with expressions in it, or that is one.
fn filled(given: &str) -> Result<TokenStream, String> {
    if given.starts_with('$') {
        let (base, pointer) = place(given)?;
        return Ok(quote!(at(#base, #pointer)?));
    }
    let mut parts = Vec::new();
    let constant = |text: &str| (!text.is_empty()).then(|| quote!(#text.to_owned()));
    let mut rest = given;
    while let Some((before, behind)) = rest.split_once("{$") {
        let Some((name, after)) = behind.split_once('}') else {
            break;
        };
        let (base, pointer) = place(&format!("${name}"))?;
        parts.extend(constant(before));
        parts.push(quote!(text(&at(#base, #pointer)?)));
        rest = after;
    }
    parts.extend(constant(rest));
    Ok(quote!(Value::from([#(#parts),*].concat())))
}

/// What holds the value of an expression, and the JSON pointer to it.
pub(super) fn place(text: &str) -> Result<(TokenStream, String), String> {
    let (path, pointer) = text.split_once('#').unwrap_or((text, ""));
    let parts: Vec<&str> = path.trim_start_matches('$').splitn(4, '.').collect();
    let below = |name: &str| {
        let name = name.replace('~', "~0").replace('/', "~1");
        format!("/{name}{pointer}")
    };
    Ok(match parts.as_slice() {
        ["response", "body"] => (quote!(&got.body), pointer.to_owned()),
        ["inputs", name] => (quote!(inputs), below(name)),
        ["steps", step, "outputs", name] => {
            let step = named("step", step);
            (quote!(&#step), below(name))
        }
        ["workflows", workflow, "outputs", name] => {
            let after = named("after", workflow);
            (quote!(#after), below(name))
        }
        _ => return Err(format!("`{text}` is nothing that a client's method gives")),
    })
}

/// A value that is the same in each run.
pub(super) fn constant(value: &Value) -> TokenStream {
    match value {
        Value::Null => quote!(Value::Null),
        Value::Bool(given) => quote!(Value::from(#given)),
        Value::String(given) => quote!(Value::from(#given)),
        Value::Number(given) => {
            let number = match (given.as_i64(), given.as_u64()) {
                (Some(small), _) if i32::try_from(small).is_ok() => Literal::i64_unsuffixed(small),
                (Some(number), _) => Literal::i64_suffixed(number),
                (_, Some(number)) => Literal::u64_suffixed(number),
                _ => Literal::f64_unsuffixed(given.as_f64().unwrap_or_default()),
            };
            quote!(Value::from(#number))
        }
        Value::Array(items) => {
            let items = items.iter().map(constant);
            quote!(Value::from_iter([#(#items),*]))
        }
        Value::Object(map) => {
            let (keys, values) = (map.keys(), map.values().map(constant));
            quote!(object([#((#keys, #values)),*]))
        }
    }
}
