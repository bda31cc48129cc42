//! A small office in a folder of its own.
#![allow(
    unreachable_pub,
    dead_code,
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that fails says so"
)]

pub mod http;

use office::domain::{Channels, Clearance, Marking, Viewer};
use office::reader::ReaderKind;
use office::{Office, Place};
use std::path::Path;

const OFFICE: &str = r#"
[office]
name = "Bureau <b>of</b> Open Doors"
zone = "Europe/Vienna"
address = "bureau@doors.example"
party = "bureau"
hosts = "northland"

[[party]]
id = "bureau"
name = "Bureau of Open Doors"
kind = "organisation"
aliases = ["the Bureau"]

[[party]]
id = "northland"
name = "Northland"
demonyms = ["Northlanders"]
capital = "Norburg"

[[party]]
id = "southland"
name = "Southland <script>alert(1)</script>"
aliases = ["Southland", "the South"]

[[person]]
id = "minister"
name = "the deputy minister"
aliases = ["deputy minister"]
posts = [{ party = "northland", title = "Deputy minister", from = "2008-01-01" }]

[[person]]
id = "chair"
name = "the Chair"
posts = [{ party = "bureau", title = "Chair" }]

[[topic]]
id = "border"
name = "The border"
section = "North"
question = "Should the border open?"
aliases = ["border", "crossing"]
yes = ["open"]
no = ["close"]

[[topic]]
id = "sanctions"
name = "Sanctions"
aliases = ["sanctions"]
yes = ["lift"]
no = ["keep"]

[[channel]]
id = "norburg"
name = "The Bureau and Norburg"
between = ["bureau", "northland"]

[[meeting]]
id = "visit"
title = "Visit to Norburg"
channel = "norburg"
from = "2026-03-02"
until = "2026-03-04"
place = "Norburg"
present = ["chair", "minister"]

[[meeting]]
id = "return-visit"
title = "Return visit"
channel = "norburg"
from = "2026-09-01"
present = ["chair", "minister"]
next = true

[[measure]]
id = "bus"
what = "Run a bus across the border"
owner = "northland"
state = "agreed"
due = "2026-04-01"
topics = ["border"]

[[feed]]
id = "wire"
name = "The Wire"
source = "feeds/wire.xml"

[roundup]
region = "the North"
section = "North"
"#;

const BEFORE: &str = "Title: Before the visit\nDate: 2025-06-01\nKind: note\nMarking: CLEAR\nAttribution: on the record\n\n\
The deputy minister of Northland said that the border would remain closed. \
Northland refused to open the border.\n";

const VISIT: &str = "Title: <script>alert('title')</script> Visit\nDate: 2026-03-03\nKind: note\nMarking: GREEN\n\
Attribution: on background: \"a senior official\"\nMeeting: visit\nPresent: the deputy minister; the Chair\n\n\
The deputy minister said that Northland would open the border if the sanctions were lifted. \
The deputy minister denied that <img src=x onerror=alert(2)> the crossing had been mined.\n\n\
The Chair said that the Bureau would carry this message.\n\n\
[RED] The deputy minister said that the marzipan general would resign.\n";

const SECRET: &str = "Title: The xylophone memo\nDate: 2026-03-04\nKind: memo\nMarking: AMBER\nAttribution: off the record\n\
Meeting: visit\n\nThe deputy minister said that the xylophone faction would never open the border.\n\n\
[CLEAR; on the record] The deputy minister said that the border would open in the spring.\n";

const AGENDA: &str = "Title: Agenda\nDate: 2026-03-10\nKind: agenda\nMarking: GREEN\nMeeting: return-visit\n\n- The border: when it opens.\n";

const WIRE: &str = r#"<?xml version="1.0"?><rss version="2.0"><channel><title>The Wire</title><link>https://wire.example/</link>
<item><guid>1</guid><title>Northland talks of the border</title><link>https://wire.example/1</link>
<pubDate>Mon, 09 Mar 2026 23:30:00 GMT</pubDate><description>Northland will open the border in spring, officials said. Trade may follow.</description></item>
<item><guid>2</guid><title>A link to nowhere &lt;script&gt;alert(3)&lt;/script&gt;</title><link>javascript:alert(4)</link>
<pubDate>Tue, 10 Mar 2026 08:00:00 GMT</pubDate><description>Bakers bake bread.</description></item>
</channel></rss>"#;

/// The folder of a dossier with an office in it.
pub struct Dossier {
    folder: tempfile::TempDir,
}

/// Words that nobody below AMBER may see, and some that only RED may.
pub const AMBER: [&str; 2] = ["xylophone", "faction"];
pub const RED: [&str; 2] = ["marzipan", "resign"];

impl Dossier {
    pub async fn new() -> (Self, Office) {
        Self::with(&[]).await
    }

    /// With more documents: name and words.
    pub async fn with(more: &[(&str, &str)]) -> (Self, Office) {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, words: &str| {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, words).unwrap();
        };
        write("office.toml", OFFICE);
        let fixed = [
            ("notes/before.txt", BEFORE),
            ("notes/visit.txt", VISIT),
            ("secret.txt", SECRET),
            ("agenda.md", AGENDA),
        ];
        for (name, words) in fixed.iter().chain(more) {
            write(name, words);
        }
        write("feeds/wire.xml", WIRE);
        let place = Place::of(folder.path(), None).unwrap();
        let office = Office::open(place, "the officer", "2026-03-20".parse().unwrap())
            .await
            .unwrap();
        for taken in office.read_dossier(ReaderKind::Quick, |_| {}).await.unwrap() {
            assert!(matches!(taken.outcome, office::Outcome::Read { .. }), "{taken:?}");
        }
        let keeper = Viewer::keeper("the officer");
        office.fetch_feeds(&keeper, true).await.unwrap();
        office
            .draft_editions(&keeper, office.today(), false)
            .await
            .unwrap();
        let refused = "Kind: Letter\nTitle: A careless letter\nDate: 2026-03-19\nAudience: CLEAR\nSection: Issues › North\n\n\
            They say that the xylophone faction would never open the border.\n";
        std::fs::write(office.place().editions().join("careless.md"), refused).unwrap();
        office.build_site(true).await.unwrap();
        (Self { folder }, office)
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }
}

pub fn cleared_to(marking: Marking) -> Viewer {
    let channels = Channels::All;
    Viewer::new("a guest", Clearance { marking, channels })
}
