use std::path::PathBuf;

use serde_json::json;

use crate::{
    catalogue::archive as words,
    cli::{Context, entry},
    error::{Exit, OfficeError},
    office::{
        Office,
        archive::{BoxLabel, Level, PieceView, PlaceWritten, Written},
    },
    ui::{table, time},
};

/// Where the documents behind entries lie, and their softcopies; it never leaves this machine
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Archive {
    /// Write down where a document behind an entry lies
    Add {
        /// The entry
        entry: String,
        /// What the document is called
        #[arg(long, value_name = "NAME")]
        document: String,
        #[command(flatten)]
        written: WrittenArgs,
        /// A file to keep a softcopy of; may be repeated
        #[arg(long, value_name = "FILE")]
        softcopy: Vec<PathBuf>,
    },
    /// Show a piece by its number, or all that lies behind an entry
    Show {
        /// A number, or an entry
        what: String,
    },
    /// Find pieces by words in anything that is written down of them; without words, list all
    Find {
        /// Words that all occur
        words: Vec<String>,
    },
    /// Write down that pieces were put elsewhere, or correct what is written down
    Move {
        /// The numbers of the pieces
        #[arg(required = true)]
        numbers: Vec<u32>,
        /// What the document is called
        #[arg(long, value_name = "NAME")]
        document: Option<String>,
        #[command(flatten)]
        written: WrittenArgs,
    },
    /// Keep a softcopy of a file with a piece
    Attach {
        /// The number of the piece
        number: u32,
        /// The file; it stays where it is
        file: PathBuf,
    },
    /// Write a softcopy into a file
    Get {
        /// The number of the piece
        number: u32,
        /// The name of the softcopy, or the beginning of its hash
        softcopy: String,
        /// Where to write it; it must not be there yet
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
    /// Write down that pieces are not here any more
    Remove {
        /// The numbers of the pieces
        #[arg(required = true)]
        numbers: Vec<u32>,
        /// Why: handed over, destroyed, written down by mistake
        #[arg(long)]
        reason: String,
    },
    /// The label of a box: what it holds
    Label {
        /// The box
        #[arg(value_name = "BOX")]
        carton: String,
        /// Write it as a page to print
        #[arg(long, value_name = "FILE")]
        html: Option<PathBuf>,
    },
}

/// What is written down of a piece.
#[derive(Debug, clap::Args)]
pub(crate) struct WrittenArgs {
    /// Room
    #[arg(long)]
    room: Option<String>,
    /// Rack or cabinet
    #[arg(long)]
    rack: Option<String>,
    /// Box
    #[arg(long = "box", value_name = "BOX")]
    carton: Option<String>,
    /// Folder
    #[arg(long)]
    folder: Option<String>,
    /// File number
    #[arg(long, value_name = "NUMBER")]
    file_number: Option<String>,
    /// Whether it is the original or a copy
    #[arg(long, value_name = "LEVEL")]
    copy: Option<Level>,
    /// What it is on: paper, a disk
    #[arg(long)]
    media: Option<String>,
    /// What else there is to say
    #[arg(long)]
    note: Option<String>,
}

impl Archive {
    pub(crate) fn run(self, context: &Context) -> Result<Exit, OfficeError> {
        let mut office = context.office()?;
        let acting = context.acting();
        match self {
            Self::Add { entry: typed, document, written, softcopy } => {
                let about = entry(&mut office, &typed)?;
                let number = office.archive_add(acting, &about, &written.with(Some(document)))?;
                for file in &softcopy {
                    office.archive_attach(acting, number, file)?;
                }
                let piece = office.archive_piece(number)?;
                context.ui.show(&piece, |piece| words::added(number, &piece.entry));
            }
            Self::Show { what } => {
                let found = pieces(&mut office, &what)?;
                context
                    .ui
                    .show(&found, |all| all.iter().map(text).collect::<Vec<_>>().join("\n\n"));
            }
            Self::Find { words } => show(context, &office.archive_find(&words.join(" "))?),
            Self::Move { numbers, document, written } => {
                show(context, &office.archive_change(acting, &numbers, &written.with(document))?);
            }
            Self::Attach { number, file } => {
                let piece = office.archive_attach(acting, number, &file)?;
                context.ui.show(&piece, text);
            }
            Self::Get { number, softcopy, out } => {
                let softcopy = office.archive_get(number, &softcopy, &out)?;
                let file = out.display().to_string();
                context.ui.show(&softcopy, |_| words::copied_out(&file));
                return Ok(Exit::Success);
            }
            Self::Remove { numbers, reason } => {
                show(context, &office.archive_remove(acting, &numbers, &reason)?);
            }
            Self::Label { carton, html } => {
                label(context, &office.box_label(&carton)?, html)?;
                return Ok(Exit::Success);
            }
        }
        context.ui.remark(words::STAYS_HERE);
        Ok(Exit::Success)
    }
}

impl WrittenArgs {
    fn with(self, document: Option<String>) -> Written {
        let Self { room, rack, carton, folder, file_number, copy, media, note } = self;
        let place = PlaceWritten { room, rack, carton, folder, file_number };
        Written { document, copy, media, note, place }
    }
}

/// A piece by its number; otherwise what lies behind the entry of that name.
fn pieces(office: &mut Office, what: &str) -> Result<Vec<PieceView>, OfficeError> {
    if let Ok(number) = what.parse() {
        return Ok(vec![office.archive_piece(number)?]);
    }
    let about = entry(office, what)?;
    office.archive_of(&about)
}

fn show(context: &Context, pieces: &[PieceView]) {
    context.ui.show(&pieces, |pieces| {
        let row = |view: &PieceView| {
            let piece = &view.piece;
            let number = piece.number.to_string();
            let removed = piece.removed.as_ref().map(|_| words::REMOVED.to_owned());
            let place = removed.unwrap_or_else(|| words::place(&piece.place));
            let level = piece.copy.label().to_owned();
            vec![number, view.entry.clone(), piece.document.clone(), level, place]
        };
        context.ui.list(&pieces.iter().map(row).collect::<Vec<_>>())
    });
}

fn text(view: &PieceView) -> String {
    let piece = &view.piece;
    let level = piece.copy.label();
    let mut lines = vec![
        format!("{}  {}  {} ({level})", piece.number, view.entry, piece.document),
        format!("  {}", words::place(&piece.place)),
    ];
    let said = [&piece.media, &piece.note].into_iter().filter(|text| !text.is_empty());
    lines.extend(said.map(|text| format!("  {text}")));
    if let Some(removed) = &piece.removed {
        let (time, by, reason) = (time(removed.time), &removed.by, &removed.reason);
        lines.push(format!("  ! {}: {reason} ({by}, {time})", words::REMOVED));
    }
    if !piece.softcopies.is_empty() {
        lines.push(format!("  {}", words::SOFTCOPIES));
    }
    let hash =
        |hash: &kecuali_encoding::Digest| hash.to_string().chars().take(12).collect::<String>();
    let file = |file: &crate::office::archive::Softcopy| {
        format!("    {}  {} ({} B)", hash(&file.hash), file.name, file.size)
    };
    lines.extend(piece.softcopies.iter().map(file));
    lines.push(format!("  {}", words::MOVES));
    let moved = |one: &crate::office::archive::Move| {
        format!("    {}  {}  {}", time(one.time), one.by, words::place(&one.to))
    };
    lines.extend(piece.moves.iter().map(moved));
    lines.join("\n")
}

fn label(context: &Context, label: &BoxLabel, html: Option<PathBuf>) -> Result<(), OfficeError> {
    if let Some(path) = html {
        let file = path.display().to_string();
        crate::office::folder::write(&path, label.to_html().as_bytes())?;
        context.ui.show(&json!({ "file": file }), |_| words::label_written(&file));
        return Ok(());
    }
    context.ui.show(label, |label| {
        let row = |line: &crate::office::archive::LabelLine| {
            let copy = line.copy.label().to_owned();
            let (folder, number) = (line.folder.clone(), line.file_number.clone());
            vec![folder, number, line.document.clone(), copy, line.entry.clone()]
        };
        let rows: Vec<_> = label.lines.iter().map(row).collect();
        let head =
            [words::label_title(&label.carton), label.office.clone(), label.places.join("; ")];
        let head = head.into_iter().chain([label.range()]).filter(|line| !line.is_empty());
        format!("{}\n\n{}", head.collect::<Vec<_>>().join("\n"), table(&rows))
    });
    Ok(())
}
