#[macro_export]
macro_rules! generator_functions {
    ($then:path) => { $then! {
        /// A generator over the function description `desc`, whose entry is
        /// called with `function` (which may be unbound) and `args`, one word
        /// for each parameter, when the first item is asked for.
        fn generator_new(desc: Ptr, function: OptValue, args: Words) -> Value;
        /// Gives the running generator a frame of that many slots, and the code
        /// that goes on with its body. `owned` is a table with a word for each
        /// `yield`: a bit for each slot, from `frame::FIRST` on, whose reference
        /// is the frame's own, and `frame::QUIET`.
        fn generator_frame(code: Ptr, slots: I64, owned: Ptr) -> Ptr;
        /// `yield value` in the running generator: what was sent to it. The
        /// compiler takes the call apart where the generator has a frame.
        fn generator_yield(value: Value) -> Value [raises, consumes];
        /// `yield from iterable`: what the subiterator returned; taken apart
        /// likewise.
        fn generator_yield_from(iterable: Value) -> Value [raises];
        /// The running generator, which has a frame, waits for what `iterable`
        /// yields as soon as its body is left.
        fn generator_delegate(iterable: Value) -> Unit [raises];
        /// Raises again what leaves the body of a generator: a StopIteration as
        /// a RuntimeError.
        fn raise_from_generator() -> Unit [raises];
        fn generator_send(generator: Value, value: Value) -> Value [raises] as "generator.send(arg: object, /) -> object";
        fn generator_throw(generator: Value, class: Value, value: Value, traceback: Value) -> Value [raises] as "generator.throw(typ: object, val: object = None, tb: object = None, /) -> object";
        fn generator_close(generator: Value) -> Unit [raises] as "generator.close() -> None";
    } };
}
generator_functions!(crate::declare_functions);
