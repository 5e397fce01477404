#[macro_export]
macro_rules! async_generator_functions {
    ($then:path) => { $then! {
        /// `yield value` in the running asynchronous generator: what was sent.
        fn async_generator_yield(value: Value) -> Value [raises];
        fn async_generator_anext(generator: Value) -> Value [raises] as "async_generator.__anext__() -> object";
        fn async_generator_aiter(generator: Value) -> Value as "async_generator.__aiter__() -> object";
        fn async_generator_asend(generator: Value, value: Value) -> Value [raises] as "async_generator.asend(value: object, /) -> object";
        fn async_generator_athrow(generator: Value, class: Value, value: Value, traceback: Value) -> Value [raises] as "async_generator.athrow(typ: object, val: object = None, tb: object = None, /) -> object";
        fn async_generator_aclose(generator: Value) -> Value [raises] as "async_generator.aclose() -> object";
        fn async_asend_send(step: Value, value: Value) -> Value [raises] as "async_generator_asend.send(arg: object, /) -> object";
        fn async_asend_throw(step: Value, class: Value, value: Value, traceback: Value) -> Value [raises] as "async_generator_asend.throw(typ: object, val: object = None, tb: object = None, /) -> object";
        fn async_asend_close(step: Value) -> Unit as "async_generator_asend.close() -> None";
        fn async_asend_await(step: Value) -> Value as "async_generator_asend.__await__() -> object";
        fn async_athrow_send(step: Value, value: Value) -> Value [raises] as "async_generator_athrow.send(arg: object, /) -> object";
        fn async_athrow_throw(step: Value, class: Value, value: Value, traceback: Value) -> Value [raises] as "async_generator_athrow.throw(typ: object, val: object = None, tb: object = None, /) -> object";
        fn async_athrow_close(step: Value) -> Unit as "async_generator_athrow.close() -> None";
        fn async_athrow_await(step: Value) -> Value as "async_generator_athrow.__await__() -> object";
    } };
}
async_generator_functions!(crate::declare_functions);
