"""Dataclasses.

The methods of a dataclass are written into it when its module is parsed;
here is what they and programs use besides.
"""

import copy as _copy


class FrozenInstanceError(AttributeError):
    pass


class _MISSING_TYPE:
    pass


MISSING = _MISSING_TYPE()


def _is_missing(value):
    """Also CPython's own, which classes that are not rewritten have."""
    return type(value).__name__ == "_MISSING_TYPE"


class _Factory:
    """Stands for an argument that is not given and has a default factory."""

    def __repr__(self):
        return "<factory>"


_FACTORY = _Factory()


def _check_default(name, default):
    """Not for defaults that are constants."""
    if type(default).__hash__ is None:
        raise ValueError(
            f"mutable default {type(default)} for field {name} is not allowed: use default_factory"
        )


class KW_ONLY:
    pass


class InitVar:
    def __class_getitem__(cls, type):
        return cls


class _FIELD_BASE:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return self.name


_FIELD = _FIELD_BASE("_FIELD")
_FIELD_CLASSVAR = _FIELD_BASE("_FIELD_CLASSVAR")
_FIELD_INITVAR = _FIELD_BASE("_FIELD_INITVAR")


class mappingproxy:
    """A mapping that cannot be changed by way of this one."""

    def __init__(self, mapping):
        self._mapping = mapping

    def __getitem__(self, key):
        return self._mapping[key]

    def __len__(self):
        return len(self._mapping)

    def __iter__(self):
        return iter(self._mapping)

    def __contains__(self, key):
        return key in self._mapping

    def __eq__(self, other):
        return self._mapping == other

    def __or__(self, other):
        return self._mapping | other

    def __repr__(self):
        return f"mappingproxy({self._mapping!r})"

    def __str__(self):
        return str(self._mapping)

    def get(self, key, default=None, /):
        return self._mapping.get(key, default)

    def keys(self):
        return self._mapping.keys()

    def values(self):
        return self._mapping.values()

    def items(self):
        return self._mapping.items()

    def copy(self):
        return self._mapping.copy()


class Field:
    def __init__(
        self, name, type, default, default_factory, init, repr, hash, compare, metadata, kw_only, kind
    ):
        self.name = name
        self.type = type
        self.default = default
        self.default_factory = default_factory
        self.init = init
        self.repr = repr
        self.hash = hash
        self.compare = compare
        self.metadata = mappingproxy({} if metadata is None else metadata)
        self.kw_only = kw_only
        self._field_type = kind

    def __repr__(self):
        return (
            "Field("
            f"name={self.name!r},"
            f"type={self.type!r},"
            f"default={self.default!r},"
            f"default_factory={self.default_factory!r},"
            f"init={self.init!r},"
            f"repr={self.repr!r},"
            f"hash={self.hash!r},"
            f"compare={self.compare!r},"
            f"metadata={self.metadata!r},"
            f"kw_only={self.kw_only!r},"
            f"_field_type={self._field_type})"
        )


class _DataclassParams:
    def __init__(self, init, repr, eq, order, unsafe_hash, frozen):
        self.init = init
        self.repr = repr
        self.eq = eq
        self.order = order
        self.unsafe_hash = unsafe_hash
        self.frozen = frozen

    def __repr__(self):
        return (
            "_DataclassParams("
            f"init={self.init!r},"
            f"repr={self.repr!r},"
            f"eq={self.eq!r},"
            f"order={self.order!r},"
            f"unsafe_hash={self.unsafe_hash!r},"
            f"frozen={self.frozen!r})"
        )


def dataclass(cls=None, /, **options):
    """The decorator of classes whose text does not say all: CPython's, which
    is shown the fields of those they derive from as its own."""
    from importlib import import_module

    real = import_module("dataclasses")
    if cls is None:
        return lambda cls: _by_cpython(real, cls, options)
    return _by_cpython(real, cls, options)


def _by_cpython(real, cls, options):
    from importlib import import_module

    # What frozen instances raise is one class for all.
    real.FrozenInstanceError = FrozenInstanceError
    for base in reversed(cls.__mro__[1:]):
        _make_real(real, base.__dict__.get("__dataclass_fields__", {}))
    # The module of the class is asked what the names in annotations that are texts mean.
    modules = import_module("sys").modules
    if cls.__module__ in modules:
        return real.dataclass(cls, **options)
    stand_in = import_module("types").ModuleType(cls.__module__)
    stand_in.typing = stand_in.t = typing = import_module("typing")
    stand_in.dataclasses = real
    stand_in.ClassVar = typing.ClassVar
    stand_in.InitVar = real.InitVar
    stand_in.KW_ONLY = real.KW_ONLY
    modules[cls.__module__] = stand_in
    try:
        return real.dataclass(cls, **options)
    finally:
        del modules[cls.__module__]


def _make_real(real, table):
    for name, field in table.items():
        if isinstance(field, Field):
            table[name] = _real_field(real, field)


def _shown_table(rows, bases):
    """`__dataclass_fields__` of a class that `pprint` may look at."""
    from importlib import import_module

    table = _table(rows, bases)
    _make_real(import_module("dataclasses"), table)
    return table


