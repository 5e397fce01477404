#[macro_export]
macro_rules! builtins_functions {
    ($then:path) => { $then! {
        fn builtins_abs(x: Value) -> Value [raises] as "builtins.abs(x: object, /) -> object";
        fn builtins_all(iterable: Value) -> Bool [raises] as "builtins.all(iterable: object, /) -> bool";
        fn builtins_any(iterable: Value) -> Bool [raises] as "builtins.any(iterable: object, /) -> bool";
        fn builtins_callable(obj: Value) -> Bool [raises] as "builtins.callable(obj: object, /) -> bool";
        fn builtins_delattr(obj: Value, name: Value) -> Unit [raises, names] as "builtins.delattr(obj: object, name: object, /) -> None";
        fn builtins_dir(object: Value) -> Value [raises, names] as "builtins.dir(object: object, /) -> list[str]";
        fn builtins_divmod(x: Value, y: Value) -> Value [raises] as "builtins.divmod(x: object, y: object, /) -> object";
        fn builtins_format(value: Value, format_spec: Value) -> Str [raises] as "builtins.format(value: object, format_spec: str = '', /) -> str";
        fn builtins_getattr(object: Value, name: Value, default: OptValue) -> Value [raises, names] as "builtins.getattr(object: object, name: object, default: object = ..., /) -> object";
        fn builtins_hasattr(obj: Value, name: Value) -> Bool [raises, names] as "builtins.hasattr(obj: object, name: object, /) -> bool";
        fn builtins_hash(obj: Value) -> I64 [raises] as "builtins.hash(obj: object, /) -> int";
        fn builtins_id(obj: Value) -> Int as "builtins.id(obj: object, /) -> int";
        fn builtins_iter(object: Value, sentinel: OptValue) -> Value [raises] as "builtins.iter(object: object, sentinel: object = ..., /) -> object";
        fn builtins_len(obj: Value) -> I64 [raises] as "builtins.len(obj: object, /) -> int";
        fn builtins_max(args: Tuple, key: Value, default: OptValue) -> Value [raises] as "builtins.max(*args: object, key: object = None, default: object = ...) -> object";
        fn builtins_min(args: Tuple, key: Value, default: OptValue) -> Value [raises] as "builtins.min(*args: object, key: object = None, default: object = ...) -> object";
        fn builtins_next(iterator: Value, default: OptValue) -> Value [raises] as "builtins.next(iterator: object, default: object = ..., /) -> object";
        fn builtins_pow(base: Value, exp: Value, modulus: Value) -> Value [raises] as "builtins.pow(base: object, exp: object, mod: object = None) -> object";
        fn builtins_repr(obj: Value) -> Str [raises] as "builtins.repr(obj: object, /) -> str";
        fn builtins_round(number: Value, ndigits: Value) -> Value [raises] as "builtins.round(number: object, ndigits: object = None) -> object";
        fn builtins_setattr(obj: Value, name: Value, value: Value) -> Unit [raises, names] as "builtins.setattr(obj: object, name: object, value: object, /) -> None";
        fn builtins_sorted(iterable: Value, key: Value, reverse: Value) -> List [raises] as "builtins.sorted(iterable: object, /, *, key: object = None, reverse: bool = False) -> list";
        fn builtins_sum(iterable: Value, start: Value) -> Value [raises] as "builtins.sum(iterable: object, /, start: object = 0) -> object";
        fn builtins_vars(object: Value) -> Value [raises, names] as "builtins.vars(object: object, /) -> dict[str, object]";
        /// `min(a, b)` and `max(a, b)`.
        fn value_min(a: Value, b: Value) -> Value [raises];
        fn value_max(a: Value, b: Value) -> Value [raises];
        /// `min(iterable)` and `max(iterable)`.
        fn iterable_min(iterable: Value) -> Value [raises];
        fn iterable_max(iterable: Value) -> Value [raises];
    } };
}
builtins_functions!(crate::declare_functions);
