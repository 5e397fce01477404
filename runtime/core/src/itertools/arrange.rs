//! Arrangements of the items of iterables: `product`, `permutations`,
//! `combinations`, `combinations_with_replacement`.

use core::cell::{Cell, RefCell};

use super::{State, ToolObject, bind, make, state, tool};
use crate::args::Args;
use crate::error::{PyResult, raise_memory_error, raise_type_error, raise_value_error};
use crate::operation;
use crate::prelude::*;
use crate::reference::{Tuple, dealloc_struct};
use crate::types::{Layout, OBJECT, Slots, Type};
use crate::value::Value;

/// Items to choose from, and the positions chosen.
pub(super) struct Arrangement {
    /// One for each place of a `product`, else one for all places.
    pools: Vec<Vec<Value>>,
    indices: RefCell<Vec<usize>>,
    /// How many steps are left at each place of a permutation.
    cycles: RefCell<Vec<usize>>,
    /// How many items are chosen.
    chosen: usize,
    /// The tuple given last: it is used again when nobody else has it.
    last: RefCell<Option<Tuple>>,
    stage: Cell<Stage>,
}

#[derive(Clone, Copy, PartialEq)]
enum Stage {
    Fresh,
    Running,
    Done,
}

impl Arrangement {
    /// The state of an iterator that begins with `indices`.
    fn begin(pools: Vec<Vec<Value>>, indices: Vec<usize>, chosen: usize, is_empty: bool) -> State {
        State::Arrange(Arrangement {
            pools,
            indices: RefCell::new(indices),
            cycles: RefCell::default(),
            chosen,
            last: RefCell::new(None),
            stage: Cell::new(if is_empty { Stage::Done } else { Stage::Fresh }),
        })
    }

    pub(super) fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        self.pools.iter().flatten().for_each(&mut *visit);
        // SAFETY: nothing changes an object while it is visited.
        if let Some(last) = unsafe { &*self.last.as_ptr() } {
            visit(last.as_value());
        }
    }

    /// What an object of the class `name` that stands here is made of, and its state.
    pub(super) fn again(&self, name: &str) -> (Vec<Value>, Option<Value>) {
        let tuple = |items: Vec<Value>| -> Value { Tuple::from_vec(items).into() };
        let numbers = |numbers: &RefCell<Vec<usize>>| {
            let numbers = numbers.borrow();
            tuple(numbers.iter().map(|n| Value::int(*n as i64)).collect())
        };
        let done = self.stage.get() == Stage::Done;
        let args = match name {
            "product" if done => vec![tuple(Vec::new())],
            "product" => self.pools.iter().cloned().map(tuple).collect(),
            _ => {
                let pool = if done {
                    Vec::new()
                } else {
                    self.pools[0].clone()
                };
                vec![tuple(pool), Value::int(self.chosen as i64)]
            }
        };
        let state = match (self.stage.get(), name) {
            (Stage::Running, "permutations") => {
                Some(tuple(vec![numbers(&self.indices), numbers(&self.cycles)]))
            }
            (Stage::Running, _) => Some(numbers(&self.indices)),
            _ => None,
        };
        (args, state)
    }

    /// Goes on from there; false for no state of such an object.
    pub(super) fn set_state(&self, name: &str, given: &Value) -> PyResult<bool> {
        let Some(given) = given.as_tuple().map(|given| given.items()) else {
            return Ok(false);
        };
        let n = self.pools.first().map_or(0, Vec::len);
        let (indices, cycles) = match (name, given) {
            ("permutations", [indices, cycles]) => match (indices.as_tuple(), cycles.as_tuple()) {
                (Some(indices), Some(cycles)) => (indices.items(), Some(cycles.items())),
                _ => return Ok(false),
            },
            ("permutations", _) => return Ok(false),
            _ => (given, None),
        };
        let expected = if cycles.is_some() { n } else { self.chosen };
        let cycles_fit = cycles.is_none_or(|cycles| cycles.len() == self.chosen);
        if indices.len() != expected || !cycles_fit {
            return Ok(false);
        }
        // An index that no object has is replaced by the nearest one.
        let mut found = Vec::with_capacity(indices.len());
        for (place, index) in indices.iter().enumerate() {
            let most = match name {
                "product" => self.pools[place].len() as i64 - 1,
                "combinations" => (n + place) as i64 - self.chosen as i64,
                _ => n as i64 - 1,
            };
            if most < 0 {
                self.stage.set(Stage::Done);
                return Ok(true);
            }
            found.push(operation::to_index(index)?.clamp(0, most) as usize);
        }
        let mut left = Vec::new();
        for (place, cycle) in cycles.into_iter().flatten().enumerate() {
            let cycle = operation::to_index(cycle)?;
            left.push(cycle.clamp(1, (n - place) as i64) as usize);
        }
        *self.indices.borrow_mut() = found;
        if cycles.is_some() {
            *self.cycles.borrow_mut() = left;
        }
        self.stage.set(Stage::Running);
        Ok(true)
    }

    /// The item at a place.
    fn item(&self, place: usize) -> Value {
        let pool = match self.pools.as_slice() {
            [pool] => pool,
            pools => &pools[place],
        };
        pool[self.indices.borrow()[place]].clone()
    }

    /// The tuple that the indices stand for, of which those before `changed`
    /// are as they were.
    fn current(&self, changed: usize) -> Value {
        let last = self.last.take();
        let tuple = match last {
            Some(last) if last.is_unique() => {
                for place in changed..self.chosen {
                    let old = last.replace_item(place, self.item(place));
                    drop(old);
                }
                last
            }
            _ => {
                let items = (0..self.chosen).map(|place| self.item(place));
                Tuple::from_iter_exact(&crate::tuple::TUPLE, self.chosen, items)
            }
        };
        *self.last.borrow_mut() = Some(tuple.clone());
        tuple.into()
    }
}

