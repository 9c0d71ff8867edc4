//! One workflow as a function.

use std::collections::BTreeSet;

use oas_codegen::Api;
use oas_codegen::model::{BodyKind, Group, Operation, Parameter, Payload, Success};
use oas_mock::Value;
use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use super::super::run::{MOST_STEPS, RETRIES};
use super::super::{list, text};
use super::condition::all;
use super::value::{outputs, owned};
use super::{distinct, ident, named, names, operation};

pub(super) struct Function<'a> {
    pub(super) api: &'a Api,
    pub(super) workflow: &'a Value,
    /// Where it is.
    pub(super) at: String,
}

impl Function<'_> {
    /// # Errors
    ///
    /// What can't be said by calls of a client, and where it is.
    pub(super) fn emit(&self) -> Result<TokenStream, String> {
        let steps = list(self.workflow, "steps");
        distinct(&format!("{}/steps", self.at), steps, "stepId")?;
        let ids: Vec<&str> = steps.iter().map(|step| text(step, "stepId")).collect();
        let has_actions = |step: &Value| step.get("onSuccess").or(step.get("onFailure")).is_some();
        let is_loop = steps.iter().any(has_actions);
        let outputs = outputs(self.workflow);
        let outputs = outputs.map_err(|why| format!("{}/outputs: {why}", self.at))?;
        let mut parts = Vec::new();
        for (index, (step, id)) in steps.iter().zip(&ids).enumerate() {
            let next = ids.get(index + 1).copied().unwrap_or_default();
            let part = self.step(step, is_loop.then_some(next));
            parts.push(part.map_err(|why| format!("{}/steps/{index}: `{id}`: {why}", self.at))?);
        }
        let body = if is_loop {
            turns(&ids, &parts, &outputs)
        } else {
            quote!(#(#parts)* Ok(#outputs))
        };
        let given = self.defaults();
        let given = given.map(|given| quote!(let inputs = &#given;));
        let body = quote!(#given #body);
        let used = names(body.clone());
        let before = list(self.workflow, "dependsOn")
            .iter()
            .filter_map(Value::as_str);
        let arguments = std::iter::once(format_ident!("inputs"))
            .chain(before.map(|id| named("after", id)))
            .map(|name| {
                let is_used = used.contains(&name.to_string());
                let mark = if is_used { "" } else { "_" };
                format_ident!("{mark}{name}")
            });
        let name = named("run", text(self.workflow, "workflowId"));
        Ok(quote! {
            /// Runs the workflow; gives its outputs.
            ///
            /// # Errors
            ///
            /// What keeps it from its end.
            pub async fn #name(client: &Client #(, #arguments: &Value)*) -> Result<Value, BoxError> {
                #body
            }
        })
    }

    /// The statements of a step; in a loop they give the step that is next.
    fn step(&self, step: &Value, next: Option<&str>) -> Result<TokenStream, String> {
        let (group, operation) = operation(self.api, step)?;
        let (request, call) = self.call(step, group, operation)?;
        let id = text(step, "stepId");
        let mut holds = all(list(step, "successCriteria"))?;
        if holds.is_none() && !list(step, "onFailure").is_empty() {
            holds = Some(quote!(got.refused.is_none()));
        }
        let outputs = outputs(step)?;
        let outputs = self.is_read(id).then(|| {
            let name = named("step", id);
            let word = next.is_none().then(|| quote!(let));
            quote!(#word #name = #outputs;)
        });
        let failure = quote!(return Err(failure(#id, got)));
        let after = match (next, &holds) {
            (None, None) => quote!(#outputs),
            (None, Some(holds)) => quote!(if !(#holds) { #failure; } #outputs),
            (Some(next), holds) => {
                let success = next_step(step, "onSuccess", &quote!(#next))?;
                let failure = next_step(step, "onFailure", &failure)?;
                match holds {
                    None => quote!(#outputs #success),
                    Some(holds) => {
                        let failure = block(&failure);
                        quote!(if #holds { #outputs #success } else #failure)
                    }
                }
            }
        };
        if !names(after.clone()).contains("got") {
            return Ok(quote!(#request #call.await?; #after));
        }
        if matches!(
            operation.success,
            Success::Of(Payload::Events(_) | Payload::Lines(_))
        ) {
            return Err("its response is a stream, which no expression reads".to_owned());
        }
        let got = match holds {
            Some(_) => quote!(received(#call.response().await)?),
            // Whatever is refused ends the workflow.
            None => quote!(received(Ok(#call.response().await?))?),
        };
        Ok(quote!(#request let got = #got; #after))
    }

    /// Whether anything reads what a step gives.
    fn is_read(&self, id: &str) -> bool {
        let name = format!("$steps.{id}.outputs.");
        self.workflow.to_string().contains(&name)
    }

    /// The statements that make the body and the parameters, and `client.tickets().get_ticket(…)`.
    fn call(
        &self,
        step: &Value,
        group: &Group,
        operation: &Operation,
    ) -> Result<(TokenStream, TokenStream), String> {
        let given = list(step, "parameters");
        let find = |parameter: &Parameter| {
            let found = given
                .iter()
                .find(|one| text(one, "name") == parameter.wire.as_str());
            found.and_then(|one| one.get("value"))
        };
        let (mut before, mut arguments) = (TokenStream::new(), Vec::new());
        for parameter in &operation.required {
            let wire = parameter.wire.as_str();
            let value =
                find(parameter).ok_or_else(|| format!("the parameter `{wire}` is missing"))?;
            arguments.push(self.argument(&parameter.ty, value)?);
        }
        let mut set = TokenStream::new();
        let optional = operation.optional.as_ref();
        for parameter in optional.into_iter().flat_map(|params| &params.fields) {
            if let Some(value) = find(parameter) {
                let name = ident(parameter.name.as_str())?;
                let value = owned(&parameter.ty, value)?;
                set.extend(quote!(params.#name = Some(#value);));
            }
        }
        let known = operation
            .required
            .iter()
            .chain(optional.into_iter().flat_map(|it| &it.fields));
        let known: BTreeSet<&str> = known.map(|parameter| parameter.wire.as_str()).collect();
        if let Some(other) = given.iter().find(|one| !known.contains(text(one, "name"))) {
            let name = text(other, "name");
            return Err(format!("`{name}` is no parameter of the client's method"));
        }
        let payload = step.get("requestBody").and_then(|body| body.get("payload"));
        match (&operation.body, payload) {
            (None, None) => {}
            (Some(body), Some(payload)) if matches!(body.kind, BodyKind::Json) => {
                let (of_type, value) = (self.ty(&body.ty)?, owned(&body.ty, payload)?);
                before.extend(quote!(let request #of_type = #value;));
                let is_whole = body.required && !body.nullable;
                arguments.push(if is_whole {
                    quote!(request)
                } else {
                    quote!(Some(request))
                });
            }
            (Some(body), None) if !body.required => arguments.push(quote!(None)),
            _ => return Err("its body is not one of JSON".to_owned()),
        }
        let (group, method) = (
            ident(group.method_name.as_str())?,
            ident(operation.name.as_str())?,
        );
        let mut call = quote!(client.#group().#method(#(#arguments),*));
        if let (Some(params), false) = (optional, set.is_empty()) {
            let name = ident(params.name.as_str())?;
            before.extend(quote!(let mut params = api::#name::new(); #set));
            call.extend(quote!(.params(params)));
        }
        Ok((before, call))
    }
}

/// One step after the other, where actions say which is the next.
fn turns(ids: &[&str], parts: &[TokenStream], outputs: &TokenStream) -> TokenStream {
    let used = names(quote!(#(#parts)* #outputs));
    let declared = |word: &str, value: TokenStream| -> TokenStream {
        let names = ids.iter().map(|id| named(word, id));
        let names = names.filter(|name| used.contains(&name.to_string()));
        names.map(|name| quote!(let mut #name = #value;)).collect()
    };
    let values = declared("step", quote!(Value::Null));
    let tries = declared("tries", quote!(0));
    let first = ids.first().copied().unwrap_or_default();
    let most = Literal::usize_unsuffixed(MOST_STEPS);
    let end = format!("no end after {most} steps");
    quote! {
        #values
        #tries
        let mut step = #first;
        for _ in 0..#most {
            step = match step {
                #(#ids => { #parts })*
                _ => return Ok(#outputs),
            };
        }
        Err(#end.into())
    }
}

/// What may stand behind `else`.
fn block(tokens: &TokenStream) -> TokenStream {
    let first = tokens.clone().into_iter().next().map(|it| it.to_string());
    match first.as_deref() {
        Some("if") => tokens.clone(),
        _ => quote!({ #tokens }),
    }
}

/// The step that the first action whose criteria hold leads to.
fn next_step(step: &Value, key: &str, otherwise: &TokenStream) -> Result<TokenStream, String> {
    let id = text(step, "stepId");
    let mut next = otherwise.clone();
    for (index, action) in list(step, key).iter().enumerate().rev() {
        let criteria = all(list(action, "criteria"));
        let criteria = criteria.map_err(|why| format!("`{key}/{index}`: {why}"))?;
        let wanted = text(action, "stepId");
        let (criteria, then) = match text(action, "type") {
            "goto" => (criteria, quote!(#wanted)),
            "end" => (criteria, quote!("")),
            _ => {
                let tries = named("tries", id);
                let limit = action.get("retryLimit").and_then(Value::as_u64);
                let limit = Literal::u64_unsuffixed(limit.unwrap_or(RETRIES));
                let pause = action.get("retryAfter").and_then(Value::as_f64);
                let pause = pause.map(|seconds| {
                    let duration = quote!(std::time::Duration::from_secs_f64(#seconds));
                    quote!(client.runtime().sleep(#duration).await;)
                });
                let criteria = criteria.into_iter().chain([quote!(#tries < #limit)]);
                (
                    Some(quote!(#(#criteria)&&*)),
                    quote!(#tries += 1; #pause #id),
                )
            }
        };
        next = match criteria {
            Some(criteria) => {
                let next = block(&next);
                quote!(if #criteria { #then } else #next)
            }
            None => then,
        };
    }
    Ok(next)
}
