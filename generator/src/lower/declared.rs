//! Properties that several members of an `allOf` declare: all of them hold.

use super::MAX_DEPTH;
use super::compose::AllOfMember;
use super::lowered::Lowered;
use super::naming::Naming;
use super::object::ObjectShape;
use super::schema::SchemaLowerer;
use crate::model::{TypeHead, TypeKind, TypeRef};
use crate::tree::{HashSet, Node, Place};

impl SchemaLowerer<'_> {
    /// What the property is that stands at these places. Most of them only add words
    /// to what the first has said; objects are merged; of anything else, what lists the
    /// fewest values says most, or else the last.
    pub(super) fn declared(&mut self, places: &[Place], last: &Place, naming: &Naming) -> Lowered {
        let mut telling: Vec<(&Place, Place)> = Vec::new();
        let mut seen = HashSet::default();
        let mut objects = true;
        for place in places {
            let part = self.part(place, 0);
            let target = self.context.resolve(place);
            let Some(target) = target.filter(|_| part != AllOfMember::Nothing) else {
                continue;
            };
            objects &= part == AllOfMember::Object;
            if seen.insert(target.clone()) {
                telling.push((place, target));
            }
        }
        let listed = |target: &Place| self.context.node(target)?.get("enum")?.as_list();
        let narrowest = telling
            .iter()
            .rev()
            .min_by_key(|(_, target)| listed(target).map_or(usize::MAX, <[Node]>::len));
        let only = narrowest.map_or(last, |(place, _)| *place);
        let targets: Vec<Place> = telling.iter().map(|(_, target)| target.clone()).collect();
        let merged = if objects && targets.len() > 1 {
            self.merge(only, &targets, naming)
        } else {
            None
        };
        match merged {
            Some(ty) => Lowered::plain(ty),
            None if only != last => self.schema(only, &self.naming_at_home(only, naming)),
            None => self.schema(only, naming),
        }
    }

    /// How what is written out in a base is called, whichever of its subtypes comes first.
    fn naming_at_home(&self, property: &Place, naming: &Naming) -> Naming {
        let home = self.home(property, property);
        let wire = property.pointer.last().unwrap_or_default();
        home.map_or_else(
            || naming.clone(),
            |home| Naming::inside(&home.name, wire, &home.module),
        )
    }

    /// One struct of several objects, unless the last of them has it all.
    fn merge(&mut self, place: &Place, targets: &[Place], naming: &Naming) -> Option<TypeRef> {
        if let Some(id) = self.merges.get(targets) {
            return Some(TypeRef::Named(*id));
        }
        let (last, others) = targets.split_last()?;
        let whole = self.shape_of(std::slice::from_ref(last));
        let has_all = others.iter().all(|other| whole.taken.contains(other));
        let shape = self.shape_of(targets);
        let mergeable = shape.unions.is_empty() && !shape.properties.is_empty();
        if has_all || !mergeable || self.depth >= MAX_DEPTH {
            return None;
        }
        let item = self.context.ledger.pointer(place);
        let name = self.names.claim_inline_as(&item, place, naming);
        let module = naming.module.clone();
        let head = TypeHead {
            component: None,
            ..self.head(last, name.clone(), module.clone())
        };
        let id = self.types.reserve(head);
        self.merges.insert(targets.to_vec(), id);
        self.depth += 1;
        let structure = self.structure(&shape, &name, &module, last);
        self.depth -= 1;
        self.types.fill(id, TypeKind::Struct(structure));
        Some(TypeRef::Named(id))
    }

    /// What these objects say together.
    fn shape_of(&mut self, targets: &[Place]) -> ObjectShape {
        let mut shape = ObjectShape::default();
        for target in targets {
            self.collect(target, &mut shape);
        }
        shape
    }
}
