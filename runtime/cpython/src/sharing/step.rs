//! Bringing the two sides of a pair in step.

use pyaot_core::error::PyResult;
use pyaot_core::value::Value;
use pyo3_ffi as ffi;

use super::stamp::Stamp;
use super::{ByAddress, Kind, Pair, ordered, pairs};
use crate::convert::{from_borrowed, to_python};
use crate::reference::{Owned, Raw};

/// The items of our side, keys and values in turn for a dict.
fn native_items(kind: Kind, native: &Value) -> PyResult<Vec<Value>> {
    Ok(match kind {
        Kind::List => native
            .as_list()
            .map_or(Vec::new(), |list| list.items().to_vec()),
        Kind::Dict => native.as_dict().map_or(Vec::new(), |dict| {
            dict.entries()
                .flat_map(|(key, value)| [key, value])
                .collect()
        }),
        Kind::Set => pyaot_core::iter::collect(native)?,
    })
}

/// The items of Python's side, keys and values in turn for a dict.
fn python_items(kind: Kind, python: &Owned) -> PyResult<Vec<Owned>> {
    let raw = python.as_raw();
    let mut items = Vec::new();
    // SAFETY: a live object of the kind; no Python code runs while it is walked,
    // except that iterating a set only takes references.
    unsafe {
        match kind {
            Kind::List => {
                for i in 0..ffi::PyList_GET_SIZE(raw) {
                    items.push(Owned::new_reference(ffi::PyList_GET_ITEM(raw, i)));
                }
            }
            Kind::Dict if ordered::is_ordered(python) => return ordered::items(python),
            Kind::Dict => {
                let (mut at, mut key, mut value) =
                    (0, core::ptr::null_mut(), core::ptr::null_mut());
                while ffi::PyDict_Next(raw, &mut at, &mut key, &mut value) != 0 {
                    items.push(Owned::new_reference(key));
                    items.push(Owned::new_reference(value));
                }
            }
            Kind::Set => {
                let iterator = Owned::checked(ffi::PyObject_GetIter(raw))?;
                while let Some(item) = Owned::from_raw(ffi::PyIter_Next(iterator.as_raw())) {
                    items.push(item);
                }
                ffi::PyErr_Clear();
            }
        }
    }
    Ok(items)
}

/// Whether both are the same words; most are a few.
#[inline]
fn same_all(a: &[usize], b: &[usize]) -> bool {
    /// Comparing memory begins to be faster.
    const MANY: usize = 16;
    match a.len() {
        n if n != b.len() => false,
        0..MANY => a.iter().zip(b).all(|(a, b)| a == b),
        _ => a == b,
    }
}

/// Whether our side still holds `words`.
pub(super) fn same_words(kind: Kind, native: &Value, words: &[Value]) -> bool {
    match kind {
        Kind::List => native.as_list().is_some_and(|list| {
            // SAFETY: a value is one initialised word.
            let words_of = |values: &[Value]| unsafe {
                core::slice::from_raw_parts(values.as_ptr().cast::<usize>(), values.len())
            };
            same_all(words_of(list.items()), words_of(words))
        }),
        Kind::Dict => native.as_dict().is_some_and(|dict| {
            dict.len() * 2 == words.len()
                && dict
                    .entries()
                    .zip(words.chunks_exact(2))
                    .all(|((k, v), pair)| k.is(&pair[0]) && v.is(&pair[1]))
        }),
        Kind::Set => native.as_set().is_some_and(|set| {
            let mut at = 0;
            set.len() == words.len()
                && words.iter().all(|word| {
                    set.next_item(&mut at)
                        .is_some_and(|(item, _)| item.is(word))
                })
        }),
    }
}

unsafe extern "C" {
    /// The entry of a set at a position, borrowed; not declared by pyo3-ffi.
    fn _PySet_NextEntry(
        set: Raw,
        at: *mut isize,
        item: *mut Raw,
        hash: *mut isize,
    ) -> core::ffi::c_int;
}

