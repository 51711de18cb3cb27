//! A log as text, and what reading it comes to.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    str::FromStr,
};

use kecuali_domain::{
    DocumentId, Scope,
    act::{Act, ReadAct},
    fold::Outcome,
};
use kecuali_encoding::Digest;
use kecuali_ledger::{
    Attached, Checkpoint, DayMark, Document, Judgement, National, NationalOutcome, Opening, Point,
    Record, Rows, Sealed, admit, log_start, stamp,
};
use kecuali_testkit::{Member, Scene, What};
use kecuali_trust::RootFile;

/// Writes the members of all logs, `national` first, each in the order of its log.
///
/// A record is a line of its signed fields, signature, change and judged-at, then a line for each
/// opening; every member ends with the digest that its log has then.
pub(super) fn render(scene: &Scene) -> String {
    let mut text = String::new();
    let mut members: Vec<(&Scope, &Member)> =
        scene.logs().flat_map(|(scope, log)| log.members.iter().map(move |m| (scope, m))).collect();
    // An office's record comes after the national one that it was judged at.
    members.sort_by_key(|(scope, member)| match scope {
        Scope::National => (member.point.position, 0, 0),
        Scope::Office(_) => (member.judged.position, 1, member.point.position),
    });
    for (scope, member) in members {
        match &member.what {
            What::Day(mark) => {
                let (key, signature) = (mark.key, mark.signature);
                let _ = writeln!(text, "day {} {key} {signature}", mark.day);
            }
            What::Record { record, openings, .. } => {
                text.push_str(&record_line(record, member.judged));
                for (label, row) in openings.iter().flatten() {
                    for (name, opening) in row {
                        open_line(&mut text, label, name, opening);
                    }
                }
            }
        }
        let _ = writeln!(text, "= {scope} {}", member.point.digest);
    }
    for (scope, _) in scene.logs() {
        let checkpoint = scene.checkpoint(scope);
        let _ = writeln!(text, "checkpoint {scope} {} {}", checkpoint.key, checkpoint.signature);
    }
    text
}

fn record_line(record: &Record, judged: Point) -> String {
    let Sealed { scope, document, kind, schema, signer, grant, cursor, .. } = &record.sealed;
    let (position, digest) = (cursor.position, cursor.digest);
    let change: String = record.change.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    });
    let signed = format!("{scope} {document} {kind} {schema} {signer} {grant} {position} {digest}");
    format!("record {signed} {} {change} {}\n", record.signature, judged.position)
}

fn open_line(text: &mut String, label: &str, name: &str, opening: &Opening) {
    let Opening::Open { salt, value } = opening else { panic!("a story withholds nothing") };
    let salt = Digest(*salt);
    let value = value.as_ref().map_or(String::new(), |value| format!(" {value}"));
    let _ = writeln!(text, "open {label} {name} {salt}{value}");
}

/// Everything that the log came to, as a replica sees it that reads it from the start.
pub(super) struct Reading {
    national: National,
    documents: BTreeMap<(Scope, DocumentId), Document>,
    heads: BTreeMap<Scope, Point>,
    rows: Rows,
    outcomes: String,
    pub(super) acts: BTreeSet<&'static str>,
}

impl Reading {
    pub(super) fn of(root: RootFile, text: &str) -> Self {
        let mut reading = Self {
            national: National::new(root),
            documents: BTreeMap::new(),
            heads: BTreeMap::new(),
            rows: Rows::new(),
            outcomes: String::new(),
            acts: BTreeSet::new(),
        };
        let mut pending = Vec::new();
        for line in text.lines() {
            let mut words = line.split(' ');
            match words.next().expect("a line is not empty") {
                "=" => reading.member(&std::mem::take(&mut pending), line),
                "checkpoint" => reading.checkpoint(&words.collect::<Vec<_>>()),
                _ => pending.push(line),
            }
        }
        reading
    }

    fn head(&self, scope: &Scope) -> Point {
        let start = || log_start(&self.national.root_id(), scope);
        self.heads.get(scope).copied().unwrap_or_else(start)
    }

    fn member(&mut self, lines: &[&str], end: &str) {
        let words: Vec<&str> = lines[0].split(' ').collect();
        let scope = if words[0] == "day" { Scope::National } else { read(words[1]) };
        let after = if words[0] == "day" { self.day(&words) } else { self.record(lines, &words) };
        assert_eq!(format!("= {scope} {}", after.digest), end);
        self.heads.insert(scope, after);
    }

    fn day(&mut self, words: &[&str]) -> Point {
        let before = self.national.head();
        let mark =
            DayMark { day: read(words[1]), before, key: read(words[2]), signature: read(words[3]) };
        self.national.check_day(&mark).expect("a promised day");
        let after = stamp(before, mark.hash(&self.national.root_id()), before);
        self.national.take_day(&mark, after);
        after
    }

