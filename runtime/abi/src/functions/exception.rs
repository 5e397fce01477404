#[macro_export]
macro_rules! exception_functions {
    ($then:path) => { $then! {
        /// Makes `exception` (an instance or a class) the pending one.
        /// `cause` is unbound without `from`.
        fn raise(exception: Value, cause: OptValue) -> Unit [raises];
        /// `raise` alone: the exception being handled again.
        fn reraise() -> Unit [raises];
        /// Makes `exception` pending again, as at the end of `finally`.
        fn raise_again(exception: Value) -> Unit [raises];
        /// Takes the pending exception and makes it the handled one
        /// (`sys.exc_info`); the former handled one comes back with
        /// [`exception_leave`].
        fn exception_enter() -> Value;
        /// Takes the pending exception if it is a StopIteration; says whether it was.
        fn exception_ends() -> Bool;
        /// Makes `exception` the handled one, until [`exception_leave`].
        fn exception_handle(exception: Value) -> Unit;
        /// Ends handling: restores what was being handled before `exception`.
        fn exception_leave(exception: Value) -> Unit;
        /// Whether an `except class:` catches `exception`.
        fn exception_matches(exception: Value, class: Value) -> Bool [raises];
        /// The state of a `try` with `except*` that handles `exception`.
        fn except_star_begin(exception: Value) -> List;
        /// What of the exception `except* class` handles, as a group, or None.
        fn except_star_match(state: List, class: Value) -> Value [raises];
        /// Takes the pending exception, which a clause has raised.
        fn except_star_raised(state: List) -> Unit;
        /// The exception to raise after the last clause, or None.
        fn except_star_end(state: List) -> Value [raises];
        fn exception_group_derive(group: Value, excs: Value) -> Value [raises] as "BaseExceptionGroup.derive(excs: object, /) -> object";
        fn exception_group_split(group: Value, condition: Value) -> Tuple [raises] as "BaseExceptionGroup.split(matcher_value: object, /) -> tuple";
        fn exception_group_subgroup(group: Value, condition: Value) -> Value [raises] as "BaseExceptionGroup.subgroup(matcher_value: object, /) -> object";
        /// Adds a frame to the pending exception's traceback; `place` and
        /// `anchors` are a [`Position`](crate::position::Position). With the
        /// place negated, only if there is no frame yet.
        fn traceback_add(code: Ptr, place: I64, anchors: I64) -> Unit;
        /// Raises UnboundLocalError / NameError for a variable.
        fn raise_unbound_local(name: Str) -> Unit [raises];
        fn raise_unbound_name(name: Str) -> Unit [raises];
        fn raise_unbound_free(name: Str) -> Unit [raises];
        /// `message` is unbound for a bare `assert`.
        fn raise_assertion(message: OptValue) -> Unit [raises];
        /// Called by the prologue of `function`, whose frame is number
        /// `depth`, when there are too many or the stack is used up: raises RecursionError, or what a
        /// signal raises. 0: the function goes on. Else `pyaot_deep_call`
        /// calls it on another stack, which [`recursion_leave`] gives back;
        /// `words` is the number of arguments on the stack.
        fn recursion_check(function: Ptr, words: I64, depth: I64) -> I64 [raises];
        fn recursion_leave(stack: I64) -> Unit;
        /// Runs what waits for compiled code to let it: other threads of Python, handlers of signals.
        fn let_others_run() -> Unit [raises];
        /// The function whose frame CPython has seen is about to return.
        fn frame_left(record: Ptr) -> Unit;
        /// Raises the named built-in exception with a message.
        fn raise_builtin(class: Str, message: Str) -> Unit [raises];
        /// Raises ImportError for a name that the module at `path` lacks; `running`: its body still runs.
        fn raise_import_missing(module: Str, path: Str, name: Str, running: Bool) -> Unit [raises];
        /// Raises AttributeError for a global that a module lacks; `running`: its body still runs.
        fn raise_module_attribute(module: Str, name: Str, running: Bool) -> Unit [raises];
        /// Unpacking: raises ValueError "too many values to unpack (expected n)"
        /// or "not enough values to unpack (expected n, got m)".
        fn raise_unpack(expected: I64, got: I64) -> Unit [raises];
    } };
}
exception_functions!(crate::declare_functions);
