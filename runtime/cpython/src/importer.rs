//! CPython imports modules of the program that are compiled.
//!
//! A finder before all others knows their names (`pyaot_core::namespace::offered`). To run such a
//! module is to have compiled code import it, which makes it known to CPython when it begins.

use pyaot_core::error::PyResult;
use pyo3_ffi as ffi;

use crate::convert::to_python;
use crate::reference::{Owned, new_str};

/// Makes the finder. Its frames are those of the import system to tracebacks, which leave them out.
const SOURCE: &core::ffi::CStr = cr#"
import sys
from _frozen_importlib import _call_with_frames_removed
from _frozen_importlib_external import SourceFileLoader, spec_from_file_location

class Loader(SourceFileLoader):
    def exec_module(self, module):
        _call_with_frames_removed(offered[self.name][1])

class Finder:
    @staticmethod
    def find_spec(name, path=None, target=None):
        # What has been run is run again by CPython (`importlib.reload`).
        if name not in offered or name in sys.modules:
            return None
        path = offered[name][0]
        return spec_from_file_location(name, path, loader=Loader(name, path))

sys.meta_path.insert(0, Finder)
"#;

/// Puts the finder in front, if the program has modules for it.
pub fn install() -> PyResult<()> {
    let offered = pyaot_core::namespace::offered();
    if offered.is_empty() {
        return Ok(());
    }
    // SAFETY: live objects and C strings.
    unsafe {
        let table = Owned::checked(ffi::PyDict_New())?;
        for [name, path, run] in offered {
            let (name, path, run) = (to_python(&name)?, to_python(&path)?, to_python(&run)?);
            let entry = Owned::checked(ffi::PyTuple_Pack(2, path.as_raw(), run.as_raw()))?;
            ffi::PyDict_SetItem(table.as_raw(), name.as_raw(), entry.as_raw());
        }
        let names = Owned::checked(ffi::PyDict_New())?;
        let builtins = ffi::PyEval_GetBuiltins();
        let module_name = new_str("_frozen_importlib_external")?;
        for (key, value) in [
            (c"__builtins__", builtins),
            (c"__name__", module_name.as_raw()),
            (c"offered", table.as_raw()),
        ] {
            ffi::PyDict_SetItemString(names.as_raw(), key.as_ptr(), value);
        }
        crate::interpreter::run_text(SOURCE, c"<frozen importlib._bootstrap_external>", &names)
    }
}
