//! Takes files out of a value while it is written.
//!
//! Whatever holds a file is written by the one writer that there is, that of
//! JSON. While a form is made, each file goes into a list aside, and a mark
//! stands for it in the text. Marks hold a random number, so that no text of
//! anybody else's can be taken for one.

use std::cell::RefCell;
use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;

use crate::multipart::File;
use crate::scoped::{self, Scope};

thread_local! {
    static FILES: RefCell<Option<Files>> = const { RefCell::new(None) };
}

/// The files of a form.
#[derive(Debug)]
pub(crate) struct Files {
    /// What every mark begins with.
    key: String,
    files: Vec<File>,
}

/// What a text of a form is.
pub(crate) enum FormText<'a> {
    /// A text.
    Plain,
    /// The mark of a file.
    Mark(&'a File),
    /// More than a mark: a file lies inside something that is written as one
    /// text.
    Inside,
}

impl Files {
    pub(crate) fn find(&self, text: &str) -> FormText<'_> {
        if !text.contains(&self.key) {
            return FormText::Plain;
        }
        let index = text.strip_prefix(&self.key);
        let index = index.and_then(|index| index.parse::<usize>().ok());
        match index.and_then(|index| self.files.get(index)) {
            Some(file) => FormText::Mark(file),
            None => FormText::Inside,
        }
    }
}

/// As long as it lives, files that this thread writes are taken aside.
pub(crate) struct Collecting(Scope<Files>);

impl Collecting {
    pub(crate) fn start() -> Self {
        let files = Files {
            key: format!("file-{}-", random()),
            files: Vec::new(),
        };
        Self(Scope::enter(&FILES, files))
    }

    /// The files that were written meanwhile.
    pub(crate) fn finish(self) -> Files {
        self.0.leave().unwrap_or_else(|| Files {
            key: random(),
            files: Vec::new(),
        })
    }
}

/// Takes a file aside and gives the mark that stands for it; none while no
/// form is made.
pub(super) fn put(file: &File) -> Option<String> {
    scoped::with(&FILES, |files| {
        files.files.push(file.clone());
        format!("{}{}", files.key, files.files.len() - 1)
    })
}

/// 128 bits that nobody can guess, as text.
pub(super) fn random() -> String {
    let half = || RandomState::new().hash_one(0);
    format!("{:016x}{:016x}", half(), half())
}

#[cfg(test)]
mod tests {
    use super::{Collecting, FormText, put};
    use crate::multipart::File;

    #[test]
    fn a_form_inside_a_form_keeps_to_itself() {
        let outer = Collecting::start();
        let one = put(&File::from("1")).unwrap();
        let inner = Collecting::start();
        let two = put(&File::from("2")).unwrap();
        let inner = inner.finish();
        drop(Collecting::start());
        let three = put(&File::from("3")).unwrap();
        let outer = outer.finish();
        assert!(put(&File::from("4")).is_none());

        let is = |text: FormText<'_>, content: &'static str| match text {
            FormText::Mark(file) => *file == File::from(content),
            FormText::Plain | FormText::Inside => false,
        };
        assert!(is(outer.find(&one), "1") && is(outer.find(&three), "3"));
        assert!(is(inner.find(&two), "2") && !is(outer.find(&two), "2"));
        assert!(matches!(outer.find(&format!("{one},")), FormText::Inside));
        assert!(matches!(outer.find("text"), FormText::Plain));
    }
}
