//! `itertools`. Every tool is a class whose objects are iterators; what they
//! look like in memory is declared here, what they do lies beside their kind:
//! endless ones (`count.rs`), those that pick items (`select.rs`), join
//! several iterables (`merge.rs`), group neighbours (`group.rs`) or arrange
//! items (`arrange.rs`).

mod again;
mod arrange;
mod count;
mod group;
mod merge;
mod select;

use core::cell::{Cell, RefCell};

use pyaot_abi::layout::Header;

pub use again::{again, repeat_length_hint, set_state};
pub use group::{itertools_tee, tee_copy};
pub use merge::chain_from_iterable;

use crate::args::Args;
use crate::error::{PyResult, raise_type_error};
use crate::iter::value_iter;
use crate::prelude::*;
use crate::reference::{Object, Ref, new_header};
use crate::types::{Layout, Type};
use crate::value::Value;

/// A slot that may be emptied: iterators let go of what is used up.
type Place = RefCell<Option<Value>>;

/// An iterator of this module.
#[repr(C)]
struct ToolObject {
    header: Header,
    state: State,
}

/// What an iterator knows. No borrow of it is held while code of the
/// program may run.
enum State {
    Count {
        next: RefCell<Value>,
        step: Value,
    },
    Repeat {
        item: Value,
        /// How many are left; negative: no end.
        left: Cell<i64>,
    },
    Cycle {
        source: Place,
        saved: RefCell<Vec<Value>>,
        at: Cell<usize>,
        /// What the source still gives is among those saved.
        all_saved: Cell<bool>,
    },
    /// `source` filtered by a function: `takewhile`, `dropwhile`, `filterfalse`, `starmap`.
    Function {
        function: Value,
        source: Place,
        started: Cell<bool>,
    },
    Compress {
        data: Value,
        selectors: Value,
    },
    Slice {
        source: Place,
        /// Items taken from the source so far.
        taken: Cell<i64>,
        /// The position of the next item to give.
        next: Cell<i64>,
        stop: Option<i64>,
        step: i64,
    },
    Chain {
        sources: Place,
        active: Place,
    },
    ZipLongest {
        sources: RefCell<Vec<Option<Value>>>,
        active: Cell<usize>,
        fill: RefCell<Value>,
    },
    Accumulate {
        source: Value,
        function: Value,
        total: Place,
        initial: Place,
    },
    Pairwise {
        source: Place,
        old: Place,
    },
    GroupBy {
        source: Value,
        key_function: Value,
        target: Place,
        key: Place,
        item: Place,
        /// Which group is the current one.
        group: Cell<u64>,
    },
    Group {
        parent: Ref<ToolObject>,
        key: Value,
        group: u64,
    },
    Tee {
        at: RefCell<Ref<ToolObject>>,
    },
    /// One item that the iterators of a `tee` share, and the one behind it.
    Link {
        source: Value,
        item: Place,
        next: RefCell<Option<Ref<ToolObject>>>,
        busy: Cell<bool>,
    },
    Arrange(arrange::Arrangement),
}

