//! Records that came together: what each shows by itself is found out ahead, on all cores.

use std::{num::NonZeroUsize, panic, thread};

use kecuali_ledger::{Inspected, National, Record};

/// How many bytes of records are looked at before the first of them is judged. What is read of
/// them lies in memory until then, and a hostile record's many small texts take twenty times
/// their bytes.
const STRETCH_BYTES: usize = 256 << 10;
/// Fewer records than that are not worth another thread.
const WORTH_A_THREAD: usize = 8;

/// A record that came.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Incoming<'a> {
    pub(crate) record: &'a Record,
    /// Its signature was verified when these bytes were kept here.
    pub(crate) was_verified: bool,
}

/// Cuts what came into stretches of bounded bytes, each of at least one member.
pub(crate) fn stretches<T>(mut all: &[T], size: impl Fn(&T) -> usize) -> Vec<&[T]> {
    let mut stretches = Vec::new();
    while !all.is_empty() {
        let mut room = STRETCH_BYTES;
        let fits = |one: &&T| {
            let fits = size(one) <= room;
            room = room.saturating_sub(size(one));
            fits
        };
        let count = all.iter().take_while(fits).count().max(1);
        let (stretch, rest) = all.split_at(count);
        stretches.push(stretch);
        all = rest;
    }
    stretches
}

/// Looks at records by themselves, each in its place; none stands for one that could not be read.
///
/// Only a key that was granted something once is worth verifying a signature of, and each thread
/// ends with the first that does not hold: what is not found out here is found out in its turn.
pub(crate) fn inspect<'a>(
    national: &National,
    records: &[Option<Incoming<'a>>],
) -> Vec<Option<Inspected<'a>>> {
    let cores = thread::available_parallelism().map_or(1, NonZeroUsize::get);
    if records.len() < WORTH_A_THREAD || cores == 1 {
        return look(national, records);
    }
    let (own, others) = records.split_at(records.len().div_ceil(cores));
    thread::scope(|scope| {
        let shares = others.chunks(own.len());
        let others: Vec<_> =
            shares.map(|share| scope.spawn(move || look(national, share))).collect();
        let mut found = look(national, own);
        for other in others {
            found.extend(other.join().unwrap_or_else(|panicked| panic::resume_unwind(panicked)));
        }
        found
    })
}

fn look<'a>(national: &National, records: &[Option<Incoming<'a>>]) -> Vec<Option<Inspected<'a>>> {
    let root = national.root_id();
    let mut found = Vec::with_capacity(records.len());
    let mut goes_on = true;
    for incoming in records {
        let inspected = incoming.map(|Incoming { record, was_verified }| {
            if !goes_on || !national.knows_key(record.sealed.signer) {
                return Inspected::not_yet(record);
            }
            let of_verified = was_verified.then(|| Inspected::of_verified(record));
            let inspected = of_verified.unwrap_or_else(|| Inspected::of(record, &root));
            goes_on = inspected.is_signed();
            inspected
        });
        found.push(inspected);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretches_are_bounded_and_hold_everything_in_order() {
        let sizes = [STRETCH_BYTES + 1, 1, STRETCH_BYTES, STRETCH_BYTES / 2, STRETCH_BYTES / 2, 3];
        let cut = stretches(&sizes, |size| *size);
        let lengths: Vec<_> = cut.iter().map(|stretch| stretch.len()).collect();
        assert_eq!(lengths, [1, 1, 1, 2, 1]);
        assert_eq!(cut.concat(), sizes);
        assert!(stretches::<usize>(&[], |size| *size).is_empty());
    }
}
