//! What can be asked at the command line.

use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;
use office::domain::{
    EditionId, ListId, Marking, MeetingId, PartyId, Stance, StatementId, TopicId, UnknownStance,
};
use office::reader::ReaderKind;
use std::path::PathBuf;

/// The working memory of a small organisation that keeps contact with governments.
#[derive(Debug, Parser)]
#[command(name = "rapport", version, arg_required_else_help = true)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Open a dossier: read what is new, show where everyone stands, build the site, serve the desk
    Open(Open),
    /// Find who said what in files, without an office
    Read(Read),
    /// Print the text that is read from a file
    Text {
        /// The file
        file: PathBuf,
    },
    /// Show the board: topics by parties
    Board {
        #[command(flatten)]
        view: View<BoardFormat>,
        /// Show what is different from the board of this day
        #[arg(long, value_name = "DAY")]
        since: Option<Date>,
    },
    /// Show what moved, and what does not go together
    Moved(View<Format>),
    /// Show where somebody says otherwise than before, elsewhere, or than they do
    Contradictions(View<Format>),
    /// Overrule a position, with a reason
    Rule(Rule),
    /// List the statements of the record
    Statements(View<Format>),
    /// Say that statements are right as they stand
    Confirm {
        #[command(flatten)]
        place: Place,
        /// The statements
        #[arg(required = true)]
        statements: Vec<StatementId>,
    },
    /// Say that a statement is none
    Reject {
        #[command(flatten)]
        place: Place,
        /// The statement
        statement: StatementId,
        /// Why
        #[arg(long, default_value = "")]
        because: String,
    },
    /// Show open offers and what they hang on
    Offers(View<OffersFormat>),
    /// Show how things stand between two parties over time: confidence and tension
    Climate(Climate),
    /// Hold what we plan to say against the guidance in force; status 1 when something goes against it
    Check {
        #[command(flatten)]
        view: View<Format>,
        /// What we plan to say: drafts, talking points, editions
        files: Vec<PathBuf>,
        /// The meeting whose agenda is checked; the next one when no file is named either
        #[arg(long)]
        meeting: Option<MeetingId>,
    },
    /// Show where each waits for the other, and the ways out
    Knots {
        #[command(flatten)]
        view: View<BoardFormat>,
        /// Show the ways to this action: its number in the table, or words of it
        #[arg(long, value_name = "ACTION")]
        goal: Option<String>,
    },
    /// Print the brief for a meeting
    Brief {
        #[command(flatten)]
        view: View<BriefFormat>,
        /// The meeting; the next one when left out
        #[arg(long)]
        meeting: Option<MeetingId>,
        /// The file to write it to; standard output when left out
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
        /// The paper that a PDF is laid out for
        #[arg(long, value_enum, default_value_t)]
        paper: Sheet,
    },
    /// Say which outcomes of a conflict hold, from a .gmcr file, without an office
    Weigh(Weigh),
    /// Serve the desk of a dossier that was opened before
    Desk {
        #[command(flatten)]
        place: Place,
        /// The port on this machine; 7331, or a free one, when left out
        #[arg(long)]
        port: Option<u16>,
        #[command(flatten)]
        sight: Sight,
    },
    /// Watch the news
    #[command(subcommand)]
    Watch(Watch),
    /// Draft, clear and send editions
    #[command(subcommand)]
    Press(Press),
    /// Give parts of the record to other programs
    #[command(subcommand)]
    Export(Export),
    /// Look after the record
    Doctor {
        #[command(flatten)]
        place: Place,
        /// Check every entry's hash and signature, the order of entries, the projections and the documents
        #[arg(long)]
        verify: bool,
        /// Make the projections anew from the journal
        #[arg(long)]
        rebuild: bool,
    },
}

/// Overrules a position.
#[derive(Debug, Args)]
pub(crate) struct Rule {
    #[command(flatten)]
    pub(crate) place: Place,
    /// Whose position, by the party's id in office.toml
    pub(crate) party: PartyId,
    /// On what, by the topic's id in office.toml
    pub(crate) topic: TopicId,
    /// Where they stand: opposes, leans-no, between, leans-yes or supports, or -2 to 2; "derived" lets the
    /// statements speak again
    #[arg(value_parser = ruled_stance, allow_hyphen_values = true)]
    pub(crate) stance: Ruled,
    /// Why, for those who read it later
    #[arg(long, value_name = "REASON")]
    pub(crate) because: String,
    /// From this day on; the day as of which the record is shown, when left out
    #[arg(long, value_name = "DAY")]
    pub(crate) from: Option<Date>,
    /// Who may see the ruling; as documents without a marking, when left out
    #[arg(long, value_name = "MARKING")]
    pub(crate) marking: Option<Marking>,
}

