//! Definitions and state that one turn alone sees: `with-redefs`, and tests of a candidate.

use super::{Context, Mode, Saved, fork, new_pin};
use clutch_core::world::cell::What;
use clutch_core::world::{Binding, Overlay, Pin, Shadows, World};
use clutch_core::{R, Thrown, Value, VarName};
use std::sync::Arc;
use std::sync::atomic::Ordering;

/// What [`Context::leave_overlay`] goes back to.
#[must_use = "must be given back to Context::leave_overlay"]
pub enum Overlaid {
    /// Live code or a turn.
    Turn(Saved),
    /// In a stage the candidate itself is changed for a while: what was put there, and what had
    /// been there.
    Stage(Vec<(Arc<Binding>, Arc<Binding>)>),
}

pub(super) trait Covering {
    fn cover(&mut self);
}

impl Covering for Pin {
    /// Lays the overlay over the world that the pin has.
    fn cover(&mut self) {
        if let Some(overlay) = self.overlay.take() {
            let (world, overlay) = Overlay::over(self.world.clone(), overlay.bindings);
            self.world = world;
            self.overlay = Some(overlay);
        }
    }
}

impl Context {
    /// Goes on with other values of some vars, which this turn and what inherits its pin see, and
    /// nobody else. Live code goes on in a turn of its own.
    ///
    /// # Errors
    /// If a var has no definition; if the stage that this runs in is given up.
    pub fn enter_overlay(&mut self, values: &[(VarName, Value)]) -> R<Overlaid> {
        let seen = self.newest_seen();
        let mut covers = Vec::with_capacity(values.len());
        for (var, value) in values {
            let Some(old) = seen.binding(*var) else {
                let message = format!("Unable to find var: #'{var}");
                return Err(Thrown::illegal_state(message));
            };
            covers.push((Arc::new(old.with_value(value.clone())), old.clone()));
        }
        let pin = match &self.mode {
            Mode::Stage(_) => {
                self.change(What::Register, |world| {
                    for (new, _) in &covers {
                        world.cover(new.clone());
                    }
                })?;
                return Ok(Overlaid::Stage(covers));
            }
            Mode::Live => new_pin(seen, true),
            Mode::Turn(pin) => {
                // Values below an overlay are of no use in it: the new one has them all.
                let plain = pin.overlay.as_ref().map(|o| o.plain.clone());
                fork(pin, plain.unwrap_or(seen))
            }
        };
        let outer = pin.overlay.iter().flat_map(|o| o.bindings.iter());
        let bindings = outer.chain(covers.iter().map(|(new, _)| new)).cloned();
        let (world, overlay) = Overlay::over(pin.world.clone(), bindings.collect());
        Ok(Overlaid::Turn(self.begin_turn(Pin {
            world,
            overlay: Some(overlay),
            ..pin
        })))
    }

    fn newest_seen(&self) -> Arc<World> {
        match &self.mode {
            Mode::Live => self.newest(),
            _ => self.world.clone(),
        }
    }

    /// Goes back to what was before; a turn keeps what it published meanwhile.
    ///
    /// # Errors
    /// As those of [`Context::restore`].
    pub fn leave_overlay(&mut self, overlaid: Overlaid) -> R<()> {
        let saved = match overlaid {
            Overlaid::Turn(saved) => saved,
            Overlaid::Stage(covers) => {
                return self.change(What::Register, |world| {
                    for (new, old) in &covers {
                        let now = world.binding(new.var);
                        if now.is_some_and(|b| Arc::ptr_eq(b, new)) {
                            world.cover(old.clone());
                        }
                    }
                });
            }
        };
        let plain = match &self.mode {
            Mode::Turn(pin) => pin.overlay.as_ref().map(|o| o.plain.clone()),
            _ => None,
        };
        self.restore(saved)?;
        let (Some(plain), Mode::Turn(outer)) = (plain, &self.mode) else {
            return Ok(());
        };
        let before = outer.overlay.as_ref().map_or(&outer.world, |o| &o.plain);
        if before.id() != plain.id() {
            let mut pin = fork(outer, plain);
            pin.cover();
            self.go_on(pin);
        }
        Ok(())
    }

    /// Makes these worlds what a turn under an overlay sees, with the overlay and without.
    pub fn fork_overlaid(&mut self, world: Arc<World>, plain: Arc<World>) {
        if let Mode::Turn(pin) = &self.mode {
            let mut pin = fork(pin, world);
            if let Some(overlay) = &mut pin.overlay {
                overlay.plain = plain;
            }
            self.go_on(pin);
        }
    }

    /// As [`Context::enter_world`], with private stand-ins for all references: what runs there
    /// changes no state that others see.
    pub fn enter_trial(&mut self, world: Arc<World>) -> Saved {
        let mut pin = new_pin(world, false);
        pin.shadows = Some(Arc::default());
        self.begin_turn(pin)
    }

    /// The number of the turn that this runs in.
    pub fn turn_number(&self) -> Option<u64> {
        match &self.mode {
            Mode::Turn(pin) => Some(pin.turn),
            _ => None,
        }
    }

    /// Whether somebody asked this turn to move on to the newest world.
    pub fn is_asked(&self) -> bool {
        match &self.mode {
            Mode::Turn(pin) => pin.asked.load(Ordering::Relaxed),
            _ => false,
        }
    }

    /// The stand-ins of the turn, if it has its own state.
    pub fn shadows(&self) -> Option<&Arc<Shadows>> {
        match &self.mode {
            Mode::Turn(pin) => pin.shadows.as_ref(),
            _ => None,
        }
    }
}
