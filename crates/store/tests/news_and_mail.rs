//! News and mail as the record keeps them, on each database.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test that fails says so"
)]

mod support;

use domain::{Body, EditionId, FeedId, Hash, ListId, StoryId, Viewer};
use store::{Mail, Store, StoreError};
use support::{keeper, officer, on_both};

async fn append(store: &Store, bodies: Vec<Body>) {
    store.append(&officer(), bodies).await.unwrap();
}

async fn sound(store: &Store) {
    store.verify().await.unwrap();
    store.rebuild().await.unwrap();
    store.verify().await.unwrap();
}

fn article(id: &str, published: Option<&str>) -> domain::Article {
    domain::Article {
        id: id.to_owned(),
        feed: FeedId::new("wire").unwrap(),
        url: None,
        title: "A title\0".to_owned(),
        summary: String::new(),
        publisher: "a wire".to_owned(),
        published: published.map(|at| at.parse().unwrap()),
        story: StoryId::new("story").unwrap(),
        parties: Vec::new(),
        topics: Vec::new(),
    }
}

#[test]
fn articles_are_kept_once_whatever_their_feed_calls_them() {
    on_both(|office| async move {
        let store = office.open(1).await.unwrap();
        let feed = FeedId::new("wire").unwrap();
        let long = "x".repeat(20_000);
        let articles = vec![
            article("a\0b", Some("2009-11-03T10:00:00Z")),
            article(&long, Some("2009-11-04T10:00:00Z")),
            article("undated", None),
            article("a\0b", Some("2010-01-01T00:00:00Z")),
        ];
        append(
            &store,
            vec![Body::ArticlesTaken {
                feed: feed.clone(),
                articles: articles.clone(),
            }],
        )
        .await;
        append(
            &store,
            vec![Body::ArticlesTaken {
                feed: feed.clone(),
                articles: articles.clone(),
            }],
        )
        .await;
        let all = store.articles(&keeper(), None, None).await.unwrap();
        assert!(
            all == [articles[2].clone(), articles[0].clone(), articles[1].clone()],
            "{} articles",
            all.len()
        );
        let noon = Some("2009-11-03T12:00:00Z".parse().unwrap());
        assert_eq!(store.articles(&keeper(), noon, None).await.unwrap().len(), 1);
        assert_eq!(store.articles(&keeper(), None, noon).await.unwrap()[0].id, "a\0b");
        let mut known = store.known_article_ids(&feed).await.unwrap();
        known.sort();
        assert!(known == ["a\0b", "undated", long.as_str()], "ids differ");
        sound(&store).await;
    });
}

#[test]
fn mail_that_was_handed_over_stays_so() {
    on_both(|office| async move {
        let store = office.open(1).await.unwrap();
        let (edition, list) = (EditionId::new("letter").unwrap(), ListId::new("friends").unwrap());
        let on = |address: &str| (edition.clone(), list.clone(), address.to_owned());
        let intended = |address| {
            let (edition, list, address) = on(address);
            Body::MailIntended {
                edition,
                list,
                address,
            }
        };
        let handed = |address| {
            let (edition, list, address) = on(address);
            Body::MailHanded {
                edition,
                list,
                address,
            }
        };
        let (e, l, address) = on("c@x.example");
        let refused = Body::MailRefused {
            edition: e,
            list: l,
            address,
            words: "550".to_owned(),
        };
        append(
            &store,
            vec![
                intended("a@x.example"),
                handed("a@x.example"),
                intended("a@x.example"),
            ],
        )
        .await;
        append(
            &store,
            vec![intended("b@x.example"), intended("c@x.example"), refused],
        )
        .await;
        let state = store.mail_state(&keeper(), &edition, &list).await.unwrap();
        let state: Vec<_> = state
            .iter()
            .map(|(address, mail, _)| (address.as_str(), *mail))
            .collect();
        assert_eq!(
            state,
            [
                ("a@x.example", Mail::Handed),
                ("b@x.example", Mail::Intended),
                ("c@x.example", Mail::Refused)
            ]
        );
        let refusal = store
            .mail_state(&Viewer::public(), &edition, &list)
            .await
            .unwrap_err();
        assert!(matches!(refusal, StoreError::NotCleared(_)));
        let (first, second) = (Hash::of(b"1"), Hash::of(b"2"));
        for file in [first, second, first] {
            append(
                &store,
                vec![Body::EditionCleared {
                    edition: edition.clone(),
                    file,
                }],
            )
            .await;
        }
        let cleared = store.cleared_editions(&keeper()).await.unwrap();
        assert_eq!(
            cleared.iter().map(|(_, file, _)| *file).collect::<Vec<_>>(),
            [second, first]
        );
        sound(&store).await;
    });
}
