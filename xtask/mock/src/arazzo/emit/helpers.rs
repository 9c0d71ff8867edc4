// What emitted workflows may call, behind what calls it; only what one does is emitted with it.

/// What is said to a request: also by a response that refuses it.
fn received<T>(response: Result<Response<T>, Error>) -> Result<Received, Error> {
    let (status, body, refused) = match response {
        Ok(response) => (response.status(), response.body().to_vec(), None),
        Err(error) => {
            let refusal = error.as_api();
            match refusal.map(|it| (it.status(), it.body().to_vec())) {
                Some((status, body)) => (status, body, Some(error)),
                None => return Err(error),
            }
        }
    };
    let text = String::from_utf8_lossy(&body);
    let body = text.parse().unwrap_or_else(|_| Value::from(&*text));
    let status = status.as_u16();
    Ok(Received { status, body, refused })
}

/// What a step has received.
struct Received {
    status: u16,
    body: Value,
    refused: Option<Error>,
}

/// Why the workflow ends at a step.
fn failure(step: &str, got: Received) -> BoxError {
    match got.refused {
        Some(error) => error.into(),
        None => format!("`{step}` responded with {}, not as expected", got.status).into(),
    }
}

/// Inputs, and defaults of those that are missing.
fn given<const N: usize>(inputs: &Value, defaults: [(&str, Value); N]) -> Value {
    let mut all = object(defaults);
    if let (Some(all), Some(inputs)) = (all.as_object_mut(), inputs.as_object()) {
        all.extend(inputs.clone());
    }
    all
}

/// An object with these members.
fn object<const N: usize>(members: [(&str, Value); N]) -> Value {
    members.into_iter().collect()
}

/// What is at a JSON pointer.
fn at(value: &Value, pointer: &str) -> Result<Value, BoxError> {
    let found = value.pointer(pointer).cloned();
    found.ok_or_else(|| format!("there is nothing at `{pointer}`").into())
}

/// What is at a JSON pointer, or null.
fn look<'a>(value: &'a Value, pointer: &str) -> &'a Value {
    value.pointer(pointer).unwrap_or(&Value::Null)
}
