#[macro_export]
macro_rules! io_functions {
    ($then:path) => { $then! {
        /// `print(*args, sep=sep, end=end, file=file, flush=flush)`; absent
        /// keyword arguments are None.
        fn print(args: Words, sep: Value, end: Value, file: Value, flush: Value) -> Unit [raises];
        /// `print(text)` of one str, the common case.
        fn print_str(text: Str) -> Unit [raises];
    } };
}
io_functions!(crate::declare_functions);
