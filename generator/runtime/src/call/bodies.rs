//! Bodies of requests, of every kind.

use http::header::CONTENT_TYPE;
use serde::Serialize;

use crate::call::CallBuilder;
use crate::call::builder::{Made, push_pair};
use crate::codec::{self, CodecError};
use crate::fault::Fault;
use crate::multipart::{Collecting, Files, write};
use crate::param::{Encoding, Tree, pairs, to_tree};
use crate::request_body::RequestBody;
use crate::transport::Body;

/// What the media type of a form with files begins with.
const WITH_FILES: &str = "multipart/form-data;";

impl CallBuilder {
    /// Sets a JSON body.
    pub fn json<T: Serialize>(self, body: T) -> Self {
        self.set_json(codec::to_vec(&body))
    }

    /// Sets a JSON body if there is one.
    pub fn json_opt<T: Serialize>(self, body: Option<T>) -> Self {
        match body {
            Some(body) => self.json(body),
            None => self,
        }
    }

    /// Sets a form (`application/x-www-form-urlencoded`) as the body, if there
    /// is one: the members of an object, written as [`Encoding`] has it by
    /// default. `None` sets no body.
    pub fn form<T: Serialize>(self, body: T) -> Self {
        self.form_with(&[], body)
    }

    /// Sets a form as the body, some members of which are written in another
    /// way.
    pub fn form_with<T: Serialize>(self, encodings: &[Encoding], body: T) -> Self {
        self.set_form(encodings, to_tree(&body))
    }

    /// Sets a form that can hold files (`multipart/form-data`) as the body, if
    /// there is one: a part for each member of an object. A
    /// [`File`](crate::File) is a part with a file name, an object is JSON,
    /// and each item of a list is a part of its own. `None` sets no body.
    pub fn multipart<T: Serialize>(self, body: T) -> Self {
        self.multipart_with(&[], body)
    }

    /// Sets a form that can hold files as the body, some members of which are
    /// written in another way.
    pub fn multipart_with<T: Serialize>(self, encodings: &[Encoding], body: T) -> Self {
        let collecting = Collecting::start();
        let made = to_tree(&body);
        self.set_multipart(encodings, made, &collecting.finish())
    }

    /// Sets a body of any media type, at once or piece by piece. A parameter
    /// that is the header `Content-Type` says better what it is.
    pub fn body(self, media_type: &str, body: impl Into<Body>) -> Self {
        self.set_body(media_type, body.into().into())
    }

    /// Sets a body of any media type if there is one.
    pub fn body_opt(self, media_type: &str, body: Option<impl Into<Body>>) -> Self {
        match body {
            Some(body) => self.body(media_type, body),
            None => self,
        }
    }

    /// Says of what media type the body is, in place of the usual one. Without
    /// a body it says nothing. The boundary of a form with files stays.
    pub fn content_type(mut self, media_type: &str) -> Self {
        let usual = self.request().headers.get(CONTENT_TYPE);
        let usual = usual.and_then(|usual| usual.to_str().ok());
        let boundary = usual.and_then(|usual| usual.strip_prefix(WITH_FILES));
        if let Some(boundary) = boundary {
            let media_type = format!("{media_type};{boundary}");
            self.request()
                .set_header(CONTENT_TYPE.as_str(), &media_type);
        } else if self.request().body.is_some() && !self.typed {
            self.request().set_header(CONTENT_TYPE.as_str(), media_type);
        }
        self
    }
}

/// The parts that know no types, and so are compiled once.
impl CallBuilder {
    fn set_body(mut self, media_type: &str, content: RequestBody) -> Self {
        // Nobody else knows the boundary of a form with files.
        if !self.typed || media_type.starts_with(WITH_FILES) {
            self.request().set_header(CONTENT_TYPE.as_str(), media_type);
        }
        self.request().body = Some(content);
        self
    }

    fn set_json(mut self, json: Result<Vec<u8>, CodecError>) -> Self {
        match json {
            Ok(bytes) => {
                self.check("body", "", &bytes);
                self.body("application/json", bytes)
            }
            Err(error) => {
                self.fail(Fault::new(format!("the body can't be written: {error}")));
                self
            }
        }
    }

    fn set_form(mut self, encodings: &[Encoding], body: Made) -> Self {
        let tree = match body {
            Ok((Tree::Null, _)) => return self,
            Ok((tree, json)) => {
                self.check("body", "", json.as_bytes());
                tree
            }
            Err(error) => return self.unwritten(&error),
        };
        let Some(pairs) = pairs(&tree, encodings) else {
            self.fail(Fault::new("a form is made of an object, and this is none"));
            return self;
        };
        let mut form = String::new();
        for pair in pairs {
            push_pair(&mut form, &pair.name, &pair.value);
        }
        self.body("application/x-www-form-urlencoded", form)
    }

    fn set_multipart(mut self, encodings: &[Encoding], body: Made, files: &Files) -> Self {
        let tree = match body {
            Ok((Tree::Null, _)) => return self,
            Ok((tree, json)) => {
                self.check("body", "", json.as_bytes());
                tree
            }
            Err(error) => return self.unwritten(&error),
        };
        match write(&tree, files, encodings) {
            Ok((media_type, content)) => self.set_body(&media_type, content),
            Err(fault) => {
                self.fail(fault);
                self
            }
        }
    }

    fn unwritten(mut self, error: &str) -> Self {
        self.fail(Fault::new(format!("the form can't be written: {error}")));
        self
    }
}