/// A stance, or none: what the statements amount to.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ruled(pub(crate) Option<Stance>);

fn ruled_stance(word: &str) -> Result<Ruled, UnknownStance> {
    if word == "derived" {
        return Ok(Ruled(None));
    }
    word.parse().map(|stance| Ruled(Some(stance)))
}

#[derive(Debug, Args)]
pub(crate) struct Open {
    #[command(flatten)]
    pub(crate) place: Place,
    /// Stop before serving the desk
    #[arg(long)]
    pub(crate) no_serve: bool,
    /// The port on this machine; 7331, or a free one, when left out
    #[arg(long)]
    pub(crate) port: Option<u16>,
    #[command(flatten)]
    pub(crate) reading: Reading,
    #[command(flatten)]
    pub(crate) sight: Sight,
    /// Leave feeds that are addresses alone: no byte goes to the network
    #[arg(long)]
    pub(crate) offline: bool,
}

/// Which office.
#[derive(Debug, Args)]
pub(crate) struct Place {
    /// The folder of documents
    pub(crate) dossier: PathBuf,
    /// Where the office keeps its own things; the folder .rapport in the dossier when left out
    #[arg(long, value_name = "FOLDER")]
    pub(crate) office: Option<PathBuf>,
}

/// Which reader finds the statements.
#[derive(Debug, Args)]
pub(crate) struct Reading {
    /// Which reader: close, for notes and letters, or quick, for the news, thousands of articles a day
    #[arg(long, value_name = "READER", default_value_t)]
    pub(crate) reader: ReaderKind,
}

/// Who looks, and at which day.
#[derive(Debug, Args)]
pub(crate) struct Sight {
    /// See no more than this marking allows: RED, AMBER+STRICT, AMBER, GREEN or CLEAR
    #[arg(long, value_name = "MARKING", default_value = "RED")]
    pub(crate) clearance: Marking,
    /// As of this day, as in 2009-11-30; today, or the last day of an old dossier, when left out
    #[arg(long, value_name = "DAY")]
    pub(crate) as_of: Option<Date>,
}

#[derive(Debug, Args)]
pub(crate) struct View<F: ValueEnum + Clone + Send + Sync + Default + 'static> {
    #[command(flatten)]
    pub(crate) place: Place,
    #[command(flatten)]
    pub(crate) sight: Sight,
    /// What to print
    // Not `default_value_t`: its default is one static for every F.
    #[arg(long, value_enum)]
    pub(crate) format: Option<F>,
}

