//! What is wrong with a model before its states are looked at.

use super::{Condition, ConflictError, MAX_OPTIONS, MAX_PATTERNS, Model, Preference};

/// See [`Model::check`].
pub(super) fn check(model: &Model) -> Result<(), ConflictError> {
    sizes(model)?;
    for (i, option) in model.options.iter().enumerate() {
        if option.owner >= model.decision_makers.len() {
            return Err(ConflictError::new(
                format!("options[{i}] ({})", option.name),
                "nobody decides it",
                "name it in a decision maker's options",
            ));
        }
    }
    conditions(model, "infeasibles", &model.infeasible)?;
    for maker in &model.decision_makers {
        let place = format!("the preferences of {}", maker.name);
        match &maker.preference {
            Preference::Prioritised(statements) => {
                conditions(model, &place, statements)?;
                contradictions(model, &place, statements)?;
            }
            Preference::Weighted(statements) => {
                let statements: Vec<Condition> = statements.iter().map(|(one, _)| one.clone()).collect();
                conditions(model, &place, &statements)?;
            }
            Preference::Ranked(_) => {}
        }
        conditions(
            model,
            &format!("the statements of {}", maker.name),
            &maker.statements,
        )?;
        conditions(
            model,
            &format!("the misperceptions of {}", maker.name),
            &maker.misperceived,
        )?;
    }
    coalitions(model)
}

fn sizes(model: &Model) -> Result<(), ConflictError> {
    let count = model.options.len();
    if count > MAX_OPTIONS {
        return Err(ConflictError::new(
            "options",
            format!("{count} options make 2^{count} states, more than can be weighed"),
            format!("keep the {MAX_OPTIONS} that matter most"),
        ));
    }
    if count == 0 || model.decision_makers.is_empty() {
        let what = if count == 0 { "options" } else { "decisionMakers" };
        return Err(ConflictError::new(what, "there is none", "add at least one"));
    }
    Ok(())
}

fn conditions(model: &Model, place: &str, list: &[Condition]) -> Result<(), ConflictError> {
    let patterns: usize = list.iter().map(|condition| condition.any_of.len()).sum();
    if patterns > MAX_PATTERNS {
        return Err(ConflictError::new(
            place,
            format!("{patterns} patterns are more than can be weighed"),
            format!("say it in {MAX_PATTERNS} or fewer"),
        ));
    }
    let known = (1_u64 << model.options.len()) - 1;
    for (i, condition) in list.iter().enumerate() {
        for pattern in &condition.any_of {
            if u64::from(pattern.mask()) & !known != 0 {
                return Err(ConflictError::new(
                    format!("{place}, number {i}"),
                    "it names an option that is not there",
                    format!("name one of 0 to {}", model.options.len().saturating_sub(1)),
                ));
            }
        }
    }
    Ok(())
}

/// A statement on one option, and later the opposite: the second can never decide anything.
fn contradictions(model: &Model, place: &str, statements: &[Condition]) -> Result<(), ConflictError> {
    let single = |condition: &Condition| match condition.any_of.as_slice() {
        [pattern] if pattern.mask().is_power_of_two() => Some(*pattern),
        _ => None,
    };
    let mut wanted = [None; 32];
    for (i, pattern) in statements
        .iter()
        .enumerate()
        .filter_map(|(i, one)| Some((i, single(one)?)))
    {
        let Some(slot) = wanted.get_mut(pattern.mask().trailing_zeros() as usize) else {
            continue;
        };
        match *slot {
            Some((before, value)) if value != pattern.value() => {
                return Err(ConflictError::new(
                    place,
                    format!(
                        "preferences[{i}] ({}) contradicts preferences[{before}]",
                        model.words(pattern)
                    ),
                    "keep the one that is meant",
                ));
            }
            _ => *slot = Some((i, pattern.value())),
        }
    }
    Ok(())
}

fn coalitions(model: &Model) -> Result<(), ConflictError> {
    let mut seen = vec![false; model.decision_makers.len()];
    for member in model.coalitions.iter().flatten() {
        match seen.get_mut(*member) {
            Some(seen) if !*seen => *seen = true,
            Some(_) => {
                return Err(ConflictError::new(
                    "coalitions",
                    format!("decision maker {member} is in two"),
                    "name each once",
                ));
            }
            None => {
                return Err(ConflictError::new(
                    "coalitions",
                    format!("there is no decision maker {member}"),
                    format!("name one of 0 to {}", seen.len().saturating_sub(1)),
                ));
            }
        }
    }
    Ok(())
}
