#[macro_export]
macro_rules! bytes_functions {
    ($then:path) => { $then! {
        fn bytes_eq(a: Bytes, b: Bytes) -> Bool [pure];
    } };
}
bytes_functions!(crate::declare_functions);
