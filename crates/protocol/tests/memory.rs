//! What a hostile body costs, measured: the only test of its process, so that nothing else is in
//! the figure. Linux tells the most memory that a process ever held.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::{fs, io::Write as _};

use kecuali_protocol::{
    frame::open,
    limits,
    record::{Openings, WireRecord},
    sync::{Have, PushedRecord, SyncRequest, SyncResponse, VERSION},
};

const MIB: usize = 1 << 20;

/// The most memory that this process ever held; none where the system does not tell.
fn peak() -> Option<usize> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kib: usize = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kib * 1_024)
}

/// A body of zeros, compressed, that says how long it is, or less than that, or nothing.
fn bomb(length: usize, stated: Option<usize>) -> Vec<u8> {
    let mut encoder = zstd::Encoder::new(vec![1], 1).unwrap();
    if let Some(stated) = stated {
        encoder.set_pledged_src_size(Some(u64::try_from(stated).unwrap())).unwrap();
        encoder.include_contentsize(true).unwrap();
    }
    for _ in 0..length / MIB {
        encoder.write_all(&vec![0; MIB]).unwrap();
    }
    encoder.finish().unwrap()
}

/// Bodies that are opened, to the full, and bodies that claim what they do not hold.
fn hostile() -> Vec<Vec<u8>> {
    let plain = |body: Vec<u8>| [vec![0], body].concat();
    let claim = |first: u8| [vec![first], vec![0xff; 8]].concat();
    let smallest = PushedRecord { record: Vec::new(), attachment: None };
    let push = vec![smallest; limits::PUSH_RECORDS];
    let (have, given) = (Have::Vector(Vec::new()), None);
    let many = SyncRequest { version: VERSION, have, push, want_bytes: u32::MAX, given };
    let mut nested = vec![0x84, 0x01];
    nested.resize(limits::BODY, 0x81);
    let mut shallow = vec![0x84, 0x01, 0x82, 0x00, 0x9a, 0x00, 0x0f, 0xff, 0xff];
    shallow.resize(limits::BODY, 0x80);
    let mut long = vec![0x84, 0x01, 0x82, 0x00, 0x80, 0x81, 0x81, 0x5a, 0x00, 0x1f, 0xff, 0x00];
    long.resize(limits::BODY, 0);
    vec![
        bomb(256 * MIB, Some(256 * MIB)),
        bomb(256 * MIB, None),
        bomb(2 * MIB, Some(2 * MIB)),
        plain(many.to_bytes()),
        plain(nested),
        plain(shallow),
        plain(long),
        plain(claim(0x9b)),
        plain(claim(0xbb)),
        plain(claim(0x5b)),
        plain([vec![0x84, 0x01], claim(0x9b)].concat()),
        vec![0; 8 * MIB],
    ]
}

#[test]
fn a_hostile_body_costs_at_most_sixteen_mebibytes() {
    let bodies = hostile();
    let before = peak();
    let mut read = 0;
    for body in &bodies {
        let Ok(opened) = open(body, limits::BODY) else { continue };
        read += 1;
        drop(SyncRequest::read(&opened));
        drop(SyncResponse::read(&opened, limits::PUSH_RECORDS));
        drop(WireRecord::read(&opened));
        drop(Openings::read(&opened));
    }
    if let (Some(before), Some(after)) = (before, peak()) {
        let cost = after - before;
        assert!(cost < 16 * MIB, "{} KiB", cost / 1_024);
    }
    assert_eq!(read, 9, "bodies that can be opened");
}
