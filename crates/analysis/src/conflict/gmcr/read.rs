//! Reading: every part is checked, and a message says where it is wrong.

use super::super::{
    Condition, ConflictError, ConflictOption, DecisionMaker, Direction, MAX_OPTIONS, Model, Pattern,
    Preference, State, States,
};
use serde_json::{Map, Value};

/// A file of more bytes than this is refused.
pub const MAX_BYTES: usize = 64 << 20;

type Found<T> = Result<T, ConflictError>;

impl Model {
    /// Reads a `.gmcr` file.
    ///
    /// # Errors
    /// It is no such file; it names what is not there; it contradicts itself. All that [`Model::check`] and
    /// [`States::of`] find.
    pub fn from_gmcr(words: &str) -> Found<Self> {
        if words.len() > MAX_BYTES {
            return Err(ConflictError::new(
                "the file",
                format!("{} MiB are more than a conflict takes", words.len() >> 20),
                "check that it is a .gmcr file",
            ));
        }
        let value: Value = serde_json::from_str(words.trim_start_matches('\u{feff}')).map_err(|error| {
            let mend = "save it again from the program that made it";
            ConflictError::new("the file", format!("it is not JSON ({error})"), mend)
        })?;
        let file = object(&value, "the file")?;
        let mut model = Self {
            options: options(file)?,
            ..Self::default()
        };
        let makers = list(file, "decisionMakers", "the file")?;
        for (i, maker) in makers.iter().enumerate() {
            let maker = decision_maker(&mut model, i, maker)?;
            model.decision_makers.push(maker);
        }
        model.infeasible = conditions(file, "infeasibles", "", &model)?;
        model.coalitions = coalitions(file, makers.len())?;
        model.status_quo = status_quo(file)?;
        let states = States::of(&model)?;
        if manual(file)? {
            for (i, maker) in makers.iter().enumerate() {
                let groups = ranking(object(maker, &place(i))?, i, &states)?;
                if let Some(maker) = model.decision_makers.get_mut(i) {
                    maker.statements = match std::mem::take(&mut maker.preference) {
                        Preference::Prioritised(statements) => statements,
                        _ => Vec::new(),
                    };
                    maker.preference = Preference::Ranked(groups);
                }
            }
        }
        model.check()?;
        Ok(model)
    }
}

fn wrong<T>(place: impl Into<String>, what: impl Into<String>, mend: impl Into<String>) -> Found<T> {
    Err(ConflictError::new(place, what, mend))
}

fn object<'a>(value: &'a Value, place: &str) -> Found<&'a Map<String, Value>> {
    match value {
        Value::Object(object) => Ok(object),
        _ => wrong(
            place,
            "it is no object",
            "write it in braces, as .gmcr files have it",
        ),
    }
}

/// A list that has to be there.
fn list<'a>(object: &'a Map<String, Value>, key: &str, place: &str) -> Found<&'a [Value]> {
    match object.get(key) {
        Some(Value::Array(items)) => Ok(items),
        Some(_) => wrong(place, format!("{key} is no list"), "write it in brackets"),
        None => wrong(
            place,
            format!("{key} is missing"),
            "add it, as .gmcr files have it",
        ),
    }
}

/// A list that may be left out.
fn optional<'a>(object: &'a Map<String, Value>, key: &str, place: &str) -> Found<&'a [Value]> {
    if object.get(key).is_none_or(Value::is_null) {
        return Ok(&[]);
    }
    list(object, key, place)
}

fn name(object: &Map<String, Value>, place: &str) -> Found<String> {
    match object.get("name") {
        Some(Value::String(name)) => Ok(name.replace(char::is_control, " ")),
        _ => wrong(place, "it has no name", "add a name in quotation marks"),
    }
}

/// An index that has to be below `limit`.
fn index(value: &Value, limit: usize, kind: &str, place: impl Fn() -> String) -> Found<usize> {
    let index = value.as_u64().and_then(|index| usize::try_from(index).ok());
    match index {
        Some(index) if index < limit => Ok(index),
        _ => wrong(
            place(),
            format!("there is no {kind} {value}"),
            format!("name one of 0 to {}", limit.saturating_sub(1)),
        ),
    }
}

