#![warn(missing_docs)]
#![expect(clippy::missing_panics_doc, reason = "a broken promise is a panic, in every function")]
//! Each promise of [`Store`] as one test, for every back end.
//!
//! **Invariant:** a promise is stated here once and tested the same way everywhere; no back end has
//! a promise of its own kind.
//!
//! A back end's `tests/contract.rs` hands [`contract!`] an expression that makes a fresh store and
//! is a function from nothing to a handle to that store: every call opens it once more. A new
//! promise is one function and one name in the list below.

use std::sync::Arc;

use kecuali_storage::Store;

pub mod commit;
pub mod event;
mod flaky;
pub mod log;
pub mod member;
pub mod pending;
pub mod row;
pub mod sample;
pub mod value;

pub use flaky::Flaky;

/// Opens one more handle to the store of the test.
pub type Open<'a> = &'a dyn Fn() -> Arc<dyn Store>;

/// What a promise returns: an error where the store failed at something it should do.
pub type Kept = Result<(), kecuali_storage::StorageError>;

macro_rules! promises {
    ($d:tt $($topic:ident: $($promise:ident),+;)+) => {
        /// Makes one test of each promise, given an expression that makes a fresh store and is a
        /// function to open it.
        #[macro_export]
        macro_rules! contract {
            ($d store:expr) => {
                $($(
                    #[test]
                    fn $promise() -> $crate::Kept {
                        let open = $d store;
                        $crate::$topic::$promise(&open)
                    }
                )+)+
            };
        }
    };
}

promises! { $
    log:
        an_unknown_log_is_empty,
        an_append_keeps_its_order,
        an_append_continues_the_log,
        an_append_elsewhere_is_refused_and_changes_nothing,
        an_append_that_was_made_already_changes_nothing,
        an_append_that_differs_from_what_is_there_is_refused,
        an_append_of_no_members_asks_for_the_head,
        a_gap_is_refused,
        a_change_is_in_a_log_once,
        the_same_change_may_be_in_two_logs,
        a_number_too_large_for_sql_is_refused;
    member:
        members_are_bounded_by_number,
        members_are_bounded_by_size_but_for_the_first,
        a_member_is_found_by_its_change_and_by_its_hash,
        a_document_lists_its_members_alone,
        an_attachment_is_replaced_and_erased_and_nothing_else_is,
        an_erased_attachment_is_not_brought_back_by_a_repeated_append,
        an_attachment_of_an_unknown_change_is_refused;
    pending:
        what_is_pending_keeps_the_order_in_which_it_was_added,
        what_is_stamped_leaves_what_is_pending_in_one_commit,
        a_pending_record_added_again_is_replaced_in_its_place,
        a_pending_record_is_parked_and_unparked,
        parking_what_is_not_pending_is_refused,
        the_attachment_of_a_pending_record_is_erased;
    value:
        a_value_is_set_and_replaced_and_removed,
        a_folded_state_is_kept_in_place_of_the_older_one;
    row:
        a_row_takes_the_place_of_the_row_of_that_id,
        rows_are_paged_without_hole_or_duplicate,
        rows_in_force_are_counted,
        rows_are_found_under_a_determination_and_its_item,
        rows_are_found_whose_last_day_has_passed;
    event:
        events_are_numbered_without_a_gap,
        an_event_number_is_not_used_twice,
        an_event_name_is_not_used_twice,
        the_body_of_an_event_is_erased_and_the_event_stays;
    commit:
        a_later_part_that_is_refused_undoes_the_earlier_ones,
        handles_see_what_each_other_commits,
        a_reader_sees_all_of_a_commit_or_nothing,
        of_two_appends_to_one_head_one_is_made;
}
