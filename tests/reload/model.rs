//! The reload protocol as a model whose states are all looked at: stage, publish, rebase, turn,
//! rollback.
//!
//! The programs beside this one run the real code in the orders that luck and the gate give; the
//! tests under shuttle try the orders of the publish cell within a bound. Here every order of a
//! small cast is tried: a reload of both namespaces, one of the second alone, a rollback, a turn
//! that reads both, and one that defines something in between. The promises are properties of
//! all states. Each [`Flaw`] is a protocol that somebody might build instead; the checker must
//! find what is wrong with it, or the properties would say nothing.

use stateright::{Checker, HasDiscoveries, Model, Property};

const SPACES: usize = 2;
/// Version that a turn's own definition gives the first namespace.
const OWN: u8 = 9;

/// The version of each namespace.
type Content = [u8; SPACES];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Flaw {
    /// The protocol as it is.
    None,
    /// Namespaces are swapped one after the other.
    PublishesOneByOne,
    /// A turn looks names up in the current world.
    ReadsLive,
    /// A candidate becomes the world whatever was published meanwhile.
    IgnoresOthers,
    /// A load changes the current world as it goes.
    StagesInPlace,
    /// A publish waits until no turn runs, without being asked to.
    WaitsForTurns,
}

/// What a publisher wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Job {
    /// New versions of some namespaces.
    Reload {
        changes: [bool; SPACES],
        version: u8,
    },
    /// The content of the first world again.
    Rollback,
    /// A turn's definition.
    Define,
}

