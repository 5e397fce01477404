#[macro_export]
macro_rules! sys_functions {
    ($then:path) => { $then! {
        fn sys_exit(status: Value) -> Value [raises] as "sys.exit(status: object = None, /) -> object";
        fn sys_setrecursionlimit(limit: I64) -> Unit [raises] as "sys.setrecursionlimit(limit: int, /) -> None";
        fn sys_getrecursionlimit() -> I64 as "sys.getrecursionlimit() -> int";
        fn sys_set_int_max_str_digits(maxdigits: I64) -> Unit [raises] as "sys.set_int_max_str_digits(maxdigits: int) -> None";
        fn sys_get_int_max_str_digits() -> I64 as "sys.get_int_max_str_digits() -> int";
        fn sys_intern(string: Str) -> Str as "sys.intern(string: str, /) -> str";
        fn sys_exc_info() -> Tuple as "sys.exc_info() -> tuple[object, object, object]";
        fn sys_exception() -> Value as "sys.exception() -> object";
        fn sys_getdefaultencoding() -> Str as "sys.getdefaultencoding() -> str";
    } };
}
sys_functions!(crate::declare_functions);
