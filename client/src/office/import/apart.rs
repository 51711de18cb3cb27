//! Files are read in a process of their own, which can come to no harm: it has no keys, little
//! memory and little time. What it found lies in a file without a name until it ended well.

use std::{
    fs::File,
    io::{self, BufRead as _, BufReader, BufWriter, Read, Seek as _, Write},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::mpsc,
    thread,
    time::Duration,
};

use kecuali_encoding::Digest;
use kecuali_tables::{Origin, Over, Piece, Row, Sheet, Stopped, TableError, limits};
use serde::{Deserialize, Serialize};

use crate::{error::OfficeError, os};

/// The hidden command that the child is started with.
pub const COMMAND: &str = "read-table";

/// Who reads files: the program that has the hidden command, and how long it may take.
#[derive(Debug, Clone)]
pub struct Reader {
    /// The program.
    pub program: PathBuf,
    /// How long it may take.
    pub patience: Duration,
}

impl Reader {
    /// By default a child may take twenty seconds. A list of ten thousand rows takes one.
    pub const fn of(program: PathBuf) -> Self {
        Self { program, patience: Duration::from_secs(20) }
    }
}

/// What the child limits itself to: memory of its own, seconds of processor time, bytes written.
const MEMORY: u64 = 256 << 20;
const SECONDS: u64 = 20;
const WRITTEN: u64 = 160 << 20;
/// As much of what the child complains about is read.
const COMPLAINT: u64 = 4 << 10;

/// Why a file is not read as a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unreadable {
    /// By what is in it.
    Table(TableError),
    /// Reading it took more memory than there is for that.
    Heavy,
    /// Reading it took too long.
    Slow,
    /// There is no list in it.
    NoList,
}

impl Unreadable {
    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Table(error) => error.code(),
            Self::Heavy => "table_heavy",
            Self::Slow => "table_slow",
            Self::NoList => "table_empty",
        }
    }
}

/// What is told before the pieces: which bytes they came out of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// SHA-256 of the file.
    pub sha256: Digest,
    /// Its length.
    pub bytes: u64,
}

/// A file as rows.
#[derive(Debug, Clone)]
pub(crate) struct Listing {
    pub(crate) source: Source,
    pub(crate) origin: Origin,
    pub(crate) sheets: Vec<(Sheet, Vec<Row>)>,
}

/// What the child does: reads a file, writes a line for each piece. A code is all it complains of.
pub(crate) fn child(input: impl Read, output: impl Write) -> Result<(), &'static str> {
    os::bound_this_process(MEMORY, SECONDS, WRITTEN);
    let most = u64::try_from(limits::FILE).unwrap_or(u64::MAX);
    let mut bytes = Vec::new();
    input.take(most + 1).read_to_end(&mut bytes).map_err(|_| TableError::Damaged.code())?;
    let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    let source = Source { sha256: Digest::of(&bytes), bytes: length };
    let mut output = BufWriter::new(output);
    line(&mut output, &source).map_err(|Stopped| TableError::Stopped.code())?;
    kecuali_tables::read(&bytes, &mut |piece| line(&mut output, &piece))
        .map_err(|error| error.code())?;
    output.flush().map_err(|_| TableError::Stopped.code())
}

fn line<T: Serialize>(output: &mut impl Write, value: &T) -> Result<(), Stopped> {
    serde_json::to_writer(&mut *output, value).map_err(|_| Stopped)?;
    output.write_all(b"\n").map_err(|_| Stopped)
}

/// Has a file read by a child of this program; what it writes lies in `folder` for the time.
pub(crate) fn read(reader: &Reader, file: &Path, folder: &Path) -> Result<Listing, OfficeError> {
    let refused = |why| OfficeError::Unreadable { path: file.to_owned(), why };
    let input = File::open(file).map_err(OfficeError::file(file))?;
    let facts = input.metadata().map_err(OfficeError::file(file))?;
    if !facts.is_file() {
        return Err(refused(Unreadable::Table(TableError::Format)));
    }
    if usize::try_from(facts.len()).map_or(true, |bytes| bytes > limits::FILE) {
        return Err(refused(Unreadable::Table(TableError::Over(Over::File))));
    }
    let mut spool = tempfile::tempfile_in(folder).map_err(OfficeError::file(folder))?;
    let output = spool.try_clone().map_err(OfficeError::file(folder))?;
    let ended = run(reader, input, output).map_err(OfficeError::file(&reader.program))?;
    if let Some(why) = ended {
        return Err(refused(why));
    }
    spool.rewind().map_err(OfficeError::file(folder))?;
    listing(spool).map_err(OfficeError::file(folder))
}

/// Runs the child to its end; says why the file was not read.
fn run(reader: &Reader, input: File, output: File) -> io::Result<Option<Unreadable>> {
    let mut child = Command::new(&reader.program)
        .arg(COMMAND)
        .stdin(input)
        .stdout(output)
        .stderr(Stdio::piped())
        .spawn()?;
    let stderr = child.stderr.take().expect("it was asked for");
    let (tell, told) = mpsc::channel();
    let listener = thread::spawn(move || {
        let mut complaint = String::new();
        let read = stderr.take(COMPLAINT).read_to_string(&mut complaint);
        // Nobody listens any more where it took too long.
        drop(tell.send(read.map(|_| complaint)));
    });
    let complaint = told.recv_timeout(reader.patience);
    if complaint.is_err() {
        child.kill()?;
    }
    let ended = child.wait()?;
    drop(listener.join());
    let Ok(complaint) = complaint else { return Ok(Some(Unreadable::Slow)) };
    if ended.success() {
        return Ok(None);
    }
    let code = complaint.unwrap_or_default();
    let error = code.lines().last().and_then(|code| TableError::of_code(code.trim()));
    // A child that ends without a word ran into its limits.
    Ok(Some(error.map_or(Unreadable::Heavy, Unreadable::Table)))
}

fn listing(spool: File) -> io::Result<Listing> {
    let bad = |error: serde_json::Error| io::Error::new(io::ErrorKind::InvalidData, error);
    let mut lines = BufReader::new(spool).lines();
    let missing = || io::Error::from(io::ErrorKind::UnexpectedEof);
    let mut next = || lines.next().transpose();
    let source = serde_json::from_str(&next()?.ok_or_else(missing)?).map_err(bad)?;
    let (mut origin, mut sheets) = (None, Vec::<(Sheet, Vec<Row>)>::new());
    while let Some(line) = next()? {
        match serde_json::from_str(&line).map_err(bad)? {
            Piece::Origin(found) => origin = Some(found),
            Piece::Sheet(sheet) => sheets.push((sheet, Vec::new())),
            Piece::Row(row) => sheets.last_mut().ok_or_else(missing)?.1.push(row),
        }
    }
    Ok(Listing { source, origin: origin.ok_or_else(missing)?, sheets })
}
