#[macro_export]
macro_rules! deque_functions {
    ($then:path) => { $then! {
        fn deque_class() -> Value as "_collections.deque -> type";
        fn deque_append(deque: Value, item: Value) -> Unit as "deque.append(item: object, /) -> None";
        fn deque_appendleft(deque: Value, item: Value) -> Unit as "deque.appendleft(item: object, /) -> None";
        fn deque_pop(deque: Value) -> Value [raises] as "deque.pop() -> object";
        fn deque_popleft(deque: Value) -> Value [raises] as "deque.popleft() -> object";
        fn deque_extend(deque: Value, iterable: Value) -> Unit [raises] as "deque.extend(iterable: object, /) -> None";
        fn deque_extendleft(deque: Value, iterable: Value) -> Unit [raises] as "deque.extendleft(iterable: object, /) -> None";
        fn deque_clear(deque: Value) -> Unit as "deque.clear() -> None";
        fn deque_copy(deque: Value) -> Value [raises] as "deque.copy() -> object";
        fn deque_count(deque: Value, item: Value) -> I64 [raises] as "deque.count(item: object, /) -> int";
        fn deque_index(deque: Value, item: Value, start: I64, stop: I64) -> I64 [raises] as "deque.index(item: object, start: int = 0, stop: int = 9223372036854775807, /) -> int";
        fn deque_insert(deque: Value, index: Size, item: Value) -> Unit [raises] as "deque.insert(index: int, item: object, /) -> None";
        fn deque_remove(deque: Value, item: Value) -> Unit [raises] as "deque.remove(item: object, /) -> None";
        fn deque_reverse(deque: Value) -> Unit as "deque.reverse() -> None";
        fn deque_rotate(deque: Value, n: Size) -> Unit as "deque.rotate(n: int = 1, /) -> None";
        fn deque_maxlen(deque: Value) -> Value as "deque.maxlen -> object";
        fn deque_reversed(deque: Value) -> Value as "deque.__reversed__() -> object";
    } };
}
deque_functions!(crate::declare_functions);
