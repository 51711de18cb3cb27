//! Every cap of the wire, in one place. Caps of a change (its size, keys, values) are part of the
//! schema number and stand where changes are checked.
//!
//! One request costs at most 16 MiB of extra memory: the body as it came, the body opened, its
//! parts, and their bookkeeping; a test adds them up.

const KIB: usize = 1 << 10;
const MIB: usize = 1 << 20;

/// Bytes of a request or an answer of `POST /sync`, opened. A sender packs until the next part
/// would not fit; the largest single part (a record and its openings) fits with room to spare.
pub const BODY: usize = 2 * MIB;

/// Bytes of such a body as it travels: the leading byte, and at worst no compression.
pub const WRAPPED_BODY: usize = BODY + 1;

/// Array and map members in one message, or in the openings of one record.
pub const ITEMS: usize = 65_536;

/// How deep arrays and maps are nested.
pub const DEPTH: usize = 8;

/// Records in one push.
pub const PUSH_RECORDS: usize = 2_048;

/// Log members in one answer, over all logs.
pub const ANSWER_MEMBERS: usize = 8_192;

/// Bytes of the members that one checkpoint closes, records and openings counted whole even where
/// only their stamps travel: a replica that keeps the checkpoint can give them back in one request.
/// One member alone is never larger.
pub const SPAN: usize = RECORD + OPENINGS;

/// Grants beside a checkpoint: as many as may lie between a key and the trust root.
pub const GRANTS: usize = 8;

/// Bytes of the grants beside a checkpoint.
pub const GRANTS_BYTES: usize = 16 * KIB;

/// Logs in one cursor vector or one answer: `national` and those of 553 offices today (KPU RI, 38
/// provinces, 514 regencies and cities), and room for new regions.
pub const LOGS: usize = 1_024;

/// What a log part takes in a body beside its members and its grants, at most: heads, the log's
/// name, where it begins, its checkpoint.
pub const PART_FRAME: usize = NAME + 161;

/// What a member takes beside its record and openings, at most: heads, and where it was judged.
pub const MEMBER_FRAME: usize = 21;

/// What a cursor takes, at most.
pub const CURSOR: usize = NAME + 46;

/// Bytes of a record: a change of 512 KiB and what is signed around it.
pub const RECORD: usize = 512 * KIB + KIB;

/// Bytes of the openings beside a record.
pub const OPENINGS: usize = MIB;

/// Bytes of a mark.
pub const MARK: usize = 512;

/// Bytes of a log's name, a kind, a label, a mark's value.
pub const NAME: usize = 64;

/// Bytes of a problem code.
pub const CODE: usize = 64;

/// Bytes of the sentence of a refusal.
pub const SENTENCE: usize = 1_024;

/// Bytes of a request nonce.
pub const NONCE: usize = 128;

/// Hours of the server's clock for which a nonce is good.
pub const NONCE_HOURS: u64 = 24;

/// Records with a bad signature or other bytes than `write` gives, after which a request ends.
pub const BAD_RECORDS: usize = 8;

/// Seconds for which `GET /sync/wait` holds a request; below the 60 of common proxies.
pub const WAIT_SECONDS: u64 = 50;

/// Requests that one installation may have waiting at once; one more ends the oldest.
pub const WAITS_PER_INSTALLATION: usize = 2;

/// Sync requests of one installation that are worked on at once; one more is answered `busy`.
pub const SYNCS_PER_INSTALLATION: usize = 2;

/// Rows of a page of the public list, unless asked for.
pub const PAGE_ROWS: usize = 100;

/// The most rows of a page of the public list.
pub const PAGE_ROWS_MOST: usize = 500;

/// Bytes of the path and query of any request.
pub const REQUEST_TARGET: usize = 2 * KIB;

/// Bytes of a bundle before encryption.
pub const BUNDLE: usize = 64 * MIB;

/// Array members in a bundle.
pub const BUNDLE_ITEMS: usize = 1 << 20;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        sync::{CheckpointPart, Cursor, LogPart, MemberPart, PushedRecord},
        wire,
    };

    #[test]
    fn one_request_stays_within_sixteen_mebibytes() {
        let opened_and_its_parts = 2 * BODY;
        // The smallest record pushed takes two items, the smallest member four; a list that
        // grows holds three times its length for a moment.
        let lists =
            (ITEMS / 2 * size_of::<PushedRecord>()).max(ITEMS / 4 * size_of::<MemberPart>());
        let decompressor = 256 * KIB;
        let all = WRAPPED_BODY + opened_and_its_parts + 3 * lists + decompressor;
        assert!(all <= 16 * MIB, "{all}");
    }

    #[test]
    fn the_largest_record_fits_in_one_request() {
        let vector = LOGS * CURSOR;
        assert!(RECORD + OPENINGS + vector + KIB <= BODY);
    }

    #[test]
    fn nothing_takes_more_room_than_is_counted_for_it() {
        let (log, digest) = ("x".repeat(NAME), [1; 32]);
        let cursor = Cursor { log: log.clone(), position: u64::MAX, digest };
        assert_eq!(wire::write(&cursor).len(), CURSOR);
        let (record, attachment) = (vec![0; RECORD], Some(vec![0; OPENINGS]));
        let member = MemberPart::Record { record, judged: u64::MAX, attachment };
        assert_eq!(wire::write(&member).len(), RECORD + OPENINGS + MEMBER_FRAME);
        let (position, key, signature) = (u64::MAX, digest, [2; 64]);
        let checkpoint = CheckpointPart { position, digest, key, signature, grants: None };
        let members = vec![MemberPart::Yours { index: 0, judged: 0 }; ANSWER_MEMBERS];
        let part = LogPart { log, after: u64::MAX, members, checkpoint: Some(checkpoint) };
        let framed = wire::write(&part).len() - ANSWER_MEMBERS * 4;
        assert!(framed <= PART_FRAME, "{framed}");
    }

    #[test]
    fn a_span_given_back_fits_in_one_request() {
        // Each part beside the first is counted as bytes of the span.
        let framed = SPAN + PART_FRAME + ANSWER_MEMBERS * MEMBER_FRAME;
        let vector = LOGS * CURSOR;
        assert!(framed + vector + KIB <= BODY);
        let items = ANSWER_MEMBERS * 5 + LOGS * (4 + 4 + 3);
        assert!(items < ITEMS, "{items}");
    }
}
