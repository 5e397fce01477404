"""What programs use of `typing` when they run.

Annotations are never evaluated, so this is about aliases, type variables,
bases and the functions that do nothing.
"""

from collections import namedtuple as _namedtuple

TYPE_CHECKING = False


def _text(obj):
    """A type as it is shown in an alias."""
    if obj is None:
        return "NoneType"
    if obj is ...:
        return "..."
    if isinstance(obj, list):
        return "[" + ", ".join([_text(item) for item in obj]) + "]"
    if isinstance(obj, type):
        if obj.__module__ == "builtins":
            return obj.__qualname__
        return f"{obj.__module__}.{obj.__qualname__}"
    return repr(obj)


class _Form:
    """A name of the module that may be subscripted."""

    def __init__(self, name, origin=None):
        self._name = name
        self.__origin__ = origin

    def __repr__(self):
        return f"typing.{self._name}"

    def __getitem__(self, parameters):
        return _Alias(self, parameters)

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]

    def __call__(self, *args, **kwargs):
        if self.__origin__ is None:
            raise TypeError(f"Cannot instantiate {self!r}")
        raise TypeError(
            f"Type {self._name} cannot be instantiated; use {self.__origin__.__name__}() instead"
        )

    def __instancecheck__(self, obj):
        if self._name == "Callable":
            return callable(obj)
        if self._name == "Hashable":
            return type(obj).__hash__ is not None
        if self._name == "Sized":
            return hasattr(type(obj), "__len__")
        if self._name == "Iterable":
            return hasattr(type(obj), "__iter__")
        if self._name == "Iterator":
            return hasattr(type(obj), "__iter__") and hasattr(type(obj), "__next__")
        if self.__origin__ is not None:
            return isinstance(obj, self.__origin__)
        raise TypeError(f"{self!r} cannot be used with isinstance()")


class _Alias:
    """A subscripted form: `List[int]`."""

    def __init__(self, form, parameters):
        self._form = form
        self.__origin__ = form.__origin__
        self.__args__ = parameters if isinstance(parameters, tuple) else (parameters,)

    def __repr__(self):
        name = self._form._name
        args = self.__args__
        if name == "Optional" or name == "Union" and len(args) == 2 and None in args:
            rest = [arg for arg in args if arg is not None]
            return f"typing.Optional[{_text(rest[0])}]"
        # What stands for itself, not for a type.
        plain = {"Literal": 0, "Annotated": 1}.get(name, len(args))
        texts = [_text(arg) for arg in args[:plain]] + [repr(arg) for arg in args[plain:]]
        return f"typing.{name}[{', '.join(texts)}]"

    def __eq__(self, other):
        if isinstance(other, _Alias):
            return self._form is other._form and self.__args__ == other.__args__
        return NotImplemented

    def __hash__(self):
        return hash(self.__args__)

    def __getitem__(self, parameters):
        given = list(parameters) if isinstance(parameters, tuple) else [parameters]
        return _Alias(
            self._form,
            tuple([given.pop(0) if isinstance(arg, TypeVar) and given else arg for arg in self.__args__]),
        )

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]

    def __instancecheck__(self, obj):
        if self._form._name == "Optional" and obj is None:
            return True
        if self._form._name in ("Union", "Optional"):
            for arg in self.__args__:
                if obj is None if arg is None else isinstance(obj, arg):
                    return True
            return False
        raise TypeError("Subscripted generics cannot be used with class and instance checks")

    def __call__(self, *args, **kwargs):
        return self._form(*args, **kwargs)


class TypeVar:
    def __init__(self, name, *constraints, bound=None, covariant=False, contravariant=False):
        self.__name__ = name
        self.__constraints__ = constraints
        self.__bound__ = bound
        self.__covariant__ = covariant
        self.__contravariant__ = contravariant

    def __repr__(self):
        sign = "+" if self.__covariant__ else "-" if self.__contravariant__ else "~"
        return sign + self.__name__

    def __typing_subst__(self, arg):
        return arg

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]


class ParamSpec:
    def __init__(self, name, *, bound=None, covariant=False, contravariant=False):
        self.__name__ = name
        self.args = self
        self.kwargs = self

    def __repr__(self):
        return "~" + self.__name__


class NewType:
    def __init__(self, name, tp):
        self.__name__ = name
        self.__qualname__ = name
        self.__supertype__ = tp

    def __call__(self, x):
        return x

    def __repr__(self):
        return f"{self.__module__}.{self.__qualname__}"


def NamedTuple(typename, fields=None, /, **kwargs):
    if fields is None:
        fields = kwargs.items()
    elif kwargs:
        raise TypeError("Either list of fields or keywords can be provided to NamedTuple, not both")
    types = {name: type(None) if typ is None else typ for name, typ in fields}
    made = _namedtuple(typename, [name for name, _ in types.items()])
    made.__annotations__ = types
    return made


class Generic:
    def __class_getitem__(cls, parameters):
        return cls


class Protocol:
    def __class_getitem__(cls, parameters):
        return cls


Any = _Form("Any")
AbstractSet = _Form("AbstractSet")
AsyncGenerator = _Form("AsyncGenerator")
ByteString = _Form("ByteString")
ItemsView = _Form("ItemsView")
KeysView = _Form("KeysView")
MappingView = _Form("MappingView")
ValuesView = _Form("ValuesView")
AnyStr = TypeVar("AnyStr", bytes, str)
Annotated = _Form("Annotated")
AsyncIterator = _Form("AsyncIterator")
AsyncIterable = _Form("AsyncIterable")
Awaitable = _Form("Awaitable")
Callable = _Form("Callable")
ClassVar = _Form("ClassVar")
Collection = _Form("Collection")
Concatenate = _Form("Concatenate")
Container = _Form("Container")
ContextManager = _Form("ContextManager")
Coroutine = _Form("Coroutine")
Dict = _Form("Dict", dict)
Final = _Form("Final")
FrozenSet = _Form("FrozenSet", frozenset)
Generator = _Form("Generator")
Hashable = _Form("Hashable")
IO = _Form("IO")
Iterable = _Form("Iterable")
Iterator = _Form("Iterator")
List = _Form("List", list)
Literal = _Form("Literal")
LiteralString = _Form("LiteralString")
Mapping = _Form("Mapping")
MutableMapping = _Form("MutableMapping")
MutableSequence = _Form("MutableSequence")
MutableSet = _Form("MutableSet")
Never = _Form("Never")
NoReturn = _Form("NoReturn")
Optional = _Form("Optional")
Reversible = _Form("Reversible")
Self = _Form("Self")
Sequence = _Form("Sequence")
Set = _Form("Set", set)
Sized = _Form("Sized")
Text = str
TextIO = _Form("TextIO")
Tuple = _Form("Tuple", tuple)
Type = _Form("Type", type)
TypeAlias = _Form("TypeAlias")
TypeGuard = _Form("TypeGuard")
Union = _Form("Union")


def cast(typ, val):
    return val


def overload(func):
    return func


def final(f):
    return f


def no_type_check(arg):
    return arg


def assert_never(arg, /):
    raise AssertionError(f"Expected code to be unreachable, but got: {arg!r}")


def assert_type(val, typ, /):
    return val


def reveal_type(obj, /):
    print(f"Runtime type is {type(obj).__name__!r}")
    return obj
