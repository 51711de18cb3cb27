//! What a sync must not pass over in silence.

use kecuali_client::error::Exit;

use crate::world::World;

#[test]
fn an_office_whose_server_lost_its_logs_is_told_and_keeps_its_work() {
    let mut world = World::with("3604");
    world.draft("3604");
    world.sync("3604");
    world.server.borrow_mut().lose_everything();
    world.draft("3604");
    for _ in 0..2 {
        let synced = world.try_sync("3604");
        let alarm = &synced.alarms[0];
        assert_eq!((alarm.code, synced.alarms.len()), ("ahead", 1));
        assert_eq!(
            alarm.sentence,
            "Server kehilangan sebagian catatan national yang masih tersimpan di sini."
        );
        assert!(alarm.hint.is_some_and(|hint| hint.contains("operator")), "{alarm:?}");
        assert_eq!(synced.exit(), Exit::Integrity);
        assert_eq!(world.office("3604").overview().unwrap().ready, 1, "it waits on");
    }
}

#[test]
fn kpu_ri_is_told_when_the_day_of_the_log_runs_ahead_and_no_one_else() {
    let mut world = World::with("3604");
    assert!(world.office("RI").overview().unwrap().alarms.is_empty(), "it is that day");
    world.server.borrow_mut().begin("2026-11-24");
    let synced = world.try_sync("RI");
    assert_eq!(synced.alarms[0].code, "day_ahead");
    assert!(synced.alarms[0].sentence.contains("24 November 2026"), "{:?}", synced.alarms);
    assert_eq!(synced.exit(), Exit::Integrity);
    assert_eq!(world.office("RI").overview().unwrap().alarms, synced.alarms);

    assert_eq!(world.sync("3604").exit(), Exit::Success);
    assert!(world.office("3604").overview().unwrap().alarms.is_empty());
}
