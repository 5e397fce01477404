//! Methods that containers call by the million: `__hash__`, `__eq__` and `__lt__` of classes of
//! the program are kept beside the class, as long as that does not change.
//!
//! Two instances of one class are compared by code that was compiled for just that, if there is
//! any. What such code does may be *quiet*: nothing happens but that it looks at the two.

use pyaot_abi::layout::{self, PairDesc, Word};

use crate::attribute::type_lookup;
use crate::error::{PyResult, raised_by_status};
use crate::exports::Outcome;
use crate::name;
use crate::types::{CompareOp, Type};
use crate::value::Value;

/// The methods as they are found in a class of some version.
#[derive(Clone, Copy)]
pub struct Often {
    version: u64,
    /// Functions that take only the receiver and positional arguments, borrowed from the class
    /// that has them; 0: something else, or nothing.
    methods: [Word; 3],
    /// Their code for instances of the class.
    pairs: [Option<&'static PairDesc>; 3],
}

impl Often {
    pub const NOTHING: Often = Often {
        version: 0,
        methods: [0; 3],
        pairs: [None; 3],
    };
}

/// Places of the methods.
pub const HASH: usize = 0;
const EQ: usize = 1;
const LT: usize = 2;

/// The place of the method behind a comparison.
#[inline(always)]
fn place(op: CompareOp) -> Option<usize> {
    match op {
        CompareOp::Eq => Some(EQ),
        CompareOp::Lt => Some(LT),
        _ => None,
    }
}

#[inline(always)]
fn look(class: &'static Type) -> Option<&'static Often> {
    // SAFETY: a short access, which ends before other code runs; classes are never freed.
    unsafe {
        let often = class.often()?;
        let version = class.version.get();
        if version == 0 || (*often).version != version {
            look_up(class, often);
        }
        Some(&*often)
    }
}

#[cold]
#[inline(never)]
fn look_up(class: &'static Type, often: *mut Often) {
    let mut found = Often::NOTHING;
    let names = [
        (name!("__hash__"), 1),
        (name!("__eq__"), 2),
        (name!("__lt__"), 2),
    ];
    for (place, (name, n)) in names.into_iter().enumerate() {
        let method = type_lookup(class, name);
        let plain = method.filter(|method| crate::function::is_plain(method, n));
        if let Some(method) = plain {
            found.methods[place] = method.as_raw();
            let mut pairs = class.pairs().iter();
            found.pairs[place] =
                pairs.find(|pair| crate::function::is_made_of(&method, pair.function));
        }
    }
    // The look-ups have given the class its version.
    found.version = class.version.get();
    // SAFETY: a short access.
    unsafe { *often = found };
}

/// One of the methods, if it is a plain function.
#[inline(always)]
pub fn method(class: &'static Type, place: usize) -> Option<Value> {
    let often = look(class)?;
    // SAFETY: the class keeps the function while its version stands.
    unsafe { Value::borrow_opt(&often.methods[place]).cloned() }
}

/// `hash(key)`, where `__hash__` of the class is a function with code for that.
#[inline(always)]
pub fn hash(key: &Value) -> Option<PyResult<i64>> {
    let header = key.as_header()?;
    // SAFETY: the header of a live object; classes are never freed.
    let class = unsafe { &*(*header).ty.cast::<Type>() };
    match run(look(class)?.pairs[HASH]?, key, key) {
        Ok(result) => Some(crate::user_slots::hash_result(&result)),
        Err(raised) => Some(Err(raised)),
    }
}

/// The class of both, if it is the same.
#[inline(always)]
fn one_class(a: &Value, b: &Value) -> Option<&'static Type> {
    let (x, y) = (a.as_header()?, b.as_header()?);
    // SAFETY: headers of live objects; classes are never freed.
    unsafe {
        let class = (*x).ty;
        core::ptr::eq(class, (*y).ty).then(|| &*class.cast::<Type>())
    }
}

/// What the method would give, called on `a` with `b`, both of its class.
#[inline(always)]
fn run(pair: &PairDesc, a: &Value, b: &Value) -> PyResult<Value> {
    // SAFETY: code has the signature that PairDesc promises.
    let code: extern "C" fn(Word, Word) -> Outcome<u64> =
        unsafe { core::mem::transmute(pair.code) };
    let outcome = code(a.as_raw(), b.as_raw());
    if outcome.status == 0 {
        // SAFETY: the result is an owned word.
        Ok(unsafe { Value::from_raw(outcome.value) })
    } else {
        Err(raised_by_status())
    }
}

/// How a key compares with others of its class, where `__eq__` is quiet. It holds as long as
/// nothing else runs.
pub struct Quiet {
    class: *const layout::Type,
    pair: &'static PairDesc,
    hash: Option<&'static PairDesc>,
}

impl Quiet {
    #[inline(always)]
    pub fn of(key: &Value) -> Option<Quiet> {
        let header = key.as_header()?;
        // SAFETY: the header of a live object; classes are never freed.
        let class = unsafe { (*header).ty };
        // SAFETY: as above.
        let pairs = &look(unsafe { &*class.cast::<Type>() })?.pairs;
        let (pair, hash) = (pairs[EQ]?, pairs[HASH]);
        (pair.is_quiet != 0).then_some(Quiet { class, pair, hash })
    }

