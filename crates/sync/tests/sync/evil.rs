//! A server that lies. Its replicas raise an alarm, keep what they have, and read on from an
//! honest one as if nothing had been said.

mod forgery;
mod parts;
mod records;

use kecuali_domain::Scope;
use kecuali_protocol::sync::{LogPart, SyncRequest, SyncResponse};
use kecuali_testkit::{cast, sample};

use crate::town::{OFFICE_PC_2, Paper, Pc, Picture, Server, office, server};

/// Budi's PC has asked, and the honest answer is about to be changed: one member of `national`,
/// and the registers' last five.
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

/// Budi's PC takes a changed answer. What comes back are the alarms by log, and how many members
/// of each log were kept all the same. Whatever it was, the next honest answer mends it.
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
    is_prefix(&mut budi.picture(), &server.picture());
    budi.restart();
    is_prefix(&mut budi.picture(), &server.picture());
    let synced = budi.sync(server);
    assert!(synced.alarms.is_empty(), "{:?}", synced.alarms);
    let logs = budi.desk.book().logs();
    assert_eq!(budi.picture(), server.picture().of(&logs));
}

fn is_prefix(here: &mut Picture, there: &Picture) {
    for (scope, head) in &here.heads {
        assert!(head.position <= there.heads[scope].position, "{scope} went beyond the truth");
        if head.position == there.heads[scope].position {
            assert_eq!(head, &there.heads[scope], "{scope} is another branch");
        }
    }
}

/// The alarms of an answer whose office part is no good and must be left out whole.
fn office_alarm(change: impl FnOnce(&mut Asked)) -> &'static str {
    let mut kept = None;
    let alarms = told(|asked| {
        change(asked);
        kept = Some(asked.end(&office()));
    });
    assert_eq!(alarms.len(), 1, "{alarms:?}");
    alarms[0].1
}
