//! Which fields must be boxed, so that no type contains itself?
//!
//! A depth-first walk along what is held by value; an edge that leads back to
//! a type on the way is the one that gets the box.

use crate::model::{TypeArena, TypeId, TypeKind, TypeRef};

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    New,
    OnTheWay,
    Done,
}

/// A walk that keeps its own stack: a document can't make it overflow ours.
struct CycleSearch {
    states: Vec<State>,
    /// Each type on the way and the slot that is looked at next.
    path: Vec<(TypeId, usize)>,
}

pub(super) fn box_cycles(types: &mut TypeArena) {
    let ids: Vec<TypeId> = types.ids().collect();
    let mut walk = CycleSearch {
        states: vec![State::New; ids.len()],
        path: Vec::new(),
    };
    for id in ids {
        if walk.state(id) == State::New {
            walk.enter(id);
            walk.run(types);
        }
    }
}

impl CycleSearch {
    fn state(&self, id: TypeId) -> State {
        self.states.get(id.index()).copied().unwrap_or(State::Done)
    }

    fn set(&mut self, id: TypeId, state: State) {
        if let Some(slot) = self.states.get_mut(id.index()) {
            *slot = state;
        }
    }

    fn enter(&mut self, id: TypeId) {
        self.set(id, State::OnTheWay);
        self.path.push((id, 0));
    }

    fn run(&mut self, types: &mut TypeArena) {
        while let Some((id, slot)) = self.path.last_mut() {
            let (id, at) = (*id, *slot);
            *slot += 1;
            match slots(&mut types[id].kind).nth(at) {
                None => {
                    self.set(id, State::Done);
                    self.path.pop();
                }
                Some(ty) => {
                    let Some(target) = by_value(ty) else { continue };
                    match self.state(target) {
                        State::New => self.enter(target),
                        State::OnTheWay => box_it(ty),
                        State::Done => {}
                    }
                }
            }
        }
    }
}

/// The types that a type holds where a box can be put.
fn slots(kind: &mut TypeKind) -> Box<dyn Iterator<Item = &mut TypeRef> + '_> {
    match kind {
        TypeKind::Struct(def) => Box::new(def.fields.iter_mut().map(|field| &mut field.ty)),
        TypeKind::Union(def) => Box::new(def.variants.iter_mut().map(|variant| &mut variant.ty)),
        TypeKind::Alias(alias) => Box::new(std::iter::once(&mut alias.target)),
        TypeKind::Enum(_) | TypeKind::Newtype(_) => Box::new(std::iter::empty()),
    }
}

/// Lists and maps are on the heap already.
fn by_value(ty: &TypeRef) -> Option<TypeId> {
    match ty {
        TypeRef::Named(id) => Some(*id),
        TypeRef::Optional(inner) => by_value(inner),
        _ => None,
    }
}

fn box_it(ty: &mut TypeRef) {
    match ty {
        TypeRef::Optional(inner) => box_it(inner),
        _ => *ty = TypeRef::Boxed(Box::new(ty.clone())),
    }
}
