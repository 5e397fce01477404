#[macro_export]
macro_rules! functools_functions {
    ($then:path) => { $then! {
        fn functools_partial() -> Value as "_functools.partial -> type";
        fn functools_cached_property() -> Value as "_functools.cached_property -> type";
        fn functools_cmp_to_key(mycmp: Value) -> Value as "_functools.cmp_to_key(mycmp: object) -> object";
        fn functools_lru_cache(maxsize: Value, typed: Value) -> Value [raises] as "_functools.lru_cache(maxsize: object = 128, typed: object = False) -> object";
        fn functools_cache(user_function: Value) -> Value [raises] as "_functools.cache(user_function: object, /) -> object";
        fn functools_wraps(wrapped: Value, assigned: OptValue, updated: OptValue) -> Value [raises] as "_functools.wraps(wrapped: object, assigned: object = ..., updated: object = ...) -> object";
        fn functools_update_wrapper(wrapper: Value, wrapped: Value, assigned: OptValue, updated: OptValue) -> Value [raises] as "_functools.update_wrapper(wrapper: object, wrapped: object, assigned: object = ..., updated: object = ...) -> object";
        /// What is known for the arguments of a call; absent if the function has to be called, and the result kept.
        fn lru_cache_find(wrapper: Value, args: Words) -> OptValue [raises];
        fn lru_cache_keep(wrapper: Value, result: Value, args: Words) -> Unit [raises];
        fn lru_cache_function(wrapper: Value) -> Value;
        fn lru_cache_info(wrapper: Value) -> Value [raises] as "_lru_cache_wrapper.cache_info() -> object";
        fn lru_cache_clear(wrapper: Value) -> Unit as "_lru_cache_wrapper.cache_clear() -> None";
        fn lru_cache_parameters(wrapper: Value) -> Dict as "_lru_cache_wrapper.cache_parameters() -> dict";
    } };
}
functools_functions!(crate::declare_functions);
