//! What an operation does to its collection.

use indexmap::IndexMap;
use oas_codegen::model::Location;
use rand::SeedableRng;
use rand_pcg::Pcg64Mcg;
use serde_json::{Map, Value};

use super::kept::Full;
use super::overlay::Fit;
use super::request::{Outcome, Request};
use super::{KeptItems, Store, StoreAction, StoreRole, StoredCollections, list, shape};
use crate::api::Template;
use crate::encoding::{decoded, text};
use crate::sample::{Sample, fresh, sample, uuid};
use crate::schema::{Judge, READ_ONLY, SchemaId};

/// So many items are there from the start.
const SEEDED: u64 = 3;

/// How often a new item is given another id.
const TRIES: usize = 4;

impl Request<'_> {
    pub(crate) fn act(&self, part: &StoreRole, collections: &StoredCollections) -> Option<Outcome> {
        let store = self.stores.all.get(part.store)?;
        let kept = collections.at(self.concrete(store));
        let outcome = self.act_on(store, &kept, part.does);
        outcome.unwrap_or(Some(Outcome::Full))
    }

    fn act_on(
        &self,
        store: &Store,
        kept: &KeptItems<'_>,
        does: StoreAction,
    ) -> Result<Option<Outcome>, Full> {
        if kept.is_new() {
            kept.begin(self.seeds(store, &kept.path))?;
        }
        match does {
            StoreAction::List => {
                let page = list::page(self, store, kept);
                return Ok(page.map(|(page, link)| Outcome::Page(page, link)));
            }
            StoreAction::Create => {
                let Some((id, item)) = self.create(store, kept)? else {
                    return Ok(None);
                };
                let done = Some((does, kept.path.clone(), id));
                return Ok(Some(Outcome::Response(self.response(store, &item), done)));
            }
            _ => {}
        }
        let found = self.path.iter().find(|(name, _)| *name == store.variable);
        let Some((_, id)) = found.or(self.path.last()) else {
            return Ok(None);
        };
        self.act_on_item(store, kept, does, decoded(id))
    }

    fn act_on_item(
        &self,
        store: &Store,
        kept: &KeptItems<'_>,
        does: StoreAction,
        id: String,
    ) -> Result<Option<Outcome>, Full> {
        let Some(item) = kept.look(|stored| stored.items.get(&id).cloned()) else {
            return Ok(Some(Outcome::Unknown(id)));
        };
        let done = Some((does, kept.path.clone(), id.clone()));
        Ok(match does {
            StoreAction::Delete => {
                kept.remove(&id);
                Some(Outcome::Response(None, done))
            }
            StoreAction::Replace | StoreAction::Update => {
                let changed = self.change(store, kept, &id, does)?;
                changed.map(|item| Outcome::Response(self.response(store, &item), done))
            }
            _ => Some(Outcome::Response(self.response(store, &item), None)),
        })
    }

    /// The items that are there from the start.
    fn seeds(&self, store: &Store, path: &str) -> IndexMap<String, Value> {
        let mut items = IndexMap::new();
        for number in 1..=SEEDED {
            let holds = |id: &str| items.contains_key(id);
            if let Some((id, item)) = self.make(store, path, number, None, &holds) {
                items.insert(id, item);
            }
        }
        items
    }

    /// A new item of what the request carries.
    fn create(&self, store: &Store, kept: &KeptItems<'_>) -> Result<Option<(String, Value)>, Full> {
        for _ in 0..TRIES {
            let number = kept.next_number();
            let holds = |id: &str| kept.holds(id);
            let Some((id, item)) = self.make(store, &kept.path, number, self.body, &holds) else {
                return Ok(None);
            };
            // Another request may have taken the id meanwhile.
            if kept.add(&id, &item)? {
                return Ok(Some((id, item)));
            }
        }
        Ok(None)
    }

    /// The path of the collection with the values of this request.
    fn concrete(&self, store: &Store) -> String {
        Template::new(&store.path).fill(|name| {
            let found = self.path.iter().find(|(known, _)| known == name);
            found.map(|(_, value)| value.clone()).unwrap_or_default()
        })
    }

    /// A response of the operation that reads items, and a judge of it.
    fn model(&self, store: &Store, what: &(&str, u64)) -> Option<(Value, Option<Judge>)> {
        let read = self.service.operations.get(store.read)?;
        let (code, _) = read.success()?;
        let schema = read.json_schema(code)?;
        let frame = sample(&self.service.response, schema, self.seed, what).value()?;
        Some((frame, self.service.response.validator(schema)))
    }

    fn make(
        &self,
        store: &Store,
        path: &str,
        number: u64,
        body: Option<&Value>,
        holds: &dyn Fn(&str) -> bool,
    ) -> Option<(String, Value)> {
        let (frame, validator) = self.model(store, &(path, number))?;
        let mut item = frame.pointer(&store.envelope)?.clone();
        let fit = Fit {
            validator: validator.as_ref(),
            frame: &frame,
            envelope: &store.envelope,
        };
        let id = self.id(store, path, number, &item, holds);
        let id_member = std::iter::once((store.id.clone(), id.clone())).collect();
        let members = body.and_then(|body| self.members(body, store));
        if let Some(members) = &members {
            fit.set(&mut item, members);
        }
        // A body may choose the id, as long as it is free.
        let chosen = members.and_then(|mut members| members.remove(&store.id));
        let chosen = chosen.filter(|chosen| !holds(&text(chosen)));
        if chosen.is_none() {
            fit.set(&mut item, &id_member);
        }
        let key = text(item.get(&store.id)?);
        Some((key, item))
    }

    /// A new id: counted up where the schemas allow it, or made for them.
    fn id(
        &self,
        store: &Store,
        path: &str,
        made: u64,
        item: &Value,
        holds: &dyn Fn(&str) -> bool,
    ) -> Value {
        let number = made + 1000;
        let plain = if store.numeric {
            number.into()
        } else {
            Value::from(number.to_string())
        };
        let mut rng = Pcg64Mcg::seed_from_u64(self.seed ^ made);
        let mut candidates = vec![plain.clone(), uuid(&mut rng).into()];
        candidates.extend(item.get(&store.id).cloned());
        candidates.extend(self.made_id(store, made));
        let mut free = candidates.into_iter().filter(|id| !holds(&text(id)));
        free.find(|id| self.takes(store, path, item, id))
            .unwrap_or(plain)
    }

    /// An id by the schema of the path's variable.
    fn made_id(&self, store: &Store, made: u64) -> Option<Value> {
        let schemas = &self.service.request;
        let schema = self.variable(store)?;
        fresh(schemas, schemas.get(schema), self.seed ^ (made << 20))
    }

    fn variable(&self, store: &Store) -> Option<SchemaId> {
        let read = self.service.operations.get(store.read)?;
        let mut parameters = read.parameters.iter();
        let is_it = |parameter: &&crate::api::Parameter| {
            parameter.name == store.variable && parameter.location == Location::Path
        };
        parameters.find(is_it)?.schema
    }

    /// Whether an item may have this id, and a path may name it.
    fn takes(&self, store: &Store, path: &str, item: &Value, id: &Value) -> bool {
        let schemas = &self.service.request;
        let by_path = self
            .variable(store)
            .and_then(|schema| schemas.validator(schema));
        if by_path.is_some_and(|validator| {
            !validator.is_valid(id) && !validator.is_valid(&text(id).into())
        }) {
            return false;
        }
        let Some((frame, validator)) = self.model(store, &(path, 1)) else {
            return true;
        };
        let mut trial = item.clone();
        if let Value::Object(members) = &mut trial {
            members.insert(store.id.clone(), id.clone());
        }
        let fit = Fit {
            validator: None,
            frame: &frame,
            envelope: &store.envelope,
        };
        validator.is_none_or(|validator| validator.is_valid(&fit.wrap(&trial)))
    }

    fn change(
        &self,
        store: &Store,
        kept: &KeptItems<'_>,
        id: &str,
        does: StoreAction,
    ) -> Result<Option<Value>, Full> {
        let Some((frame, validator)) = self.model(store, &(&kept.path, 0)) else {
            return Ok(None);
        };
        let fit = Fit {
            validator: validator.as_ref(),
            frame: &frame,
            envelope: &store.envelope,
        };
        let mut members = self
            .body
            .and_then(|body| self.members(body, store))
            .unwrap_or_default();
        members.remove(&store.id);
        let mut absent = match does {
            StoreAction::Replace => self.sent_names(),
            _ => Vec::new(),
        };
        absent.retain(|name| *name != store.id && !members.contains_key(name));
        kept.change(id, |mut item| {
            for name in &absent {
                fit.take(&mut item, name);
            }
            fit.set(&mut item, &members);
            item
        })
    }

    /// What the body of this operation may hold to some effect.
    fn sent_names(&self) -> Vec<String> {
        let mut sent = self.sent_properties();
        sent.retain(|_, schema| !is_read_only(schema));
        sent.keys().cloned().collect()
    }

    fn sent_properties(&self) -> Map<String, Value> {
        let media = self.operation.body.iter().flat_map(|body| &body.media);
        let schema = media
            .into_iter()
            .find(|media| media.is_json())
            .and_then(|media| media.schema);
        let Some(schema) = schema else {
            return Map::new();
        };
        let schemas = &self.service.request;
        shape::properties(schemas, schemas.get(schema), 0)
    }

    /// The members of a body that count, which may stand in the same envelope as the
    /// item.
    fn members(&self, body: &Value, store: &Store) -> Option<Map<String, Value>> {
        let inner = body
            .pointer(&store.envelope)
            .filter(|inner| inner.is_object());
        let mut members = inner.unwrap_or(body).as_object().cloned()?;
        let sent = self.sent_properties();
        members.retain(|name, _| !sent.get(name).is_some_and(is_read_only));
        Some(members)
    }

    /// This operation's response about an item.
    fn response(&self, store: &Store, item: &Value) -> Option<Value> {
        let (code, _) = self.operation.success()?;
        let schema = self.operation.json_schema(code)?;
        let validator = self.service.response.validator(schema);
        let what = (self.operation.id.as_str(), 0_u64);
        let (Sample::Fitting(frame) | Sample::Near(frame)) =
            sample(&self.service.response, schema, self.seed, &what)
        else {
            return None;
        };
        let envelope = if frame.pointer(&store.envelope).is_some_and(Value::is_object) {
            store.envelope.as_str()
        } else {
            ""
        };
        let fit = Fit {
            validator: validator.as_ref(),
            frame: &frame,
            envelope,
        };
        let whole = fit.wrap(item);
        if validator
            .as_ref()
            .is_some_and(|validator| validator.is_valid(&whole))
        {
            return Some(whole);
        }
        let mut response = frame.pointer(envelope)?.clone();
        if let Value::Object(members) = item {
            fit.set(&mut response, members);
        }
        Some(fit.wrap(&response))
    }
}

/// Whether what a request holds here has no effect.
fn is_read_only(schema: &Value) -> bool {
    schema.get(READ_ONLY) == Some(&Value::Bool(true))
}
