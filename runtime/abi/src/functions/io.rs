#[macro_export]
macro_rules! io_functions {
    ($then:path) => { $then! {
        /// `print(*args, sep=sep, end=end, file=file, flush=flush)`; absent
        /// keyword arguments are None.
        fn print(args: Words, sep: Value, end: Value, file: Value, flush: Value) -> Unit [raises];
        /// `print(text)` of one str, the common case.
        fn print_str(text: Str) -> Unit [raises];
        /// Says on stderr what CPython's compiler warns of, unless the
        /// environment asks for no warnings.
        fn syntax_warnings(text: Str) -> Unit;
        /// `print` as a function object.
        fn print_tuple(args: Tuple, sep: Value, end: Value, file: Value, flush: Value) -> Unit [raises] as "builtins.print(*args: object, sep: object = ' ', end: object = '\\n', file: object = None, flush: object = False) -> None";
        fn io_input(prompt: OptValue) -> Str [raises] as "builtins.input(prompt: object = ..., /) -> str";
        fn file_open(file: Value, mode: Str, buffering: I64, encoding: Value, errors: Value, newline: Value, closefd: Bool, opener: Value) -> Value [raises] as "builtins.open(file: object, mode: str = 'r', buffering: int = -1, encoding: object = None, errors: object = None, newline: object = None, closefd: bool = True, opener: object = None) -> object";
        fn file_read(file: Value, size: Value) -> Value [raises] as "_io._IOBase.read(size: object = None, /) -> object";
        fn file_readinto(file: Value, buffer: Value) -> I64 [raises] as "_io._IOBase.readinto(buffer: object, /) -> int";
        fn file_read1(file: Value, size: I64) -> Bytes [raises] as "_io._IOBase.read1(size: int = -1, /) -> bytes";
        fn file_peek(file: Value, size: I64) -> Bytes [raises] as "_io._IOBase.peek(size: int = 0, /) -> bytes";
        fn file_readline(file: Value, size: I64) -> Value [raises] as "_io._IOBase.readline(size: int = -1, /) -> object";
        fn file_readlines(file: Value, hint: Value) -> List [raises] as "_io._IOBase.readlines(hint: object = None, /) -> list[object]";
        fn file_write(file: Value, data: Value) -> I64 [raises] as "_io._IOBase.write(s: object, /) -> int";
        fn file_writelines(file: Value, lines: Value) -> Unit [raises] as "_io._IOBase.writelines(lines: object, /) -> None";
        fn file_flush(file: Value) -> Unit [raises] as "_io._IOBase.flush() -> None";
        fn file_close(file: Value) -> Unit [raises] as "_io._IOBase.close() -> None";
        fn file_fileno(file: Value) -> I64 [raises] as "_io._IOBase.fileno() -> int";
        fn file_isatty(file: Value) -> Bool [raises] as "_io._IOBase.isatty() -> bool";
        fn file_readable(file: Value) -> Bool [raises] as "_io._IOBase.readable() -> bool";
        fn file_writable(file: Value) -> Bool [raises] as "_io._IOBase.writable() -> bool";
        fn file_seekable(file: Value) -> Bool [raises] as "_io._IOBase.seekable() -> bool";
        fn file_seek(file: Value, offset: I64, whence: I64) -> I64 [raises] as "_io._IOBase.seek(offset: int, whence: int = 0, /) -> int";
        fn file_tell(file: Value) -> I64 [raises] as "_io._IOBase.tell() -> int";
        fn file_truncate(file: Value, size: Value) -> I64 [raises] as "_io._IOBase.truncate(size: object = None, /) -> int";
        fn file_enter(file: Value) -> Value [raises] as "_io._IOBase.__enter__() -> object";
        fn file_exit(file: Value, args: Tuple) -> Unit [raises] as "_io._IOBase.__exit__(*args: object) -> None";
        fn file_closed(file: Value) -> Bool as "_io._IOBase.closed -> bool";
        fn file_name(file: Value) -> Value as "_io._IOBase.name -> object";
        fn file_mode(file: Value) -> Str as "_io._IOBase.mode -> str";
        fn file_encoding(file: Value) -> Str as "_io.TextIOWrapper.encoding -> str";
        fn file_errors(file: Value) -> Str as "_io.TextIOWrapper.errors -> str";
        fn file_buffer(file: Value) -> Value [raises] as "_io.TextIOWrapper.buffer -> object";
        fn file_newlines(file: Value) -> Value as "_io.TextIOWrapper.newlines -> object";
        fn file_write_through(file: Value) -> Bool as "_io.TextIOWrapper.write_through -> bool";
        fn file_reconfigure(file: Value, encoding: Value, errors: Value, newline: OptValue, line_buffering: Value, write_through: Value) -> Unit [raises] as "_io.TextIOWrapper.reconfigure(*, encoding: object = None, errors: object = None, newline: object = ..., line_buffering: object = None, write_through: object = None) -> None";
        fn unsupported_operation() -> Value as "_io.UnsupportedOperation -> type";
        fn file_line_buffering(file: Value) -> Bool as "_io.TextIOWrapper.line_buffering -> bool";
    } };
}
io_functions!(crate::declare_functions);
