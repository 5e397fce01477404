//! Globals that are there before a function of their module runs.
//!
//! A module mostly begins with imports, constants and definitions. A function cannot run before a
//! statement of the module's body names it, its class or something that names those in turn, or
//! makes a class in a way that may run its methods. (Programs that find classes and functions without their names get no facts.) What
//! the statements before have bound, and nothing unbinds, the function reads without a test;
//! a number bound there, and nowhere else, is a constant.

mod bindings;
mod body;
mod own;

use std::collections::{BTreeMap, BTreeSet};

use pyaot_syntax::tree::{ClassId, FunctionId, Module};

use bindings::Bindings;
use body::Body;
use own::Own;

use crate::reach::{Powers, Reach};

/// A number a global always has.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Constant {
    /// Of less than 100 bits.
    Int(i128),
    Float(f64),
}

/// The statement of a module's body, by number, at which something happens.
type Moment = usize;

/// What a module binds, and when its functions can first run.
#[derive(Debug, Default)]
pub struct Early {
    /// Globals that are bound from the end of a statement on.
    bound: BTreeMap<u32, Moment>,
    constants: BTreeMap<u32, Constant>,
    /// Classes whose objects exist from then on.
    classes: BTreeMap<ClassId, Moment>,
    /// The first statement in which each function may run.
    runs: Vec<Moment>,
}

/// What a function, or a statement of the module's body, can rely on.
#[derive(Clone, Copy)]
pub struct Known<'a> {
    early: &'a Early,
    now: Moment,
}

impl Early {
    /// What is there whenever `function` runs; not for the module's body.
    pub fn in_function(&self, function: FunctionId) -> Known<'_> {
        let now = self.runs.get(function.index()).copied().unwrap_or(0);
        Known { early: self, now }
    }

    /// What is there when the module's body has come to a statement.
    pub fn at_statement(&self, now: usize) -> Known<'_> {
        Known { early: self, now }
    }
}

impl Known<'_> {
    /// Whether a global is bound.
    pub fn is_bound(&self, global: u32) -> bool {
        self.early
            .bound
            .get(&global)
            .is_some_and(|moment| *moment < self.now)
    }

    /// The number that a bound global always is.
    pub fn constant(&self, global: u32) -> Option<Constant> {
        self.early.constants.get(&global).copied()
    }

    /// Whether the object of a class exists.
    pub fn has_class(&self, class: ClassId) -> bool {
        self.early
            .classes
            .get(&class)
            .is_some_and(|moment| *moment < self.now)
    }
}

/// Finds them for each module.
pub fn find(modules: &[Module], reach: &Reach) -> Vec<Early> {
    let mut attributes = BTreeSet::new();
    let bindings: Vec<Bindings> = modules
        .iter()
        .map(|module| Bindings::of(module, &mut attributes))
        .collect();
    let own = Own::of(modules);
    // Whoever finds classes and functions without their names may call them at any time.
    let found = reach.mentions(Powers::DOWN | Powers::FINDS);
    let each = modules.iter().zip(&bindings);
    each.map(|(module, bindings)| {
        if module.shows_globals || module.globals_are_read || found {
            return Early::default();
        }
        let body = Body::of(module, &own, bindings, &attributes);
        let stays = |index: &u32| {
            // `module.name = ...` and `del module.name` elsewhere.
            !bindings.unbound.contains(index)
                && !attributes.contains(module.globals[*index as usize].as_str())
        };
        let once = |index: &u32| bindings.counts.get(index) == Some(&1);
        let mut early = body.early;
        early.bound.retain(|index, _| stays(index));
        early
            .constants
            .retain(|index, _| stays(index) && once(index));
        early
    })
    .collect()
}
