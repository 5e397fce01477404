#[macro_export]
macro_rules! generator_functions {
    ($then:path) => { $then! {
        /// A generator over the function description `desc`, whose entry is
        /// called with `function` (which may be unbound) and `args`, one word
        /// for each parameter, when the first item is asked for.
        fn generator_new(desc: Ptr, function: OptValue, args: Words) -> Value;
        /// `yield value` in the running generator: what was sent to it.
        fn generator_yield(value: Value) -> Value [raises];
        /// `yield from iterable`: what the subiterator returned.
        fn generator_yield_from(iterable: Value) -> Value [raises];
        /// Raises again what leaves the body of a generator: a StopIteration as
        /// a RuntimeError.
        fn raise_from_generator() -> Unit [raises];
        fn generator_send(generator: Value, value: Value) -> Value [raises] as "generator.send(arg: object, /) -> object";
        fn generator_throw(generator: Value, class: Value, value: Value, traceback: Value) -> Value [raises] as "generator.throw(typ: object, val: object = None, tb: object = None, /) -> object";
        fn generator_close(generator: Value) -> Unit [raises] as "generator.close() -> None";
    } };
}
generator_functions!(crate::declare_functions);
