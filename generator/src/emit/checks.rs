//! What values are held against before they are sent: tables of constraints.

use super::Context;
use super::module::Item;
use super::tokens::{TypeWriter, string};
use super::unions;
use crate::config::Checks;
use crate::model::{
    Condition, Constraint, Demand, Location, Operation, ParamsType, StructDef, TypeDef, TypeKind,
    TypeRef, ValueSpec, WireName,
};
use proc_macro2::TokenStream;
use quote::quote;

/// So deep, other names for types are looked through, and lists in lists.
const DEEPEST: usize = 12;

/// The table of a type.
pub(super) fn of_type(context: Context<'_>, def: &TypeDef) -> Option<Item> {
    if context.config.checks == Checks::Off || !def.checked {
        return None;
    }
    let writer = ConstraintWriter::of_table(context);
    let all = match &def.kind {
        TypeKind::Struct(body) => {
            let fields = body.fields.iter();
            let rows = fields.filter_map(|field| {
                let list = writer.list(&field.ty, &field.value)?;
                Some(format!("({}, {list})", string(field.wire.as_str())))
            });
            let rows = lines(rows);
            let members = format!("Constraint::Members(&[\n{rows}    ])");
            let members = (!rows.is_empty()).then_some(members).into_iter();
            let all: Vec<String> = members.chain(together(body)).collect();
            all.join(", ")
        }
        TypeKind::Union(body) => {
            let rows = body.variants.iter().map(|variant| {
                let list = writer.list(&variant.ty, &variant.value);
                let list = list.unwrap_or_else(|| "&[]".to_owned());
                format!("({}, {list})", unions::rule(&variant.rule))
            });
            format!("Constraint::Branches(&[\n{}    ])", lines(rows))
        }
        TypeKind::Newtype(body) => writer.own(&body.value).join(", "),
        TypeKind::Enum(_) | TypeKind::Alias(_) => return None,
    };
    let text = format!(
        "oas_runtime::constraints! {{\n    {} [{all}]\n}}\n",
        def.name
    );
    Some(Item::Text(text))
}

/// What an object demands of its members together.
fn together(body: &StructDef) -> impl Iterator<Item = String> {
    let held = body.demands.iter().filter(|demand| demand.can_be_held());
    held.filter_map(|demand| {
        Some(match demand {
            Demand::AnyOf(sets) => format!("Constraint::AnyOf({})", list(sets, |it| names(it))),
            Demand::OneOf(sets) => format!("Constraint::OneOf({})", list(sets, |it| names(it))),
            Demand::Where(needs, conditions) => {
                let conditions = list(conditions.as_ref()?, condition);
                format!("Constraint::Where({conditions}, {})", names(needs))
            }
            Demand::AtLeast(_) => return None,
        })
    })
}

fn condition(condition: &Condition) -> String {
    let values = &condition.values;
    let name = match (condition.holds, condition.or_missing && !values.is_empty()) {
        (true, false) => "Is",
        (true, true) => "IsOrMissing",
        (false, true) => "IsOther",
        (false, false) => "IsNot",
    };
    let values = list(values, |value| string(&value.to_string()));
    let member = string(condition.member.as_str());
    format!("MemberCondition::{name}({member}, {values})")
}

fn names(names: &[WireName]) -> String {
    list(names, |name| string(name.as_str()))
}

/// `&[…]`.
fn list<T>(all: &[T], written: impl Fn(&T) -> String) -> String {
    let all: Vec<String> = all.iter().map(written).collect();
    format!("&[{}]", all.join(", "))
}

fn lines(rows: impl Iterator<Item = String>) -> String {
    rows.map(|row| format!("        {row},\n")).collect()
}

/// The table of a struct of parameters.
pub(super) fn of_params(context: Context<'_>, params: &ParamsType) -> Option<Item> {
    if context.config.checks == Checks::Off {
        return None;
    }
    let writer = ConstraintWriter::of_table(context);
    let fields = params.fields.iter();
    let rows = fields.filter_map(|field| {
        let list = writer.list(&field.ty, &field.value)?;
        let list = list.trim_start_matches('&');
        Some(format!(
            "{}: {} {list}",
            field.name,
            string(field.wire.as_str())
        ))
    });
    let rows = lines(rows);
    let text = format!(
        "oas_runtime::constraints! {{\n    {} {{\n{rows}    }}\n}}\n",
        params.name
    );
    (!rows.is_empty()).then_some(Item::Text(text))
}