/// Whether Python's side still holds `objects`.
pub(super) fn same_objects(kind: Kind, python: &Owned, objects: &[Owned]) -> bool {
    let raw = python.as_raw();
    let (mut at, mut first, mut second) = (0, core::ptr::null_mut(), core::ptr::null_mut());
    // SAFETY: a live object of the kind, which nothing changes while it is
    // walked; `Owned` is a pointer.
    unsafe {
        match kind {
            Kind::List => {
                let n = ffi::PyList_GET_SIZE(raw) as usize;
                let items = (*raw.cast::<ffi::PyListObject>()).ob_item;
                n == objects.len()
                    && (n == 0
                        || same_all(
                            core::slice::from_raw_parts(items.cast(), n),
                            core::slice::from_raw_parts(objects.as_ptr().cast(), n),
                        ))
            }
            Kind::Dict if ordered::is_ordered(python) => {
                let same = |items: Vec<Owned>| {
                    let raws = items.iter().map(Owned::as_raw);
                    raws.eq(objects.iter().map(Owned::as_raw))
                };
                ordered::items(python).is_ok_and(same)
            }
            Kind::Dict => {
                2 * ffi::PyDict_Size(raw) as usize == objects.len()
                    && objects.chunks_exact(2).all(|pair| {
                        ffi::PyDict_Next(raw, &mut at, &mut first, &mut second) != 0
                            && first == pair[0].as_raw()
                            && second == pair[1].as_raw()
                    })
            }
            Kind::Set => {
                let mut hash = 0;
                ffi::PySet_Size(raw) as usize == objects.len()
                    && objects.iter().all(|object| {
                        _PySet_NextEntry(raw, &mut at, &mut first, &mut hash) != 0
                            && first == object.as_raw()
                    })
            }
        }
    }
}

/// Copies our side over to Python's if it has changed.
pub(super) fn push(word: u64) -> PyResult<()> {
    bring_in_step(word, Pair::changed_here, write_out)
}

/// Copies Python's side over to ours if it has changed.
pub(super) fn pull(word: u64) -> PyResult<()> {
    bring_in_step(word, Pair::changed_there, write_in)
}

/// What both sides of a pair hold, in the order of each.
type Both = (Vec<Value>, Vec<Owned>);

/// Has `write` make one side like the other, if that has changed and nobody is
/// at it already.
fn bring_in_step(
    word: u64,
    has_changed: fn(&Pair) -> bool,
    write: fn(&Agreed) -> PyResult<Both>,
) -> PyResult<()> {
    match pairs().by_word.get_mut(&word) {
        Some(pair) if !pair.moving && has_changed(pair) => pair.moving = true,
        _ => return Ok(()),
    }
    let Some(old) = Agreed::take(word) else {
        return Ok(());
    };
    let result = match write(&old) {
        Ok((items, objects)) => {
            remember(word, items, objects);
            Ok(())
        }
        Err(raised) => {
            remember(word, old.words, old.objects);
            Err(raised)
        }
    };
    if let Some(pair) = pairs().by_word.get_mut(&word) {
        pair.moving = false;
    }
    result
}

/// What a pair knows, taken out of it while it is moving.
struct Agreed {
    kind: Kind,
    native: Value,
    python: Owned,
    words: Vec<Value>,
    objects: Vec<Owned>,
}

impl Agreed {
    fn take(word: u64) -> Option<Agreed> {
        let pair = pairs().by_word.get_mut(&word)?;
        Some(Agreed {
            kind: pair.kind,
            native: pair.native.clone(),
            python: pair.python.clone(),
            words: core::mem::take(&mut pair.words),
            objects: core::mem::take(&mut pair.objects),
        })
    }
}