impl State {
    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        // SAFETY: nothing changes an object while it is visited.
        let mut place = |place: &Place| unsafe {
            if let Some(value) = &*place.as_ptr() {
                visit(value);
            }
        };
        match self {
            State::Count { next, step } => {
                // SAFETY: as above.
                visit(unsafe { &*next.as_ptr() });
                visit(step);
            }
            State::Repeat { item, .. } => visit(item),
            State::Cycle { source, saved, .. } => {
                place(source);
                // SAFETY: as above.
                unsafe { (*saved.as_ptr()).iter().for_each(visit) };
            }
            State::Function {
                function, source, ..
            } => {
                place(source);
                visit(function);
            }
            State::Compress { data, selectors } => {
                visit(data);
                visit(selectors);
            }
            State::Slice { source, .. } => place(source),
            State::Chain { sources, active } => {
                place(sources);
                place(active);
            }
            State::ZipLongest { sources, fill, .. } => {
                // SAFETY: as above.
                unsafe { (*sources.as_ptr()).iter().flatten().for_each(&mut *visit) };
                // SAFETY: as above.
                visit(unsafe { &*fill.as_ptr() });
            }
            State::Accumulate {
                source,
                function,
                total,
                initial,
            } => {
                place(total);
                place(initial);
                visit(source);
                visit(function);
            }
            State::Pairwise { source, old } => {
                place(source);
                place(old);
            }
            State::GroupBy {
                source,
                key_function,
                target,
                key,
                item,
                ..
            } => {
                place(target);
                place(key);
                place(item);
                visit(source);
                visit(key_function);
            }
            State::Group { parent, key, .. } => {
                visit(parent.as_value());
                visit(key);
            }
            // SAFETY: as above.
            State::Tee { at } => visit(unsafe { (*at.as_ptr()).as_value() }),
            State::Link {
                source, item, next, ..
            } => {
                place(item);
                visit(source);
                // SAFETY: as above.
                if let Some(next) = unsafe { &*next.as_ptr() } {
                    visit(next.as_value());
                }
            }
            State::Arrange(arrangement) => arrangement.visit(visit),
        }
    }
}

// SAFETY: repr(C) with a header first; only the types of this module have the layout.
unsafe impl Object for ToolObject {
    const TYPE: &'static Type = &group::LINK;
    const LAYOUT: Layout = Layout::Tool;
}

/// Declares a class of iterators: its name, how an object is made, how it
/// goes on, and other slots.
macro_rules! tool {
    ($(#[$doc:meta])* $class:ident, $name:literal, $new:expr, $next:expr $(, $slot:ident: $value:expr)*) => {
        $(#[$doc])*
        pub(super) static $class: Type = Type::builtin_in(
            "itertools",
            $name,
            Layout::Tool,
            size_of::<ToolObject>(),
            &[&OBJECT],
            Slots {
                dealloc: dealloc_struct::<ToolObject>,
                // SAFETY: called on live objects.
                traverse: Some(|header, visit| unsafe {
                    (*header.cast::<ToolObject>()).state.visit(visit)
                }),
                iter: Some(|this| Ok(this.clone())),
                new: Some($new),
                next: Some(|this| $next(this, state(this))),
                $($slot: $value,)*
                ..Slots::OBJECT
            },
        )
        .subclassable();
    };
}
use tool;

fn state(this: &Value) -> &State {
    &this.downcast::<ToolObject>().expect("an iterator").state
}

fn make(ty: &'static Type, state: State) -> Value {
    made(ty, state).into()
}

fn made(ty: &'static Type, state: State) -> Ref<ToolObject> {
    let header = new_header();
    Ref::alloc_as(ty, ToolObject { header, state })
}

fn full(value: Value) -> Place {
    RefCell::new(Some(value))
}

fn empty() -> Place {
    RefCell::new(None)
}

/// A copy of what a place holds.
fn held(place: &Place) -> Option<Value> {
    place.borrow().clone()
}

/// Empties or fills a place; what it held goes last.
fn put(place: &Place, value: Option<Value>) {
    let old = place.replace(value);
    drop(old);
}

/// Arguments by position or name, the first `required` of which must be
/// there, in the words of CPython's argument parser.
fn bind<const N: usize>(
    function: &str,
    args: Args<'_>,
    names: [&str; N],
    required: usize,
) -> PyResult<[Option<Value>; N]> {
    let positional = args.positional();
    if args.words().len() > N {
        return Err(raise_type_error(format_args!(
            "{function}() takes at most {N} argument{} ({} given)",
            if N == 1 { "" } else { "s" },
            args.words().len()
        )));
    }
    let mut bound: [Option<Value>; N] = core::array::from_fn(|at| positional.get(at).cloned());
    let mut unknown = None;
    for (name, value) in args.keywords() {
        match names.iter().position(|known| *known == name.as_str()) {
            Some(at) if at < positional.len() => {
                return Err(raise_type_error(format_args!(
                    "argument for {function}() given by name ('{}') and position ({})",
                    name.as_str(),
                    at + 1
                )));
            }
            Some(at) => bound[at] = Some(value.clone()),
            None => unknown = Some(name),
        }
    }
    if let Some(at) = bound[..required].iter().position(Option::is_none) {
        return Err(raise_type_error(format_args!(
            "{function}() missing required argument '{}' (pos {})",
            names[at],
            at + 1
        )));
    }
    match unknown {
        Some(name) => Err(raise_type_error(format_args!(
            "'{}' is an invalid keyword argument for {function}()",
            name.as_str()
        ))),
        None => Ok(bound),
    }
}

/// Exactly `N` positional arguments.
fn exactly<'a, const N: usize>(function: &str, args: Args<'a>) -> PyResult<&'a [Value; N]> {
    let words = args.unpack(function, N, N)?;
    Ok(words.try_into().expect("counted"))
}

