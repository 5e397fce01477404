//! Files, and texts and bytes in memory: what CPython does to them with plain arguments looks at no
//! container that both sides share, so the two sides need not be brought in step for it. A library
//! that writes many records writes each of them to one, while it holds them all.

use pyaot_abi::layout::FunctionObject;
use pyaot_core::function::BoundMethodObject;
use pyaot_core::method::BuiltinFunctionObject;
use pyaot_core::types::Layout;
use pyaot_core::value::Value;

use crate::proxy::unwrap;
use crate::quiet::is_plain;
use crate::reference::{Borrowed, Raw};

/// Whether a value is one of them, of no class of the program's.
pub fn is_stream(value: &Value) -> bool {
    let class = value.ty();
    if !class.is_heap_type() {
        return class.layout() == Layout::File;
    }
    let is_in_memory = matches!(class.name(), "StringIO" | "BytesIO");
    is_in_memory
        && pyaot_core::class::module_of(class)
            .to_str()
            .is_some_and(|m| m.as_str() == "io")
}

/// Whether a call is one of a stream's methods, and its arguments are texts, bytes and numbers.
///
/// # Safety
/// `args` points at `n` live objects.
pub unsafe fn is_plain_call(callee: &Value, args: *const Raw, n: usize) -> bool {
    // SAFETY: as promised by the caller.
    let are_plain = |from| (from..n).all(|i| unsafe { is_plain(*args.add(i)) });
    if let Some(function) = callee.downcast::<BuiltinFunctionObject>() {
        return function.receiver.as_ref().is_some_and(is_stream) && are_plain(0);
    }
    if let Some(method) = callee.downcast::<BoundMethodObject>() {
        return is_stream(&method.receiver) && are_plain(0);
    }
    // CPython binds the functions of a class of ours itself.
    let Some(function) = callee.downcast::<FunctionObject>().filter(|_| n > 0) else {
        return false;
    };
    // SAFETY: as promised by the caller.
    let receiver = unwrap(unsafe { Borrowed::new(*args) });
    receiver.filter(is_stream).is_some_and(|receiver| {
        let name = pyaot_core::function::qualname(function);
        let name = name.as_str().rsplit('.').next().unwrap_or_default();
        let method = receiver.ty().lookup(&pyaot_core::str::intern(name));
        method.is_some_and(|method| method.is(callee)) && are_plain(1)
    })
}
