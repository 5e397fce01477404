#[macro_export]
macro_rules! list_functions {
    ($then:path) => { $then! {
        /// `[a, b, c]`.
        fn list_from_items(items: Words) -> List;
        /// The same with room for so many more: a hint.
        fn list_from_items_and_room(more: I64, items: Words) -> List;
        fn list_with_capacity(capacity: I64) -> List;
        /// Room for so many more items, of words (0), floats (1) or bools (2): a hint.
        fn list_reserve(list: List, more: I64, kind: I64) -> Unit;
        /// `*iterable` in a display, or one of several arguments.
        fn list_unpack(list: List, iterable: Value) -> Unit [raises];
        /// `[*iterable]`.
        fn list_from_iterable(iterable: Value) -> List [raises];
        fn list_getitem(list: List, index: I64) -> Value [raises];
        fn list_setitem(list: List, index: I64, item: Value) -> Unit [raises];
        fn list_len(list: List) -> I64;
        fn list_append(list: List, item: Value) -> Unit [raises] as "list.append(object: T, /) -> None";
        fn list_extend(list: List, iterable: Value) -> Unit [raises] as "list.extend(iterable: Iterable[T], /) -> None";
        fn list_pop(list: List, index: Size) -> Value [raises] as "list.pop(index: int = -1, /) -> T";
        fn list_delitem(list: List, index: I64) -> Unit [raises];
        fn list_insert(list: List, index: Size, item: Value) -> Unit [raises] as "list.insert(index: int, object: T, /) -> None";
        fn list_clear(list: List) -> Unit [raises] as "list.clear() -> None";
        fn list_copy(list: List) -> List as "list.copy() -> list[T]";
        fn list_count(list: List, item: Value) -> I64 [raises] as "list.count(value: object, /) -> int";
        fn list_index(list: List, item: Value, start: I64, stop: I64) -> I64 [raises] as "list.index(value: object, start: int = 0, stop: int = 9223372036854775807, /) -> int";
        fn list_remove(list: List, item: Value) -> Unit [raises] as "list.remove(value: object, /) -> None";
        fn list_reverse(list: List) -> Unit [raises] as "list.reverse() -> None";
        fn list_sort(list: List, key: Value, reverse: Value) -> Unit [raises] as "list.sort(*, key: object = None, reverse: bool = False) -> None";
        fn list_reversed(list: List) -> Value as "list.__reversed__() -> Iterator[T]";
        fn list_contains(list: List, item: Value) -> Bool [raises];
        /// Lists of floats and of bools: an empty one, and what their operations do
        /// when they are not in line.
        fn list_of_floats(capacity: I64) -> List;
        fn list_getitem_float(list: List, index: I64) -> F64 [raises];
        fn list_setitem_float(list: List, index: I64, item: F64) -> Unit [raises];
        fn list_append_float(list: List, item: F64) -> Unit [raises];
        fn list_of_bools(capacity: I64) -> List;
        fn list_getitem_bool(list: List, index: I64) -> Bool [raises];
        fn list_setitem_bool(list: List, index: I64, item: Bool) -> Unit [raises];
        fn list_append_bool(list: List, item: Bool) -> Unit [raises];
        fn list_concat(a: List, b: List) -> List [raises];
        /// A copy of a list, with these items behind its own.
        fn list_with_items(list: List, items: Words) -> List;
        fn list_repeat(list: List, n: I64) -> List [raises];
        /// `list[start:stop:step]`; bounds beyond the ends are as good as absent, the step
        /// is not 0.
        fn list_part(list: List, start: I64, stop: I64, step: I64) -> List;
        /// Where the first item of [`list_part`] stands in a list of that length, if it has one.
        fn part_first(length: I64, start: I64, step: I64) -> I64 [pure];
        /// How many items [`list_part`] of a list of that length has.
        fn part_length(length: I64, start: I64, stop: I64, step: I64) -> I64 [pure];
        /// `list[start:stop:step] = items`.
        fn list_set_part(list: List, start: I64, stop: I64, step: I64, items: Value) -> Unit [raises];
        /// [`list_set_part`] of a [`list_part`].
        fn list_move_part(list: List, start: I64, stop: I64, step: I64, from: List, from_start: I64, from_stop: I64, from_step: I64) -> Unit [raises];
    } };
}
list_functions!(crate::declare_functions);
