//! Draws the climate between two towns over six years.
//!
//! `cargo run -q -p analysis --example climate > climate.svg`
#![allow(clippy::print_stdout, clippy::expect_used, unreachable_pub)]

#[path = "../tests/common/mod.rs"]
mod common;

use analysis::climate::{Range, climate};
use domain::{Polarity, Speaker, Status};
use jiff::civil::date;

type Row = (i16, i8, &'static str, Polarity, &'static str, &'static str);

use Polarity::{Agrees, Asserts, Demands, Denies, IsOpenTo, Offers, Promises, Refuses, Threatens};

const ROWS: &[Row] = &[
    (
        2004,
        2,
        "upstream",
        Asserts,
        "said",
        "that the talks with Downstream lasted four hours",
    ),
    (
        2004,
        3,
        "downstream",
        Asserts,
        "praised",
        "Upstream for its patience",
    ),
    (
        2004,
        5,
        "upstream",
        Offers,
        "offered",
        "to share its data on the river with Downstream",
    ),
    (
        2004,
        9,
        "downstream",
        Agrees,
        "agreed",
        "to meet the delegation of Upstream",
    ),
    (
        2005,
        1,
        "upstream",
        Asserts,
        "said",
        "that it had sent forty tons of rice to Downstream",
    ),
    (2005, 4, "downstream", Asserts, "thanked", "Upstream for the rice"),
    (
        2005,
        10,
        "downstream",
        Demands,
        "demanded",
        "that Upstream stop the filling of the reservoir",
    ),
    (
        2005,
        11,
        "upstream",
        Refuses,
        "refused",
        "to discuss the dam with Downstream",
    ),
    (
        2006,
        1,
        "downstream",
        Threatens,
        "warned",
        "that it would close the border to Upstream",
    ),
    (
        2006,
        2,
        "downstream",
        Asserts,
        "announced",
        "that it had recalled its ambassador from Upstream",
    ),
    (
        2006,
        4,
        "upstream",
        Asserts,
        "said",
        "that it had arrested three Downstream fishermen",
    ),
    (
        2006,
        7,
        "downstream",
        Asserts,
        "condemned",
        "the arrest by Upstream",
    ),
    (
        2006,
        9,
        "upstream",
        Denies,
        "denied",
        "that it had poisoned the wells of Downstream",
    ),
    (
        2007,
        1,
        "downstream",
        Asserts,
        "said",
        "that its artillery had shelled the Upstream bank",
    ),
    (
        2007,
        2,
        "upstream",
        Threatens,
        "threatened",
        "Downstream with war",
    ),
    (
        2007,
        8,
        "upstream",
        Refuses,
        "will not",
        "release the Downstream fishermen",
    ),
    (
        2008,
        3,
        "upstream",
        IsOpenTo,
        "did not rule out",
        "talks with Downstream",
    ),
    (
        2008,
        4,
        "downstream",
        Asserts,
        "welcomed",
        "the words of Upstream",
    ),
    (
        2008,
        6,
        "upstream",
        Asserts,
        "said",
        "that it had released the Downstream fishermen",
    ),
    (
        2008,
        7,
        "downstream",
        Promises,
        "promised",
        "to withdraw its patrols from the Upstream bank",
    ),
    (
        2008,
        11,
        "downstream",
        Asserts,
        "said",
        "that its troops had withdrawn from the Upstream bank",
    ),
    (
        2009,
        2,
        "upstream",
        Asserts,
        "said",
        "that Upstream had signed the water treaty with Downstream",
    ),
    (
        2009,
        6,
        "downstream",
        Asserts,
        "said",
        "that it had resumed trade with Upstream",
    ),
    (
        2009,
        10,
        "upstream",
        Demands,
        "demanded",
        "that Downstream return the boats",
    ),
];

fn main() {
    let mut dossier = common::dossier::dossier();
    dossier.statements = ROWS
        .iter()
        .zip(0..)
        .map(|(&(year, month, party, polarity, said, words), n)| {
            let mut made = common::statement(n, "relations", polarity, said, words);
            made.day = Some(date(year, month, 12));
            made.status = Status::Confirmed;
            made.speaker = Some(Speaker {
                party: Some(party.parse().expect("a slug")),
                person: None,
                name: "the minister".to_owned(),
            });
            made
        })
        .collect();
    let range = Range {
        from: None,
        until: date(2010, 1, 1),
    };
    let (a, b) = (
        "upstream".parse().expect("a slug"),
        "downstream".parse().expect("a slug"),
    );
    let found = climate(&dossier.record(), &a, &b, range).expect("two parties");
    println!("{}", found.svg(|_| None));
}