fn options(file: &Map<String, Value>) -> Found<Vec<ConflictOption>> {
    let options = list(file, "options", "the file")?;
    if options.len() > MAX_OPTIONS {
        let count = options.len();
        return wrong(
            "options",
            format!("{count} options make 2^{count} states, more than can be weighed"),
            format!("keep the {MAX_OPTIONS} that matter most"),
        );
    }
    if options.is_empty() {
        return wrong("options", "there is none", "add at least one");
    }
    let option = |(i, value): (usize, &Value)| {
        let place = format!("options[{i}]");
        let object = object(value, &place)?;
        let direction = match object.get("permittedDirection") {
            None | Some(Value::Null) => Direction::Both,
            Some(Value::String(word)) if word == "both" => Direction::Both,
            Some(Value::String(word)) if word == "fwd" => Direction::Forward,
            Some(Value::String(word)) if word == "back" => Direction::Back,
            Some(other) => {
                return wrong(
                    place,
                    format!("it can't change in the direction {other}"),
                    "write both, fwd or back",
                );
            }
        };
        Ok(ConflictOption {
            name: name(object, &place)?,
            owner: usize::MAX,
            direction,
        })
    };
    options.iter().enumerate().map(option).collect()
}

fn place(i: usize) -> String {
    format!("decisionMakers[{i}]")
}

/// Reads the decision maker with the index `i`, and notes in the model's options which are theirs.
fn decision_maker(model: &mut Model, i: usize, value: &Value) -> Found<DecisionMaker> {
    let maker = object(value, &place(i))?;
    let name = name(maker, &place(i))?;
    let place = format!("{} ({name})", place(i));
    let count = model.options.len();
    for (n, value) in list(maker, "options", &place)?.iter().enumerate() {
        let index = index(value, count, "option", || format!("{place}, options[{n}]"))?;
        let Some(option) = model.options.get_mut(index) else {
            continue;
        };
        if option.owner == i {
            return wrong(place, format!("option {index} is listed twice"), "list it once");
        } else if option.owner != usize::MAX {
            let what = format!(
                "option {index} ({:?}) belongs to decisionMakers[{}] already",
                option.name, option.owner
            );
            return wrong(place, what, "leave it to one of them");
        }
        option.owner = i;
    }
    Ok(DecisionMaker {
        name,
        preference: Preference::Prioritised(conditions(maker, "preferences", &place, model)?),
        statements: Vec::new(),
        misperceived: conditions(maker, "misperceptions", &place, model)?,
    })
}

fn conditions(object: &Map<String, Value>, key: &str, place: &str, model: &Model) -> Found<Vec<Condition>> {
    let whose = if place.is_empty() { "the file" } else { place };
    let comma = if place.is_empty() { "" } else { ", " };
    let list = optional(object, key, whose)?.iter().enumerate();
    list.map(|(n, value)| condition(value, model, &|| format!("{place}{comma}{key}[{n}]")))
        .collect()
}

fn condition(value: &Value, model: &Model, place: &dyn Fn() -> String) -> Found<Condition> {
    match value {
        Value::Array(pairs) => Ok(pattern(pairs, model, place)?.into()),
        Value::Object(object) => {
            let members = list(object, "members", &place())?
                .iter()
                .map(|member| match member {
                    Value::Array(pairs) => pattern(pairs, model, place),
                    _ => wrong(place(), "a member is no list", "write it in brackets"),
                });
            members.collect()
        }
        _ => wrong(
            place(),
            "it is no condition",
            "write a list, or a compound with members",
        ),
    }
}

