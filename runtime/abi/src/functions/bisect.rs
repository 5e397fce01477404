#[macro_export]
macro_rules! bisect_functions {
    ($then:path) => { $then! {
        fn bisect_bisect_left(a: Value, x: Value, lo: I64, hi: Value, key: Value) -> I64 [raises] as "bisect.bisect_left(a: object, x: object, lo: int = 0, hi: int = None, *, key: object = None) -> int";
        fn bisect_bisect_right(a: Value, x: Value, lo: I64, hi: Value, key: Value) -> I64 [raises] as "bisect.bisect_right(a: object, x: object, lo: int = 0, hi: int = None, *, key: object = None) -> int";
        fn bisect_bisect(a: Value, x: Value, lo: I64, hi: Value, key: Value) -> I64 [raises] as "bisect.bisect(a: object, x: object, lo: int = 0, hi: int = None, *, key: object = None) -> int";
        fn bisect_insort_left(a: Value, x: Value, lo: I64, hi: Value, key: Value) -> Unit [raises] as "bisect.insort_left(a: object, x: object, lo: int = 0, hi: int = None, *, key: object = None) -> None";
        fn bisect_insort_right(a: Value, x: Value, lo: I64, hi: Value, key: Value) -> Unit [raises] as "bisect.insort_right(a: object, x: object, lo: int = 0, hi: int = None, *, key: object = None) -> None";
        fn bisect_insort(a: Value, x: Value, lo: I64, hi: Value, key: Value) -> Unit [raises] as "bisect.insort(a: object, x: object, lo: int = 0, hi: int = None, *, key: object = None) -> None";
    } };
}
bisect_functions!(crate::declare_functions);
