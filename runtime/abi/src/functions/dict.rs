#[macro_export]
macro_rules! dict_functions {
    ($then:path) => { $then! {
        fn dict_new() -> Dict;
        fn dict_getitem(dict: Dict, key: Value) -> Value [raises];
        fn dict_setitem(dict: Dict, key: Value, value: Value) -> Unit [raises];
        fn dict_delitem(dict: Dict, key: Value) -> Unit [raises];
        fn dict_contains(dict: Dict, key: Value) -> Bool [raises];
        /// As the rows without `again`, where the very same key has been looked up.
        fn dict_getitem_again(dict: Dict, key: Value) -> Value [raises];
        fn dict_get_again(dict: Dict, key: Value, default: Value) -> Value [raises];
        fn dict_setitem_again(dict: Dict, key: Value, value: Value) -> Unit [raises];
        /// Adds `by`, of 32 bits, to the small int under `key`, or to a `default` where there is
        /// none; says whether it did. It does not where anybody could watch.
        fn dict_bump(dict: Dict, key: Value, default: OptValue, by: I64) -> Bool;
        fn dict_bump_again(dict: Dict, key: Value, default: OptValue, by: I64) -> Bool;
        /// As the rows with `again`, where nothing has changed since.
        fn dict_getitem_still(dict: Dict, key: Value) -> Value [raises];
        fn dict_get_still(dict: Dict, key: Value, default: Value) -> Value [raises];
        fn dict_setitem_still(dict: Dict, key: Value, value: Value) -> Unit [raises];
        /// As the rows without `items`, with the tuple of those for a key, which is not
        /// made where nobody keeps it.
        fn dict_getitem_items(dict: Dict, items: Words) -> Value [raises];
        fn dict_setitem_items(dict: Dict, value: Value, items: Words) -> Unit [raises];
        fn dict_contains_items(dict: Dict, items: Words) -> Bool [raises];
        fn dict_get_items(dict: Dict, default: Value, items: Words) -> Value [raises];
        fn dict_find_items(dict: Dict, items: Words) -> OptValue [raises];
        fn defaultdict_getitem_items(dict: Dict, items: Words) -> Value [raises];
        fn dict_len(dict: Dict) -> I64;
        /// Raises what the iterator of a dict raises when a turn finds the dict
        /// changed: its size, or its keys only.
        fn dict_changed(size: Bool) -> Unit [raises];
        fn dict_get(dict: Dict, key: Value, default: Value) -> Value [raises] as "dict.get(key: object, default: V = None, /) -> V";
        /// What `dict` has for `key`, without asking a defaultdict's factory.
        fn dict_find(dict: Dict, key: Value) -> OptValue [raises];
        /// `{**mapping}` and keyword spreading.
        fn dict_update_from(dict: Dict, mapping: Value) -> Unit [raises];
        /// Keyword spreading in a call: a repeated key is a TypeError.
        fn dict_merge_keywords(callee: Value, dict: Dict, mapping: Value) -> Unit [raises];
        fn dict_setdefault(dict: Dict, key: Value, default: Value) -> Value [raises] as "dict.setdefault(key: K, default: V = None, /) -> V";
        fn dict_pop(dict: Dict, key: Value, default: OptValue) -> Value [raises] as "dict.pop(key: K, default: V = ..., /) -> V";
        fn dict_popitem(dict: Dict) -> Tuple [raises] as "dict.popitem() -> tuple[K, V]";
        fn dict_clear(dict: Dict) -> Unit as "dict.clear() -> None";
        fn dict_copy(dict: Dict) -> Dict [raises] as "dict.copy() -> dict[K, V]";
        fn dict_update(dict: Dict, others: Tuple, keywords: Dict) -> Unit [raises] as "dict.update(*others: object, **keywords: V) -> None";
        fn dict_fromkeys(class: Value, iterable: Value, value: Value) -> Value [raises] as "class dict.fromkeys(iterable: object, value: object = None, /) -> dict";
        fn dict_keys(dict: Dict) -> Value as "dict.keys() -> dict_keys[K]";
        fn dict_values(dict: Dict) -> Value as "dict.values() -> dict_values[V]";
        fn dict_items(dict: Dict) -> Value as "dict.items() -> dict_items[K, V]";
        fn dict_reversed(dict: Dict) -> Value as "dict.__reversed__() -> Iterator[K]";
        fn dict_keys_isdisjoint(view: Value, other: Value) -> Bool [raises] as "dict_keys.isdisjoint(other: object, /) -> bool";
        fn dict_items_isdisjoint(view: Value, other: Value) -> Bool [raises] as "dict_items.isdisjoint(other: object, /) -> bool";
        fn dict_keys_reversed(view: Value) -> Value as "dict_keys.__reversed__() -> Iterator[object]";
        fn dict_values_reversed(view: Value) -> Value as "dict_values.__reversed__() -> Iterator[object]";
        fn dict_items_reversed(view: Value) -> Value as "dict_items.__reversed__() -> Iterator[object]";
        fn defaultdict_class() -> Value as "_collections.defaultdict -> type";
        /// `dict[key]` of an instance of exactly this class.
        fn defaultdict_getitem(dict: Dict, key: Value) -> Value [raises];
        fn defaultdict_missing(dict: Value, key: Value) -> Value [raises] as "defaultdict.__missing__(key: object, /) -> object";
        fn defaultdict_copy(dict: Value) -> Value [raises] as "defaultdict.copy() -> object";
        fn ordered_dict_class() -> Value as "_collections.OrderedDict -> type";
        fn ordered_dict_move_to_end(dict: Dict, key: Value, last: Value) -> Unit [raises] as "OrderedDict.move_to_end(key: object, last: object = True) -> None";
        fn ordered_dict_popitem(dict: Dict, last: Value) -> Tuple [raises] as "OrderedDict.popitem(last: object = True) -> tuple";
        fn ordered_dict_update(dict: Dict, others: Tuple, keywords: Dict) -> Unit [raises] as "OrderedDict.update(*others: object, **keywords: object) -> None";
        fn ordered_dict_setdefault(dict: Dict, key: Value, default: Value) -> Value [raises] as "OrderedDict.setdefault(key: object, default: object = None) -> object";
        fn ordered_dict_copy(dict: Dict) -> Value [raises] as "OrderedDict.copy() -> object";
        fn count_elements(mapping: Value, iterable: Value) -> Unit [raises] as "_collections._count_elements(mapping: object, iterable: object, /) -> None";
        /// The class of an instance of a class of the library, which inference does not look into.
        fn class_of(value: Value) -> Value as "_collections._class_of(value: object, /) -> object";
        fn is_mapping(value: Value) -> Bool [raises] as "_collections._is_mapping(value: object, /) -> bool";
    } };
}
dict_functions!(crate::declare_functions);
