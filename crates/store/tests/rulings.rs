//! Rulings are kept, filtered by clearance, and found in records of an earlier form once these are opened to write.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test that fails says so"
)]

mod support;

use domain::{Body, Channels, Clearance, Marking, Ruling, Stance, Viewer};
use jiff::civil::date;
use support::{handling, keeper, officer, on_both};

fn ruled(day: i8, stance: Option<Stance>, handled: &str, reason: &str) -> Body {
    Body::PositionRuled {
        party: "dprk".parse().unwrap(),
        topic: "relations".parse().unwrap(),
        day: date(2009, 11, day),
        stance,
        reason: reason.to_owned(),
        handling: handling(handled),
    }
}

#[test]
fn a_ruling_is_kept_with_its_author_and_shown_to_those_who_may_see_it() {
    on_both(|office| async move {
        let store = office.open(1).await.unwrap();
        let bodies = vec![
            ruled(
                9,
                Some(Stance::LEANS_NO),
                "RED; off the record",
                "we heard \u{0}it",
            ),
            ruled(3, None, "GREEN; on the record", "the statements say it"),
        ];
        let ids = store.append(&officer(), bodies).await.unwrap();
        let all = store.rulings(&keeper()).await.unwrap();
        assert_eq!(all.iter().map(|r| r.id).collect::<Vec<_>>(), [ids[1], ids[0]]);
        assert_eq!(
            (&all[1].by, all[1].reason.as_str()),
            (&officer(), "we heard \u{0}it")
        );
        let (party, topic) = (&all[0].party, &all[0].topic);
        let on = |day| Ruling::in_force(&all, party, topic, date(2009, 11, day)).map(|r| r.stance);
        assert_eq!(
            [on(2), on(4), on(9)],
            [None, Some(None), Some(Some(Stance::LEANS_NO))]
        );
        let guest = Viewer::new(
            "a guest",
            Clearance {
                marking: Marking::Amber,
                channels: Channels::All,
            },
        );
        assert_eq!(store.rulings(&guest).await.unwrap(), all[..1]);
        store.verify().await.unwrap();
        store.rebuild().await.unwrap();
        assert_eq!(store.rulings(&keeper()).await.unwrap(), all);
    });
}

#[test]
fn a_record_of_the_first_form_is_read_as_it_is_and_brought_up_to_date_when_written() {
    on_both(|office| async move {
        drop(office.open(1).await.unwrap());
        office.run("DROP TABLE ruling").await;
        office.run("UPDATE meta SET value = 1 WHERE name = 'form'").await;
        let store = office.open_to_read().await.unwrap();
        assert!(store.rulings(&keeper()).await.unwrap().is_empty());
        drop(store);
        let store = office.open(1).await.unwrap();
        let body = ruled(3, Some(Stance::SUPPORTS), "GREEN; on the record", "they said so");
        store.append(&officer(), vec![body]).await.unwrap();
        assert_eq!(store.rulings(&keeper()).await.unwrap().len(), 1);
        store.verify().await.unwrap();
    });
}
