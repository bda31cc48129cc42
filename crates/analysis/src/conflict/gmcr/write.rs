//! Writing, so that GMCR+ reads the same conflict.

use super::super::{Condition, ConflictError, Direction, Model, Pattern, Preference, Ranking, State, States};
use serde::Serialize;
use serde_json::{Value, json};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct File {
    options: Vec<Value>,
    decision_makers: Vec<Maker>,
    infeasibles: Vec<Value>,
    use_manual_preference_ranking: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    coalitions: Vec<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    status_quo: Option<u32>,
    program: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Maker {
    name: String,
    options: Vec<usize>,
    preferences: Vec<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    preference_ranking: Option<Vec<Value>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    misperceptions: Vec<Value>,
}

impl Model {
    /// The model as a `.gmcr` file. GMCR+ keeps each decision maker's options together; so does the file. It
    /// knows no weights: where somebody has some, everybody's ranking is written out.
    ///
    /// # Errors
    /// What [`States::of`] and [`Ranking::of`] find.
    pub fn to_gmcr(&self) -> Result<String, ConflictError> {
        let model = self.grouped();
        let states = States::of(&model)?;
        let prioritised = |preference: &Preference| matches!(preference, Preference::Prioritised(_));
        let manual = !model
            .decision_makers
            .iter()
            .all(|maker| prioritised(&maker.preference));
        let rankings = Ranking::all(&model, &states)?;
        let makers = model.decision_makers.iter().zip(rankings).enumerate();
        let file = File {
            options: model
                .options
                .iter()
                .map(|one| json!({"name": one.name, "permittedDirection": word(one.direction)}))
                .collect(),
            decision_makers: makers
                .map(|(i, (maker, ranking))| Maker {
                    name: maker.name.clone(),
                    options: (0..model.options.len())
                        .filter(|n| model.options_of(i) >> n & 1 == 1)
                        .collect(),
                    preferences: conditions(match &maker.preference {
                        Preference::Prioritised(statements) => statements,
                        _ => &maker.statements,
                    }),
                    preference_ranking: manual.then(|| places(&ranking, &states)),
                    misperceptions: conditions(&maker.misperceived),
                })
                .collect(),
            infeasibles: model
                .infeasible
                .iter()
                .flat_map(|one| &one.any_of)
                .map(|one| pairs(*one))
                .collect(),
            use_manual_preference_ranking: manual,
            coalitions: coalitions(&model),
            status_quo: model.status_quo.map(|state| state.0),
            program: "rapport",
        };
        serde_json::to_string_pretty(&file).map_err(|error| {
            ConflictError::new("the file", error.to_string(), "report this: it should not happen")
        })
    }

    /// The same model with each decision maker's options together, in their order.
    fn grouped(&self) -> Self {
        let mut order: Vec<usize> = (0..self.options.len()).collect();
        order.sort_by_key(|i| self.options.get(*i).map(|option| option.owner));
        if order.is_sorted() {
            return self.clone();
        }
        let bits = |bits: u32| {
            let moved = order.iter().enumerate().take(32);
            moved.fold(0, |all, (to, from)| all | (bits >> from & 1) << to)
        };
        let state = |state: State| State(bits(state.0));
        let all = |list: &[Condition]| -> Vec<Condition> {
            let pattern = |one: &Pattern| Pattern::new(bits(one.mask()), bits(one.value()));
            list.iter()
                .map(|condition| condition.any_of.iter().map(pattern).collect())
                .collect()
        };
        let mut model = self.clone();
        model.options = order
            .iter()
            .filter_map(|i| self.options.get(*i).cloned())
            .collect();
        model.infeasible = all(&self.infeasible);
        model.status_quo = self.status_quo.map(state);
        for maker in &mut model.decision_makers {
            maker.statements = all(&maker.statements);
            maker.misperceived = all(&maker.misperceived);
            match &mut maker.preference {
                Preference::Prioritised(statements) => *statements = all(statements),
                Preference::Weighted(list) => {
                    for (condition, _) in list {
                        *condition = all(std::slice::from_ref(condition)).pop().unwrap_or_default();
                    }
                }
                Preference::Ranked(groups) => groups.iter_mut().flatten().for_each(|one| *one = state(*one)),
            }
        }
        model
    }
}

fn word(direction: Direction) -> &'static str {
    match direction {
        Direction::Both => "both",
        Direction::Forward => "fwd",
        Direction::Back => "back",
    }
}

fn pairs(pattern: Pattern) -> Value {
    let pair = |(i, taken): (usize, bool)| json!([i, if taken { "Y" } else { "N" }]);
    pattern.options().map(pair).collect()
}

fn conditions(list: &[Condition]) -> Vec<Value> {
    let condition = |condition: &Condition| match condition.any_of.as_slice() {
        [one] => pairs(*one),
        several => {
            json!({"compound": true, "members": several.iter().map(|one| pairs(*one)).collect::<Vec<_>>()})
        }
    };
    list.iter().map(condition).collect()
}

/// The feasible states by their place in order, the best first.
fn places(ranking: &Ranking, states: &States) -> Vec<Value> {
    let place = |state: &State| states.index(*state).map(|index| index + 1);
    let group = |group: &Vec<State>| match group.as_slice() {
        [one] => json!(place(one)),
        several => several.iter().map(place).collect(),
    };
    ranking.groups(states).iter().map(group).collect()
}

/// All decision makers, those who act together in a list.
fn coalitions(model: &Model) -> Vec<Value> {
    if model.coalitions.is_empty() {
        return Vec::new();
    }
    let alone = |i: &usize| !model.coalitions.iter().flatten().any(|member| member == i);
    let singles = (0..model.decision_makers.len()).filter(alone).map(|i| json!(i));
    model
        .coalitions
        .iter()
        .map(|members| json!(members))
        .chain(singles)
        .collect()
}
