//! The subject `object` of the function table: functions, classes,
//! attributes and calls. The bodies live with what they work on.

pub use crate::attribute::{
    method_check, method_check_late, raise_unset_field, value_delattr, value_getattr, value_option,
    value_setattr,
};
pub use crate::call::{value_call, value_call_ex, value_call_method};
pub use crate::class::{
    builtin_class, builtin_function, class_announce, class_check_base, class_new, instance_new,
    value_isinstance, value_issubclass, value_type,
};
pub use crate::context::{
    builtin_get, builtin_now, context_enter, context_exit, context_exit_method, name_get,
};
pub use crate::descriptor::super_getattr;
pub use crate::function::{cell_new, function_is, function_new, method_receiver};
pub use crate::module::module_new;
pub use crate::native_module::native_module;
pub use crate::pattern::{
    match_attributes, match_instance, match_keys, match_mapping, match_rest, match_sequence,
};
pub use crate::user_slots::check_init;
