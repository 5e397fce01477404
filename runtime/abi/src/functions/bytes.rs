#[macro_export]
macro_rules! bytes_functions {
    ($then:path) => { $then! {
        /// `bytes(buffer[start:stop])`, where that lies within.
        fn bytes_part(buffer: Value, start: I64, stop: I64) -> Bytes as "_io._part(buffer: object, start: int, stop: int, /) -> bytes";
        fn bytes_concat(a: Bytes, b: Bytes) -> Bytes;
        /// As [`bytes_concat`] where nothing reads `a` afterwards: `a` grows in place
        /// if nobody else has it.
        fn bytes_append(a: Bytes, b: Bytes) -> Bytes [consumes];
        /// A bytearray for [`bytes_put`].
        fn bytes_builder() -> Value;
        /// Appends an item of what `bytes(items)` or `bytearray(items)` runs over.
        fn bytes_put(builder: Value, item: Value, is_bytes: Bool) -> Unit [raises];
        /// The bytes that were put.
        fn bytes_built(builder: Value) -> Bytes;
        fn bytes_eq(a: Bytes, b: Bytes) -> Bool [pure];
        /// `b[index]` with Python's negative indices.
        fn bytes_getitem(b: Bytes, index: I64) -> I64 [raises];

        fn bytes_capitalize(b: Value) -> Value as "bytes.capitalize() -> bytes";
        fn bytes_lower(b: Value) -> Value as "bytes.lower() -> bytes";
        fn bytes_swapcase(b: Value) -> Value as "bytes.swapcase() -> bytes";
        fn bytes_title(b: Value) -> Value as "bytes.title() -> bytes";
        fn bytes_upper(b: Value) -> Value as "bytes.upper() -> bytes";
        fn bytes_isalnum(b: Value) -> Bool [pure] as "bytes.isalnum() -> bool";
        fn bytes_isalpha(b: Value) -> Bool [pure] as "bytes.isalpha() -> bool";
        fn bytes_isascii(b: Value) -> Bool [pure] as "bytes.isascii() -> bool";
        fn bytes_isdigit(b: Value) -> Bool [pure] as "bytes.isdigit() -> bool";
        fn bytes_islower(b: Value) -> Bool [pure] as "bytes.islower() -> bool";
        fn bytes_isspace(b: Value) -> Bool [pure] as "bytes.isspace() -> bool";
        fn bytes_istitle(b: Value) -> Bool [pure] as "bytes.istitle() -> bool";
        fn bytes_isupper(b: Value) -> Bool [pure] as "bytes.isupper() -> bool";
        fn bytes_center(b: Value, width: Size, fillchar: Value) -> Value [raises] as "bytes.center(width: int, fillchar: object = b' ', /) -> bytes";
        fn bytes_ljust(b: Value, width: Size, fillchar: Value) -> Value [raises] as "bytes.ljust(width: int, fillchar: object = b' ', /) -> bytes";
        fn bytes_rjust(b: Value, width: Size, fillchar: Value) -> Value [raises] as "bytes.rjust(width: int, fillchar: object = b' ', /) -> bytes";
        fn bytes_zfill(b: Value, width: Size) -> Value [raises] as "bytes.zfill(width: int, /) -> bytes";
        fn bytes_expandtabs(b: Value, tabsize: I64) -> Value [raises] as "bytes.expandtabs(tabsize: int = 8) -> bytes";
        fn bytes_count(b: Value, sub: Value, start: Value, end: Value) -> I64 [raises] as "bytes.count(sub: object, start: object = None, end: object = None, /) -> int";
        fn bytes_find(b: Value, sub: Value, start: Value, end: Value) -> I64 [raises] as "bytes.find(sub: object, start: object = None, end: object = None, /) -> int";
        fn bytes_rfind(b: Value, sub: Value, start: Value, end: Value) -> I64 [raises] as "bytes.rfind(sub: object, start: object = None, end: object = None, /) -> int";
        fn bytes_index(b: Value, sub: Value, start: Value, end: Value) -> I64 [raises] as "bytes.index(sub: object, start: object = None, end: object = None, /) -> int";
        fn bytes_rindex(b: Value, sub: Value, start: Value, end: Value) -> I64 [raises] as "bytes.rindex(sub: object, start: object = None, end: object = None, /) -> int";
        fn bytes_startswith(b: Value, prefix: Value, start: Value, end: Value) -> Bool [raises] as "bytes.startswith(prefix: object, start: object = None, end: object = None, /) -> bool";
        fn bytes_endswith(b: Value, suffix: Value, start: Value, end: Value) -> Bool [raises] as "bytes.endswith(suffix: object, start: object = None, end: object = None, /) -> bool";
        fn bytes_replace(b: Value, old: Value, new: Value, count: Value) -> Value [raises] as "bytes.replace(old: object, new: object, count: object = -1, /) -> bytes";
        fn bytes_split(b: Value, sep: Value, maxsplit: Size) -> List [raises] as "bytes.split(sep: object = None, maxsplit: int = -1) -> list[bytes]";
        fn bytes_rsplit(b: Value, sep: Value, maxsplit: Size) -> List [raises] as "bytes.rsplit(sep: object = None, maxsplit: int = -1) -> list[bytes]";
        fn bytes_splitlines(b: Value, keepends: Value) -> List [raises] as "bytes.splitlines(keepends: bool = False) -> list[bytes]";
        fn bytes_partition(b: Value, sep: Value) -> Tuple [raises] as "bytes.partition(sep: object, /) -> tuple[bytes, bytes, bytes]";
        fn bytes_rpartition(b: Value, sep: Value) -> Tuple [raises] as "bytes.rpartition(sep: object, /) -> tuple[bytes, bytes, bytes]";
        fn bytes_strip(b: Value, bytes: Value) -> Value [raises] as "bytes.strip(bytes: object = None, /) -> bytes";
        fn bytes_lstrip(b: Value, bytes: Value) -> Value [raises] as "bytes.lstrip(bytes: object = None, /) -> bytes";
        fn bytes_rstrip(b: Value, bytes: Value) -> Value [raises] as "bytes.rstrip(bytes: object = None, /) -> bytes";
        fn bytes_removeprefix(b: Value, prefix: Value) -> Value [raises] as "bytes.removeprefix(prefix: object, /) -> bytes";
        fn bytes_removesuffix(b: Value, suffix: Value) -> Value [raises] as "bytes.removesuffix(suffix: object, /) -> bytes";
        fn bytes_join(b: Value, iterable_of_bytes: Value) -> Value [raises] as "bytes.join(iterable_of_bytes: object, /) -> bytes";
        fn bytes_translate(b: Value, table: Value, delete: Value) -> Value [raises] as "bytes.translate(table: object, /, delete: object = b'') -> bytes";
        fn bytes_decode(b: Value, encoding: Str, errors: Str) -> Str [raises] as "bytes.decode(encoding: str = 'utf-8', errors: str = 'strict') -> str";
        fn bytes_hex(b: Value, sep: OptValue, bytes_per_sep: I64) -> Str [raises] as "bytes.hex(sep: object = ..., bytes_per_sep: int = 1) -> str";
        fn bytes_maketrans(from: Value, to: Value) -> Bytes [raises] as "static bytes.maketrans(frm: object, to: object, /) -> bytes";
        fn bytes_fromhex(class: Value, text: Value) -> Value [raises] as "class bytes.fromhex(string: object, /) -> bytes";

        fn bytearray_capitalize(b: Value) -> Value as "bytearray.capitalize() -> bytearray";
        fn bytearray_lower(b: Value) -> Value as "bytearray.lower() -> bytearray";
        fn bytearray_swapcase(b: Value) -> Value as "bytearray.swapcase() -> bytearray";
        fn bytearray_title(b: Value) -> Value as "bytearray.title() -> bytearray";
        fn bytearray_upper(b: Value) -> Value as "bytearray.upper() -> bytearray";
        fn bytearray_isalnum(b: Value) -> Bool as "bytearray.isalnum() -> bool";
        fn bytearray_isalpha(b: Value) -> Bool as "bytearray.isalpha() -> bool";
        fn bytearray_isascii(b: Value) -> Bool as "bytearray.isascii() -> bool";
        fn bytearray_isdigit(b: Value) -> Bool as "bytearray.isdigit() -> bool";
        fn bytearray_islower(b: Value) -> Bool as "bytearray.islower() -> bool";
        fn bytearray_isspace(b: Value) -> Bool as "bytearray.isspace() -> bool";
        fn bytearray_istitle(b: Value) -> Bool as "bytearray.istitle() -> bool";
        fn bytearray_isupper(b: Value) -> Bool as "bytearray.isupper() -> bool";
        fn bytearray_center(b: Value, width: Size, fillchar: Value) -> Value [raises] as "bytearray.center(width: int, fillchar: object = b' ', /) -> bytearray";
        fn bytearray_ljust(b: Value, width: Size, fillchar: Value) -> Value [raises] as "bytearray.ljust(width: int, fillchar: object = b' ', /) -> bytearray";
        fn bytearray_rjust(b: Value, width: Size, fillchar: Value) -> Value [raises] as "bytearray.rjust(width: int, fillchar: object = b' ', /) -> bytearray";
        fn bytearray_zfill(b: Value, width: Size) -> Value [raises] as "bytearray.zfill(width: int, /) -> bytearray";
        fn bytearray_expandtabs(b: Value, tabsize: I64) -> Value [raises] as "bytearray.expandtabs(tabsize: int = 8) -> bytearray";
        fn bytearray_count(b: Value, sub: Value, start: Value, end: Value) -> I64 [raises] as "bytearray.count(sub: object, start: object = None, end: object = None, /) -> int";
        fn bytearray_find(b: Value, sub: Value, start: Value, end: Value) -> I64 [raises] as "bytearray.find(sub: object, start: object = None, end: object = None, /) -> int";
        fn bytearray_rfind(b: Value, sub: Value, start: Value, end: Value) -> I64 [raises] as "bytearray.rfind(sub: object, start: object = None, end: object = None, /) -> int";
        fn bytearray_index(b: Value, sub: Value, start: Value, end: Value) -> I64 [raises] as "bytearray.index(sub: object, start: object = None, end: object = None, /) -> int";
        fn bytearray_rindex(b: Value, sub: Value, start: Value, end: Value) -> I64 [raises] as "bytearray.rindex(sub: object, start: object = None, end: object = None, /) -> int";
        fn bytearray_startswith(b: Value, prefix: Value, start: Value, end: Value) -> Bool [raises] as "bytearray.startswith(prefix: object, start: object = None, end: object = None, /) -> bool";
        fn bytearray_endswith(b: Value, suffix: Value, start: Value, end: Value) -> Bool [raises] as "bytearray.endswith(suffix: object, start: object = None, end: object = None, /) -> bool";
        fn bytearray_replace(b: Value, old: Value, new: Value, count: Value) -> Value [raises] as "bytearray.replace(old: object, new: object, count: object = -1, /) -> bytearray";
        fn bytearray_split(b: Value, sep: Value, maxsplit: Size) -> List [raises] as "bytearray.split(sep: object = None, maxsplit: int = -1) -> list[bytearray]";
        fn bytearray_rsplit(b: Value, sep: Value, maxsplit: Size) -> List [raises] as "bytearray.rsplit(sep: object = None, maxsplit: int = -1) -> list[bytearray]";
        fn bytearray_splitlines(b: Value, keepends: Value) -> List [raises] as "bytearray.splitlines(keepends: bool = False) -> list[bytearray]";
        fn bytearray_partition(b: Value, sep: Value) -> Tuple [raises] as "bytearray.partition(sep: object, /) -> tuple[bytearray, bytearray, bytearray]";
        fn bytearray_rpartition(b: Value, sep: Value) -> Tuple [raises] as "bytearray.rpartition(sep: object, /) -> tuple[bytearray, bytearray, bytearray]";
        fn bytearray_strip(b: Value, bytes: Value) -> Value [raises] as "bytearray.strip(bytes: object = None, /) -> bytearray";
        fn bytearray_lstrip(b: Value, bytes: Value) -> Value [raises] as "bytearray.lstrip(bytes: object = None, /) -> bytearray";
        fn bytearray_rstrip(b: Value, bytes: Value) -> Value [raises] as "bytearray.rstrip(bytes: object = None, /) -> bytearray";
        fn bytearray_removeprefix(b: Value, prefix: Value) -> Value [raises] as "bytearray.removeprefix(prefix: object, /) -> bytearray";
        fn bytearray_removesuffix(b: Value, suffix: Value) -> Value [raises] as "bytearray.removesuffix(suffix: object, /) -> bytearray";
        fn bytearray_join(b: Value, iterable_of_bytes: Value) -> Value [raises] as "bytearray.join(iterable_of_bytes: object, /) -> bytearray";
        fn bytearray_translate(b: Value, table: Value, delete: Value) -> Value [raises] as "bytearray.translate(table: object, /, delete: object = b'') -> bytearray";
        fn bytearray_decode(b: Value, encoding: Str, errors: Str) -> Str [raises] as "bytearray.decode(encoding: str = 'utf-8', errors: str = 'strict') -> str";
        fn bytearray_hex(b: Value, sep: OptValue, bytes_per_sep: I64) -> Str [raises] as "bytearray.hex(sep: object = ..., bytes_per_sep: int = 1) -> str";
        fn bytearray_maketrans(from: Value, to: Value) -> Bytes [raises] as "static bytearray.maketrans(frm: object, to: object, /) -> bytes";
        fn bytearray_fromhex(class: Value, text: Value) -> Value [raises] as "class bytearray.fromhex(string: object, /) -> bytearray";
        fn bytearray_append(b: Value, item: Value) -> Unit [raises] as "bytearray.append(item: object, /) -> None";
        fn bytearray_clear(b: Value) -> Unit [raises] as "bytearray.clear() -> None";
        fn bytearray_copy(b: Value) -> Value as "bytearray.copy() -> bytearray";
        fn bytearray_extend(b: Value, iterable: Value) -> Unit [raises] as "bytearray.extend(iterable_of_ints: object, /) -> None";
        fn bytearray_insert(b: Value, index: Size, item: Value) -> Unit [raises] as "bytearray.insert(index: int, item: object, /) -> None";
        fn bytearray_pop(b: Value, index: Size) -> I64 [raises] as "bytearray.pop(index: int = -1, /) -> int";
        fn bytearray_remove(b: Value, value: Value) -> Unit [raises] as "bytearray.remove(value: object, /) -> None";
        fn bytearray_reverse(b: Value) -> Unit as "bytearray.reverse() -> None";
    } };
}
bytes_functions!(crate::declare_functions);