/// Goes on to the next arrangement. `advance` changes the indices and says
/// from which place on, if there is one.
fn next(state: &State, advance: fn(&Arrangement) -> Option<usize>) -> PyResult<Option<Value>> {
    let State::Arrange(this) = state else {
        return Ok(None);
    };
    let changed = match this.stage.get() {
        Stage::Fresh => {
            this.stage.set(Stage::Running);
            Some(0)
        }
        Stage::Running => advance(this),
        Stage::Done => None,
    };
    if changed.is_none() {
        this.stage.set(Stage::Done);
        let last = this.last.take();
        drop(last);
    }
    Ok(changed.map(|changed| this.current(changed)))
}

tool!(
    /// `itertools.product`.
    PRODUCT,
    "product",
    |ty, args| {
        let mut repeat = 1;
        for (name, value) in args.keywords() {
            if name.as_str() != "repeat" {
                return Err(raise_type_error(format_args!(
                    "'{}' is an invalid keyword argument for product()",
                    name.as_str()
                )));
            }
            repeat = operation::to_i64(value)?;
        }
        if repeat < 0 {
            return Err(raise_value_error(format_args!(
                "repeat argument cannot be negative"
            )));
        }
        let given = args.positional();
        let given = if repeat == 0 { &given[..0] } else { given };
        if given.len().saturating_mul(repeat as usize) > MOST {
            return Err(match given.len().checked_mul(repeat as usize) {
                None => crate::error::raise_overflow_error(format_args!(
                    "repeat argument too large"
                )),
                Some(_) => raise_memory_error(),
            });
        }
        let once = given
            .iter()
            .map(crate::iter::collect)
            .collect::<PyResult<Vec<_>>>()?;
        let mut pools = Vec::with_capacity(once.len() * repeat as usize);
        for _ in 0..repeat {
            pools.extend(once.iter().cloned());
        }
        let (n, is_empty) = (pools.len(), once.iter().any(Vec::is_empty));
        Ok(make(ty, Arrangement::begin(pools, vec![0; n], n, is_empty)))
    },
    |_: &Value, state: &State| next(state, |this| {
        let mut indices = this.indices.borrow_mut();
        for place in (0..this.chosen).rev() {
            indices[place] += 1;
            if indices[place] < this.pools[place].len() {
                return Some(place);
            }
            indices[place] = 0;
        }
        None
    })
);

