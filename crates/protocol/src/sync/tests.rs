use proptest::prelude::*;

use super::*;
use crate::frame::{open, wrap};

fn cursor(log: &str) -> Cursor {
    Cursor { log: log.to_owned(), position: 1_000_000, digest: [9; 32] }
}

fn request(have: Have, push: Vec<PushedRecord>) -> SyncRequest {
    SyncRequest { version: VERSION, have, push, want_bytes: 1 << 20, given: None }
}

fn checkpoint() -> CheckpointPart {
    let (digest, key, signature) = ([1; 32], [2; 32], [3; 64]);
    CheckpointPart { position: 1_000_001, digest, key, signature, grants: None }
}

fn stamp() -> SyncResponse {
    let part = LogPart {
        log: "office/3604".to_owned(),
        after: 1_000_000,
        members: vec![MemberPart::Yours { index: 0, judged: 1_000_000 }],
        checkpoint: Some(checkpoint()),
    };
    SyncResponse { parts: vec![part], ..SyncResponse::default() }
}

#[test]
fn nothing_new_fits_in_three_hundred_bytes_up_and_four_hundred_down() {
    let two = Have::Vector(vec![cursor("national"), cursor("office/3604")]);
    let all = Have::Digest(vector_digest(&[cursor("national")]));
    for have in [two, all] {
        let body = wrap(&request(have, Vec::new()).to_bytes());
        assert!(body.len() <= 150, "{}", body.len());
    }
    let body = wrap(&SyncResponse::default().to_bytes());
    assert_eq!(body, b"\0\x84\x80\x80\xf4\xf4");
}

#[test]
fn the_stamp_of_one_edit_fits_in_four_hundred_bytes() {
    let body = wrap(&stamp().to_bytes());
    assert!(body.len() <= 180, "{}", body.len());
}

#[test]
fn a_request_has_these_bytes() {
    let pushed = PushedRecord { record: vec![0xaa], attachment: None };
    let opened = PushedRecord { record: vec![0xbb], attachment: Some(vec![0xcc]) };
    let mut golden = b"\x84\x01\x82\x01\x58\x20".to_vec();
    golden.extend([7; 32]);
    golden.extend(b"\x82\x81\x41\xaa\x82\x41\xbb\x41\xcc\x1a\x00\x10\x00\x00");
    let request = request(Have::Digest([7; 32]), vec![pushed, opened]);
    assert_eq!(request.to_bytes(), golden);
    assert_eq!(SyncRequest::read(&golden), Ok(request));
}

#[test]
fn an_answer_has_these_bytes() {
    let members = vec![
        MemberPart::Record { record: vec![0xaa], judged: 4, attachment: None },
        MemberPart::Record { record: vec![0xaa], judged: 4, attachment: Some(vec![0xbb]) },
        MemberPart::Yours { index: 0, judged: 5 },
        MemberPart::Mark { mark: vec![0xcc], judged: 6 },
    ];
    let part = LogPart { log: "national".to_owned(), after: 3, members, checkpoint: None };
    let refusal =
        Refusal { index: 1, code: "fork".to_owned(), sentence: "S.".to_owned(), retry: true };
    let answer = SyncResponse {
        parts: vec![part],
        refusals: vec![refusal],
        vector_unknown: false,
        more: true,
        notice: Some("fork".to_owned()),
        asked: None,
    };
    let golden =
        b"\x85\x81\x83\x68national\x03\x84\x83\x00\x41\xaa\x04\x84\x00\x41\xaa\x04\x41\xbb\
        \x83\x01\x00\x05\x83\x02\x41\xcc\x06\x81\x84\x01\x64fork\x62S.\xf5\xf4\xf5\x64fork";
    assert_eq!(answer.to_bytes(), golden);
    assert_eq!(SyncResponse::read(golden, 2), Ok(answer));
}

#[test]
fn grants_stand_at_the_end_of_a_checkpoint_and_are_bounded() {
    let alone = checkpoint().to_bytes();
    let grants = |sizes: &[usize]| {
        let grants = sizes.iter().map(|size| vec![0xaa; *size].into()).collect();
        CheckpointPart { grants: Some(grants), ..checkpoint() }
    };
    let mut golden = alone.clone();
    golden[0] = 0x85;
    golden.extend(b"\x82\x41\xaa\x42\xaa\xaa");
    assert_eq!(grants(&[1, 2]).to_bytes(), golden);
    assert_eq!(CheckpointPart::read(&golden), Ok(grants(&[1, 2])));
    assert_eq!(CheckpointPart::read(&alone), Ok(checkpoint()));

    let most = [limits::GRANTS_BYTES / limits::GRANTS; limits::GRANTS];
    let read = |part: CheckpointPart| {
        let mut answer = stamp();
        answer.parts[0].checkpoint = Some(part.clone());
        let kept = CheckpointPart::read(&part.to_bytes()).map(drop);
        (kept, SyncResponse::read(&answer.to_bytes(), 1).map(drop))
    };
    assert_eq!(read(grants(&most)), (Ok(()), Ok(())));
    let over = |limit| Err(WireError::Limit { what: "grants", limit });
    let many = grants(&[1; limits::GRANTS + 1]);
    assert_eq!(read(many).1, over(limits::GRANTS));
    let large = grants(&[limits::GRANTS_BYTES + 1]);
    assert_eq!(read(large), (over(limits::GRANTS_BYTES), over(limits::GRANTS_BYTES)));
}

#[test]
fn a_field_that_a_later_program_adds_is_passed_over() {
    let answer = SyncResponse { notice: Some("healing".to_owned()), ..SyncResponse::default() };
    let mut bytes = answer.to_bytes();
    bytes[0] = 0x87;
    bytes.extend(b"\xf6\x81\x82\x68national\xf6");
    assert_eq!(SyncResponse::read(&bytes, 0), Ok(answer));
}

