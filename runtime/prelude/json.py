"""JSON, as CPython's `json` reads and writes it.

Reading and writing are in the runtime (`_json`).
"""

import _json
from json.decoder import JSONDecodeError


def _mistake(what, text, at):
    # Not from above: where the class is CPython's, only mistakes import its module.
    from json.decoder import JSONDecodeError

    return JSONDecodeError(what, text, at)


def _behind_space(text, at):
    while at < len(text) and text[at] in " \t\n\r":
        at += 1
    return at


def _value_at(text, at, options):
    """The value that starts there, and where it ends."""
    value, end = _json.decode(text, at, options)
    if end < 0:
        raise _mistake(value, text, -1 - end)
    return value, end


def _decoded(text, options):
    value, end = _value_at(text, _behind_space(text, 0), options)
    end = _behind_space(text, end)
    if end != len(text):
        raise _mistake("Extra data", text, end)
    return value


def detect_encoding(b):
    """The encoding that the first bytes tell: UTF-8, UTF-16 or UTF-32, with or without a mark."""
    if b.startswith((b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")):
        return "utf-32"
    if b.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if b.startswith(b"\xef\xbb\xbf"):
        return "utf-8-sig"
    if len(b) >= 4:
        # The first character is ASCII: the zeros around it tell the width and the order.
        if not b[0]:
            return "utf-16-be" if b[1] else "utf-32-be"
        if not b[1]:
            return "utf-16-le" if b[2] or b[3] else "utf-32-le"
    elif len(b) == 2:
        if not b[0]:
            return "utf-16-be"
        if not b[1]:
            return "utf-16-le"
    return "utf-8"


def _text(s):
    if isinstance(s, str):
        if s.startswith("\ufeff"):
            raise _mistake("Unexpected UTF-8 BOM (decode using utf-8-sig)", s, 0)
        return s
    if not isinstance(s, (bytes, bytearray)):
        name = s.__class__.__name__
        raise TypeError(f"the JSON object must be str, bytes or bytearray, not {name}")
    encoding = detect_encoding(s)
    if encoding == "utf-8":
        return s.decode("utf-8", "surrogatepass")
    if encoding == "utf-8-sig":
        return s[3:].decode("utf-8", "surrogatepass")
    return _of_units(s, 2 if encoding.startswith("utf-16") else 4, encoding)


def _of_units(b, width, encoding):
    """Text in UTF-16 or UTF-32."""
    start = 0 if encoding[-2:] in ("le", "be") else width
    is_big = encoding.endswith("be") or start and b[0] in (0, 0xFE)
    order = "big" if is_big else "little"
    characters = []
    half = 0
    for at in range(start, len(b), width):
        unit = int.from_bytes(b[at : at + width], order)
        if half and 0xDC00 <= unit < 0xE000:
            characters[-1] = chr(0x10000 + ((half & 0x3FF) << 10) + (unit & 0x3FF))
            half = 0
            continue
        half = unit if width == 2 and 0xD800 <= unit < 0xDC00 else 0
        characters.append(chr(unit))
    return "".join(characters)


class JSONDecoder:
    __module__ = "json.decoder"

    def __init__(
        self,
        *,
        object_hook=None,
        parse_float=None,
        parse_int=None,
        parse_constant=None,
        strict=True,
        object_pairs_hook=None,
    ):
        self.object_hook = object_hook
        self.parse_float = parse_float or float
        self.parse_int = parse_int or int
        self.parse_constant = parse_constant
        self.strict = strict
        self.object_pairs_hook = object_pairs_hook

    def _options(self):
        read_float, read_int = self.parse_float, self.parse_int
        return (
            self.object_hook,
            None if read_float is float else read_float,
            None if read_int is int else read_int,
            self.parse_constant,
            self.object_pairs_hook,
            self.strict,
        )

    def decode(self, s):
        value, end = self.raw_decode(s, _behind_space(s, 0))
        end = _behind_space(s, end)
        if end != len(s):
            raise _mistake("Extra data", s, end)
        return value

    def raw_decode(self, s, idx=0):
        return _value_at(s, idx, self._options())


def loads(
    s,
    *,
    cls=None,
    object_hook=None,
    parse_float=None,
    parse_int=None,
    parse_constant=None,
    object_pairs_hook=None,
    **kw,
):
    text = _text(s)
    if cls is None and not kw:
        options = (object_hook, parse_float, parse_int, parse_constant, object_pairs_hook, True)
        return _decoded(text, options)
    given = {
        "object_hook": object_hook,
        "object_pairs_hook": object_pairs_hook,
        "parse_float": parse_float,
        "parse_int": parse_int,
        "parse_constant": parse_constant,
    }
    for name, value in given.items():
        if value is not None:
            kw[name] = value
    return (cls or JSONDecoder)(**kw).decode(text)


def load(
    fp,
    *,
    cls=None,
    object_hook=None,
    parse_float=None,
    parse_int=None,
    parse_constant=None,
    object_pairs_hook=None,
    **kw,
):
    return loads(
        fp.read(),
        cls=cls,
        object_hook=object_hook,
        parse_float=parse_float,
        parse_int=parse_int,
        parse_constant=parse_constant,
        object_pairs_hook=object_pairs_hook,
        **kw,
    )


def _step(indent):
    """The text of one step of indentation."""
    if indent is None or isinstance(indent, str):
        return indent
    return " " * indent


class JSONEncoder:
    __module__ = "json.encoder"

    item_separator = ", "
    key_separator = ": "

    def __init__(
        self,
        *,
        skipkeys=False,
        ensure_ascii=True,
        check_circular=True,
        allow_nan=True,
        sort_keys=False,
        indent=None,
        separators=None,
        default=None,
    ):
        self.skipkeys = skipkeys
        self.ensure_ascii = ensure_ascii
        self.check_circular = check_circular
        self.allow_nan = allow_nan
        self.sort_keys = sort_keys
        self.indent = indent
        if separators is not None:
            self.item_separator, self.key_separator = separators
        elif indent is not None:
            self.item_separator = ","
        if default is not None:
            self.default = default

    def default(self, o):
        raise TypeError(f"Object of type {o.__class__.__name__} is not JSON serializable")

    def encode(self, o):
        if isinstance(o, str):
            return _json.quote(o, bool(self.ensure_ascii))
        return self._text(o, None)

    def _text(self, o, write):
        options = (
            self.skipkeys,
            self.ensure_ascii,
            self.check_circular,
            self.allow_nan,
            _step(self.indent),
            self.item_separator,
            self.key_separator,
            self.default,
            self.sort_keys,
        )
        return _json.encode(o, options, write)


def dumps(
    obj,
    *,
    skipkeys=False,
    ensure_ascii=True,
    check_circular=True,
    allow_nan=True,
    cls=None,
    indent=None,
    separators=None,
    default=None,
    sort_keys=False,
    **kw,
):
    if cls is None and not kw:
        if isinstance(obj, str):
            return _json.quote(obj, bool(ensure_ascii))
        if separators is None:
            separators = (", " if indent is None else ",", ": ")
        comma, colon = separators
        options = (
            skipkeys,
            ensure_ascii,
            check_circular,
            allow_nan,
            _step(indent),
            comma,
            colon,
            default,
            sort_keys,
        )
        return _json.encode(obj, options, None)
    encoder = (cls or JSONEncoder)(
        skipkeys=skipkeys,
        ensure_ascii=ensure_ascii,
        check_circular=check_circular,
        allow_nan=allow_nan,
        indent=indent,
        separators=separators,
        default=default,
        sort_keys=sort_keys,
        **kw,
    )
    # Not a call of `str.encode`, which needs CPython for what it does not know.
    encode = encoder.encode
    return encode(obj)


def dump(
    obj,
    fp,
    *,
    skipkeys=False,
    ensure_ascii=True,
    check_circular=True,
    allow_nan=True,
    cls=None,
    indent=None,
    separators=None,
    default=None,
    sort_keys=False,
    **kw,
):
    encoder = (cls or JSONEncoder)(
        skipkeys=skipkeys,
        ensure_ascii=ensure_ascii,
        check_circular=check_circular,
        allow_nan=allow_nan,
        indent=indent,
        separators=separators,
        default=default,
        sort_keys=sort_keys,
        **kw,
    )
    fp.write(encoder._text(obj, fp.write))
