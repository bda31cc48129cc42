//! The watch: feeds fetched, articles grouped into stories and matched to what the record is about.

use crate::config::FeedLine;
use crate::{Office, OfficeError};
use domain::disclosure::{Excerpt, Story};
use domain::{Article, Body, PartyId, StoryId, TopicId, Viewer};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp, ToSpan};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::io::Read;
use std::time::Duration;
use watch::{Grouper, Watchwords};

/// The largest feed that is fetched, in bytes.
const LARGEST: u64 = 20 << 20;

/// How long a server may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// What became of a feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeedOutcome {
    /// Its name.
    pub name: String,
    /// How many articles were new, or why it couldn't be fetched.
    pub articles: Result<usize, OfficeError>,
    /// What is to be said about reading it.
    pub notices: Vec<String>,
}

/// A story of the week.
#[derive(Clone, Debug)]
pub struct NewsStory {
    /// The story with its articles and chosen sentences.
    pub story: Story,
    /// The parties of the record that it names.
    pub parties: Vec<PartyId>,
    /// The topics of the record that it touches.
    pub topics: Vec<TopicId>,
}

impl NewsStory {
    /// Whether it touches what the record is about.
    pub fn touches_us(&self) -> bool {
        !self.topics.is_empty() || !self.parties.is_empty()
    }
}

impl Office {
    /// Fetches every feed of `office.toml`: a file of the dossier, or an https address unless `offline`. A feed that
    /// fails stops no other.
    ///
    /// # Errors
    /// When the record can't be read or written.
    pub async fn fetch_feeds(&self, viewer: &Viewer, offline: bool) -> Result<Vec<FeedOutcome>, OfficeError> {
        let mut outcomes = Vec::new();
        let mut fresh: Vec<(usize, watch::Article)> = Vec::new();
        for (at, feed) in self.config().feeds.iter().enumerate() {
            if offline && is_address(&feed.source) {
                continue;
            }
            let known: HashSet<String> = self
                .store()
                .known_article_ids(&feed.id)
                .await?
                .into_iter()
                .collect();
            let (articles, notices) = match self.fetch(feed).await {
                Ok(parsed) => {
                    let mut seen = known;
                    let new = parsed
                        .articles
                        .into_iter()
                        .filter(|article| seen.insert(article.id.clone()));
                    let before = fresh.len();
                    fresh.extend(new.map(|article| (at, article)));
                    (Ok(fresh.len() - before), parsed.notices)
                }
                Err(error) => (Err(error), Vec::new()),
            };
            outcomes.push(FeedOutcome {
                name: feed.name.clone(),
                articles,
                notices,
            });
        }
        self.take_articles(viewer, fresh).await?;
        Ok(outcomes)
    }

    async fn fetch(&self, feed: &FeedLine) -> Result<watch::Feed, OfficeError> {
        let is_address = is_address(&feed.source);
        let bytes = if is_address {
            let address = feed.source.clone();
            let fetched = tokio::task::spawn_blocking(move || download(&address)).await;
            fetched.map_err(|error| OfficeError::new(&feed.source, error.to_string(), "try again"))??
        } else {
            crate::bytes_of(&self.place().dossier().join(&feed.source))?
        };
        let address = is_address.then_some(feed.source.as_str());
        watch::parse(&bytes, address)
            .map_err(|error| OfficeError::of(&feed.source, &error, "check the feed's address"))
    }