    fn record(&mut self, lines: &[&str], words: &[&str]) -> Point {
        let change: Vec<u8> = unhex(words[10]);
        let sealed = Sealed {
            scope: read(words[1]),
            document: read(words[2]),
            kind: read(words[3]),
            schema: read(words[4]),
            change: Digest::of(&change[8..]),
            signer: read(words[5]),
            grant: read(words[6]),
            cursor: Point { position: read(words[7]), digest: read(words[8]) },
        };
        let record = Record { change, sealed, signature: read(words[9]) };
        let judged = self.national.point(read(words[11])).expect("read before");
        self.rows = openings(&lines[1..]);
        self.take(&record, judged)
    }

    fn take(&mut self, record: &Record, judged: Point) -> Point {
        let scope = record.sealed.scope.clone();
        let before = self.head(&scope);
        let name = (scope.clone(), record.sealed.document);
        let new = || Document::new(scope.clone(), name.1, record.sealed.kind);
        let mut document = self.documents.remove(&name).unwrap_or_else(new);
        let rows = &self.rows;
        let attached = if rows.is_empty() { Attached::Nothing } else { Attached::Whole(rows) };
        let position = before.position + 1;
        // As the server judged it when it came, and as replicas judge what the log holds.
        let judge = |stamped, attached| {
            let judgement = Judgement { national: &self.national, judged, position, stamped };
            admit(&judgement, &document, record, attached)
        };
        assert!(judge(true, Attached::Nothing).is_ok());
        let admitted = judge(false, attached).expect("a promised record");
        let after = stamp(before, admitted.record_hash, judged);
        if let Some(ReadAct::Known(act)) = &admitted.act {
            self.acts.insert(act.name());
        }
        let ends = matches!(&admitted.act,
            Some(ReadAct::Known(act)) if matches!(**act, Act::RevokeKey(_)));
        document.take(&admitted, Some(position), judged, &self.national);
        self.documents.insert(name, document);
        self.national.learn_position(&scope.to_string(), admitted.record_hash, position);
        if scope == Scope::National {
            let outcome = self.national.take(&admitted);
            self.note(position, &outcome);
        } else {
            self.national.take_staff(&admitted, &scope, after, judged);
        }
        if ends {
            self.documents.values_mut().for_each(|document| document.refold(&self.national));
        }
        after
    }

    fn note(&mut self, position: u64, outcome: &NationalOutcome) {
        let outcome = match outcome {
            NationalOutcome::Effect { ended } => format!("effect, {} items ended", ended.len()),
            NationalOutcome::NoEffect(reason) => format!("no effect: {reason}"),
        };
        let _ = writeln!(self.outcomes, "national {position}: {outcome}");
    }

    fn checkpoint(&self, words: &[&str]) {
        let scope: Scope = read(words[0]);
        let point = self.head(&scope);
        let (key, signature) = (read(words[1]), read(words[2]));
        let checkpoint = Checkpoint { scope, point, key, signature };
        assert!(self.national.now().is_log_key(checkpoint.key));
        checkpoint.verify(&self.national.root_id()).expect("a promised checkpoint");
    }

    /// All of it in words.
    pub(super) fn state(&self) -> String {
        let mut text = format!("root {}\n", self.national.root_id());
        for (scope, head) in &self.heads {
            let _ = writeln!(text, "{scope} {} {}", head.position, head.digest);
        }
        text.push_str(&self.outcomes);
        for ((scope, id), document) in &self.documents {
            let (version, state) = (document.version(), document.state());
            let required = self.national.now().entry_policy().required;
            let status = state.status(version.content, &required).id();
            let _ = writeln!(text, "{scope} {id}: {status}, content {}", version.content);
            if let Some(decision) = state.decision() {
                let _ = writeln!(text, "  row {} ends {:?}", decision.row, decision.ends);
            }
            for act in document.acts() {
                let outcome = match state.outcome(&act.id) {
                    Some(Outcome::Effect) => "effect",
                    Some(Outcome::NoEffect(reason)) => reason.code(),
                    None => "not folded",
                };
                let _ = writeln!(text, "  {} {outcome}", act.id);
            }
        }
        text
    }
}

fn openings(lines: &[&str]) -> Rows {
    let mut rows = Rows::new();
    for line in lines {
        let mut words = line.splitn(5, ' ').skip(1);
        let mut word = || words.next().expect("an opening has a label, a name and a salt");
        let (label, name) = (word().to_owned(), word().to_owned());
        let salt: Digest = read(word());
        let value = words.next().map(str::to_owned);
        rows.entry(label).or_default().insert(name, Opening::Open { salt: salt.0, value });
    }
    rows
}

fn read<T: FromStr>(word: &str) -> T {
    word.parse().unwrap_or_else(|_| panic!("`{word}` cannot be read"))
}

fn unhex(text: &str) -> Vec<u8> {
    let digits: Vec<char> = text.chars().collect();
    let byte = |pair: &[char]| u8::from_str_radix(&pair.iter().collect::<String>(), 16);
    digits.chunks(2).map(|pair| byte(pair).expect("hexadecimal")).collect()
}
