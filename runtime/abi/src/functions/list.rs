#[macro_export]
macro_rules! list_functions {
    ($then:path) => { $then! {
        /// `[a, b, c]`.
        fn list_from_items(items: Words) -> List;
        fn list_with_capacity(capacity: I64) -> List;
        /// `[*iterable]`.
        fn list_from_iterable(iterable: Value) -> List [raises];
        fn list_getitem(list: List, index: I64) -> Value [raises];
        fn list_setitem(list: List, index: I64, item: Value) -> Unit [raises];
        fn list_len(list: List) -> I64;
        fn list_append(list: List, item: Value) -> Unit [raises] as "list.append(object: T, /) -> None";
        fn list_extend(list: List, iterable: Value) -> Unit [raises] as "list.extend(iterable: Iterable[T], /) -> None";
        fn list_pop(list: List, index: I64) -> Value [raises] as "list.pop(index: int = -1, /) -> T";
    } };
}
list_functions!(crate::declare_functions);
