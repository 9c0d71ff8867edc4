//! A request out of what was typed.

use std::io::Read;
use std::path::Path;

use clap::ArgMatches;
use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};

use crate::call::CallBuilder;
use crate::cli::arguments::{DATA, is_json};
use crate::cli::command::BodyFormat;
use crate::cli::json::Json;
use crate::cli::preset::Preset;
use crate::cli::run::Stop;
use crate::cli::{Arg, ArgType, Cli, Command};
use crate::client::Client;
use crate::multipart::File;
use crate::param::Place;

impl Cli {
    pub(super) fn presets_of<'a>(
        &'a self,
        command: &'a Command,
    ) -> impl Iterator<Item = &'a Preset> {
        let presets = self.presets.iter();
        presets.filter(|preset| preset.operation == command.operation.id())
    }

    /// Describes the call of a command.
    pub(super) fn describe(
        &self,
        client: &Client,
        command: &Command,
        matches: &ArgMatches,
        input: &mut dyn Read,
    ) -> Result<CallBuilder, Stop> {
        let mut call = client.call(command.operation);
        for parameter in &command.parameters {
            let (param, value) = (&parameter.param, given(&parameter.arg, matches)?);
            let Some(value) = value else { continue };
            call = match parameter.place {
                Place::Path => call.path_styled(param, value),
                Place::Query => call.query(param, value),
                Place::QueryString => call.query_string(param, value),
                Place::Header => call.header(param, value),
                Place::Cookie => call.cookie(param, value),
            };
        }
        let Some(format) = &command.body else {
            return Ok(call);
        };
        let data = matches.get_one::<String>(DATA);
        if let BodyFormat::Raw = format {
            let media_type = command.media_type.unwrap_or("application/octet-stream");
            return Ok(match data {
                Some(data) => call.body(media_type, load(data, input)?),
                None => call,
            });
        }
        let data = data.map(|data| load_json(data, input)).transpose()?;
        let Some(body) = self.body(command, matches, data)? else {
            return Ok(call);
        };
        call = match format {
            BodyFormat::Form(encodings) => call.form_with(encodings, body),
            BodyFormat::Multipart(encodings) => call.multipart_with(encodings, body),
            _ => call.json(body),
        };
        Ok(match command.media_type {
            Some(media_type) => call.content_type(media_type),
            None => call,
        })
    }

    /// The body: what is always sent, presets, what was given as a whole, and options,
    /// each before the ones before it.
    fn body(
        &self,
        command: &Command,
        matches: &ArgMatches,
        data: Option<Json>,
    ) -> Result<Option<ArgumentValue>, Stop> {
        let mut members = Vec::new();
        for (name, arg) in &command.members {
            if let Some(json) = arg.default {
                put(&mut members, name, ArgumentValue::Json(parse(json)?));
            }
        }
        let mut is_given = command.body_required;
        for preset in self.presets_of(command) {
            if matches.get_flag(preset.flag) {
                is_given = true;
                for (name, value) in parse(preset.body)?.members().unwrap_or_default() {
                    put(&mut members, &name, ArgumentValue::Json(value));
                }
            }
        }
        let mut options = Vec::new();
        for (name, arg) in command.members.iter().filter(|(_, arg)| !arg.is_fixed()) {
            if let Some(value) = typed(arg, matches)? {
                options.push((*name, value));
            }
        }
        if let Some(data) = data {
            is_given = true;
            match data.members() {
                Some(list) => list
                    .into_iter()
                    .for_each(|(name, value)| put(&mut members, &name, ArgumentValue::Json(value))),
                None if options.is_empty() => return Ok(Some(ArgumentValue::Json(data))),
                None => {
                    return Err(Stop::usage(
                        "the body is no object, so that options can't set its members".to_owned(),
                    ));
                }
            }
        }
        is_given |= !options.is_empty();
        for (name, value) in options {
            put(&mut members, name, value);
        }
        Ok(is_given.then_some(ArgumentValue::Members(members)))
    }
}

