//! Writes `states.tsv`: every state's code, usual name, further names, demonyms and capital, as the libraries have them.
//! So the reader carries a table of some kilobytes and neither library.

use keshvar::{Continent, Country, CountryIterator};
use std::cmp::Reverse;
use std::error::Error;
use std::path::PathBuf;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    // Nobody there holds a position.
    let mut countries: Vec<Country> = CountryIterator::new()
        .filter(|country| country.continent() != Continent::Antarctica)
        .collect();
    // A word that two share ("Dominican", "French") is read as the first: a member of the United Nations, the larger one.
    countries.sort_by_key(|c| {
        (
            !c.un_member(),
            Reverse(c.maybe_population()),
            c.alpha2().to_string(),
        )
    });
    let mut table: String = countries.iter().map(row).collect();
    // keshvar follows ISO 3166, which has no code for it yet.
    table += &line("XK", &names_of("XK", &[]), &[]);
    let out = PathBuf::from(std::env::var("OUT_DIR")?);
    Ok(std::fs::write(out.join("states.tsv"), table)?)
}

fn row(country: &Country) -> String {
    let code = country.alpha2().to_string();
    let mut given = country.unofficial_name_list().to_vec();
    given.truncate(
        given
            .iter()
            .position(|name| is_plain(name))
            .map_or(0, |first| first + 1),
    );
    given.extend([country.iso_short_name(), country.iso_long_name()]);
    let demonyms: Vec<&str> = country
        .maybe_nationality()
        .unwrap_or_default()
        .split(", ")
        .collect();
    line(&code, &names_of(&code, &given), &demonyms)
}

/// The usual name first. What keshvar has behind it is in other languages, where "Island" is Iceland.
fn names_of(code: &str, given: &[&str]) -> Vec<String> {
    let short = iso_rs::Country::from_alpha_2(code)
        .into_iter()
        .flatten()
        .map(|country| country.name);
    let mut names: Vec<String> = Vec::new();
    for name in given.iter().copied().chain(short).filter(|name| is_plain(name)) {
        let name = name.strip_prefix("The ").unwrap_or(name);
        if names.iter().all(|known| !known.eq_ignore_ascii_case(name)) {
            names.push(name.to_owned());
        }
    }
    names
}

/// As it stands in a text: "Iran", but not "Iran (Islamic Republic of)" nor "Palestine, State of".
fn is_plain(name: &str) -> bool {
    name.chars()
        .all(|c| c < '\u{250}' && !matches!(c, '(' | '[' | ','))
}

fn line(code: &str, names: &[String], demonyms: &[&str]) -> String {
    let mut capitals = iso_rs::Country::from_alpha_2(code).into_iter().flatten();
    let capital = capitals.find_map(|country| country.capital);
    format!(
        "{code}\t{}\t{}\t{}\t{}\n",
        names.first().map_or("", String::as_str),
        names.get(1..).unwrap_or_default().join("; "),
        demonyms.join("; "),
        capital.unwrap_or_default()
    )
}