/// `static CHECKS: …;` and `.checks(CHECKS)`, of an operation that has constraints.
pub(super) fn of_operation(
    writer: &mut TypeWriter<'_>,
    operation: &Operation,
) -> Option<(TokenStream, TokenStream)> {
    let context = writer.context;
    if context.config.checks != Checks::OnSend {
        return None;
    }
    let optional = operation.optional.iter().flat_map(|params| &params.fields);
    let parameters = operation.required.iter().chain(optional);
    let mut parts: Vec<(&str, &str, &TypeRef, &ValueSpec)> = parameters
        .map(|one| (part(one.location), one.wire.as_str(), &one.ty, &one.value))
        .collect();
    let body = operation.body.iter();
    parts.extend(body.map(|body| ("body", "", &body.ty, &body.value)));
    let plain = ConstraintWriter::of_table(context);
    parts.retain(|(_, _, ty, value)| plain.list(ty, value).is_some());
    if parts.is_empty() {
        return None;
    }
    let of_runtime = |name| writer.imports.runtime(context.taken, name);
    let [prefix, of_part] = ["Constraint", "PartConstraints"].map(of_runtime);
    let prefix = unions::spaced(&prefix);
    let constraints = ConstraintWriter { prefix, context };
    let parts = parts.into_iter().map(|(part, name, ty, value)| {
        let list = constraints.list(ty, value).unwrap_or_default();
        let list: TokenStream = list.parse().unwrap_or_default();
        quote!(#of_part::new(#part, #name, #list))
    });
    let table = quote!(static CHECKS: &[#of_part] = &[#(#parts),*];);
    Some((table, quote!(.checks(CHECKS))))
}

fn part(location: Location) -> &'static str {
    match location {
        Location::Path => "path",
        Location::Query => "query",
        Location::Header => "header",
        Location::Cookie => "cookie",
        Location::QueryString => "querystring",
    }
}

/// Writes what values have to fit.
struct ConstraintWriter<'a> {
    /// How the runtime's type is called.
    prefix: String,
    context: Context<'a>,
}

impl<'a> ConstraintWriter<'a> {
    /// For a table, whose macro takes the type in.
    fn of_table(context: Context<'a>) -> Self {
        let prefix = "Constraint".to_owned();
        Self { prefix, context }
    }

    /// `&[…]` of a value, unless there is nothing that it has to fit.
    fn list(&self, ty: &TypeRef, value: &ValueSpec) -> Option<String> {
        let all = self.all(ty, Some(value), 0);
        (!all.is_empty()).then(|| format!("&[{}]", all.join(", ")))
    }

    fn all(&self, ty: &TypeRef, value: Option<&ValueSpec>, depth: usize) -> Vec<String> {
        let mut all = value.map(|value| self.own(value)).unwrap_or_default();
        all.extend(self.inside(ty, value, depth));
        all
    }

    /// What the items or the type of a value have to fit.
    fn inside(&self, ty: &TypeRef, value: Option<&ValueSpec>, depth: usize) -> Vec<String> {
        if depth > DEEPEST {
            return Vec::new();
        }
        let prefix = &self.prefix;
        let of_items = |name: &str, inner: &TypeRef| {
            let items = value.and_then(|value| value.items.as_deref());
            let all = self.all(inner, items, depth + 1);
            let some =
                (!all.is_empty()).then(|| format!("{prefix}::{name}(&[{}])", all.join(", ")));
            some.into_iter().collect()
        };
        match ty {
            TypeRef::List(inner) => of_items("Items", inner),
            TypeRef::Map(inner) => of_items("Values", inner),
            TypeRef::Optional(inner) | TypeRef::Boxed(inner) => self.inside(inner, value, depth),
            TypeRef::Named(id) => {
                let def = &self.context.api.types[*id];
                match &def.kind {
                    TypeKind::Alias(alias) => self.inside(&alias.target, value, depth + 1),
                    // What its schema says is among the value's own.
                    TypeKind::Newtype(_) => Vec::new(),
                    _ if def.checked => {
                        let path = format!("{}::{}", self.context.path("types"), def.name);
                        vec![format!("{prefix}::of::<{path}>()")]
                    }
                    _ => Vec::new(),
                }
            }
            TypeRef::Primitive(_) | TypeRef::Any | TypeRef::External(_) => Vec::new(),
        }
    }

    /// What the value's own schema says, once each.
    fn own(&self, value: &ValueSpec) -> Vec<String> {
        let prefix = &self.prefix;
        let mut own: Vec<String> = Vec::new();
        for constraint in &value.constraints {
            let text = match constraint {
                Constraint::Count(name, count) => format!("{prefix}::{name}({count})"),
                Constraint::Number(name, digits) => format!("{prefix}::{name}({})", string(digits)),
                Constraint::Pattern(pattern) => format!("{prefix}::Pattern({})", string(pattern)),
                Constraint::UniqueItems => format!("{prefix}::UniqueItems"),
            };
            if !own.contains(&text) {
                own.push(text);
            }
        }
        own
    }
}
