//! What people do to projects: random definitions, and random changes of them.

use super::project::{Expr, FAILURES, Id, Item, Kind, Project, Space, Style};

/// Decisions drawn from a list of numbers; 0 when it is used up, so that a shorter list is a
/// simpler story.
pub(super) struct Dice<'a>(pub(super) std::slice::Iter<'a, u32>);

impl Dice<'_> {
    pub(super) fn below(&mut self, n: usize) -> usize {
        let roll = self.0.next().copied().unwrap_or(0);
        roll as usize % n.max(1)
    }

    fn number(&mut self) -> i64 {
        self.below(100) as i64
    }

    fn pick<T: Clone>(&mut self, from: &[T]) -> Option<T> {
        (!from.is_empty()).then(|| from[self.below(from.len())].clone())
    }

    pub(super) fn is_used_up(&self) -> bool {
        self.0.len() == 0
    }
}

pub(super) fn project(dice: &mut Dice<'_>) -> Project {
    let mut p = Project::default();
    for _ in 0..2 + dice.below(4) {
        add_space(&mut p, dice);
    }
    for _ in 0..4 + dice.below(12) {
        add_item(&mut p, dice);
    }
    p
}

fn add_space(p: &mut Project, dice: &mut Dice<'_>) {
    let name = format!("p.n{}", p.spaces.len());
    let style = [Style::Alias, Style::Refer, Style::Full][dice.below(3)];
    p.spaces.push(Space {
        name,
        style,
        gone: false,
    });
}

/// What an item of a namespace may use, by preference in namespaces before its own.
fn usable(p: &Project, id: Id, home: usize, pure: bool, dice: &mut Dice<'_>) -> Vec<Id> {
    let anywhere = dice.below(12) == 0;
    let good = |i: &&Item| {
        i.id < id
            && (i.pure || !pure)
            && i.kind.arguments().is_some()
            && (!i.private || i.home == home)
            && (anywhere || i.home <= home)
    };
    p.items.iter().filter(good).map(|i| i.id).collect()
}

fn expression(p: &Project, dice: &mut Dice<'_>, from: &[Id], depth: usize) -> Expr {
    let used = match dice.below(4) {
        0 => None,
        _ if depth == 0 => None,
        _ => dice.pick(from).and_then(|id| p.item(id)),
    };
    match used {
        None => Expr::Int(dice.number()),
        Some(used) => {
            let count = used.kind.arguments().unwrap_or(0);
            let args = (0..count).map(|_| expression(p, dice, from, depth - 1));
            let call = Expr::Use(used.id, args.collect());
            match dice.below(3) {
                0 => Expr::Sum(
                    Box::new(call),
                    Box::new(expression(p, dice, from, depth - 1)),
                ),
                _ => call,
            }
        }
    }
}

fn items_of(p: &Project, kind: impl Fn(&Kind) -> bool, id: Id) -> Vec<Id> {
    let items = p.items.iter().filter(|i| i.id < id && kind(&i.kind));
    items.map(|i| i.id).collect()
}