/// An iterator over an argument, in a place.
fn iterate(iterable: &Value) -> PyResult<Place> {
    value_iter(iterable).map(full)
}

/// Rows that give a class.
macro_rules! classes {
    ($($row:ident => $class:path;)*) => {
        $(pub fn $row() -> Value { $class.to_value() })*
    };
}

classes! {
    itertools_accumulate => merge::ACCUMULATE;
    itertools_chain => merge::CHAIN;
    itertools_combinations => arrange::COMBINATIONS;
    itertools_combinations_with_replacement => arrange::COMBINATIONS_WITH_REPLACEMENT;
    itertools_compress => select::COMPRESS;
    itertools_count => count::COUNT;
    itertools_cycle => count::CYCLE;
    itertools_dropwhile => select::DROP_WHILE;
    itertools_filterfalse => select::FILTER_FALSE;
    itertools_groupby => group::GROUP_BY;
    itertools_islice => select::SLICE;
    itertools_pairwise => group::PAIRWISE;
    itertools_permutations => arrange::PERMUTATIONS;
    itertools_product => arrange::PRODUCT;
    itertools_repeat => count::REPEAT;
    itertools_starmap => select::STAR_MAP;
    itertools_takewhile => select::TAKE_WHILE;
    itertools_zip_longest => merge::ZIP_LONGEST;
}

/// Rows of the same name but for the class.
macro_rules! rows {
    ($($name:ident as $body:ident),* $(,)?) => { $(pub use crate::again::$body as $name;)* };
}

rows! {
    itertools_accumulate_reduce as iterator_reduce,
    itertools_chain_reduce as iterator_reduce,
    itertools_combinations_reduce as iterator_reduce,
    itertools_combinations_with_replacement_reduce as iterator_reduce,
    itertools_compress_reduce as iterator_reduce,
    itertools_count_reduce as iterator_reduce,
    itertools_cycle_reduce as iterator_reduce,
    itertools_dropwhile_reduce as iterator_reduce,
    itertools_filterfalse_reduce as iterator_reduce,
    itertools_groupby_reduce as iterator_reduce,
    itertools_islice_reduce as iterator_reduce,
    itertools_permutations_reduce as iterator_reduce,
    itertools_product_reduce as iterator_reduce,
    itertools_repeat_reduce as iterator_reduce,
    itertools_starmap_reduce as iterator_reduce,
    itertools_takewhile_reduce as iterator_reduce,
    itertools_zip_longest_reduce as iterator_reduce,
    itertools_accumulate_setstate as iterator_setstate,
    itertools_chain_setstate as iterator_setstate,
    itertools_combinations_setstate as iterator_setstate,
    itertools_combinations_with_replacement_setstate as iterator_setstate,
    itertools_cycle_setstate as iterator_setstate,
    itertools_dropwhile_setstate as iterator_setstate,
    itertools_groupby_setstate as iterator_setstate,
    itertools_islice_setstate as iterator_setstate,
    itertools_permutations_setstate as iterator_setstate,
    itertools_product_setstate as iterator_setstate,
    itertools_takewhile_setstate as iterator_setstate,
    itertools_zip_longest_setstate as iterator_setstate,
}
