#[macro_export]
macro_rules! json_functions {
    ($then:path) => { $then! {
        fn json_encode(object: Value, options: Tuple, write: Value) -> Str [raises] as "_json.encode(object: object, options: tuple, write: object, /) -> str";
        fn json_quote(text: Str, is_ascii: Bool) -> Str as "_json.quote(text: str, is_ascii: bool, /) -> str";
        fn json_decode(text: Str, at: I64, options: Tuple) -> Tuple [raises] as "_json.decode(text: str, at: int, options: tuple, /) -> tuple";
    } };
}
json_functions!(crate::declare_functions);
