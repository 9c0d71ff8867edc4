//! Where the bytes of a document come from.

use std::fmt;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};

/// Reads the files that a document refers to.
///
/// The path is relative to the root folder of the document, is written with
/// forward slashes and never contains `..`.
pub trait FileReader: Send + Sync {
    /// The content of the file.
    ///
    /// # Errors
    /// Whatever keeps the file from being read.
    fn read(&self, path: &str) -> io::Result<Vec<u8>>;
}

/// A document to load: its name, its content, and a way to read the files that
/// it refers to.
pub struct Source {
    /// How messages call the root file.
    name: String,
    /// What messages put before the path of any other file.
    prefix: String,
    /// The path of the root file below the root folder.
    path: String,
    content: SourceContent,
    reader: Reader,
    limit: u64,
    overlays: Vec<Source>,
}

/// The size that all files of a document may have together, unless
/// [`Source::with_limit`] says another: 64 MB.
pub const DEFAULT_LIMIT: u64 = 64_000_000;

enum Reader {
    None,
    Disk { root: PathBuf },
    Custom(Box<dyn FileReader>),
}

enum SourceContent {
    Bytes(Vec<u8>),
    File(PathBuf),
}

impl fmt::Debug for Source {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Source")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

impl Source {
    /// A file of this computer. It may refer to the files of its own folder
    /// and of the folders below that.
    #[must_use]
    pub fn from_file(path: impl AsRef<Path>) -> Source {
        let path = path.as_ref();
        let folder = path.parent().unwrap_or(Path::new(""));
        Source::from_file_within(path, folder)
    }

    /// A file of this computer that may refer to every file below `root`.
    ///
    /// Both paths should be written in the same manner (both absolute or both
    /// relative). If the file is not below `root`, its own folder is taken
    /// instead.
    #[must_use]
    pub fn from_file_within(path: impl AsRef<Path>, root: impl AsRef<Path>) -> Source {
        let path = path.as_ref();
        let (root, inner) = match path.strip_prefix(root.as_ref()) {
            Ok(inner) => (root.as_ref().to_path_buf(), inner.to_path_buf()),
            Err(_) => (
                path.parent().map(Path::to_path_buf).unwrap_or_default(),
                path.file_name().map(PathBuf::from).unwrap_or_default(),
            ),
        };
        let mut prefix = forward(&root);
        if !prefix.is_empty() && !prefix.ends_with('/') {
            prefix.push('/');
        }
        Source {
            name: forward(path),
            prefix,
            path: forward(&inner),
            content: SourceContent::File(path.to_path_buf()),
            reader: Reader::Disk { root },
            limit: DEFAULT_LIMIT,
            overlays: Vec::new(),
        }
    }

    /// A text that is already at hand. It can refer to other files only if a
    /// reader is given for them.
    #[must_use]
    pub fn from_text(name: impl Into<String>, text: impl Into<String>) -> Source {
        Source::from_bytes(name, text.into().into_bytes())
    }

    /// Bytes that are already at hand and may or may not be text.
    #[must_use]
    pub fn from_bytes(name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Source {
        let name = name.into();
        Source {
            path: name.clone(),
            name,
            prefix: String::new(),
            content: SourceContent::Bytes(bytes.into()),
            reader: Reader::None,
            limit: DEFAULT_LIMIT,
            overlays: Vec::new(),
        }
    }

    /// Reads the files that the document refers to by `reader`.
    #[must_use]
    pub fn with_reader(mut self, reader: Box<dyn FileReader>) -> Source {
        self.reader = Reader::Custom(reader);
        self
    }

    /// Reads no more than so many bytes from the disk, over all files.
    #[must_use]
    pub fn with_limit(mut self, bytes: u64) -> Source {
        self.limit = bytes;
        self
    }

    /// Lays an overlay over the document, upon those that it has already: a file of
    /// actions by the Overlay Specification.
    #[must_use]
    pub fn with_overlay(mut self, overlay: Source) -> Source {
        self.overlays.push(overlay);
        self
    }

    pub(super) fn overlays(&self) -> &[Source] {
        &self.overlays
    }

    /// How messages call the root file.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    pub(super) fn path(&self) -> &str {
        &self.path
    }

    pub(super) fn display(&self, path: &str) -> String {
        format!("{}{path}", self.prefix)
    }

    /// The root file.
    pub(super) fn read_root(&self) -> io::Result<Vec<u8>> {
        match &self.content {
            SourceContent::Bytes(bytes) => Ok(bytes.clone()),
            SourceContent::File(path) => self.read_disk(path, 0),
        }
    }

    /// Another file, after `before` bytes of others.
    pub(super) fn read(&self, path: &str, before: u64) -> io::Result<Vec<u8>> {
        match &self.reader {
            Reader::Custom(reader) => reader.read(path),
            Reader::Disk { root } => self.read_disk(&inside(root, path)?, before),
            Reader::None => Err(io::Error::new(
                ErrorKind::Unsupported,
                "this document was given as text, without a way to read other files",
            )),
        }
    }

    fn read_disk(&self, path: &Path, before: u64) -> io::Result<Vec<u8>> {
        let most = self.limit.saturating_sub(before).saturating_add(1);
        self.bounded(read_file(path, most)?, before)
    }

    fn bounded(&self, bytes: Vec<u8>, before: u64) -> io::Result<Vec<u8>> {
        let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        if before.saturating_add(size) > self.limit {
            let megabytes = self.limit / 1_000_000;
            let message =
                format!("with it the document has more than {megabytes} MB, the most that is read");
            return Err(io::Error::new(ErrorKind::FileTooLarge, message));
        }
        Ok(bytes)
    }
}

/// Reads a file up to so many bytes, and nothing that never ends.
fn read_file(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    let metadata = fs::metadata(path)?;
    if metadata.is_dir() {
        return Err(io::Error::new(ErrorKind::IsADirectory, "it is a folder"));
    }
    if !metadata.is_file() {
        let message = "it is a pipe or a device, and no file";
        return Err(io::Error::new(ErrorKind::InvalidInput, message));
    }
    let mut bytes = Vec::new();
    File::open(path)?.take(most).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The text of a file that lies beside a document, such as a configuration: of no more
/// bytes than a document may have.
///
/// # Errors
///
/// If it can't be read, or is a pipe, a device, too long or no UTF-8.
pub fn read_text(path: &Path) -> io::Result<String> {
    let bytes = read_file(path, DEFAULT_LIMIT.saturating_add(1))?;
    if u64::try_from(bytes.len()).is_ok_and(|size| size <= DEFAULT_LIMIT) {
        let text = String::from_utf8(bytes);
        return text.map_err(|_| io::Error::new(ErrorKind::InvalidData, "it is not UTF-8"));
    }
    let message = format!("it has more than {} MB", DEFAULT_LIMIT / 1_000_000);
    Err(io::Error::new(ErrorKind::FileTooLarge, message))
}

/// The path of a file below `root`.
fn inside(root: &Path, path: &str) -> io::Result<PathBuf> {
    let root = if root.as_os_str().is_empty() {
        Path::new(".").canonicalize()?
    } else {
        root.canonicalize()?
    };
    // A symbolic link inside the folder could still lead out of it.
    let target = root.join(path).canonicalize()?;
    if !target.starts_with(&root) {
        return Err(io::Error::new(
            ErrorKind::PermissionDenied,
            "it lies outside the folder of the document",
        ));
    }
    Ok(target)
}

fn forward(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}