    /// Groups new articles into stories and writes them down, the earliest first.
    async fn take_articles(
        &self,
        viewer: &Viewer,
        mut fresh: Vec<(usize, watch::Article)>,
    ) -> Result<(), OfficeError> {
        if fresh.is_empty() {
            return Ok(());
        }
        fresh.sort_by(|(_, a), (_, b)| (a.published, &a.id).cmp(&(b.published, &b.id)));
        let seen = self.seen(viewer).await?;
        let parties = Watchwords::new(seen.parties.iter().map(|p| {
            (
                p.id.as_str().to_owned(),
                p.names().map(str::to_owned).collect::<Vec<_>>(),
            )
        }));
        let topics = Watchwords::new(seen.topics.iter().map(|t| {
            let names = std::iter::once(&t.name)
                .chain(&t.aliases)
                .cloned()
                .collect::<Vec<_>>();
            (t.id.as_str().to_owned(), names)
        }));
        let mut stories = Stories::replayed(&self.store().articles(viewer, None, None).await?);
        let mut by_feed: BTreeMap<usize, Vec<Article>> = BTreeMap::new();
        for (at, article) in fresh {
            let feed = &self.config().feeds[at];
            let story = stories.push(&article);
            by_feed.entry(at).or_default().push(Article {
                story,
                feed: feed.id.clone(),
                parties: parties
                    .touched(&article)
                    .into_iter()
                    .filter_map(|key| PartyId::new(key).ok())
                    .collect(),
                topics: topics
                    .touched(&article)
                    .into_iter()
                    .filter_map(|key| TopicId::new(key).ok())
                    .collect(),
                publisher: article.publisher.clone().unwrap_or_else(|| feed.name.clone()),
                summary: if article.summary.is_empty() {
                    article.content
                } else {
                    article.summary
                },
                id: article.id,
                url: article.url,
                title: article.title,
                published: article.published,
            });
        }
        let bodies = by_feed
            .into_iter()
            .map(|(at, articles)| Body::ArticlesTaken {
                feed: self.config().feeds[at].id.clone(),
                articles,
            })
            .collect();
        self.store().append(&self.author, bodies).await?;
        Ok(())
    }

    /// The last day of the week that the roundup covers: `day`, or the day of the last article before it when
    /// that is more than a week back.
    ///
    /// # Errors
    /// When the record can't be read.
    pub async fn week_ending(&self, viewer: &Viewer, day: Date) -> Result<Date, OfficeError> {
        let articles = self.store().articles(viewer, None, Some(end_of(day))).await?;
        let last = articles.iter().filter_map(|article| article.published).max();
        let last = last.map(|at: Timestamp| at.to_zoned_datetime(TimeZone::UTC).date());
        Ok(last.filter(|last| (day - *last).get_days() > 7).unwrap_or(day))
    }

    /// The stories of the seven days until `last`: those that touch the record first, then the larger ones.
    ///
    /// # Errors
    /// When the record can't be read.
    pub async fn stories(&self, viewer: &Viewer, last: Date) -> Result<Vec<NewsStory>, OfficeError> {
        let since = end_of(last) - Span::new().hours(7 * 24);
        let articles = self
            .store()
            .articles(viewer, Some(since), Some(end_of(last)))
            .await?;
        let mut groups: BTreeMap<StoryId, Vec<Article>> = BTreeMap::new();
        for article in articles {
            groups.entry(article.story.clone()).or_default().push(article);
        }
        let mut stories: Vec<NewsStory> = groups
            .into_iter()
            .map(|(id, articles)| told(id, articles))
            .collect();
        stories.sort_by_key(|story| {
            let touches = (!story.topics.is_empty(), !story.parties.is_empty());
            std::cmp::Reverse((touches, story.story.articles.len(), story.story.id.clone()))
        });
        Ok(stories)
    }
}

