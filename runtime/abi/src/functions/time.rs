#[macro_export]
macro_rules! time_functions {
    ($then:path) => { $then! {
        fn time_time() -> F64 as "time.time() -> float";
        fn time_time_ns() -> Int as "time.time_ns() -> int";
        fn time_perf_counter() -> F64 as "time.perf_counter() -> float";
        fn time_perf_counter_ns() -> Int as "time.perf_counter_ns() -> int";
        fn time_monotonic() -> F64 as "time.monotonic() -> float";
        fn time_monotonic_ns() -> Int as "time.monotonic_ns() -> int";
        fn time_process_time() -> F64 as "time.process_time() -> float";
        fn time_process_time_ns() -> Int as "time.process_time_ns() -> int";
        fn time_thread_time() -> F64 as "time.thread_time() -> float";
        fn time_thread_time_ns() -> Int as "time.thread_time_ns() -> int";
        fn time_sleep(seconds: Value) -> Unit [raises] as "time.sleep(seconds: float, /) -> None";
    } };
}
time_functions!(crate::declare_functions);