fn put(members: &mut Vec<(String, ArgumentValue)>, name: &str, value: ArgumentValue) {
    match members.iter_mut().find(|(known, _)| known == name) {
        Some((_, known)) => *known = value,
        None => members.push((name.to_owned(), value)),
    }
}

/// What was typed, or what is sent in its place.
pub(super) fn given(arg: &Arg, matches: &ArgMatches) -> Result<Option<ArgumentValue>, Stop> {
    if !arg.is_fixed()
        && let Some(value) = typed(arg, matches)?
    {
        return Ok(Some(value));
    }
    let default = arg.default.map(parse).transpose()?;
    Ok(default.map(ArgumentValue::Json))
}

fn typed(arg: &Arg, matches: &ArgMatches) -> Result<Option<ArgumentValue>, Stop> {
    let Some(texts) = matches.get_many::<String>(arg.flag) else {
        return Ok(None);
    };
    let mut values = texts.map(|text| value(arg.ty, text));
    if arg.many {
        return values
            .collect::<Result<_, _>>()
            .map(ArgumentValue::List)
            .map(Some);
    }
    values.next().transpose()
}

fn value(ty: ArgType, text: &str) -> Result<ArgumentValue, Stop> {
    Ok(match ty {
        ArgType::Text | ArgType::OneOf(_) => ArgumentValue::Json(Json::text(text)),
        ArgType::TextOrJson if !is_json(text) => ArgumentValue::Json(Json::text(text)),
        ArgType::TextOrJson | ArgType::Integer | ArgType::Number | ArgType::Boolean => {
            ArgumentValue::Json(parse(text)?)
        }
        ArgType::Json => match text.strip_prefix('@') {
            Some(path) => ArgumentValue::Json(parse(&to_text(read(path)?)?)?),
            None => ArgumentValue::Json(parse(text)?),
        },
        ArgType::File => {
            let path = text.strip_prefix('@').unwrap_or(text);
            let name = Path::new(path).file_name().unwrap_or_default();
            ArgumentValue::File(File::new(name.to_string_lossy(), read(path)?))
        }
    })
}

/// What `--data` names.
fn load(data: &str, input: &mut dyn Read) -> Result<Vec<u8>, Stop> {
    match data.strip_prefix('@').unwrap_or(data) {
        "-" => {
            let mut bytes = Vec::new();
            let read = input.read_to_end(&mut bytes);
            read.map_err(|error| Stop::usage(format!("the input can't be read: {error}")))?;
            Ok(bytes)
        }
        path if data.starts_with('@') => read(path),
        text => Ok(text.as_bytes().to_vec()),
    }
}

fn load_json(data: &str, input: &mut dyn Read) -> Result<Json, Stop> {
    let text = to_text(load(data, input)?)?;
    Json::parse(&text).map_err(|error| Stop::usage(format!("the body isn't JSON: {error}")))
}

fn read(path: &str) -> Result<Vec<u8>, Stop> {
    std::fs::read(path).map_err(|error| Stop::usage(format!("{path} can't be read: {error}")))
}

fn to_text(bytes: Vec<u8>) -> Result<String, Stop> {
    String::from_utf8(bytes).map_err(|_| Stop::usage("JSON is text in UTF-8".to_owned()))
}

fn parse(json: &str) -> Result<Json, Stop> {
    Json::parse(json).map_err(|error| Stop::usage(format!("it isn't JSON: {error}")))
}

/// A value on its way into a request.
pub(super) enum ArgumentValue {
    Json(Json),
    File(File),
    List(Vec<ArgumentValue>),
    Members(Vec<(String, ArgumentValue)>),
}

impl Serialize for ArgumentValue {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Json(json) => json.serialize(serializer),
            Self::File(file) => file.serialize(serializer),
            Self::List(items) => {
                let mut list = serializer.serialize_seq(Some(items.len()))?;
                for item in items {
                    list.serialize_element(item)?;
                }
                list.end()
            }
            Self::Members(members) => {
                let mut map = serializer.serialize_map(Some(members.len()))?;
                for (name, value) in members {
                    map.serialize_entry(name, value)?;
                }
                map.end()
            }
        }
    }
}