#[test]
fn a_later_version_is_named_before_its_fields_are_read() {
    assert_eq!(SyncRequest::read(b"\x82\x02\x80"), Err(WireError::Newer { version: 2 }));
}

#[test]
fn the_digest_of_a_vector_does_not_depend_on_its_order() {
    let (a, b) = (cursor("national"), cursor("office/3604"));
    let digest = vector_digest(&[a.clone(), b.clone()]);
    assert_eq!(digest, vector_digest(&[b.clone(), a.clone()]));
    assert_ne!(digest, vector_digest(std::slice::from_ref(&a)));
    assert_ne!(digest, vector_digest(&[a, Cursor { position: 1, ..b }]));
    let frame = Frame::new("kecuali/1/cursors").text("x").number(7).bytes(&[1; 32]);
    let x = Cursor { log: "x".to_owned(), position: 7, digest: [1; 32] };
    assert_eq!(vector_digest(&[x]), frame.digest().0);
}

#[test]
fn a_vector_is_sorted_and_names_each_log_once() {
    let refused = |cursors| SyncRequest::read(&request(Have::Vector(cursors), vec![]).to_bytes());
    let order = Err(WireError::Order { what: "cursors" });
    assert_eq!(refused(vec![cursor("office/3604"), cursor("national")]), order);
    assert_eq!(refused(vec![cursor("national"), cursor("national")]), order);
}

#[test]
fn too_much_of_anything_is_refused() {
    let pushed = |record, attachment| PushedRecord { record, attachment };
    let read = |push| SyncRequest::read(&request(Have::Vector(Vec::new()), push).to_bytes());
    let over = |what, limit| {
        let error = WireError::Limit { what, limit };
        assert_eq!(error.code(), "limit_part");
        Err(error)
    };
    let many = vec![pushed(Vec::new(), None); limits::PUSH_RECORDS + 1];
    assert_eq!(read(many), over("push", limits::PUSH_RECORDS));
    let long = vec![pushed(vec![0; limits::RECORD + 1], None)];
    assert_eq!(read(long), over("record", limits::RECORD));
    let long = vec![pushed(Vec::new(), Some(vec![0; limits::OPENINGS + 1]))];
    assert_eq!(read(long), over("attachment", limits::OPENINGS));
}

#[test]
fn a_stamp_or_refusal_of_what_was_not_pushed_is_refused() {
    let misplaced = Err(WireError::Misplaced { what: "an index into the push" });
    assert_eq!(SyncResponse::read(&stamp().to_bytes(), 0), misplaced);
    assert_eq!(SyncResponse::read(&stamp().to_bytes(), 1), Ok(stamp()));
    let refusal = Refusal { index: 3, code: String::new(), sentence: String::new(), retry: false };
    let answer = SyncResponse { refusals: vec![refusal], ..SyncResponse::default() };
    assert_eq!(SyncResponse::read(&answer.to_bytes(), 3), misplaced);
}

#[test]
fn the_fullest_messages_are_read() {
    let cursors = (0..limits::LOGS).map(|n| cursor(&format!("office/{n:04}"))).collect();
    let push = PushedRecord { record: vec![1], attachment: Some(vec![2]) };
    let full = request(Have::Vector(cursors), vec![push; limits::PUSH_RECORDS]);
    assert_eq!(SyncRequest::read(&full.to_bytes()), Ok(full));

    let member = MemberPart::Record { record: vec![1], judged: 1, attachment: Some(vec![2]) };
    let each = limits::ANSWER_MEMBERS / limits::LOGS;
    let part = |n| LogPart {
        log: format!("office/{n}"),
        after: 0,
        members: vec![member.clone(); each],
        checkpoint: Some(checkpoint()),
    };
    let refusal =
        |index| Refusal { index, code: "newer".to_owned(), sentence: String::new(), retry: true };
    let full = SyncResponse {
        parts: (0..limits::LOGS).map(part).collect(),
        refusals: (0..512).map(refusal).collect(),
        ..SyncResponse::default()
    };
    assert_eq!(SyncResponse::read(&full.to_bytes(), limits::PUSH_RECORDS), Ok(full));
}

proptest! {
    #[test]
    fn garbage_never_panics(bytes: Vec<u8>, pushed in 0_usize..3) {
        drop(SyncRequest::read(&bytes));
        drop(SyncResponse::read(&bytes, pushed));
    }

    #[test]
    fn a_changed_byte_never_panics(at: prop::sample::Index, with: u8) {
        let mut bytes = stamp().to_bytes();
        let at = at.index(bytes.len());
        bytes[at] = with;
        drop(SyncResponse::read(&bytes, 1));
    }

    #[test]
    fn requests_survive_the_journey(
        records in prop::collection::vec((any::<Vec<u8>>(), any::<Option<Vec<u8>>>()), 0..8),
        logs in prop::collection::btree_map("[a-z/0-9]{1,12}", (any::<u64>(), any::<[u8; 32]>()), 0..8),
        want_bytes: u32,
    ) {
        let cursor = |(log, (position, digest))| Cursor { log, position, digest };
        let pushed = |(record, attachment)| PushedRecord { record, attachment };
        let request = SyncRequest {
            version: VERSION,
            have: Have::Vector(logs.into_iter().map(cursor).collect()),
            push: records.into_iter().map(pushed).collect(),
            want_bytes,
            given: None,
        };
        let opened = open(&wrap(&request.to_bytes()), limits::BODY).unwrap();
        prop_assert_eq!(SyncRequest::read(&opened), Ok(request));
    }
}
