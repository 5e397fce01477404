#[macro_export]
macro_rules! awaiting_functions {
    ($then:path) => { $then! {
        /// `await value` in the running coroutine: its result.
        fn coroutine_await(value: Value) -> Value [raises];
        fn coroutine_send(coroutine: Value, value: Value) -> Value [raises] as "coroutine.send(arg: object, /) -> object";
        fn coroutine_throw(coroutine: Value, class: Value, value: Value, traceback: Value) -> Value [raises] as "coroutine.throw(typ: object, val: object = None, tb: object = None, /) -> object";
        fn coroutine_close(coroutine: Value) -> Unit [raises] as "coroutine.close() -> None";
        fn coroutine_awaitable(coroutine: Value) -> Value as "coroutine.__await__() -> object";
        fn coroutine_wrapper_send(wrapper: Value, value: Value) -> Value [raises] as "coroutine_wrapper.send(arg: object, /) -> object";
        fn coroutine_wrapper_throw(wrapper: Value, class: Value, value: Value, traceback: Value) -> Value [raises] as "coroutine_wrapper.throw(typ: object, val: object = None, tb: object = None, /) -> object";
        fn coroutine_wrapper_close(wrapper: Value) -> Unit [raises] as "coroutine_wrapper.close() -> None";
        /// `async with`: the manager's bound `__aexit__`; TypeError when it
        /// has none (or no `__aenter__`).
        fn async_exit_method(manager: Value) -> Value [raises];
        /// `async with`: what awaiting the manager's `__aenter__` gives.
        fn async_enter(manager: Value) -> Value [raises];
        /// Awaits a bound `__aexit__` with the exception's type, value and
        /// traceback (None without one); the truth of what it gives.
        fn async_exit(exit: Value, exception: OptValue) -> Bool [raises];
        /// `async for`: the asynchronous iterator of an object.
        fn async_iter(iterable: Value) -> Value [raises];
        /// The next item, awaited; unbound at the end.
        fn async_next(iterator: Value) -> OptValue [raises];
    } };
}
awaiting_functions!(crate::declare_functions);
