//! The subject `object` of the function table: functions, classes,
//! attributes and calls. The bodies live with what they work on.

use pyaot_abi::layout::FunctionObject;

pub use crate::attribute::{
    method_check, method_check_late, raise_unset_field, value_delattr, value_getattr, value_option,
    value_setattr,
};
pub use crate::call::{value_call, value_call_ex, value_call_method};
pub use crate::class::{
    builtin_class, builtin_function, class_announce, class_check_base, class_new, instance_new,
    value_isinstance, value_isinstance_of, value_issubclass, value_type,
};
pub use crate::context::{
    builtin_get, builtin_now, context_enter, context_exit, context_exit_method, name_get,
};
pub use crate::descriptor::super_getattr;
use crate::function::BoundMethodObject;
pub use crate::function::{cell_new, function_new, method_receiver};
pub use crate::module::module_new;
pub use crate::native_module::native_module;
pub use crate::pattern::{
    match_attributes, match_instance, match_keys, match_mapping, match_rest, match_sequence,
};
pub use crate::table::display_from_table;
pub use crate::user_slots::check_init;
use crate::value::Value;

/// The row `function_is`.
pub fn function_is(function: &Value, wanted: *const u8) -> bool {
    let object = function.downcast_exact::<FunctionObject>();
    object.is_some_and(|object| core::ptr::eq(object.desc.cast(), wanted))
}

/// The row `method_is`.
pub fn method_is(value: &Value, class: &Value, wanted: *const u8) -> bool {
    value
        .downcast_exact::<BoundMethodObject>()
        .is_some_and(|method| {
            let of_class = class
                .as_type()
                .is_some_and(|ty| core::ptr::eq(ty, method.receiver.ty()));
            of_class && function_is(&method.function, wanted)
        })
}
