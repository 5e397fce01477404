"""Files of values that are parted by commas, as CPython's `csv` reads and writes them.

For programs that need no CPython; the others have its own module. Records are taken apart and
put together in the runtime (`_records`).
"""

import _records

QUOTE_MINIMAL = 0
QUOTE_ALL = 1
QUOTE_NONNUMERIC = 2
QUOTE_NONE = 3

__version__ = "1.0"


class Error(Exception):
    __module__ = "_csv"


def _character(name, value, is_optional):
    """An option that is one character."""
    if value is None and is_optional:
        return None
    if not isinstance(value, str):
        what = "string or None" if is_optional else "string"
        raise TypeError(f'"{name}" must be {what}, not {type(value).__name__}')
    if len(value) != 1:
        raise TypeError(f'"{name}" must be a 1-character string')
    return value


_DEFAULTS = {
    "delimiter": ",",
    "doublequote": True,
    "escapechar": None,
    "lineterminator": "\r\n",
    "quotechar": '"',
    "quoting": QUOTE_MINIMAL,
    "skipinitialspace": False,
    "strict": False,
}


class _Dialect:
    """What a reader or writer goes by: checked options."""

    __module__ = "_csv"

    def __init__(self, given, options):
        for name in options:
            if name not in _DEFAULTS:
                raise TypeError(f"'{name}' is an invalid keyword argument for this function")
        known = dict(_DEFAULTS)
        says_quoting = "quoting" in options
        for name in _DEFAULTS:
            if name in options:
                known[name] = options[name]
            elif given is not None and hasattr(given, name):
                known[name] = getattr(given, name)
                says_quoting = says_quoting or name == "quoting"
        self.delimiter = _character("delimiter", known["delimiter"], False)
        self.doublequote = bool(known["doublequote"])
        self.escapechar = _character("escapechar", known["escapechar"], True)
        terminator = known["lineterminator"]
        if terminator is not None and not isinstance(terminator, str):
            raise TypeError('"lineterminator" must be a string')
        self.lineterminator = terminator
        self.quotechar = _character("quotechar", known["quotechar"], True)
        quoting = known["quoting"]
        if type(quoting) is not int:
            raise TypeError('"quoting" must be an integer')
        self.skipinitialspace = bool(known["skipinitialspace"])
        self.strict = bool(known["strict"])
        if not 0 <= quoting <= 3:
            raise TypeError('bad "quoting" value')
        if self.quotechar is None and not says_quoting:
            quoting = QUOTE_NONE
        self.quoting = quoting
        if quoting != QUOTE_NONE and self.quotechar is None:
            raise TypeError("quotechar must be set if quoting enabled")
        if terminator is None:
            raise TypeError("lineterminator must be set")

    def _options(self):
        return (
            self.delimiter,
            self.quotechar,
            self.escapechar,
            self.lineterminator,
            self.doublequote,
            self.skipinitialspace,
            self.strict,
            self.quoting,
        )


# What the dialects that are always there have of their own; they are made when they are asked for.
_FIRST = {
    "excel": {},
    "excel-tab": {"delimiter": "\t"},
    "unix": {"lineterminator": "\n", "quoting": QUOTE_ALL},
}
_dialects = {"excel": None, "excel-tab": None, "unix": None}
_limit = 131072


def _checked(dialect, options):
    if isinstance(dialect, str):
        dialect = get_dialect(dialect)
    if isinstance(dialect, _Dialect) and not options:
        return dialect
    return _Dialect(dialect, options)


def field_size_limit(*limit):
    global _limit
    known = _limit
    if limit:
        if not isinstance(limit[0], int):
            raise TypeError("limit must be an integer")
        _limit = limit[0]
    return known


def register_dialect(name, dialect=None, **fmtparams):
    if not isinstance(name, str):
        raise TypeError("dialect name must be a string")
    _dialects[name] = _checked(dialect, fmtparams)


def unregister_dialect(name):
    if name not in _dialects:
        raise Error("unknown dialect")
    del _dialects[name]


def get_dialect(name):
    if name not in _dialects:
        raise Error("unknown dialect")
    dialect = _dialects[name]
    if dialect is None:
        dialect = _dialects[name] = _Dialect(None, _FIRST[name])
    return dialect


def list_dialects():
    return list(_dialects)


class _Reader:
    __module__ = "_csv"
    __qualname__ = "reader"

    def __init__(self, lines, dialect):
        self._lines = iter(lines)
        self.dialect = dialect
        self._options = dialect._options()
        self.line_num = 0

    def __iter__(self):
        return self

    def __next__(self):
        begun = None
        for line in self._lines:
            if not isinstance(line, str):
                raise Error(
                    f"iterator should return strings, not {type(line).__name__} "
                    "(the file should be opened in text mode)"
                )
            self.line_num += 1
            read = _records.read(line, self._options, _limit, begun)
            if isinstance(read, list):
                return read
            if isinstance(read, str):
                raise Error(read)
            begun = read
        if begun is None:
            raise StopIteration
        read = _records.end(self._options, begun)
        if isinstance(read, str):
            raise Error(read)
        if read is None:
            raise StopIteration
        return read


