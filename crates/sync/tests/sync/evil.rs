//! A server that lies. Its replicas raise an alarm, keep what they have, and read on from an
//! honest one as if nothing had been said.

mod forgery;
mod parts;
mod records;

use kecuali_domain::Scope;
use kecuali_protocol::sync::{LogPart, SyncRequest, SyncResponse};
use kecuali_sync::Book;
use kecuali_testkit::{cast, sample};

use crate::town::{OFFICE_PC_2, Paper, Pc, Server, server};

/// Budi's PC has asked, and the honest answer is about to be changed: one member of `national`,
/// and the last five of the office's log.
struct Asked {
    server: Server,
    siti: Pc,
    budi: Pc,
    entry: Paper,
    request: SyncRequest,
    answer: SyncResponse,
}

/// How many members of the office's log the honest answer has.
const MEMBERS: u64 = 5;

fn asked() -> Asked {
    let mut server = server();
    let mut siti = Pc::ready(&cast::OFFICE_PC, &mut server);
    let budi = Pc::ready(&OFFICE_PC_2, &mut server);
    let mut jakarta = Pc::ready(&cast::NATIONAL_PC, &mut server);
    siti.draft(&cast::PPID, sample::ENTRY);
    siti.sync(&mut server);
    jakarta.issue(&cast::ISSUER, "731");
    jakarta.sync(&mut server);
    let entry = siti.draft(&cast::PPID, sample::ENTRY);
    siti.comment(&cast::PPID, &entry, "satu");
    siti.comment(&cast::PPID, &entry, "dua");
    siti.comment(&cast::PPID, &entry, "tiga");
    siti.sync(&mut server);
    let request = budi.desk.request();
    let answer = server.sync(budi.installation, &request).unwrap();
    assert_eq!(answer.parts.len(), 2);
    Asked { server, siti, budi, entry, request, answer }
}

impl Asked {
    fn national(&mut self) -> &mut LogPart {
        &mut self.answer.parts[0]
    }

    fn office(&mut self) -> &mut LogPart {
        &mut self.answer.parts[1]
    }

    fn end(&self, log: &Scope) -> u64 {
        self.budi.desk.book().head(log).position
    }
}

/// Budi's PC takes a changed answer. What comes back are the alarms, by log. Whatever it was, the
/// next honest answer mends it.
fn told(change: impl FnOnce(&mut Asked)) -> Vec<(String, &'static str)> {
    let mut asked = asked();
    change(&mut asked);
    let Asked { mut server, mut budi, request, answer, .. } = asked;
    let received = budi.receive(&request, &answer);
    let alarms = received.alarms.iter().map(|alarm| {
        let text = alarm.to_string();
        let log = ["national", "office/3604"].into_iter().find(|log| text.contains(log));
        (log.unwrap_or_default().to_owned(), alarm.code())
    });
    let alarms = alarms.collect();
    honest(&mut budi, &mut server);
    alarms
}

/// All that is here is what the server has, from its beginning; and reading on works.
fn honest(budi: &mut Pc, server: &mut Server) {
    is_prefix(budi.desk.book(), &server.book);
    budi.restart();
    is_prefix(budi.desk.book(), &server.book);
    let synced = budi.sync(server);
    assert!(synced.alarms.is_empty(), "{:?}", synced.alarms);
    let logs = budi.desk.book().logs();
    assert_eq!(budi.picture(), server.picture().of(&logs));
}

fn is_prefix(here: &Book, there: &Book) {
    for scope in here.logs() {
        let head = here.head(&scope);
        let member = there.store().members(&scope.to_string(), head.position - 1, 1, 0).unwrap();
        assert_eq!(member[0].digest, head.digest.0, "{scope} is another branch");
    }
}

/// The code of the one alarm that an answer with a changed office part raises.
fn office_alarm(change: impl FnOnce(&mut Asked)) -> &'static str {
    let alarms = told(change);
    assert_eq!(alarms.len(), 1, "{alarms:?}");
    alarms[0].1
}
