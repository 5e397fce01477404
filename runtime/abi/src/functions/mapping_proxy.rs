#[macro_export]
macro_rules! mapping_proxy_functions {
    ($then:path) => { $then! {
        fn mapping_proxy_get(proxy: Value, key: Value, default: Value) -> Value [raises] as "mappingproxy.get(key: object, default: object = None, /) -> object";
        fn mapping_proxy_keys(proxy: Value) -> Value as "mappingproxy.keys() -> object";
        fn mapping_proxy_values(proxy: Value) -> Value as "mappingproxy.values() -> object";
        fn mapping_proxy_items(proxy: Value) -> Value as "mappingproxy.items() -> object";
        fn mapping_proxy_copy(proxy: Value) -> Value as "mappingproxy.copy() -> object";
        fn mapping_proxy_reversed(proxy: Value) -> Value [raises] as "mappingproxy.__reversed__() -> object";
    } };
}
mapping_proxy_functions!(crate::declare_functions);
