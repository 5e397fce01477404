#[macro_export]
macro_rules! heapq_functions {
    ($then:path) => { $then! {
        fn heapq_heappush(heap: List, item: Value) -> Unit [raises] as "heapq.heappush(heap: list, item: object, /) -> None";
        fn heapq_heappop(heap: List) -> Value [raises] as "heapq.heappop(heap: list, /) -> object";
        fn heapq_heapify(heap: List) -> Unit [raises] as "heapq.heapify(heap: list, /) -> None";
        fn heapq_heapreplace(heap: List, item: Value) -> Value [raises] as "heapq.heapreplace(heap: list, item: object, /) -> object";
        fn heapq_heappushpop(heap: List, item: Value) -> Value [raises] as "heapq.heappushpop(heap: list, item: object, /) -> object";
        fn heapq_nlargest(n: Value, iterable: Value, key: Value) -> List [raises] as "heapq.nlargest(n: int, iterable: object, key: object = None) -> list";
        fn heapq_nsmallest(n: Value, iterable: Value, key: Value) -> List [raises] as "heapq.nsmallest(n: int, iterable: object, key: object = None) -> list";
    } };
}
heapq_functions!(crate::declare_functions);
