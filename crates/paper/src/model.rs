//! What stands on a paper.

/// A paper: sections that begin on a new page each.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Paper {
    /// Its name, for whoever looks at the file.
    pub title: String,
    /// What traces it to what was signed; at the foot of every page.
    pub trace: String,
    /// What is on it.
    pub sections: Vec<Section>,
}

impl Paper {
    /// Every text that stands on it, in its order.
    pub(crate) fn texts(&self) -> Vec<&str> {
        let mut all: Vec<&String> = Vec::new();
        for section in &self.sections {
            all.extend(&section.marks);
            for block in &section.blocks {
                block.texts(&mut all);
            }
        }
        all.push(&self.trace);
        all.into_iter().map(String::as_str).collect()
    }
}

impl Block {
    fn texts<'a>(&'a self, all: &mut Vec<&'a String>) {
        match self {
            Self::Letterhead(head) => all.extend(head.name.iter().chain(&head.address)),
            Self::Title(lines) | Self::Numbered(lines) => all.extend(lines),
            Self::Dateline(text) | Self::Heading(text) | Self::Text(text) | Self::Note(text) => {
                all.push(text);
            }
            Self::Pairs(pairs) => all.extend(pairs.iter().flat_map(|one| [&one.label, &one.value])),
            Self::Table(table) => {
                all.extend(table.columns.iter().map(|column| &column.heading));
                all.extend(table.rows.iter().flat_map(|row| row.iter().take(table.columns.len())));
            }
            Self::Signatures(signatures) => {
                for one in signatures {
                    all.extend(one.above.iter().chain([&one.position]).chain(&one.name));
                    all.extend(&one.below);
                }
            }
        }
    }
}

/// Pages of one orientation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Section {
    /// Whether its pages lie on their side.
    pub wide: bool,
    /// What must be seen on every one of them, such as that it is a draft.
    pub marks: Vec<String>,
    /// What is on them.
    pub blocks: Vec<Block>,
}

/// A part of a section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// Who hands it over.
    Letterhead(Letterhead),
    /// What it is, centred, a line each.
    Title(Vec<String>),
    /// A line at the right edge, such as place and day.
    Dateline(String),
    /// What the next part is about.
    Heading(String),
    /// A paragraph; a line break begins a new line.
    Text(String),
    /// Paragraphs with numbers before them.
    Numbered(Vec<String>),
    /// Labels and what stands for them.
    Pairs(Vec<Pair>),
    /// A table.
    Table(Table),
    /// Room for signatures, side by side.
    Signatures(Vec<Signature>),
    /// A remark in small letters.
    Note(String),
}

/// The head of a letter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Letterhead {
    /// The name of the office, a line each.
    pub name: Vec<String>,
    /// Where it is, a line each.
    pub address: Vec<String>,
}

/// A label and its value.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pair {
    /// The label.
    pub label: String,
    /// The value.
    pub value: String,
}

/// A table whose head is repeated on every page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows, a text for each column.
    pub rows: Vec<Vec<String>>,
}

/// A column of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Column {
    /// Its heading.
    pub heading: String,
    /// Its part of the width, in hundredths.
    pub share: u8,
    /// Where its texts stand.
    pub align: Align,
}

/// Where a text stands in its column.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Align {
    /// At the left edge.
    #[default]
    Left,
    /// In the middle.
    Centre,
}

/// Room for one signature.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Signature {
    /// What stands above the position, such as place and day.
    pub above: Vec<String>,
    /// The position of who signs.
    pub position: String,
    /// Who signs; without, a line to write it on.
    pub name: Option<String>,
    /// What stands below the name.
    pub below: Vec<String>,
}