fn add_item(p: &mut Project, dice: &mut Dice<'_>) {
    let Some(home) = dice.pick(&p.living()) else {
        return add_space(p, dice);
    };
    let id = p.next;
    p.next += 1;
    let choice = dice.below(16);
    // Functions may be used while a file is loaded if they use nothing that files register.
    let pure = match choice {
        0..=2 => dice.below(2) == 0,
        3..=7 => true,
        _ => false,
    };
    let from = usable(p, id, home, pure, dice);
    let body = expression(p, dice, &from, 2);
    let (mut letter, mut kind) = ("f", None);
    match choice {
        3 | 4 => (letter, kind) = ("d", Some(Kind::Value { body: body.clone() })),
        5 => {
            let value = dice.number();
            (letter, kind) = ("c", Some(Kind::Constant { value }));
        }
        6 => {
            let (helper, twist) = (body.clone(), dice.number());
            (letter, kind) = ("m", Some(Kind::Macro { helper, twist }));
        }
        7 => (letter, kind) = ("t", Some(Kind::Template { body: body.clone() })),
        8 => (letter, kind) = ("mm", Some(Kind::Multi)),
        9 | 10 => {
            let multis = items_of(p, |k| matches!(k, Kind::Multi), id);
            if let Some(multi) = dice.pick(&multis) {
                let body = body.clone();
                (letter, kind) = ("method", Some(Kind::Method { multi, body }));
            }
        }
        11 => (letter, kind) = ("P", Some(Kind::Protocol)),
        12 => {
            let protocols = items_of(p, |k| matches!(k, Kind::Protocol), id);
            if let Some(protocol) = dice.pick(&protocols) {
                let records = items_of(p, |k| matches!(k, Kind::Record { .. }), id);
                let record = dice.pick(&records).filter(|_| dice.below(2) == 0);
                let taken = p.items.iter().any(|i| {
                    matches!(&i.kind, Kind::Extension { protocol: q, record: r, .. }
                        if *q == protocol && *r == record)
                });
                let body = body.clone();
                if !taken {
                    letter = "extension";
                    kind = Some(Kind::Extension {
                        protocol,
                        record,
                        body,
                    });
                }
            }
        }
        13 => {
            let fields = 1 + dice.below(3);
            (letter, kind) = ("R", Some(Kind::Record { fields }));
        }
        14 => (letter, kind) = ("k", Some(Kind::Derive)),
        15 => {
            let value = dice.number();
            (letter, kind) = ("o", Some(Kind::Once { value }));
        }
        _ => {}
    }
    let kind = kind.unwrap_or_else(|| Kind::Function {
        arity: dice.below(3),
        body,
    });
    p.items.push(Item {
        id,
        home,
        name: format!("{letter}{id}"),
        private: false,
        pure,
        kind,
    });
}

/// Changes something. Gives what, for the story of a failure.
pub(super) fn edit(p: &mut Project, dice: &mut Dice<'_>) -> String {
    let choice = dice.below(18);
    let ids: Vec<Id> = p.items.iter().map(|i| i.id).collect();
    let Some(id) = dice.pick(&ids) else {
        add_item(p, dice);
        return "added".to_string();
    };
    let at = ids.iter().position(|i| *i == id).unwrap_or_default();
    let name = p.items[at].name.clone();
    match choice {
        0..=2 => {
            let n = dice.number();
            change_number(&mut p.items[at].kind, n);
            format!("a number in {name}")
        }
        3 | 4 => {
            add_item(p, dice);
            let added = &p.items[p.items.len() - 1];
            format!("added {} to {}", added.name, added.home)
        }
        5 => {
            let used = p
                .items
                .iter()
                .any(|i| i.all_uses().iter().any(|u| u.0 == id));
            if used {
                return "nothing".to_string();
            }
            p.items.remove(at);
            format!("removed {name}")
        }
        6 => {
            lose(p, id, usize::MAX);
            p.items.retain(|i| i.id != id);
            format!("removed {name}, which is used")
        }
        7 => {
            p.items[at].name.push('x');
            format!("renamed {name} everywhere")
        }
        8 => {
            lose(p, id, 1);
            p.items[at].name.push('x');
            format!("renamed {name}, but for one use")
        }
        9 | 10 => {
            let Kind::Function { arity, .. } = &mut p.items[at].kind else {
                return "nothing".to_string();
            };
            *arity = dice.below(3);
            let arity = *arity;
            if choice == 9 {
                fit(p, id, arity);
            }
            format!("{name} takes {arity}")
        }
        11 => {
            if let Some(home) = dice.pick(&p.living()) {
                p.items[at].home = home;
            }
            format!("moved {name} to {}", p.items[at].home)
        }
        12 => {
            let item = &mut p.items[at];
            if let Kind::Function { arity: 1, body } = &item.kind
                && item.pure
            {
                item.kind = Kind::Template { body: body.clone() };
                return format!("{name} becomes a macro");
            }
            if let Kind::Template { body } = &item.kind {
                let body = body.clone();
                item.kind = Kind::Function { arity: 1, body };
                return format!("{name} becomes a function");
            }
            "nothing".to_string()
        }
        13 => {
            let Item { home, pure, .. } = p.items[at];
            let from = usable(p, id, home, pure, dice);
            let new = expression(p, dice, &from, 2);
            if let Some(body) = p.items[at].kind.body_mut() {
                *body = new;
            }
            format!("another body for {name}")
        }
        14 => {
            add_space(p, dice);
            add_item(p, dice);
            "a new namespace".to_string()
        }
        15 => {
            let id = p.next;
            p.next += 1;
            let item = Item {
                id,
                home: p.items[at].home,
                name: format!("failure{id}"),
                private: false,
                pure: false,
                kind: Kind::Failure(dice.below(FAILURES.len())),
            };
            p.items.push(item);
            "a form that fails".to_string()
        }
        16 => {
            let home = p.items[at].home;
            p.spaces[home].style = [Style::Alias, Style::Refer, Style::Full][dice.below(3)];
            format!("{home} names others as {:?}", p.spaces[home].style)
        }
        _ => match dice.below(2) {
            0 => {
                let item = &mut p.items[at];
                item.private = matches!(item.kind, Kind::Function { .. }) && !item.private;
                format!("{name} private: {}", item.private)
            }
            _ => leave(p, dice),
        },
    }
}

