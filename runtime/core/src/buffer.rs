//! Array views over foreign memory: everything is done by the bridge.

use crate::value::Value;

/// The row `view_acquire`.
pub fn view_acquire(object: &Value, dtype: i64, ndim: i64, out: *const u8) -> bool {
    crate::foreign::hooks().is_some_and(|hooks| (hooks.view_acquire)(object, dtype, ndim, out))
}

/// The row `view_release`.
pub fn view_release(view: *const u8) {
    if let Some(hooks) = crate::foreign::hooks() {
        (hooks.view_release)(view);
    }
}