/// A story as it is shown, with its best sentences.
fn told(id: StoryId, mut articles: Vec<Article>) -> NewsStory {
    articles.sort_by(|a, b| (a.published, &a.id).cmp(&(b.published, &b.id)));
    // Two feeds may both call an article "1": here they are told apart by their place.
    let as_watched: Vec<watch::Article> = articles
        .iter()
        .enumerate()
        .map(|(at, article)| watch::Article {
            id: at.to_string(),
            ..watched(article)
        })
        .collect();
    let excerpts = watch::summarise(&as_watched.iter().collect::<Vec<_>>())
        .into_iter()
        .filter_map(|sentence| {
            Some(Excerpt {
                article: sentence.article.parse().ok()?,
                words: sentence.words,
            })
        })
        .filter(|excerpt| {
            articles
                .get(excerpt.article)
                .is_some_and(|article| article.url.is_some())
        })
        .collect();
    let parties: std::collections::BTreeSet<PartyId> =
        articles.iter().flat_map(|a| a.parties.clone()).collect();
    let topics: std::collections::BTreeSet<TopicId> =
        articles.iter().flat_map(|a| a.topics.clone()).collect();
    let title = articles
        .first()
        .map_or_else(String::new, |article| article.title.clone());
    NewsStory {
        story: Story {
            id,
            title,
            articles,
            excerpts,
        },
        parties: parties.into_iter().collect(),
        topics: topics.into_iter().collect(),
    }
}

fn watched(article: &Article) -> watch::Article {
    watch::Article {
        id: article.id.clone(),
        url: article.url.clone(),
        title: article.title.clone(),
        summary: article.summary.clone(),
        published: article.published,
        publisher: Some(article.publisher.clone()),
        ..watch::Article::default()
    }
}

/// Groups articles as they come, going on from those that the record holds.
struct Stories {
    grouper: Grouper,
    /// What the grouper calls a story, by what the record calls it.
    recorded: HashMap<String, StoryId>,
}

impl Stories {
    fn replayed(articles: &[Article]) -> Self {
        let mut sorted: Vec<&Article> = articles.iter().collect();
        sorted.sort_by(|a, b| (a.published, &a.id).cmp(&(b.published, &b.id)));
        let mut grouper = Grouper::new();
        let mut recorded = HashMap::new();
        for article in sorted {
            let name = grouper.push(&watched(article)).to_string();
            recorded.entry(name).or_insert_with(|| article.story.clone());
        }
        Self { grouper, recorded }
    }

    fn push(&mut self, article: &watch::Article) -> StoryId {
        let name = self.grouper.push(article).to_string();
        self.recorded
            .entry(name)
            .or_insert_with_key(|name| slug(name))
            .clone()
    }
}

/// A story's name as an id: itself where it has the form, else its hash.
fn slug(name: &str) -> StoryId {
    StoryId::new(name).unwrap_or_else(|_| {
        let hash = domain::Hash::of(name.as_bytes()).to_string();
        StoryId::new(format!("s{}", &hash[..24]))
            .unwrap_or_else(|_| unreachable!("hexadecimal digits are a slug"))
    })
}

fn end_of(day: Date) -> Timestamp {
    let next = day.checked_add(1.day()).unwrap_or(day);
    next.to_zoned_datetime(TimeZone::UTC)
        .map_or(Timestamp::MAX, |midnight| midnight.timestamp())
}

fn is_address(source: &str) -> bool {
    source.starts_with("https://") || source.starts_with("http://")
}

fn download(address: &str) -> Result<Vec<u8>, OfficeError> {
    let failed = |error: &dyn std::fmt::Display| {
        OfficeError::new(
            address,
            format!("could not be fetched ({error})"),
            "check the address and the connection",
        )
    };
    let agent: ureq::Agent = ureq::Agent::config_builder()
        .timeout_global(Some(PATIENCE))
        .user_agent(concat!("Rapport/", env!("CARGO_PKG_VERSION")))
        .build()
        .into();
    let response = agent.get(address).call().map_err(|error| failed(&error))?;
    let mut bytes = Vec::new();
    let mut body = response.into_body().into_reader().take(LARGEST + 1);
    body.read_to_end(&mut bytes).map_err(|error| failed(&error))?;
    if bytes.len() as u64 > LARGEST {
        return Err(OfficeError::new(
            address,
            format!("is over {} MiB", LARGEST >> 20),
            "use the feed's own address, not an archive",
        ));
    }
    Ok(bytes)
}
