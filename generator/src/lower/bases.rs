//! Component schemas, and those of them that others merge into themselves by `allOf`.
//!
//! Each level of a long inheritance has what all above it have. Of one that nobody refers
//! to there is no type in the end, and its insides are not lowered.

use super::components::ComponentName;
use super::lowered::Lowered;
use super::schema::{SchemaForm, SchemaLowerer};
use crate::model::{Alias, RustIdent, StructDef, TypeKind, TypeRef};
use crate::tree::{HashSet, Node, NodeMap, Place};

impl SchemaLowerer<'_> {
    /// Lowers every component schema, in document order, whether something
    /// uses it or not: in a fragment kept by hand, each is there on purpose. What
    /// is only merged into others is deferred.
    pub(super) fn lower_components(mut self) -> Self {
        let schemas = self
            .context
            .document
            .root_place()
            .key("components")
            .key("schemas");
        let map = self.context.node(&schemas).and_then(Node::as_map);
        let keys = map.into_iter().flat_map(NodeMap::keys);
        let places: Vec<Place> = keys.map(|key| schemas.key(key)).collect();
        let bases = self.bases(&places);
        for place in places {
            let Some(component) = self.components.get(&place).cloned() else {
                continue;
            };
            if bases.contains(&place) && self.defer(&place, &component) {
                continue;
            }
            let lowered = self.schema(&place, &component.naming());
            if self.components.replacement(self.context, &place).is_some() {
                continue;
            }
            let named_itself = matches!(&lowered.ty, TypeRef::Named(id) if self.types.name(*id) == Some(&component.name));
            if !named_itself {
                self.alias(&place, &component.name, &component.module, lowered);
            }
        }
        self.lower_unmerged();
        self
    }

    /// A component without a type of its own is still a name that the
    /// document's readers know.
    fn alias(&mut self, place: &Place, name: &RustIdent, module: &RustIdent, lowered: Lowered) {
        let Lowered {
            ty: target, codec, ..
        } = lowered;
        let mut head = self.head(place, name.clone(), module.clone());
        let said = || self.context.said_by_branches(place, &target);
        head.docs.description = head.docs.description.or_else(said);
        let id = self.types.reserve(head);
        self.types
            .fill(id, TypeKind::Alias(Alias { target, codec }));
    }

    /// The schemas that components name in their `allOf`.
    pub(super) fn bases(&self, components: &[Place]) -> HashSet<Place> {
        let members = components.iter().flat_map(|place| {
            let list = self.context.node(place).and_then(|node| node.get("allOf"));
            let count = list.and_then(Node::as_list).map_or(0, <[Node]>::len);
            let list = place.key("allOf");
            (0..count).map(move |index| list.index(index))
        });
        members
            .filter_map(|member| self.context.resolve(&member))
            .collect()
    }

    /// Gives the type of a base its head alone, if it is an object. Its
    /// insides wait for whoever refers to it.
    pub(super) fn defer(&mut self, place: &Place, component: &ComponentName) -> bool {
        let Some(view) = self.context.view(place) else {
            return false;
        };
        let is_left = !self.done.contains_key(place)
            && self.components.replacement(self.context, place).is_none()
            && self.form(&view) == SchemaForm::Struct;
        if is_left {
            self.report_view(&view);
            let (_, waiting) = self.reserve(SchemaForm::Struct, &view, &component.naming());
            self.deferred.insert(place.clone(), waiting);
        }
        is_left
    }

    /// Has the insides of a base lowered, if they are not.
    pub(super) fn lower_deferred(&mut self, place: &Place) {
        if let Some(waiting) = self.deferred.swap_remove(place) {
            self.waiting.push_back(waiting);
            if self.depth == 0 {
                self.fill_waiting();
            }
        }
    }

    /// Lowers what was taken for a base and is merged into nothing.
    pub(super) fn lower_unmerged(&mut self) {
        let deferred = self.deferred.keys();
        let unmerged = deferred.filter(|place| !self.merged.contains(*place));
        for place in unmerged.cloned().collect::<Vec<_>>() {
            self.lower_deferred(&place);
        }
    }

    /// What is deferred to the end is emitted nowhere.
    pub(super) fn leave_out_deferred(&mut self) {
        for waiting in std::mem::take(&mut self.deferred).into_values() {
            self.types
                .fill(waiting.id, TypeKind::Struct(StructDef::default()));
        }
    }
}