/// Makes Python's side like ours; what both are like then.
fn write_out(old: &Agreed) -> PyResult<Both> {
    let items = native_items(old.kind, &old.native)?;
    // Items that stayed where they were keep their Python object. Those of a
    // set stand elsewhere on the other side.
    let ordered = old.kind != Kind::Set;
    let mut objects = Vec::with_capacity(items.len());
    for (i, item) in items.iter().enumerate() {
        objects.push(match (old.words.get(i), old.objects.get(i)) {
            (Some(word), Some(kept)) if ordered && word.is(item) => kept.clone(),
            _ => to_python(item)?,
        });
    }
    if same_keys(old, &objects) {
        for (n, pair) in objects.chunks_exact(2).enumerate() {
            let same = old
                .objects
                .get(2 * n + 1)
                .is_some_and(|value| value.as_raw() == pair[1].as_raw());
            if same {
                continue;
            }
            let (dict, key, value) = (old.python.as_raw(), pair[0].as_raw(), pair[1].as_raw());
            // SAFETY: live objects.
            let status = unsafe {
                match ordered::is_ordered(&old.python) {
                    true => ffi::PyObject_SetItem(dict, key, value),
                    false => ffi::PyDict_SetItem(dict, key, value),
                }
            };
            if status != 0 {
                return Err(crate::exception::fetch());
            }
        }
    } else {
        fill_python(old.kind, &old.python, &objects)?;
    }
    // A set or dict has an order of its own.
    if old.kind != Kind::List {
        let mut found = python_items(old.kind, &old.python)?;
        if old.kind == Kind::Dict && !starts_with_keys(&found, &objects) {
            // A class that crosses for the first time is put into its module, whatever is there.
            let others = found.chunks_exact(2).filter(|pair| {
                let key = pair[0].as_raw();
                !objects.chunks_exact(2).any(|own| own[0].as_raw() == key)
            });
            let others: Vec<Owned> = others.flatten().cloned().collect();
            objects.extend(others);
            fill_python(old.kind, &old.python, &objects)?;
            found = python_items(old.kind, &old.python)?;
        }
        objects = found;
    }
    Ok((items, objects))
}

/// Whether the items that a dict has begin with the keys of `items`, in that order.
fn starts_with_keys(found: &[Owned], items: &[Owned]) -> bool {
    let mut pairs = found.iter().step_by(2).zip(items.iter().step_by(2));
    items.len() <= found.len() && pairs.all(|(key, own)| key.as_raw() == own.as_raw())
}

/// Makes our side like Python's; what both are like then.
fn write_in(old: &Agreed) -> PyResult<Both> {
    let objects = python_items(old.kind, &old.python)?;
    let mut items = known_items(old, &objects);
    let unchanged = same_keys(old, &objects);
    if let (true, Some(dict)) = (unchanged, old.native.as_dict()) {
        for (n, pair) in items.chunks_exact(2).enumerate() {
            let known = old.words.get(2 * n + 1);
            if !known.is_some_and(|value| value.is(&pair[1])) {
                dict.set(&pair[0], &pair[1])?;
            }
        }
    } else {
        fill_native(old.kind, &old.native, &items)?;
    }
    if old.kind == Kind::Set {
        items = native_items(old.kind, &old.native)?;
    }
    Ok((items, objects))
}

/// Our items for Python's: those there were when both sides agreed are the
/// same objects again, wherever they stand now.
fn known_items(old: &Agreed, objects: &[Owned]) -> Vec<Value> {
    // The order of a list's or dict's items is the same on both sides.
    let ordered = old.kind != Kind::Set;
    let mut places: Option<ByAddress<Raw, usize>> = None;
    let mut items = Vec::with_capacity(objects.len());
    for (i, object) in objects.iter().enumerate() {
        let raw = object.as_raw();
        let known = if !ordered {
            None
        } else if old.objects.get(i).is_some_and(|at| at.as_raw() == raw) {
            old.words.get(i)
        } else if object.borrow().is_exactly(&raw mut ffi::PyLong_Type) {
            // An int is the same whichever object it comes from.
            None
        } else {
            let places = places.get_or_insert_with(|| {
                let raw = old.objects.iter().map(Owned::as_raw);
                raw.enumerate().map(|(at, raw)| (raw, at)).collect()
            });
            places.get(&raw).and_then(|at| old.words.get(*at))
        };
        items.push(match known {
            Some(item) => item.clone(),
            None => from_borrowed(object.borrow()),
        });
    }
    items
}

/// Whether a dict has the keys it had when both sides agreed, and perhaps
/// more behind them, so that it need not be filled anew.
fn same_keys(old: &Agreed, new: &[Owned]) -> bool {
    old.kind == Kind::Dict
        && old.objects.len() <= new.len()
        && old
            .objects
            .chunks_exact(2)
            .zip(new.chunks_exact(2))
            .all(|(old, new)| old[0].as_raw() == new[0].as_raw())
}