fn pattern(pairs: &[Value], model: &Model, place: &dyn Fn() -> String) -> Found<Pattern> {
    let mut whole = Pattern::default();
    for pair in pairs {
        let (option, taken) = match pair.as_array().map(Vec::as_slice) {
            Some([option, Value::String(taken)]) if taken == "Y" || taken == "N" => (option, taken == "Y"),
            _ => {
                return wrong(
                    place(),
                    format!("{} is no option with Y or N", short(pair)),
                    "write [0, \"Y\"]",
                );
            }
        };
        let option = index(option, model.options.len(), "option", place)?;
        let Some(both) = whole.and(Pattern::option(option, taken)) else {
            return wrong(
                place(),
                format!("it contradicts itself: option {option} taken and not taken"),
                "keep the one that is meant",
            );
        };
        whole = both;
    }
    Ok(whole)
}

/// A value's first characters, for a message.
fn short(value: &Value) -> String {
    let words = value.to_string();
    match words.char_indices().nth(40) {
        Some((end, _)) => format!("{}…", words.get(..end).unwrap_or_default()),
        None => words,
    }
}

/// Whether the rankings by hand count.
fn manual(file: &Map<String, Value>) -> Found<bool> {
    let keys = ["useManualPreferenceRanking", "useManualPreferenceVectors"];
    let said = keys.iter().find_map(|key| Some((key, file.get(*key)?)));
    match said {
        None | Some((_, Value::Null)) => Ok(false),
        Some((_, Value::Bool(manual))) => Ok(*manual),
        Some((key, _)) => wrong(*key, "it is neither true nor false", "write true or false"),
    }
}

fn ranking(maker: &Map<String, Value>, i: usize, states: &States) -> Found<Vec<Vec<State>>> {
    let place = || format!("{}, preferenceRanking", place(i));
    let key = ["preferenceRanking", "preferenceVector"]
        .into_iter()
        .find(|key| maker.contains_key(*key));
    let groups = list(maker, key.unwrap_or("preferenceRanking"), &place())?;
    let mut seen = vec![false; states.len()];
    let mut state = |value: &Value| {
        let number = value.as_u64().and_then(|number| usize::try_from(number).ok());
        let index = number.and_then(|number| number.checked_sub(1));
        let found = index.and_then(|index| Some((states.get(index)?, seen.get_mut(index)?)));
        match found {
            Some((state, seen)) if !*seen => {
                *seen = true;
                Ok(state)
            }
            Some(_) => wrong(
                place(),
                format!("state {value} stands at two places, which contradict each other"),
                "leave it where it belongs",
            ),
            None => wrong(
                place(),
                format!("there is no state {}", short(value)),
                format!(
                    "name the feasible states by their place in order, 1 to {}",
                    states.len()
                ),
            ),
        }
    };
    let mut ranked = Vec::with_capacity(groups.len());
    for group in groups {
        ranked.push(match group {
            Value::Array(group) => group.iter().map(&mut state).collect::<Found<_>>()?,
            one => vec![state(one)?],
        });
    }
    match seen.iter().position(|seen| !seen) {
        None => Ok(ranked),
        Some(index) => wrong(
            place(),
            format!("state {} is missing", index + 1),
            format!("rank each of the {} feasible states", states.len()),
        ),
    }
}

/// Those with several members. A list that leaves somebody out is passed over, as GMCR+ does.
fn coalitions(file: &Map<String, Value>, makers: usize) -> Found<Vec<Vec<usize>>> {
    let member = |value: &Value| index(value, makers, "decision maker", || "coalitions".to_owned());
    let mut coalitions = Vec::new();
    let mut named = 0;
    for value in optional(file, "coalitions", "the file")? {
        let members = match value {
            Value::Array(members) => members.iter().map(member).collect::<Found<Vec<usize>>>()?,
            one => vec![member(one)?],
        };
        named += members.len();
        if members.len() > 1 {
            coalitions.push(members);
        }
    }
    if named < makers {
        coalitions.clear();
    }
    Ok(coalitions)
}

fn status_quo(file: &Map<String, Value>) -> Found<Option<State>> {
    match file.get("statusQuo") {
        None | Some(Value::Null) => Ok(None),
        Some(value) => match value.as_u64().and_then(|decimal| u32::try_from(decimal).ok()) {
            Some(decimal) => Ok(Some(State(decimal))),
            None => wrong(
                "statusQuo",
                format!("{} is no state", short(value)),
                "write its decimal",
            ),
        },
    }
}