/// A namespace goes away: what it has moves elsewhere.
fn leave(p: &mut Project, dice: &mut Dice<'_>) -> String {
    let living = p.living();
    let (Some(from), Some(to)) = (dice.pick(&living), dice.pick(&living)) else {
        return "nothing".to_string();
    };
    if from == to {
        return "nothing".to_string();
    }
    let moved = p.items.iter_mut().filter(|i| i.home == from);
    moved.for_each(|i| i.home = to);
    p.spaces[from].gone = true;
    format!("all of {from} moved to {to}")
}

fn change_number(kind: &mut Kind, n: i64) {
    match kind {
        Kind::Constant { value } => *value = n,
        Kind::Macro { twist, .. } => *twist = n,
        kind => {
            if let Some(body) = kind.body_mut() {
                let mut changed = false;
                body.walk(&mut |e| {
                    if let Expr::Int(old) = e
                        && !changed
                    {
                        *old = n;
                        changed = true;
                    }
                });
                if !changed {
                    *body = Expr::Sum(Box::new(body.clone()), Box::new(Expr::Int(n)));
                }
            }
        }
    }
}

/// Uses of a definition stay as they are written while it changes.
fn lose(p: &mut Project, id: Id, count: usize) {
    let before = p.clone();
    let mut left = count;
    for item in &mut p.items {
        let home = item.home;
        if let Some(body) = item.kind.body_mut() {
            body.walk(&mut |e| {
                if matches!(e, Expr::Use(used, _) if *used == id) && left > 0 {
                    *e = Expr::Lost(before.written(home, e));
                    left -= 1;
                }
            });
        }
    }
}

/// All uses of a function give it so many arguments.
fn fit(p: &mut Project, id: Id, arity: usize) {
    let bodies = p.items.iter_mut().filter_map(|i| i.kind.body_mut());
    bodies.for_each(|body| {
        body.walk(&mut |e| {
            if let Expr::Use(used, args) = e
                && *used == id
            {
                args.resize(arity, Expr::Int(1));
            }
        });
    });
}

/// Makes a project sound again, except for circles.
pub(super) fn repair(p: &mut Project) {
    p.items.retain(|i| !matches!(i.kind, Kind::Failure(_)));
    loop {
        let known = p.clone();
        let there = |id: Id| known.item(id).is_some();
        p.items.retain(|i| match &i.kind {
            Kind::Method { multi, .. } => there(*multi),
            Kind::Extension {
                protocol, record, ..
            } => there(*protocol) && record.is_none_or(there),
            _ => true,
        });
        if p.items.len() == known.items.len() {
            break;
        }
    }
    let known = p.clone();
    for item in &mut p.items {
        item.private = false;
        if let Some(body) = item.kind.body_mut() {
            body.walk(&mut |e| match e {
                Expr::Lost(_) => *e = Expr::Int(0),
                Expr::Use(id, args) => match known.item(*id).and_then(|u| u.kind.arguments()) {
                    Some(count) => args.resize(count, Expr::Int(1)),
                    None => *e = Expr::Int(0),
                },
                _ => {}
            });
        }
    }
}