/// Where a publisher is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Publisher {
    Idle,
    /// With the generation that the candidate is a change of.
    Staged {
        base: usize,
        candidate: Content,
    },
    /// Only in a flawed protocol: the first namespace is swapped, the second is not.
    Half(Content),
    Done,
    Refused,
    Failed,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Phase {
    Waiting,
    Running,
    Ended,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Turn {
    phase: Phase,
    /// What names mean in it.
    world: Content,
    began: usize,
    seen: [Option<u8>; SPACES],
    defines: bool,
    defined: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct State {
    /// Everything that was published, with who did it; the number is the generation.
    history: Vec<(Content, Option<Job>)>,
    /// What live code sees.
    current: Content,
    publishers: Vec<Publisher>,
    turns: Vec<Turn>,
    rebased: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Action {
    Stage(usize),
    Fail(usize),
    Publish(usize),
    Begin(usize),
    Read(usize, usize),
    Define(usize),
    End(usize),
}

struct Protocol {
    jobs: Vec<Job>,
    flaw: Flaw,
}

fn protocol(flaw: Flaw) -> Protocol {
    let reload = |changes, version| Job::Reload { changes, version };
    Protocol {
        jobs: vec![
            reload([true, true], 1),
            reload([false, true], 2),
            Job::Rollback,
        ],
        flaw,
    }
}

impl State {
    fn newest(&self) -> (usize, Content) {
        let last = self.history.len() - 1;
        (last, self.history[last].0)
    }

    fn publish(&mut self, content: Content, job: Job) {
        self.history.push((content, Some(job)));
        self.current = content;
    }

    /// Whether something of these namespaces differs between a generation and the newest.
    fn changed_since(&self, base: usize, changes: [bool; SPACES]) -> bool {
        let (_, newest) = self.newest();
        (0..SPACES).any(|s| changes[s] && self.history[base].0[s] != newest[s])
    }
}

/// The change of a reload, made to a world.
fn applied(changes: [bool; SPACES], version: u8, onto: Content) -> Content {
    std::array::from_fn(|s| if changes[s] { version } else { onto[s] })
}

impl Protocol {
    fn publish(&self, state: &mut State, who: usize) {
        let job = self.jobs[who];
        let Publisher::Staged { base, candidate } = state.publishers[who].clone() else {
            if let Publisher::Half(content) = state.publishers[who] {
                state.publish(content, job);
                state.publishers[who] = Publisher::Done;
            }
            return;
        };
        let (newest, content) = state.newest();
        let Job::Reload { changes, version } = job else {
            let first = state.history[0].0;
            state.publish(first, job);
            state.publishers[who] = Publisher::Done;
            return;
        };
        if base != newest && self.flaw != Flaw::IgnoresOthers {
            if state.changed_since(base, changes) {
                state.publishers[who] = Publisher::Refused;
            } else {
                state.rebased = true;
                state.publishers[who] = Publisher::Staged {
                    base: newest,
                    candidate: applied(changes, version, content),
                };
            }
        } else if self.flaw == Flaw::PublishesOneByOne && changes[0] {
            state.current[0] = candidate[0];
            state.publishers[who] = Publisher::Half(candidate);
        } else {
            state.publish(candidate, job);
            state.publishers[who] = Publisher::Done;
        }
    }
}

impl Model for Protocol {
    type State = State;
    type Action = Action;

    fn init_states(&self) -> Vec<State> {
        let turn = |defines| Turn {
            phase: Phase::Waiting,
            world: [0; SPACES],
            began: 0,
            seen: [None; SPACES],
            defines,
            defined: false,
        };
        vec![State {
            history: vec![([0; SPACES], None)],
            current: [0; SPACES],
            publishers: vec![Publisher::Idle; self.jobs.len()],
            turns: vec![turn(false), turn(true)],
            rebased: false,
        }]
    }

    fn actions(&self, state: &State, actions: &mut Vec<Action>) {
        let busy = state.turns.iter().any(|t| t.phase == Phase::Running);
        for (who, publisher) in state.publishers.iter().enumerate() {
            match publisher {
                Publisher::Idle => actions.push(Action::Stage(who)),
                Publisher::Staged { .. } => {
                    actions.push(Action::Fail(who));
                    if !(busy && self.flaw == Flaw::WaitsForTurns) {
                        actions.push(Action::Publish(who));
                    }
                }
                Publisher::Half(_) => actions.push(Action::Publish(who)),
                Publisher::Done | Publisher::Refused | Publisher::Failed => {}
            }
        }
        for (who, turn) in state.turns.iter().enumerate() {
            match turn.phase {
                Phase::Waiting => actions.push(Action::Begin(who)),
                Phase::Running => {
                    let unread = (0..SPACES).filter(|s| turn.seen[*s].is_none());
                    actions.extend(unread.map(|space| Action::Read(who, space)));
                    if turn.defines && !turn.defined {
                        actions.push(Action::Define(who));
                    }
                    actions.push(Action::End(who));
                }
                Phase::Ended => {}
            }
        }
    }

    fn next_state(&self, last: &State, action: Action) -> Option<State> {
        let mut state = last.clone();
        match action {
            Action::Stage(who) => {
                let (base, content) = state.newest();
                let candidate = match self.jobs[who] {
                    Job::Reload { changes, version } => applied(changes, version, content),
                    Job::Rollback | Job::Define => content,
                };
                if self.flaw == Flaw::StagesInPlace {
                    state.current[0] = candidate[0];
                }
                state.publishers[who] = Publisher::Staged { base, candidate };
            }
            Action::Fail(who) => state.publishers[who] = Publisher::Failed,
            Action::Publish(who) => self.publish(&mut state, who),
            Action::Begin(who) => {
                let began = state.newest().0;
                let world = state.current;
                let turn = &mut state.turns[who];
                (turn.phase, turn.world, turn.began) = (Phase::Running, world, began);
            }
            Action::Read(who, space) => {
                let live = self.flaw == Flaw::ReadsLive;
                let current = state.current;
                let turn = &mut state.turns[who];
                let world = if live { current } else { turn.world };
                turn.seen[space] = Some(world[space]);
            }
            Action::Define(who) => {
                // To the newest world for everybody, and to the turn's own for itself.
                let (_, mut content) = state.newest();
                content[0] = OWN;
                state.publish(content, Job::Define);
                state.turns[who].world[0] = OWN;
                state.turns[who].defined = true;
            }
            Action::End(who) => state.turns[who].phase = Phase::Ended,
        }
        Some(state)
    }

    fn properties(&self) -> Vec<Property<Self>> {
        vec![
            Property::always("1: a turn sees one world", |_, state: &State| {
                state.turns.iter().all(|turn| {
                    state.history.iter().any(|(world, _)| {
                        (0..SPACES).all(|s| match turn.seen[s] {
                            None => true,
                            Some(OWN) if s == 0 && turn.defined => true,
                            Some(version) => version == world[s],
                        })
                    })
                })
            }),
            Property::always(
                "2: what did not publish left nothing",
                |_, state: &State| state.current == state.newest().1,
            ),
            Property::always("5: nothing waits", |model: &Protocol, state: &State| {
                let mut actions = Vec::new();
                model.actions(state, &mut actions);
                let publishers = state.publishers.iter().enumerate();
                let turns = state.turns.iter().enumerate();
                publishers
                    .filter(|(_, p)| matches!(p, Publisher::Staged { .. } | Publisher::Half(_)))
                    .all(|(who, _)| actions.contains(&Action::Publish(who)))
                    && turns.clone().all(|(who, t)| {
                        t.phase != Phase::Waiting || actions.contains(&Action::Begin(who))
                    })
                    && turns.clone().all(|(who, t)| {
                        t.phase != Phase::Running || actions.contains(&Action::End(who))
                    })
            }),
            Property::always(
                "a publish changes what it says and keeps what others published",
                |_, state: &State| {
                    state.history.windows(2).all(|pair| {
                        let (before, (after, job)) = (pair[0].0, pair[1]);
                        match job {
                            Some(Job::Reload { changes, version }) => {
                                after == applied(changes, version, before)
                            }
                            Some(Job::Rollback) => after == state.history[0].0,
                            Some(Job::Define) => after == [OWN, before[1]],
                            None => false,
                        }
                    })
                },
            ),
            Property::sometimes("a turn overlaps a publish", |_, state: &State| {
                let overlaps = |t: &Turn| t.phase == Phase::Running && t.began < state.newest().0;
                state.turns.iter().any(overlaps)
            }),
            Property::sometimes(
                "a publisher is overtaken and goes on",
                |_, state: &State| {
                    state.rebased && state.publishers.iter().all(|p| *p == Publisher::Done)
                },
            ),
            Property::sometimes("a publisher is refused", |_, state: &State| {
                state.publishers.contains(&Publisher::Refused)
            }),
            Property::sometimes("a turn goes on in its own fork", |_, state: &State| {
                let forked = |t: &Turn| {
                    t.defined && state.history.iter().all(|(world, _)| *world != t.world)
                };
                state.turns.iter().any(forked)
            }),
        ]
    }
}

#[test]
fn in_every_order_of_stages_publishes_turns_and_rollbacks_the_promises_hold() {
    let checker = protocol(Flaw::None).checker().spawn_bfs().join();
    checker.assert_properties();
    println!(
        "{} states, up to {} steps",
        checker.unique_state_count(),
        checker.max_depth()
    );
    assert!(
        checker.unique_state_count() > 10_000,
        "the cast is not idle"
    );
}

#[test]
fn the_checker_finds_what_is_wrong_with_flawed_protocols() {
    let found = |flaw: Flaw, broken: &'static str| {
        let checker = protocol(flaw).checker();
        let checker = checker.finish_when(HasDiscoveries::AnyFailures);
        let checker = checker.spawn_bfs().join();
        let path = checker.assert_any_discovery(broken);
        println!("{flaw:?}: {broken}: {:?}", path.into_actions());
    };
    found(Flaw::PublishesOneByOne, "1: a turn sees one world");
    found(Flaw::ReadsLive, "1: a turn sees one world");
    found(Flaw::StagesInPlace, "2: what did not publish left nothing");
    found(Flaw::WaitsForTurns, "5: nothing waits");
    found(
        Flaw::IgnoresOthers,
        "a publish changes what it says and keeps what others published",
    );
}
