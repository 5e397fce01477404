//! Arrays that both sides see: an array of ours and its twin, an array of CPython's that owns the memory
//! of both. Items need nobody to bring them in step; where they lie and how many they are is looked up
//! when control comes back, and told when ours makes the array longer or shorter.

use core::ffi::{CStr, c_char};

use pyaot_abi::layout::ArrayObject;
use pyaot_core::array::{self, ARRAY, Items};
use pyaot_core::error::{PyResult, raise_memory_error};
use pyaot_core::memory::Global;
use pyaot_core::value::Value;
use pyo3_ffi as ffi;

use crate::reference::{Borrowed, Owned, Raw, new_str};
use crate::sharing::ByAddress;

/// CPython 3.11's `arrayobject`.
#[repr(C)]
struct PyArray {
    base: ffi::PyVarObject,
    items: *mut u8,
    allocated: isize,
    /// The typecode is the first byte of what this points to.
    description: *const c_char,
    weak_references: Raw,
    exports: isize,
}

#[derive(Default)]
struct Twins {
    /// The words of our arrays by their twins, which they hold.
    ours: ByAddress<Raw, u64>,
    /// Those that CPython may change.
    watched: ByAddress<Raw, u64>,
    /// CPython's class.
    class: Option<Owned>,
}

static TWINS: Global<Option<Twins>> = Global::new(None);

fn twins() -> &'static mut Twins {
    // SAFETY: callers end each use before anything else can run.
    unsafe { (*TWINS.get()).get_or_insert_default() }
}

/// Whether CPython may change any array of ours.
pub fn any() -> bool {
    // SAFETY: a short access.
    unsafe { (*TWINS.get()).as_ref() }.is_some_and(|twins| !twins.watched.is_empty())
}

fn watch(twin: Raw, word: u64) {
    twins().watched.insert(twin, word);
    crate::sharing::update_any();
}

fn class() -> PyResult<Owned> {
    if let Some(class) = &twins().class {
        return Ok(class.clone());
    }
    let class = crate::class::to_python(&ARRAY)?;
    twins().class = Some(class.clone());
    Ok(class)
}

/// Whether an object is an array that is to be one of ours.
pub fn is_array(object: Borrowed<'_>) -> bool {
    if !array::is_used() {
        return false;
    }
    let ty = object.type_pointer();
    // SAFETY: a live object has a live type, whose name is a C string.
    let named = unsafe { CStr::from_ptr((*ty).tp_name) } == c"array.array";
    named && class().is_ok_and(|class| class.as_raw().cast() == ty)
}

/// Tells our side what the twin has.
///
/// # Safety
/// The word is of a live array of ours with that twin.
unsafe fn refresh(twin: Raw, word: u64) {
    // SAFETY: as promised by the caller.
    unsafe {
        let python = &*twin.cast::<PyArray>();
        if let Some(native) = Value::borrow_opt(&word).and_then(Value::downcast::<ArrayObject>) {
            let (len, room) = (python.base.ob_size as i64, python.allocated as i64);
            array::look_at_twin(native, python.items, len, room);
        }
    }
}

/// The CPython array for one of ours.
pub fn share(value: &Value) -> PyResult<Owned> {
    let native = value.downcast::<ArrayObject>().expect("array");
    if let Some(known) = array::twin(native).and_then(Borrowed::of) {
        watch(known.as_raw(), value.as_raw());
        return Ok(known.to_owned());
    }
    let code = new_str(char::from(native.code()).encode_utf8(&mut [0; 4]))?;
    let twin = class()?.borrow().call(&[code.borrow()])?;
    let bytes = native.bytes();
    // SAFETY: a fresh array without items, which gets a block of the allocator its own come from.
    unsafe {
        let python = &mut *twin.as_raw().cast::<PyArray>();
        let allocated = array::allocated(native);
        let room = allocated * native.item_size();
        if room > 0 {
            let block = ffi::PyMem_Malloc(room).cast::<u8>();
            if block.is_null() {
                return Err(raise_memory_error());
            }
            block.copy_from_nonoverlapping(bytes.as_ptr(), bytes.len());
            python.items = block;
            python.allocated = allocated as isize;
            python.base.ob_size = native.len as isize;
        }
    }
    array::set_twin(native, twin.clone().into_value());
    twins().ours.insert(twin.as_raw(), value.as_raw());
    watch(twin.as_raw(), value.as_raw());
    // SAFETY: the array is live, and that is its twin.
    unsafe { refresh(twin.as_raw(), value.as_raw()) };
    Ok(twin)
}

