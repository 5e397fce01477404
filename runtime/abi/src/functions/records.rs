#[macro_export]
macro_rules! records_functions {
    ($then:path) => { $then! {
        /// A line of a file of values, behind what has `begun`: the record as a list, what has begun as a
        /// tuple, or what is wrong.
        fn records_read(line: Str, options: Tuple, limit: Value, begun: Value) -> Value [raises] as "_records.read(line: str, options: tuple, limit: object, begun: object, /) -> object";
        /// The record that the end of the file completes, None, or what is wrong.
        fn records_end(options: Tuple, begun: Value) -> Value [raises] as "_records.end(options: tuple, begun: object, /) -> object";
        /// A record as text, or what is wrong in a tuple.
        fn records_write(row: Value, options: Tuple) -> Value [raises] as "_records.write(row: object, options: tuple, /) -> object";
    } };
}
records_functions!(crate::declare_functions);
