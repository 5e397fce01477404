#[macro_export]
macro_rules! base64_functions {
    ($then:path) => { $then! {
        /// Bytes in base 64, without an end of line.
        fn base64_encode(data: Value) -> Bytes [raises] as "_base64.encode(data: object, /) -> bytes";
        /// What they stand for; None where CPython's `binascii` has a mistake to raise.
        fn base64_decode(data: Value, strict: Bool) -> Value [raises] as "_base64.decode(data: object, strict: bool, /) -> object";
        /// The bytes of any buffer; None of what is no buffer.
        fn base64_contents(data: Value) -> Value [raises] as "_base64.contents(data: object, /) -> object";
    } };
}
base64_functions!(crate::declare_functions);
