//! The body of an example call.

use super::invented::{Known, made_up};
use super::{MAX_DEPTH, SampleWriter, Wanted};
use crate::model::{Body, BodyKind, Operation, Payload, Success, Switch, TypeKind, TypeRef};
use proc_macro2::TokenStream;
use quote::quote;
use serde_json::Value;

/// What the example body of a method says of a stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum StreamFlag {
    /// Another method asks for it.
    Off,
    /// Whatever the example says.
    AsGiven,
}

impl StreamFlag {
    pub fn of(operation: &Operation) -> Self {
        let is_stream = |success: &Success| {
            let payload = match success {
                Success::Of(payload) => Some(payload),
                _ => None,
            };
            payload.is_some_and(Payload::is_stream)
        };
        let mut others = operation.alternatives.iter();
        let is_asked_for = others.any(|other| {
            let switch = other.body.as_ref().and_then(|body| body.switch.as_ref());
            let is_choice = !matches!(switch, None | Some(Switch::Constant(_)));
            is_choice && is_stream(&other.success)
        });
        if is_asked_for && !is_stream(&operation.success) {
            Self::Off
        } else {
            Self::AsGiven
        }
    }

    fn set_in(self, mut value: Value) -> Value {
        if self == Self::Off
            && let Some(flag @ Value::Bool(true)) = value.get_mut("stream")
        {
            *flag = Value::Bool(false);
        }
        value
    }
}

/// The first of the document's examples that can be written down and sent, or else one
/// of ours; with what the writer knows then.
pub(super) fn argument<'a>(
    writer: &SampleWriter<'a>,
    body: &Body,
    stream: StreamFlag,
) -> Option<(SampleWriter<'a>, TokenStream)> {
    let examples = body.examples.iter();
    let examples = examples.map(|example| Some(example.value.clone()));
    let is_form = matches!(body.kind, BodyKind::Form(_) | BodyKind::Multipart(_));
    let ours = || made_up(writer.types, &body.ty, Known::of_body(&body.value, is_form));
    let mut values = examples.chain(std::iter::once_with(ours));
    values.find_map(|value| {
        let mut writer = writer.clone();
        let argument = writer.body(body, &stream.set_in(value?))?;
        Some((writer, argument))
    })
}

impl SampleWriter<'_> {
    /// A body. One that may be missing or null is taken by `impl Into<Option<…>>`, by
    /// which no type is inferred, so that a map names its own; what else would have to
    /// be inferred is not written down.
    fn body(&mut self, body: &Body, value: &Value) -> Option<TokenStream> {
        let mut ty = &body.ty;
        for _ in 0..MAX_DEPTH {
            if let TypeRef::Named(id) = ty
                && let TypeKind::Alias(alias) = &self.types[*id].kind
            {
                ty = &alias.target;
            }
        }
        let is_inferred = body.required && !body.nullable;
        if is_inferred || matches!(ty, TypeRef::Named(_)) {
            let wanted = if self.is_union(ty) {
                Wanted::Converts
            } else {
                Wanted::Itself
            };
            return self.value(ty, None, value, wanted, 0);
        }
        let value = match ty {
            TypeRef::Map(inner) => {
                let pairs = self.pairs(inner, None, value, Wanted::Itself, 0)?;
                quote!(std::collections::BTreeMap::from([#(#pairs),*]))
            }
            ty => self.value(ty, None, value, Wanted::Itself, 0)?,
        };
        (!value.to_string().contains("into ()")).then_some(value)
    }
}
