//! Newtypes: a primitive that can't be mixed up with another.

use super::module::Item;
use super::table::Table;
use super::tokens::TypeWriter;
use super::{derives, docs};
use crate::model::{Lenience, Newtype, Primitive, TypeDef};

/// The definition is the table, so that methods and conversions, which are the
/// same for all newtypes, say what the type says.
pub(super) fn items(writer: &mut TypeWriter<'_>, def: &TypeDef, body: &Newtype) -> Vec<Item> {
    let inner = match body.inner {
        // The macro knows it by this name, whatever the API calls its types.
        Primitive::String => "String".to_owned(),
        inner => writer.primitive(inner).to_string().replace(' ', ""),
    };
    let lenient = match body.lenience {
        Lenience::Lenient => " lenient",
        Lenience::Strict => "",
    };
    let added = derives::of_newtype(&def.added);
    let definition = format!(
        "pub struct {}({inner});{lenient}{}",
        def.name,
        added.unwrap_or_default()
    );
    let docs = docs::comment(&docs::of_type(writer.context, def));
    vec![Item::Table(Table::definition(
        "newtype",
        &docs,
        &definition,
    ))]
}