fn remember(word: u64, words: Vec<Value>, objects: Vec<Owned>) {
    let old = match pairs().by_word.get_mut(&word) {
        Some(pair) => {
            // What ran meanwhile may have changed either side again.
            let agree = same_words(pair.kind, &pair.native, &words)
                && same_objects(pair.kind, &pair.python, &objects);
            pair.stamp = match agree {
                true => Stamp::new(pair.kind, &pair.native, &pair.python),
                false => Stamp::default(),
            };
            (
                core::mem::replace(&mut pair.words, words),
                core::mem::replace(&mut pair.objects, objects),
            )
        }
        None => return,
    };
    drop(old);
}

fn fill_python(kind: Kind, python: &Owned, objects: &[Owned]) -> PyResult<()> {
    let raw = python.as_raw();
    let check = |status: i32| {
        if status == 0 {
            Ok(())
        } else {
            Err(crate::exception::fetch())
        }
    };
    // SAFETY: live objects of the kind.
    unsafe {
        match kind {
            Kind::List => {
                let new = Owned::checked(ffi::PyList_New(objects.len() as isize))?;
                for (i, object) in objects.iter().enumerate() {
                    ffi::PyList_SET_ITEM(new.as_raw(), i as isize, object.clone().into_raw());
                }
                check(ffi::PyList_SetSlice(
                    raw,
                    0,
                    ffi::PyList_GET_SIZE(raw),
                    new.as_raw(),
                ))
            }
            Kind::Dict if ordered::is_ordered(python) => ordered::fill(python, objects),
            Kind::Dict => {
                ffi::PyDict_Clear(raw);
                for pair in objects.chunks_exact(2) {
                    check(ffi::PyDict_SetItem(raw, pair[0].as_raw(), pair[1].as_raw()))?;
                }
                Ok(())
            }
            Kind::Set => lay_out(objects.len(), all_ints(objects), |order| {
                check(ffi::PySet_Clear(raw))?;
                for &i in order {
                    check(ffi::PySet_Add(raw, objects[i].as_raw()))?;
                }
                Ok(same_objects(kind, python, objects))
            }),
        }
    }
}

/// The most items of a set in its first table.
const FEW: usize = 4;

/// Whether these hash the same everywhere.
pub(super) fn all_ints(objects: &[Owned]) -> bool {
    // SAFETY: live objects.
    (objects.iter()).all(|object| unsafe { ffi::PyLong_CheckExact(object.as_raw()) != 0 })
}

/// Lays a set of `n` items out as another one is, whose items are in table order: where one
/// took another's place, that depends on the order they were added in. `lay` adds them in an
/// order, and says whether they lie as they should; that is only seen of `ints`, whose hashes
/// do not change from run to run.
pub(super) fn lay_out(
    n: usize,
    ints: bool,
    mut lay: impl FnMut(&[usize]) -> PyResult<bool>,
) -> PyResult<()> {
    let mut order: Vec<usize> = (0..n).collect();
    while !lay(&order)? {
        // The next permutation; the last one has no rise.
        let rise = order.windows(2).rposition(|pair| pair[0] < pair[1]);
        let Some(at) = rise.filter(|_| ints && n <= FEW) else {
            break;
        };
        let next = order.iter().rposition(|&item| item > order[at]);
        order.swap(at, next.unwrap_or(at));
        order[at + 1..].reverse();
    }
    Ok(())
}

fn fill_native(kind: Kind, native: &Value, items: &[Value]) -> PyResult<()> {
    match kind {
        Kind::List => {
            if let Some(list) = native.as_list() {
                let old = list.with_vec(|vec| core::mem::replace(vec, items.to_vec()));
                drop(old);
            }
        }
        Kind::Dict => {
            if let Some(dict) = native.as_dict() {
                dict.clear();
                for pair in items.chunks_exact(2) {
                    dict.set(&pair[0], &pair[1])?;
                }
            }
        }
        Kind::Set => {
            let Some(set) = native.as_set() else {
                return Ok(());
            };
            let is_int = |item: &Value| item.as_small_int().is_some();
            lay_out(items.len(), items.iter().all(is_int), |order| {
                set.clear();
                for &i in order {
                    pyaot_core::set::set_add(set, &items[i])?;
                }
                let laid = set.items();
                Ok(laid.iter().zip(items).all(|(laid, item)| laid.is(item)))
            })?;
        }
    }
    Ok(())
}
