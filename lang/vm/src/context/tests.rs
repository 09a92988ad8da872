//! Contexts in worlds: live, in turns, in stages.

use super::*;
use clutch_core::world::{Binding, ClassTable, Link};

fn var(name: &str) -> VarName {
    VarName::from_parts("context.test", name)
}

fn cell() -> Arc<WorldCell> {
    WorldCell::new(World::empty(ClassTable::default()))
}

fn context(cell: &Arc<WorldCell>) -> Context {
    Context::live(cell.clone(), Arc::default())
}

fn def(c: &mut Context, name: &str, n: i64) {
    c.define(Definition::new(var(name), Value::int(n)))
        .expect("defined");
}

fn int(w: &World, name: &str) -> Option<i64> {
    w.binding(var(name)).and_then(|b| b.value()?.as_int())
}

fn get(c: &Context, name: &str) -> Option<i64> {
    int(c.world(), name)
}

fn back(c: &mut Context, saved: Saved) {
    c.restore(saved).expect("restored");
}

#[test]
fn live_contexts_see_others_publishes_when_they_adopt() {
    let cell = cell();
    let (mut a, mut b) = (context(&cell), context(&cell));
    def(&mut a, "x", 1);
    assert_eq!(get(&a, "x"), Some(1));
    assert_eq!(get(&b, "x"), None);
    assert!(b.has_news());
    b.adopt().expect("adopts");
    assert_eq!(get(&b, "x"), Some(1));
    assert!(!b.has_news());
}

#[test]
fn a_turn_stays_in_its_world_until_it_ends() {
    let cell = cell();
    let (mut a, mut b) = (context(&cell), context(&cell));
    def(&mut a, "x", 1);
    let saved = b.enter_turn();
    assert_eq!(get(&b, "x"), Some(1), "a turn begins in the newest world");
    def(&mut a, "x", 2);
    b.adopt().expect("stays");
    assert_eq!(get(&b, "x"), Some(1));
    let latest = b.enter_latest();
    assert_eq!(get(&b, "x"), Some(2));
    back(&mut b, latest);
    assert_eq!(get(&b, "x"), Some(1));
    back(&mut b, saved);
    assert_eq!(get(&b, "x"), Some(2));
}

#[test]
fn a_turn_sees_its_own_publishes_and_nothing_else_new() {
    let cell = cell();
    let (mut a, mut b) = (context(&cell), context(&cell));
    let saved = b.enter_turn();
    let before = b.pin().expect("pinned");
    def(&mut a, "other", 1);
    def(&mut b, "own", 2);
    assert_eq!((get(&b, "own"), get(&b, "other")), (Some(2), None));
    assert_eq!(int(&before.world, "own"), None, "cells made before keep W5");
    let published = cell.current();
    assert_eq!(int(&published, "own"), Some(2));
    assert_eq!(int(&published, "other"), Some(1));
    assert!(b.repin());
    assert_eq!(get(&b, "other"), Some(1));
    back(&mut b, saved);
}

#[test]
fn a_turn_alone_goes_on_in_the_published_world_itself() {
    let cell = cell();
    let mut a = context(&cell);
    let saved = a.enter_turn();
    def(&mut a, "x", 1);
    assert_eq!(a.world_id(), cell.current().id());
    let nested = a.enter_turn();
    def(&mut a, "x", 2);
    back(&mut a, nested);
    assert_eq!(get(&a, "x"), Some(2), "a nested turn joins");
    back(&mut a, saved);
}

#[test]
fn in_world_changes_only_a_private_fork() {
    let cell = cell();
    let mut a = context(&cell);
    def(&mut a, "x", 1);
    let old = a.world().clone();
    def(&mut a, "x", 2);
    let saved = a.enter_world(old);
    assert_eq!(get(&a, "x"), Some(1));
    def(&mut a, "x", 3);
    assert_eq!(get(&a, "x"), Some(3));
    assert!(!a.repin());
    back(&mut a, saved);
    assert_eq!(get(&a, "x"), Some(2));
    assert_eq!(int(&cell.current(), "x"), Some(2));
}

