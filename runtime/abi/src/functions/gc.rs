#[macro_export]
macro_rules! gc_functions {
    ($then:path) => { $then! {
        /// How many objects were unreachable.
        fn gc_collect(generation: I64) -> I64 as "gc.collect(generation: int = 2) -> int";
        /// Has a value live to the end of the program.
        fn leave_alive(value: OptValue) -> Unit;
        fn gc_enable() -> Unit as "gc.enable() -> None";
        fn gc_disable() -> Unit as "gc.disable() -> None";
        fn gc_isenabled() -> Bool as "gc.isenabled() -> bool";
    } };
}
gc_functions!(crate::declare_functions);
