//! cpython
