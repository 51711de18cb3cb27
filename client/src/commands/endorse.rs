use std::path::PathBuf;

use kecuali_domain::{
    Day,
    act::{Paper, Position},
};

use crate::{
    catalogue::usage,
    cli::{BatchArgs, Context, Entries, day_argument},
    commands::join::read_position,
    error::{Exit, OfficeError},
    office::{
        Office,
        approval::{Under, Word},
        scan::hash_file,
        seen::Covered,
    },
};

/// Endorse entries as they are shown here
///
/// With an own key, or recorded from signed paper by a PPID: `--recorded --letter NUMBER --day DAY
/// --position POSITION`.
#[derive(Debug, clap::Args)]
pub(crate) struct Endorse {
    #[command(flatten)]
    entries: Entries,
    #[command(flatten)]
    word: WordArgs,
}

/// How a word was given.
#[derive(Debug, clap::Args)]
pub(crate) struct WordArgs {
    /// The position it is given for: `patron`, `advisory_team` or `ppid_superior`; from paper it may
    /// be repeated, when one letter holds the words of several
    #[arg(long, value_parser = |text: &str| read_position(text))]
    position: Vec<Position>,
    /// It was signed on paper; needs `--letter`, `--day` and `--position`
    #[arg(long, requires_all = ["letter", "day", "position"])]
    recorded: bool,
    /// The day on the paper
    #[arg(long, value_name = "DAY", value_parser = day_argument)]
    day: Option<Day>,
    /// A scan of the paper; its hash is kept, the file stays where it is
    #[arg(long, value_name = "FILE", requires = "recorded")]
    scan: Option<PathBuf>,
    /// What is said beside it
    #[arg(long)]
    note: Option<String>,
    #[command(flatten)]
    batch: BatchArgs,
}

impl Endorse {
    pub(crate) fn run(self, context: &Context) -> Result<Exit, OfficeError> {
        give(context, &self.entries, &self.word, true)
    }
}

/// Gives a yes or a no.
pub(crate) fn give(
    context: &Context,
    entries: &Entries,
    word: &WordArgs,
    agrees: bool,
) -> Result<Exit, OfficeError> {
    let mut office = context.office()?;
    let batch = word.batch.batch(&mut office);
    let scan = word.scan.as_deref().map(hash_file).transpose()?;
    let letter = word.batch.letter().map(str::to_owned);
    let paper = letter.zip(word.day).map(|(letter, day)| Paper { letter, day, scan });
    let recorded = paper.filter(|_| word.recorded);
    if recorded.is_none() && word.position.len() > 1 {
        return Err(OfficeError::Input(usage::one_position()));
    }
    let given = |position: Option<Position>| Word {
        agrees,
        position,
        note: word.note.clone(),
        recorded: recorded.clone(),
        batch: batch.clone(),
    };
    let words: Vec<Word> = if word.position.is_empty() {
        vec![given(None)]
    } else {
        word.position.iter().map(|position| given(Some(*position))).collect()
    };
    entries.each(context, &mut office, Covered::Shown(Under::New), |office, names| {
        let acting = context.acting();
        let give = |office: &mut Office, word: &Word| office.give_word(acting, names, word);
        // Each of them or none.
        office.try_out(|office| words.iter().try_for_each(|word| give(office, word).map(drop)))?;
        let mut done = Vec::new();
        for word in &words {
            done.extend(give(office, word)?);
        }
        Ok(done)
    })
}
