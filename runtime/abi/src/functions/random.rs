#[macro_export]
macro_rules! random_functions {
    ($then:path) => { $then! {
        fn random_new() -> Value as "_random.new() -> object";
        fn random_seed(state: Value, n: Value) -> Unit [raises] as "_random.seed(state: object, n: int, /) -> None";
        fn random_seed_any(state: Value) -> Unit [raises] as "_random.seed_any(state: object, /) -> None";
        fn random_random(state: Value) -> F64 [raises] as "_random.random(state: object, /) -> float";
        fn random_getrandbits(state: Value, k: I64) -> Int [raises] as "_random.getrandbits(state: object, k: int, /) -> int";
        fn random_below(state: Value, n: Value) -> Int [raises] as "_random.below(state: object, n: int, /) -> int";
        fn random_digest(data: Bytes) -> Bytes as "_random.digest(data: bytes, /) -> bytes";
        fn random_getstate(state: Value) -> Tuple [raises] as "_random.getstate(state: object, /) -> tuple";
        fn random_setstate(state: Value, words: Value) -> Unit [raises] as "_random.setstate(state: object, words: object, /) -> None";
    } };
}
random_functions!(crate::declare_functions);