/// Our array for one of CPython's.
pub fn adopt(object: Borrowed<'_>) -> Option<Value> {
    let raw = object.as_raw();
    let known = twins().ours.get(&raw).copied();
    let native = match known {
        // SAFETY: arrays of ours leave the map when they die.
        Some(word) => unsafe { Value::borrow_opt(&word) }?.clone(),
        None => {
            // SAFETY: a live array has a description.
            let code = unsafe { *(*raw.cast::<PyArray>()).description } as u8;
            let native: Value = array::of_twin(code, object.to_owned().into_value()).into();
            twins().ours.insert(raw, native.as_raw());
            native
        }
    };
    watch(raw, native.as_raw());
    // SAFETY: the array is live, and that is its twin.
    unsafe { refresh(raw, native.as_raw()) };
    Some(native)
}

/// The hook `array_dies`.
pub fn dies(twin: &Value) {
    if let Some(twin) = Borrowed::of(twin) {
        twins().ours.remove(&twin.as_raw());
        twins().watched.remove(&twin.as_raw());
        crate::sharing::update_any();
    }
}

/// The twin of one of ours, which is live.
fn python_of(native: &Value) -> Option<*mut PyArray> {
    let native = native.downcast::<ArrayObject>()?;
    let twin = array::twin(native).and_then(Borrowed::of)?;
    Some(twin.as_raw().cast())
}

/// Whether something looks at the memory by way of CPython.
pub fn is_exported(native: &Value) -> bool {
    // SAFETY: a live array.
    let is_looked_at = || python_of(native).is_some_and(|python| unsafe { (*python).exports > 0 });
    if !is_looked_at() {
        return false;
    }
    // A container that both sides see may still have a view there that was let go of here.
    crate::sharing::leave();
    is_looked_at()
}

/// The hook `array_resize`: what CPython's own `array_resize` does.
pub fn resize(native: &Value, len: usize) -> PyResult<()> {
    let Some(python) = python_of(native) else {
        return Ok(());
    };
    // SAFETY: a live array; nobody else looks at it meanwhile.
    let python = unsafe { &mut *python };
    let size = native
        .downcast::<ArrayObject>()
        .map_or(1, |array| array.item_size());
    let had = python.base.ob_size as usize;
    let fits = python.allocated as usize >= len && had < len + 16 && !python.items.is_null();
    if !fits {
        // SAFETY: the items are a block of this allocator, or null.
        unsafe {
            if len == 0 {
                ffi::PyMem_Free(python.items.cast());
                python.items = core::ptr::null_mut();
                python.allocated = 0;
            } else {
                let room = array::roomy(had, len);
                let bytes = room.checked_mul(size).filter(|bytes| *bytes < 1 << 48);
                let block = bytes.map_or(core::ptr::null_mut(), |bytes| {
                    ffi::PyMem_Realloc(python.items.cast(), bytes)
                });
                if block.is_null() {
                    return Err(raise_memory_error());
                }
                python.items = block.cast();
                python.allocated = room as isize;
            }
        }
    }
    python.base.ob_size = len as isize;
    let (items, room) = (python.items, python.allocated as i64);
    if let Some(native) = native.downcast::<ArrayObject>() {
        array::look_at_twin(native, items, len as i64, room);
    }
    Ok(())
}

/// After Python ran: looks up where the items are. A twin that nobody in Python can reach any more is
/// not looked at until it crosses again.
pub fn enter() {
    if !any() {
        return;
    }
    twins().watched.retain(|&twin, &mut word| {
        // SAFETY: arrays of ours leave the map when they die, and hold their twins.
        unsafe {
            refresh(twin, word);
            ffi::Py_REFCNT(twin) > 1 || !(*twin.cast::<PyArray>()).weak_references.is_null()
        }
    });
    crate::sharing::update_any();
}
