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

/// Logs in one cursor vector or one answer: `national` and those of 553 offices today (KPU RI, 38
/// provinces, 514 regencies and cities), and room for new regions.
pub const LOGS: usize = 1_024;

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
    use crate::sync::{MemberPart, PushedRecord};

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
        let vector = LOGS * (NAME + 64);
        assert!(RECORD + OPENINGS + vector + KIB <= BODY);
    }

    #[test]
    fn a_span_given_back_fits_in_one_request() {
        let vector = LOGS * (NAME + 64);
        // The heads of variant, record, judged-at and openings around each member.
        let heads = ANSWER_MEMBERS * (2 + 5 + 9 + 5);
        assert!(SPAN + vector + heads + KIB <= BODY);
        let items = ANSWER_MEMBERS * 5 + LOGS * 4;
        assert!(items < ITEMS, "{items}");
    }
}
