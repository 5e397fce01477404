#[macro_export]
macro_rules! foreign_functions {
    ($then:path) => { $then! {
        /// `import name`: the module called `name` (dotted: the last part)
        /// from CPython; starts the interpreter on first use.
        fn foreign_import(name: Str) -> Value [raises];
        /// `from module import name`: attribute, else submodule.
        fn foreign_import_from(module: Value, name: Str) -> Value [raises];
        /// `from module import name` of a compiled module called `full`, at `path`; `running`: its body still runs.
        fn own_import_from(module: Value, name: Str, full: Str, path: Str, running: Bool) -> Value [raises];
        /// Runs a whole Python source as `__main__` in CPython.
        fn foreign_run_main(source: Str, file: Str) -> Unit [raises];
    } };
}
foreign_functions!(crate::declare_functions);
