#[macro_export]
macro_rules! namespace_functions {
    ($then:path) => { $then! {
        /// The dict a module keeps its globals in, with the names every module
        /// has; the module is known by its name from then on.
        fn namespace_new(name: Str, file: Str, doc: Value) -> Value;
        /// A global: the builtin of that name when it is not set; NameError.
        fn namespace_get(globals: Value, name: Str) -> Value [raises];
        /// The same where the program may have put another in place of the builtin.
        fn namespace_get_now(globals: Value, name: Str) -> Value [raises];
        /// A global; unbound when it is not set.
        fn namespace_find(globals: Value, name: Str) -> OptValue;
        fn namespace_set(globals: Value, name: Str, value: Value) -> Unit;
        /// A global of a module, for `import *`: unbound when it is not set.
        fn namespace_export(module: Value, name: Str) -> OptValue;
        /// `import *` of that module: what its text does not say that it has.
        fn namespace_star(globals: Value, module: Value) -> Unit;
        /// `del name`; NameError.
        fn namespace_delete(globals: Value, name: Str) -> Unit [raises];
        /// The module that [`namespace_new`] made known.
        fn namespace_module(name: Str) -> Value;
        /// Has CPython import a module of the program, of that file, by calling that.
        fn namespace_offer(name: Str, path: Str, run: Value) -> Unit as "_imports.offer(name: str, path: str, run: object, /) -> None";
        fn namespace_eval(source: Value, globals: Value, locals: Value) -> Value [raises] as "builtins.eval(source: object, globals: object = None, locals: object = None, /) -> object";
        fn namespace_exec(source: Value, globals: Value, locals: Value) -> Value [raises] as "builtins.exec(source: object, globals: object = None, locals: object = None, /) -> object";
    } };
}
namespace_functions!(crate::declare_functions);