#[test]
fn nothing_of_a_stage_is_visible_outside_and_its_threads_share_it() {
    let cell = cell();
    let (mut a, mut b) = (context(&cell), context(&cell));
    let stage = StageState::new(cell.current(), Policy::Lenient, Box::new(()));
    let saved = a.enter_stage(stage.clone());
    def(&mut a, "x", 1);
    assert!(a.pin().is_none() && a.birth() == stage.id);
    let mut thread = a.convey().into_context(Arc::default()).expect("starts");
    assert_eq!(get(&thread, "x"), Some(1));
    def(&mut a, "y", 2);
    assert!(thread.has_news());
    thread.adopt().expect("adopts");
    assert_eq!(get(&thread, "y"), Some(2));
    b.adopt().expect("adopts");
    assert_eq!(get(&b, "x"), None);
    stage.finish(Outcome::Dropped);
    assert_eq!(
        thread.adopt().expect_err("cancelled").kind,
        ThrowKind::Cancelled
    );
    back(&mut a, saved);
    assert_eq!(get(&a, "x"), None);
}

#[test]
fn threads_of_a_stage_start_at_its_end_or_when_it_waits() {
    let cell = cell();
    let mut a = context(&cell);
    let started = Arc::new(std::sync::atomic::AtomicU64::new(0));
    let launch = |c: &Context, amount: u64| {
        let started = started.clone();
        c.launch(c.convey(), move |_| {
            started.fetch_add(amount, Ordering::Relaxed);
        });
    };
    launch(&a, 1);
    assert_eq!(started.load(Ordering::Relaxed), 1);
    let stage = StageState::new(cell.current(), Policy::Lenient, Box::new(()));
    let saved = a.enter_stage(stage.clone());
    launch(&a, 10);
    assert_eq!(started.load(Ordering::Relaxed), 1);
    a.before_wait().expect("lenient");
    assert_eq!(started.load(Ordering::Relaxed), 11);
    launch(&a, 100);
    let point = stage.savepoint();
    launch(&a, 1000);
    def(&mut a, "x", 1);
    stage.rollback(&point);
    a.adopt().expect("adopts");
    assert_eq!(get(&a, "x"), None);
    stage.finish(Outcome::Published);
    assert_eq!(started.load(Ordering::Relaxed), 111);
    back(&mut a, saved);
    let strict = StageState::new(cell.current(), Policy::Strict, Box::new(()));
    let saved = a.enter_stage(strict.clone());
    launch(&a, 10_000);
    assert!(a.before_wait().is_err());
    assert!(a.effect(|| "print".into()).is_err());
    strict.finish(Outcome::Dropped);
    assert_eq!(started.load(Ordering::Relaxed), 111);
    assert!(a.restore(saved).is_ok());
}

#[test]
fn captured_definitions_change_no_world() {
    let cell = cell();
    let mut a = context(&cell);
    let saved = a.begin_capture();
    def(&mut a, "x", 1);
    let captured = a.end_capture(saved);
    assert_eq!(captured.len(), 1);
    assert_eq!(get(&a, "x"), None);
    assert_eq!(cell.epoch(), 0);
}

#[test]
fn links_of_a_form_go_to_what_it_defines_else_to_the_namespace() {
    let cell = cell();
    let mut a = context(&cell);
    let link = Link {
        var: var("callee"),
        usage: clutch_core::world::Usage::Call(1),
        span: Span::NONE,
    };
    let outer = a.begin_form(Span::NONE);
    a.record_link(link);
    a.record_link(link);
    a.form_compiled();
    def(&mut a, "caller", 1);
    assert!(a.end_form(outer).is_none());
    let binding: Arc<Binding> = a.world().binding(var("caller")).expect("there").clone();
    assert_eq!(binding.links.as_ref(), [link]);
    let outer = a.begin_form(Span::NONE);
    a.record_link(link);
    a.form_compiled();
    assert_eq!(a.end_form(outer).as_deref(), Some(&[link][..]));
}