/// More places than memory has room for.
const MOST: usize = 1 << 40;

/// The pool and `r` of `combinations`.
fn pool_and_length(name: &str, args: Args<'_>) -> PyResult<(Vec<Value>, usize)> {
    let [iterable, length] = bind(name, args, ["iterable", "r"], 2)?;
    let length = operation::to_i64(&length.unwrap_or(Value::NONE))?;
    let pool = crate::iter::collect(&iterable.unwrap_or(Value::NONE))?;
    if length < 0 {
        return Err(raise_value_error(format_args!("r must be non-negative")));
    }
    Ok((pool, length as usize))
}

tool!(
    /// `itertools.combinations`.
    COMBINATIONS,
    "combinations",
    |ty, args| {
        let (pool, r) = pool_and_length("combinations", args)?;
        let is_empty = r > pool.len();
        let indices = if is_empty { Vec::new() } else { (0..r).collect() };
        Ok(make(ty, Arrangement::begin(vec![pool], indices, r, is_empty)))
    },
    |_: &Value, state: &State| next(state, |this| {
        let (n, r) = (this.pools[0].len(), this.chosen);
        let mut indices = this.indices.borrow_mut();
        for place in (0..r).rev() {
            if indices[place] != place + n - r {
                let first = indices[place] + 1;
                for (offset, index) in indices[place..].iter_mut().enumerate() {
                    *index = first + offset;
                }
                return Some(place);
            }
        }
        None
    })
);

tool!(
    /// `itertools.combinations_with_replacement`.
    COMBINATIONS_WITH_REPLACEMENT,
    "combinations_with_replacement",
    |ty, args| {
        let (pool, r) = pool_and_length("combinations_with_replacement", args)?;
        let is_empty = pool.is_empty() && r > 0;
        if r > MOST {
            return Err(raise_memory_error());
        }
        let indices = if is_empty { Vec::new() } else { vec![0; r] };
        Ok(make(ty, Arrangement::begin(vec![pool], indices, r, is_empty)))
    },
    |_: &Value, state: &State| next(state, |this| {
        let last = this.pools[0].len().wrapping_sub(1);
        let mut indices = this.indices.borrow_mut();
        for place in (0..this.chosen).rev() {
            if indices[place] != last {
                let index = indices[place] + 1;
                indices[place..].fill(index);
                return Some(place);
            }
        }
        None
    })
);

tool!(
    /// `itertools.permutations`.
    PERMUTATIONS,
    "permutations",
    |ty, args| {
        let [iterable, length] = bind("permutations", args, ["iterable", "r"], 1)?;
        let pool = crate::iter::collect(&iterable.unwrap_or(Value::NONE))?;
        let n = pool.len();
        let r = match length.filter(|length| !length.is_none()) {
            None => n,
            Some(length) if crate::int::is_int(&length) => {
                let length = operation::to_i64(&length)?;
                if length < 0 {
                    return Err(raise_value_error(format_args!("r must be non-negative")));
                }
                length as usize
            }
            Some(_) => return Err(raise_type_error(format_args!("Expected int as r"))),
        };
        let is_empty = r > n;
        let State::Arrange(mut this) =
            Arrangement::begin(vec![pool], (0..n).collect(), r, is_empty)
        else {
            unreachable!("an arrangement");
        };
        if !is_empty {
            this.cycles = RefCell::new((n - r + 1..=n).rev().collect());
        }
        Ok(make(ty, State::Arrange(this)))
    },
    |_: &Value, state: &State| next(state, |this| {
        let n = this.pools[0].len();
        let mut indices = this.indices.borrow_mut();
        let mut cycles = this.cycles.borrow_mut();
        for place in (0..this.chosen).rev() {
            cycles[place] -= 1;
            if cycles[place] == 0 {
                indices[place..].rotate_left(1);
                cycles[place] = n - place;
            } else {
                let other = n - cycles[place];
                indices.swap(place, other);
                return Some(place);
            }
        }
        None
    })
);
