#[macro_export]
macro_rules! dict_functions {
    ($then:path) => { $then! {
        fn dict_new() -> Dict;
        fn dict_getitem(dict: Dict, key: Value) -> Value [raises];
        fn dict_setitem(dict: Dict, key: Value, value: Value) -> Unit [raises];
        fn dict_delitem(dict: Dict, key: Value) -> Unit [raises];
        fn dict_contains(dict: Dict, key: Value) -> Bool [raises];
        fn dict_len(dict: Dict) -> I64;
        fn dict_get(dict: Dict, key: Value, default: Value) -> Value [raises] as "dict.get(key: object, default: V = None, /) -> V";
        /// `{**mapping}` and keyword spreading.
        fn dict_update_from(dict: Dict, mapping: Value) -> Unit [raises];
        /// Keyword spreading in a call: a repeated key is a TypeError.
        fn dict_merge_keywords(dict: Dict, mapping: Value) -> Unit [raises];
    } };
}
dict_functions!(crate::declare_functions);
