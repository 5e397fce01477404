//! Module objects of compiled modules.

use core::cell::RefCell;

use pyaot_abi::layout::{Header, Word};

use crate::prelude::*;
use crate::reference::{Object, Ref, Str, new_header};
use crate::types::{Layout, OBJECT, Slots, Type, type_flags};
use crate::value::{Value, release};

#[repr(C)]
pub struct ModuleObject {
    header: Header,
    /// Dict of the module's names.
    pub attrs: Word,
    /// What CPython's module has in the place of ours.
    replaced: RefCell<Replaced>,
}

/// The members of a native module in whose place code of CPython (`unittest.mock`) has put others.
#[derive(Default)]
pub struct Replaced {
    pub members: Vec<Str>,
    /// Of the dict of all modules and of that of this one, once looked at.
    pub seen: Option<[DictVersion; 2]>,
}

/// A word of CPython that changes whenever a dict does, and what it was.
pub struct DictVersion {
    /// Readable as long as the process runs.
    pub word: *const u64,
    pub seen: u64,
}

impl Replaced {
    fn is_current(&self) -> bool {
        self.seen.as_ref().is_some_and(|seen| {
            // SAFETY: readable for good.
            seen.iter()
                .all(|version| unsafe { *version.word } == version.seen)
        })
    }
}

// SAFETY: repr(C) with a header first; only this type has the layout.
unsafe impl Object for ModuleObject {
    const TYPE: &'static Type = &MODULE;
    const LAYOUT: Layout = Layout::Module;
}

/// `module`.
pub static MODULE: Type = Type::builtin(
    "module",
    Layout::Module,
    size_of::<ModuleObject>(),
    &[&OBJECT],
    Slots {
        // SAFETY: called on dead modules only; the word is owned by the module.
        dealloc: |header| unsafe {
            release((*header.cast::<ModuleObject>()).attrs);
            (&raw mut (*header.cast::<ModuleObject>()).replaced).drop_in_place();
            crate::memory::free(header.cast(), size_of::<ModuleObject>());
        },
        repr: Some(|this| Ok(Str::new(&repr(this)))),
        getattr: |this, name| match crate::attribute::generic_getattr_opt(this, name)? {
            Some(value) if !is_hidden_function(this, name) => {
                Ok(put_there(this, name).unwrap_or(value))
            }
            // What the library lacks is CPython's.
            _ if crate::foreign::hooks().is_some() && is_library(this) => {
                let whole = crate::foreign::foreign_import(&Str::new(&module_name(this)))?;
                crate::attribute::value_getattr(&whole, name)
            }
            Some(value) => Ok(value),
            None => match crate::attribute::attrs_dict(this)
                .and_then(|dict| dict.get_str("__getattr__"))
            {
                Some(own) => crate::call::call(&own, core::slice::from_ref(name.as_value())),
                None => Err(crate::error::raise_attribute_error(format_args!(
                    "module '{}' has no attribute '{}'",
                    module_name(this),
                    name.as_str()
                ))),
            },
        },
        ..Slots::OBJECT
    },
)
.with_flags(type_flags::HAS_ATTRS);

/// What code of CPython has put in the place of a member of a native module.
fn put_there(this: &Value, name: &Str) -> Option<Value> {
    let hooks = crate::foreign::active_hooks()?;
    let module = this.downcast::<ModuleObject>()?;
    if !module.replaced.borrow().is_current() {
        if !crate::native_module::is_loaded(this) {
            return None;
        }
        let members = crate::attribute::attrs_dict(this)?;
        let now = crate::coroutine::on_program_stack(|| {
            (hooks.replaced_members)(&module_name(this), members)
        });
        module.replaced.replace(now);
    }
    let is_it = |member: &Str| member.as_str() == name.as_str();
    if !module.replaced.borrow().members.iter().any(is_it) {
        return None;
    }
    let module = module_name(this);
    crate::coroutine::on_program_stack(|| (hooks.put_there)(&module, name.as_str()))
}

/// Whether the name is a function of the module in CPython (`operator.__lt__`)
/// that a method of all objects would hide.
fn is_hidden_function(this: &Value, name: &Str) -> bool {
    let compares = matches!(
        name.as_str(),
        "__eq__" | "__ge__" | "__gt__" | "__le__" | "__lt__" | "__ne__"
    );
    compares && module_name(this) == "operator"
}

/// As importlib's `_module_repr_from_spec`.
fn repr(this: &Value) -> String {
    let name = module_name(this);
    let file = crate::attribute::attrs_dict(this).and_then(|dict| dict.get_str("__file__"));
    let file = file.as_ref().and_then(Value::as_str);
    let of_program = file.filter(|file| !file.as_str().starts_with("<library>/"));
    match of_program {
        Some(file) => {
            let file = crate::str::repr_text(file.as_str());
            format!("<module '{name}' from {file}>")
        }
        None if ALWAYS_BUILT_IN.contains(&&*name) => format!("<module '{name}' (built-in)>"),
        None => format!("<module '{name}'>"),
    }
}

/// Modules of ours that each CPython has within itself; others it may load from files.
const ALWAYS_BUILT_IN: &[&str] = &["builtins", "gc", "itertools", "sys", "time"];

fn is_library(this: &Value) -> bool {
    crate::native_module::is_loaded(this) || crate::namespace::is_library(&module_name(this))
}

fn module_name(this: &Value) -> String {
    crate::attribute::attrs_dict(this)
        .and_then(|dict| dict.get_str("__name__"))
        .and_then(|name| name.as_str().map(|name| name.as_str().to_string()))
        .unwrap_or_else(|| "?".to_string())
}

/// Whether `value` is a module of ours with that name.
pub fn is_named(value: &Value, name: &str) -> bool {
    value.downcast::<ModuleObject>().is_some() && module_name(value) == name
}

/// A namespace object for a compiled module; attributes live in its dict.
pub fn named(name: &Str) -> Value {
    let dict = crate::reference::Dict::new();
    dict.set_str("__name__", name.to_value());
    Ref::alloc(ModuleObject {
        header: new_header(),
        attrs: dict.into_raw(),
        replaced: RefCell::default(),
    })
    .into()
}

/// The row `module_new`.
pub fn module_new(name: &Str, file: &Str) -> Value {
    let module = named(name);
    if let (false, Some(dict)) = (
        file.as_str().is_empty(),
        crate::attribute::attrs_dict(&module),
    ) {
        dict.set_str("__file__", file.to_value());
    }
    module
}