impl<F: ValueEnum + Default + Clone + Send + Sync + 'static> View<F> {
    pub(crate) fn parts(self) -> (Place, Sight, F) {
        (self.place, self.sight, self.format.unwrap_or_default())
    }
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub(crate) enum Format {
    #[default]
    Table,
    Json,
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub(crate) enum OffersFormat {
    #[default]
    Table,
    Json,
    /// A draft of a conflict model out of them, for `rapport weigh`
    Gmcr,
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub(crate) enum BoardFormat {
    #[default]
    Table,
    Json,
    Svg,
}

#[derive(Debug, Args)]
pub(crate) struct Climate {
    /// Print the table by which events are coded, and nothing else
    #[arg(long, exclusive = true)]
    pub(crate) codes: bool,
    /// The folder of documents
    #[arg(required_unless_present = "codes")]
    pub(crate) dossier: Option<PathBuf>,
    /// A party, by its id in office.toml
    #[arg(required_unless_present = "codes")]
    pub(crate) first: Option<PartyId>,
    /// The other party
    #[arg(required_unless_present = "codes")]
    pub(crate) second: Option<PartyId>,
    /// Where the office keeps its own things; the folder .rapport in the dossier when left out
    #[arg(long, value_name = "FOLDER")]
    pub(crate) office: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) sight: Sight,
    /// The first day that is shown; that of the first event when left out
    #[arg(long, value_name = "DAY")]
    pub(crate) from: Option<Date>,
    /// What to print
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: ClimateFormat,
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub(crate) enum ClimateFormat {
    #[default]
    Table,
    Json,
    Csv,
    Svg,
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub(crate) enum BriefFormat {
    #[default]
    Markdown,
    Screen,
    Html,
    Json,
    Pdf,
}

/// The paper of a PDF.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub(crate) enum Sheet {
    #[default]
    A4,
    Letter,
}

impl From<Sheet> for office::paper::Sheet {
    fn from(sheet: Sheet) -> Self {
        match sheet {
            Sheet::A4 => Self::A4,
            Sheet::Letter => Self::Letter,
        }
    }
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub(crate) enum ReadFormat {
    #[default]
    Table,
    Jsonl,
    Csv,
}

#[derive(Debug, Args)]
pub(crate) struct Read {
    /// The files
    #[arg(required = true)]
    pub(crate) files: Vec<PathBuf>,
    /// What to print
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: ReadFormat,
    #[command(flatten)]
    pub(crate) reading: Reading,
    /// A dossier whose office.toml names parties, people and topics
    #[arg(long, value_name = "FOLDER")]
    pub(crate) names: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Weigh {
    /// The file, as GMCR+ writes it
    pub(crate) file: PathBuf,
    /// What to print
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
    /// Where things stand, as a state's decimal or its letters (YNN): how to get from there to what holds
    #[arg(long, value_name = "STATE")]
    pub(crate) from: Option<String>,
    /// Also what holds where decision makers may act together
    #[arg(long)]
    pub(crate) coalitions: bool,
    /// Also what holds when everybody looks this many moves ahead
    #[arg(long, value_name = "MOVES")]
    pub(crate) limited: Option<usize>,
    /// Also what everybody would have to prefer for this state to hold
    #[arg(long, value_name = "STATE")]
    pub(crate) inverse: Option<String>,
    /// Also how little has to change until what holds falls
    #[arg(long)]
    pub(crate) robustness: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Watch {
    /// Print a feed as JSON Feed 1.1, whatever it was
    Parse {
        /// The feed's file
        file: PathBuf,
        /// What to print
        #[arg(long, value_enum, default_value_t)]
        format: ParseFormat,
    },
    /// Group the articles of a JSON Lines file into stories, each decided from what came before it
    Stories {
        /// The file: an article a line, with id and title at least
        file: PathBuf,
        /// What to print
        #[arg(long, value_enum, default_value_t)]
        format: StoriesFormat,
    },
    /// Fetch the feeds of a dossier's office.toml
    Fetch {
        #[command(flatten)]
        place: Place,
    },
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub(crate) enum ParseFormat {
    #[default]
    Json,
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub(crate) enum StoriesFormat {
    #[default]
    Jsonl,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Export {
    /// Write what was confirmed, corrected and rejected as the readers' training data, train.jsonl and
    /// documents.train.jsonl: as confidential as the papers it comes from
    Corrections {
        #[command(flatten)]
        place: Place,
        /// The folder to write to
        #[arg(long, value_name = "FOLDER")]
        out: PathBuf,
        /// Give no more than this marking allows: RED, AMBER+STRICT, AMBER, GREEN or CLEAR
        #[arg(long, value_name = "MARKING", default_value = "RED")]
        clearance: Marking,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum Press {
    /// Draft a Letter, News & Views and a Weekly Roundup from the record
    Draft {
        #[command(flatten)]
        place: Place,
        #[command(flatten)]
        sight: Sight,
        /// Write over drafts that are there already
        #[arg(long)]
        again: bool,
    },
    /// Say how each edition stands: cleared, or every reason why not
    Check {
        #[command(flatten)]
        place: Place,
        /// Let statements stand that nobody has confirmed yet
        #[arg(long)]
        draft: bool,
    },
    /// Build the site from the editions that are cleared
    Build {
        #[command(flatten)]
        place: Place,
        /// Let statements stand that nobody has confirmed yet: for the office's own eyes
        #[arg(long)]
        draft: bool,
    },
    /// Write an edition as messages for the addresses of a list
    Mail {
        #[command(flatten)]
        place: Place,
        /// The edition: its file's name without .md
        edition: EditionId,
        /// The list
        #[arg(long)]
        list: ListId,
        /// Let statements stand that nobody has confirmed yet: to look at
        #[arg(long)]
        draft: bool,
    },
    /// Hand an edition to the mail server for the addresses of a list, each once
    Send {
        #[command(flatten)]
        place: Place,
        /// The edition: its file's name without .md
        edition: EditionId,
        /// The list
        #[arg(long)]
        list: ListId,
        /// Also to addresses of which an earlier run can't say whether it arrived
        #[arg(long)]
        again: bool,
    },
}
