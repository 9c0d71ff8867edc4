//! Lists and maps that fit, where the document gives no example.

use super::MAX_DEPTH;
use super::bounds;
use super::invented::{Inventor, Known};
use crate::model::{Constraint, EnumValues, ItemPosition, Primitive, TypeKind, TypeRef, ValueSpec};
use serde_json::{Map, Value, json};

/// More items or members than these show a reader nothing more.
const MOST: u64 = 20;

impl Inventor<'_> {
    /// A list of as many items as there have to be, each one as its position demands.
    pub fn list(&self, item: &TypeRef, known: Known<'_>, depth: usize) -> Option<Value> {
        let positions = known.spec.map_or(&[][..], |spec| &spec.positions);
        let least = least(known.spec, "MinItems");
        let is_unique = has(known.spec, &Constraint::UniqueItems);
        let mut items = Vec::new();
        for at in 0..least.max(listed(known.spec)) {
            let value = match positions.get(at).or(positions.last()) {
                Some(ItemPosition::Value(Value::Null)) if at >= least => break,
                Some(ItemPosition::Value(value)) => Some(value.clone()),
                Some(ItemPosition::Branch(branch)) => self.at_position(item, *branch, known, depth),
                None => self.value(item, known.item(), depth + 1),
            };
            let Some(value) = value else {
                if at < least {
                    return None;
                }
                break;
            };
            let is_again = is_unique && items.contains(&value);
            items.push(if is_again {
                let spec = known.item().spec;
                self.another(item, spec, &value, at).unwrap_or(value)
            } else {
                value
            });
        }
        Some(Value::Array(items))
    }

    /// A map of as many members as there have to be.
    pub fn map(&self, inner: &TypeRef, known: Known<'_>, depth: usize) -> Option<Value> {
        let value = self.value(inner, known.member(), depth + 1)?;
        let names = (0..least(known.spec, "MinProperties")).map(|at| match at {
            0 => "key".to_owned(),
            _ => format!("key{at}"),
        });
        let pattern = known.spec.and_then(|spec| spec.name_pattern.clone());
        let of_pattern = pattern.and_then(|pattern| {
            bounds::matching(&ValueSpec {
                pattern: Some(pattern),
                ..ValueSpec::default()
            })
        });
        let members: Map<String, Value> = match of_pattern {
            Some(name) => [(name, value)].into_iter().collect(),
            None => names.map(|name| (name, value.clone())).collect(),
        };
        Some(Value::Object(members))
    }

    /// An item of the branch that stands at its position.
    fn at_position(
        &self,
        item: &TypeRef,
        branch: usize,
        known: Known<'_>,
        depth: usize,
    ) -> Option<Value> {
        let mut ty = item;
        for _ in 0..MAX_DEPTH {
            match ty {
                TypeRef::Boxed(inner) | TypeRef::Optional(inner) => ty = inner,
                TypeRef::Named(id) => match &self.types[*id].kind {
                    TypeKind::Alias(alias) => ty = &alias.target,
                    TypeKind::Union(def) => {
                        let variant = def.variants.get(branch)?;
                        let known = Known::of(known.name, &variant.value);
                        return self.value(&variant.ty, known, depth + 1);
                    }
                    _ => break,
                },
                _ => break,
            }
        }
        self.value(item, known.item(), depth + 1)
    }

    /// A value unlike the others of a list.
    fn another(
        &self,
        ty: &TypeRef,
        spec: Option<&ValueSpec>,
        value: &Value,
        at: usize,
    ) -> Option<Value> {
        let again = match (ty, value) {
            (TypeRef::Boxed(inner), _) => return self.another(inner, spec, value, at),
            (TypeRef::Named(id), _) => {
                return match &self.types[*id].kind {
                    TypeKind::Alias(alias) => self.another(&alias.target, spec, value, at),
                    TypeKind::Enum(def) => match &def.values {
                        EnumValues::Strings(values) => Some(json!(values.get(at)?.value)),
                        EnumValues::Integers(values) => Some(json!(values.get(at)?.value)),
                    },
                    _ => None,
                };
            }
            (TypeRef::Primitive(Primitive::String), Value::String(text)) => {
                json!(format!("{text}{at}"))
            }
            (TypeRef::Primitive(_), Value::Number(number)) => match number.as_i64() {
                Some(integer) => json!(integer.checked_add(i64::try_from(at).ok()?)?),
                None => json!(number.as_f64()? + f64::from(u32::try_from(at).ok()?)),
            },
            _ => return None,
        };
        bounds::is_within(spec, &again).then_some(again)
    }
}

fn has(spec: Option<&ValueSpec>, constraint: &Constraint) -> bool {
    spec.is_some_and(|spec| spec.constraints.contains(constraint))
}

/// How many positions of a list are spoken of one by one.
fn listed(spec: Option<&ValueSpec>) -> usize {
    let Some(spec) = spec else {
        return 0;
    };
    let all = spec.positions.len();
    let most = spec.count("MaxItems");
    let is_full = most.is_some_and(|most| usize::try_from(most).is_ok_and(|most| most <= all));
    if is_full { all } else { all.saturating_sub(1) }
}

/// How many there have to be of what has one by itself.
fn least(spec: Option<&ValueSpec>, of: &str) -> usize {
    let least = spec.and_then(|spec| spec.count(of)).unwrap_or(1);
    usize::try_from(least.clamp(1, MOST)).unwrap_or(1)
}
