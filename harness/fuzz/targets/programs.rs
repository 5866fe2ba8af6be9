//! Programs that nobody wrote, run twice: both runs must leave the same text, and in time.
//!
//! A program is made from those of the cases: steps are left out, doubled, exchanged and taken from other programs, and
//! arguments are replaced by others that the same argument has elsewhere. Run this where nothing can be harmed: in a
//! network namespace, as `ci/fuzz` does. And run it with `-timeout=0`: libFuzzer would send itself signals, and one of
//! them makes a receive with MSG_WAITALL return what it has (recv(2)).

#![no_main]

use std::collections::BTreeMap;
use std::sync::{LazyLock, mpsc};
use std::thread;
use std::time::Duration;

use libfuzzer_sys::arbitrary::{Result, Unstructured};
use libfuzzer_sys::{Corpus, fuzz_target};
use serde_json::{Value, json};
use sockshape::executor::native::Native;
use sockshape::executor::run;
use sockshape::operation::Program;
use sockshape::transcript::Line;

/// How long each call may block. No step of the cases waits for so long by itself: two waits that end together could
/// end in either order.
const DEADLINE: Duration = Duration::from_millis(330);

/// How much longer than its deadlines a program may take, on a machine that does other things as well.
const SLACK: Duration = Duration::from_secs(2);

/// The most steps of a program.
const MOST_STEPS: usize = 24;

static EXECUTOR: LazyLock<Native> = LazyLock::new(|| Native::new().expect("an executor"));
static MATERIAL: LazyLock<Material> = LazyLock::new(Material::gather);

/// What programs are made from.
struct Material {
    /// The steps of the programs of all cases that stay on this host.
    programs: Vec<Vec<Value>>,
    /// The values that arguments have, by operation and key.
    arguments: BTreeMap<(String, String), Vec<Value>>,
}

impl Material {
    fn gather() -> Self {
        let cases = sockshape_fuzz::cases();
        let programs = cases.trials().map(|trial| &trial.program).filter(|program| !program.network);
        let programs: Vec<Vec<Value>> = programs.map(|program| steps(&program.wire())).collect();
        let mut arguments: BTreeMap<_, Vec<Value>> = BTreeMap::new();
        for (operation, object) in programs.iter().flatten().flat_map(operations) {
            for (key, value) in object.as_object().into_iter().flatten() {
                let known = arguments.entry((operation.clone(), key.clone())).or_default();
                if !known.contains(value) {
                    known.push(value.clone());
                }
            }
        }
        Self { programs, arguments }
    }
}

fn steps(program: &Value) -> Vec<Value> {
    program["steps"].as_array().cloned().unwrap_or_default()
}

/// The operation of a step, with its arguments.
fn operations(step: &Value) -> impl Iterator<Item = (&String, &Value)> {
    step.as_object().into_iter().flatten().filter(|(key, _)| *key != "save")
}

/// A program from the material, chosen by the fuzzer's bytes. None if its steps do not fit together.
fn program(choices: &mut Unstructured, material: &Material) -> Result<Option<Program>> {
    let mut steps = choices.choose(&material.programs)?.clone();
    for _ in 0..choices.int_in_range(1..=6)? {
        change(&mut steps, choices, material)?;
    }
    steps.truncate(MOST_STEPS);
    let deadline = format!("{} ms", DEADLINE.as_millis());
    Ok(Program::read(&json!({"deadline": deadline, "steps": steps})).ok())
}

fn change(steps: &mut Vec<Value>, choices: &mut Unstructured, material: &Material) -> Result<()> {
    let at = choices.choose_index(steps.len().max(1))?;
    match choices.int_in_range(0..=4)? {
        0 if !steps.is_empty() => drop(steps.remove(at)),
        1 if !steps.is_empty() => steps.insert(at, steps[at].clone()),
        2 if !steps.is_empty() => {
            let other = choices.choose_index(steps.len())?;
            steps.swap(at, other);
        }
        3 if !steps.is_empty() => replace_argument(&mut steps[at], choices, material)?,
        _ => {
            let other = choices.choose(&material.programs)?;
            if !other.is_empty() {
                steps.insert(at, choices.choose(other)?.clone());
            }
        }
    }
    Ok(())
}

fn replace_argument(step: &mut Value, choices: &mut Unstructured, material: &Material) -> Result<()> {
    let Some((operation, object)) = step.as_object_mut().into_iter().flatten().find(|(key, _)| *key != "save") else {
        return Ok(());
    };
    let Some(arguments) = object.as_object_mut() else { return Ok(()) };
    let keys: Vec<String> = arguments.keys().cloned().collect();
    if keys.is_empty() {
        return Ok(());
    }
    let key = choices.choose(&keys)?;
    let values = &material.arguments[&(operation.clone(), key.clone())];
    arguments.insert(key.clone(), choices.choose(values)?.clone());
    Ok(())
}

/// Runs a program on a thread of its own and returns what it leaves.
fn transcript(program: &Program) -> Vec<Line> {
    let steps = u32::try_from(program.actions.len()).expect("few steps");
    let (sender, receiver) = mpsc::channel();
    thread::scope(|scope| {
        scope.spawn(move || sender.send(run(program, &*EXECUTOR).expect("a world")));
        let transcript = receiver.recv_timeout(DEADLINE * steps + SLACK);
        transcript.unwrap_or_else(|_| panic!("it does not end: {}", program.wire())).render().lines
    })
}

fuzz_target!(|bytes: &[u8]| -> Corpus {
    match program(&mut Unstructured::new(bytes), &MATERIAL) {
        Ok(Some(program)) => {
            let (first, second) = (transcript(&program), transcript(&program));
            assert_eq!(first, second, "{}", program.wire());
            Corpus::Keep
        }
        Ok(None) | Err(_) => Corpus::Reject,
    }
});
