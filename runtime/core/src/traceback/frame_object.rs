//! `traceback.tb_frame`: what is known of a frame once it is gone; `gi_frame`:
//! that a generator has one.

use pyaot_abi::layout::{CodeInfo, Header};

use crate::exception::TracebackEntry;
use crate::reference::{Dict, Object, Ref, dealloc_struct, new_header};
use crate::types::{Layout, OBJECT, Slots, Type};
use crate::value::Value;

/// A frame that an exception passed through, or of a generator.
#[repr(C)]
pub struct FrameObject {
    header: Header,
    of: Of,
    line: i64,
}

enum Of {
    Code(*const CodeInfo),
    /// The function of a generator.
    Function(Value),
}

/// The code of such a frame.
#[repr(C)]
pub struct CodeObject {
    header: Header,
    code: *const CodeInfo,
}

// SAFETY: repr(C) with a header first; only this type has the layout.
unsafe impl Object for FrameObject {
    const TYPE: &'static Type = &FRAME;
    const LAYOUT: Layout = Layout::TracebackFrame;
}

// SAFETY: repr(C) with a header first; only this type has the layout.
unsafe impl Object for CodeObject {
    const TYPE: &'static Type = &CODE;
    const LAYOUT: Layout = Layout::Code;
}

/// `frame`.
pub static FRAME: Type = Type::builtin(
    "frame",
    Layout::TracebackFrame,
    size_of::<FrameObject>(),
    &[&OBJECT],
    Slots {
        dealloc: dealloc_struct::<FrameObject>,
        getattr: |this, name| {
            let frame = this.downcast::<FrameObject>().expect("frame");
            match (name.as_str(), &frame.of) {
                ("f_code", Of::Code(code)) => Ok(Ref::alloc(CodeObject {
                    header: new_header(),
                    code: *code,
                })
                .into()),
                ("f_code", Of::Function(function)) => {
                    crate::attribute::value_getattr(function, crate::name!("__code__"))
                }
                ("f_lineno", _) => Ok(Value::int(frame.line)),
                // SAFETY: code descriptions live as long as the program.
                ("f_globals", Of::Code(code)) => Ok(globals(unsafe { &**code })),
                ("f_globals", Of::Function(function)) => {
                    crate::attribute::value_getattr(function, crate::name!("__globals__"))
                }
                ("f_locals", _) => Ok(Dict::new().into()),
                ("f_back" | "f_trace", _) => Ok(Value::NONE),
                _ => crate::attribute::generic_getattr(this, name),
            }
        },
        ..Slots::OBJECT
    },
);

/// `code`.
pub static CODE: Type = Type::builtin(
    "code",
    Layout::Code,
    size_of::<CodeObject>(),
    &[&OBJECT],
    Slots {
        dealloc: dealloc_struct::<CodeObject>,
        getattr: |this, name| {
            let code = this.downcast::<CodeObject>().expect("code").code;
            // SAFETY: code descriptions live as long as the program.
            let code: &'static CodeInfo = unsafe { &*code };
            match name.as_str() {
                "co_name" => Ok(crate::str::from_static(&code.name).to_value()),
                "co_qualname" => Ok(crate::str::from_static(&code.name).to_value()),
                "co_firstlineno" => Ok(Value::int(i64::from(code.line))),
                "co_filename" => Ok(crate::str::from_static(&code.file).to_value()),
                _ => crate::attribute::generic_getattr(this, name),
            }
        },
        ..Slots::OBJECT
    },
);

/// The globals of the code's module: its own dict if it has one, else one that
/// says what module it is.
fn globals(code: &'static CodeInfo) -> Value {
    let dict = Dict::new();
    if !code.module.is_null() {
        let name = crate::str::from_static(&code.module);
        let module = crate::namespace::find_module(name.as_str());
        if let Some(own) = module.as_ref().and_then(crate::attribute::attrs_dict) {
            return own.to_value();
        }
        dict.set_str("__name__", name.to_value());
    }
    dict.set_str("__file__", crate::str::from_static(&code.file).to_value());
    dict.into()
}

/// The frame of an entry.
pub fn frame_of(entry: &TracebackEntry) -> Value {
    Ref::alloc(FrameObject {
        header: new_header(),
        of: Of::Code(entry.code),
        line: entry.line,
    })
    .into()
}

/// The frame of a generator of `function`, which begins at `line`.
pub fn frame_of_generator(function: &Value, line: i64) -> Value {
    Ref::alloc(FrameObject {
        header: new_header(),
        of: Of::Function(function.clone()),
        line,
    })
    .into()
}