def reader(iterable, dialect=None, **fmtparams):
    lines = iter(iterable)
    return _Reader(lines, _checked(dialect, fmtparams))


class _Writer:
    __module__ = "_csv"
    __qualname__ = "writer"

    def __init__(self, file, dialect):
        self._write = file.write
        self.dialect = dialect
        self._options = dialect._options()

    def writerow(self, row):
        if type(row) is not list and type(row) is not tuple:
            try:
                fields = iter(row)
            except TypeError:
                raise Error(f"iterable expected, not {type(row).__name__}") from None
            row = list(fields)
        record = _records.write(row, self._options)
        if isinstance(record, tuple):
            raise Error(record[0])
        return self._write(record)

    def writerows(self, rows):
        for row in rows:
            self.writerow(row)


def writer(fileobj, dialect=None, **fmtparams):
    checked = _checked(dialect, fmtparams)
    if not callable(getattr(fileobj, "write", None)):
        raise TypeError('argument 1 must have a "write" method')
    return _Writer(fileobj, checked)


class Dialect:
    """What a class of the program derives from to name its options."""

    _name = ""
    _valid = False
    delimiter = None
    quotechar = None
    escapechar = None
    doublequote = None
    skipinitialspace = None
    lineterminator = None
    quoting = None

    def __init__(self):
        if self.__class__ != Dialect:
            self._valid = True
        self._validate()

    def _validate(self):
        try:
            _Dialect(self, {})
        except TypeError as mistake:
            raise Error(str(mistake))


class excel(Dialect):
    delimiter = ","
    quotechar = '"'
    doublequote = True
    skipinitialspace = False
    lineterminator = "\r\n"
    quoting = QUOTE_MINIMAL


class excel_tab(excel):
    delimiter = "\t"


class unix_dialect(Dialect):
    delimiter = ","
    quotechar = '"'
    doublequote = True
    skipinitialspace = False
    lineterminator = "\n"
    quoting = QUOTE_ALL


class DictReader:
    def __init__(self, f, fieldnames=None, restkey=None, restval=None, dialect="excel", *args, **kwds):
        if fieldnames is not None and iter(fieldnames) is fieldnames:
            fieldnames = list(fieldnames)
        self._fieldnames = fieldnames
        self.restkey = restkey
        self.restval = restval
        self.reader = reader(f, dialect, *args, **kwds)
        self.dialect = dialect
        self.line_num = 0

    def __iter__(self):
        return self

    @property
    def fieldnames(self):
        if self._fieldnames is None:
            for row in self.reader:
                self._fieldnames = row
                break
        self.line_num = self.reader.line_num
        return self._fieldnames

    @fieldnames.setter
    def fieldnames(self, value):
        self._fieldnames = value

    def __next__(self):
        if self.line_num == 0:
            # Reads them.
            self.fieldnames
        row = next(self.reader)
        self.line_num = self.reader.line_num
        # A line without values is no record.
        while row == []:
            row = next(self.reader)
        names = self.fieldnames
        record = dict(zip(names, row))
        known, given = len(names), len(row)
        if known < given:
            record[self.restkey] = row[known:]
        elif known > given:
            for name in names[given:]:
                record[name] = self.restval
        return record


class DictWriter:
    def __init__(self, f, fieldnames, restval="", extrasaction="raise", dialect="excel", *args, **kwds):
        if fieldnames is not None and iter(fieldnames) is fieldnames:
            fieldnames = list(fieldnames)
        self.fieldnames = fieldnames
        self.restval = restval
        if extrasaction.lower() not in ("raise", "ignore"):
            raise ValueError("extrasaction (%s) must be 'raise' or 'ignore'" % extrasaction)
        self.extrasaction = extrasaction
        self.writer = writer(f, dialect, *args, **kwds)

    def writeheader(self):
        return self.writerow(dict(zip(self.fieldnames, self.fieldnames)))

    def _dict_to_list(self, rowdict):
        if self.extrasaction == "raise":
            others = rowdict.keys() - self.fieldnames
            if others:
                raise ValueError("dict contains fields not in fieldnames: " + ", ".join([repr(x) for x in others]))
        return [rowdict.get(name, self.restval) for name in self.fieldnames]

    def writerow(self, rowdict):
        return self.writer.writerow(self._dict_to_list(rowdict))

    def writerows(self, rowdicts):
        return self.writer.writerows(map(self._dict_to_list, rowdicts))