    /// `hash(key)`, where `__hash__` is quiet too.
    #[inline(always)]
    pub fn hash(&self, key: &Value) -> Option<PyResult<i64>> {
        let pair = self.hash.filter(|pair| pair.is_quiet != 0)?;
        match run(pair, key, key) {
            Ok(result) => Some(crate::user_slots::hash_result(&result)),
            Err(raised) => Some(Err(raised)),
        }
    }

    /// `known == key`; `None` where it takes more than this to tell.
    #[inline(always)]
    pub fn is_equal(&self, known: &Value, key: &Value) -> Option<PyResult<bool>> {
        let header = known.as_header()?;
        // SAFETY: the header of a live object.
        if !core::ptr::eq(unsafe { (*header).ty }, self.class) {
            return None;
        }
        match run(self.pair, known, key) {
            Ok(result) => result.as_bool().map(Ok),
            Err(raised) => Some(Err(raised)),
        }
    }
}

/// `a == b` of two objects, not one, of one class whose `__eq__` is a plain function, as containers
/// ask; `None` of others.
#[inline]
pub fn equal_of_class(a: &Value, b: &Value) -> Option<PyResult<bool>> {
    let class = one_class(a, b)?;
    let often = look(class)?;
    if let Some(pair) = often.pairs[EQ] {
        return Some(is_equal(|x, y| run(pair, x, y), a, b));
    }
    let method = method(class, EQ)?;
    let call = |x: &Value, y: &Value| crate::function::call_plain(&method, &[x, y]);
    Some(is_equal(call, a, b))
}

#[inline(always)]
fn is_equal(
    call: impl Fn(&Value, &Value) -> PyResult<Value>,
    a: &Value,
    b: &Value,
) -> PyResult<bool> {
    let result = {
        let _frame = crate::recursion::enter(" in comparison")?;
        match call(a, b)? {
            first if first.is_not_implemented() => call(b, a)?,
            first => first,
        }
    };
    if result.is_not_implemented() {
        return Ok(false);
    }
    match result.as_bool() {
        Some(equal) => Ok(equal),
        None => crate::operation::value_truth(&result),
    }
}

/// What the method behind a comparison gives, if it is a plain function.
#[inline]
pub fn compare(this: &Value, other: &Value, op: CompareOp) -> Option<PyResult<Value>> {
    let place = place(op)?;
    let class = this.ty();
    if one_class(this, other).is_some()
        && let Some(pair) = look(class)?.pairs[place]
    {
        return Some(run(pair, this, other));
    }
    let method = method(class, place)?;
    Some(crate::function::call_plain(&method, &[this, other]))
}
