#[macro_export]
macro_rules! array_functions {
    ($then:path) => { $then! {
        fn array_class() -> Value as "_array.array -> type";

        // What compiled code calls where an array has no such item, no room, or a number does not fit.
        fn array_outside(array: Value, stores: I64) -> Unit [raises];
        fn array_bits(array: Value, index: I64, appends: I64, item: Value) -> I64 [raises];
        fn array_bits_of_machine(array: Value, index: I64, appends: I64, item: I64) -> I64 [raises];
        fn array_set(array: Value, index: I64, item: Value) -> Unit [raises];
        fn array_append_float(array: Value, item: F64) -> Unit [raises];
        fn array_append_bits(array: Value, bits: I64) -> Unit [raises];

        fn array_append(array: Value, item: Value) -> Unit [raises] as "array.append(v: object, /) -> None";
        fn array_buffer_info(array: Value) -> Value [raises] as "array.buffer_info() -> tuple[int, int]";
        fn array_byteswap(array: Value) -> Unit as "array.byteswap() -> None";
        fn array_copy(array: Value) -> Value as "array.__copy__() -> object";
        fn array_deepcopy(array: Value, memo: Value) -> Value as "array.__deepcopy__(memo: object, /) -> object";
        fn array_count(array: Value, item: Value) -> I64 [raises] as "array.count(v: object, /) -> int";
        fn array_extend(array: Value, iterable: Value) -> Unit [raises] as "array.extend(bb: object, /) -> None";
        fn array_fromfile(array: Value, file: Value, n: Size) -> Unit [raises] as "array.fromfile(f: object, n: int, /) -> None";
        fn array_fromlist(array: Value, list: Value) -> Unit [raises] as "array.fromlist(list: object, /) -> None";
        fn array_frombytes(array: Value, buffer: Value) -> Unit [raises] as "array.frombytes(buffer: object, /) -> None";
        fn array_fromunicode(array: Value, text: Value) -> Unit [raises] as "array.fromunicode(ustr: object, /) -> None";
        fn array_index(array: Value, item: Value, start: I64, stop: I64) -> I64 [raises] as "array.index(v: object, start: int = 0, stop: int = 9223372036854775807, /) -> int";
        fn array_insert(array: Value, index: Size, item: Value) -> Unit [raises] as "array.insert(i: int, v: object, /) -> None";
        fn array_pop(array: Value, index: Size) -> Value [raises] as "array.pop(i: int = -1, /) -> object";
        fn array_reduce_ex(array: Value, protocol: Value) -> Value [raises] as "array.__reduce_ex__(value: object, /) -> object";
        fn array_remove(array: Value, item: Value) -> Unit [raises] as "array.remove(v: object, /) -> None";
        fn array_reverse(array: Value) -> Unit as "array.reverse() -> None";
        fn array_sizeof(array: Value) -> I64 as "array.__sizeof__() -> int";
        fn array_tobytes(array: Value) -> Bytes as "array.tobytes() -> bytes";
        fn array_tofile(array: Value, file: Value) -> Unit [raises] as "array.tofile(f: object, /) -> None";
        fn array_tolist(array: Value) -> List as "array.tolist() -> list[object]";
        fn array_tounicode(array: Value) -> Value [raises] as "array.tounicode() -> str";
        fn array_typecode(array: Value) -> Str as "array.typecode -> str";
        fn array_itemsize(array: Value) -> I64 as "array.itemsize -> int";
    } };
}
array_functions!(crate::declare_functions);