def _real_field(real, field):
    initial = {}
    if not _is_missing(field.default):
        initial["default"] = field.default
    if not _is_missing(field.default_factory):
        initial["default_factory"] = field.default_factory
    made = real.field(
        init=field.init,
        repr=field.repr,
        hash=field.hash,
        compare=field.compare,
        metadata=field.metadata.copy(),
        kw_only=real.MISSING if _is_missing(field.kw_only) else field.kw_only,
        **initial,
    )
    made.name = field.name
    made.type = field.type
    made._field_type = getattr(real, field._field_type.name)
    return made


def _table(rows, bases):
    """`__dataclass_fields__`: a row for each field of its own, the name of an
    inherited one."""
    inherited = {}
    for base in bases:
        inherited.update(getattr(base, "__dataclass_fields__", {}))
    table = {}
    for row in rows:
        if isinstance(row, str):
            table[row] = inherited[row]
        else:
            table[row[0]] = Field(*row)
    return table


_shown = set()


def _enter(obj):
    """False when the object is being shown already."""
    key = id(obj)
    if key in _shown:
        return False
    _shown.add(key)
    return True


def _leave(obj):
    _shown.discard(id(obj))


class _Created:
    """Says of a method that it was made, not written, where `pprint` asks."""

    def __init__(self, name):
        self.__qualname__ = name


_CREATED = _Created("__create_fn__.<locals>.__repr__")


def _is_stored(field):
    """False for what only `__init__` takes, and for class variables."""
    return field._field_type.name == "_FIELD"


def _stored_fields(class_or_instance):
    table = getattr(class_or_instance, "__dataclass_fields__", None)
    if table is None:
        raise TypeError("must be called with a dataclass type or instance")
    return tuple(field for field in table.values() if _is_stored(field))


def fields(class_or_instance):
    found = _stored_fields(class_or_instance)
    cls = class_or_instance if isinstance(class_or_instance, type) else type(class_or_instance)
    for field in found:
        if isinstance(field.type, str):
            _find_type(field, cls)
    return found


def _find_type(field, cls):
    """The table was made of texts; the class keeps what they say where the program looks at it."""
    for base in cls.__mro__:
        if base.__dict__.get("__dataclass_fields__", {}).get(field.name) is field:
            annotations = base.__dict__.get("__annotations__", {})
            if field.name in annotations:
                field.type = annotations[field.name]


def is_dataclass(obj):
    cls = obj if isinstance(obj, type) else type(obj)
    return hasattr(cls, "__dataclass_fields__")


def _is_instance(obj):
    return hasattr(type(obj), "__dataclass_fields__")


def asdict(obj, *, dict_factory=dict):
    if not _is_instance(obj):
        raise TypeError("asdict() should be called on dataclass instances")
    return _as_dict(obj, dict_factory)


def _as_dict(obj, factory):
    if _is_instance(obj):
        pairs = []
        for field in _stored_fields(obj):
            pairs.append((field.name, _as_dict(getattr(obj, field.name), factory)))
        return factory(pairs)
    if isinstance(obj, tuple) and hasattr(obj, "_fields"):
        return type(obj)(*[_as_dict(item, factory) for item in obj])
    if isinstance(obj, (list, tuple)):
        return type(obj)(_as_dict(item, factory) for item in obj)
    if isinstance(obj, dict):
        return type(obj)(
            (_as_dict(key, factory), _as_dict(value, factory)) for key, value in obj.items()
        )
    return _copy.deepcopy(obj)


def astuple(obj, *, tuple_factory=tuple):
    if not _is_instance(obj):
        raise TypeError("astuple() should be called on dataclass instances")
    return _as_tuple(obj, tuple_factory)


def _as_tuple(obj, factory):
    if _is_instance(obj):
        return factory([_as_tuple(getattr(obj, field.name), factory) for field in _stored_fields(obj)])
    if isinstance(obj, tuple) and hasattr(obj, "_fields"):
        return type(obj)(*[_as_tuple(item, factory) for item in obj])
    if isinstance(obj, (list, tuple)):
        return type(obj)(_as_tuple(item, factory) for item in obj)
    if isinstance(obj, dict):
        return type(obj)(
            (_as_tuple(key, factory), _as_tuple(value, factory)) for key, value in obj.items()
        )
    return _copy.deepcopy(obj)


def replace(obj, /, **changes):
    if not _is_instance(obj):
        raise TypeError("replace() should be called on dataclass instances")
    for field in obj.__dataclass_fields__.values():
        kind = field._field_type.name
        if kind == "_FIELD_CLASSVAR":
            continue
        name = field.name
        if not field.init:
            if name in changes:
                raise ValueError(
                    f"field {name} is declared with init=False, "
                    "it cannot be specified with replace()"
                )
            continue
        if name not in changes:
            if kind == "_FIELD":
                changes[name] = getattr(obj, name)
            elif _is_missing(field.default):
                raise ValueError(f"InitVar {name!r} must be specified with replace()")
    return obj.__class__(**changes)
