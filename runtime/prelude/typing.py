"""What programs use of `typing` when they run.

Annotations are never evaluated, so this is about aliases, type variables, bases and the
functions that do nothing. A form that stands for an abstract class does not know that class:
a program that asks for it, or for the parts of an alias, gets CPython's module (`generics.rs`).
"""

import sys as _sys
from _abc import _attribute, _class_of
from collections import ChainMap as _ChainMap
from collections import Counter as _Counter
from collections import OrderedDict as _OrderedDict
from collections import defaultdict as _defaultdict
from collections import deque as _deque
from collections import namedtuple as _namedtuple

TYPE_CHECKING = False

_NoneType = _class_of(None)
_UnionType = _class_of(int | str)
_BuiltinAlias = _class_of(list[int])


class ForwardRef:
    """The text of a type that an alias was given."""

    def __init__(self, arg, is_argument=True, module=None, *, is_class=False):
        if not isinstance(arg, str):
            raise TypeError(f"Forward reference must be a string -- got {arg!r}")
        self.__forward_arg__ = arg
        self.__forward_module__ = module

    def __eq__(self, other):
        if not isinstance(other, ForwardRef):
            return NotImplemented
        return (
            self.__forward_arg__ == other.__forward_arg__
            and self.__forward_module__ == other.__forward_module__
        )

    def __hash__(self):
        return hash((self.__forward_arg__, self.__forward_module__))

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]

    def __repr__(self):
        module = self.__forward_module__
        where = "" if module is None else f", module={module!r}"
        return f"ForwardRef({self.__forward_arg__!r}{where})"


def _convert(arg):
    if arg is None:
        return _NoneType
    if isinstance(arg, str):
        return ForwardRef(arg)
    return arg


def _check(arg, message):
    """An argument that has to be a type."""
    arg = _convert(arg)
    if isinstance(arg, _GenericAlias) and arg._form in ("ClassVar", "Final"):
        raise TypeError(f"{arg} is not valid as type argument")
    if isinstance(arg, _SpecialForm):
        if not arg._is_type:
            raise TypeError(f"Plain {arg} is not valid as type argument")
        return arg
    if arg is Generic or arg is Protocol:
        raise TypeError(f"Plain {arg} is not valid as type argument")
    if _class_of(arg) is tuple:
        raise TypeError(f"{message} Got {arg!r:.100}.")
    return arg


def _is_param_expr(arg):
    return arg is ... or isinstance(arg, (tuple, list, ParamSpec, _ConcatenateGenericAlias))


def _type_repr(obj):
    """A type as it is shown in an alias."""
    if _class_of(obj) is _BuiltinAlias:
        return repr(obj)
    if isinstance(obj, type):
        if obj.__module__ == "builtins":
            return obj.__qualname__
        return f"{obj.__module__}.{obj.__qualname__}"
    if obj is ...:
        return "..."
    if _class_of(obj) is _FunctionType:
        return obj.__name__
    return repr(obj)


def _collect_parameters(args):
    """The type variables in `args`, in the order in which they come first."""
    parameters = []
    for arg in args:
        if isinstance(arg, type) and _class_of(arg) is not _BuiltinAlias:
            continue
        if isinstance(arg, (tuple, list)):
            found = _collect_parameters(arg)
        elif isinstance(arg, (TypeVar, ParamSpec)):
            found = (arg,)
        else:
            found = getattr(arg, "__parameters__", ())
        for parameter in found:
            if parameter not in parameters:
                parameters.append(parameter)
    return tuple(parameters)


def _check_count(alias, args, expected):
    if not expected:
        raise TypeError(f"{alias} is not a generic class")
    count = len(args)
    if count != expected:
        amount = "many" if count > expected else "few"
        raise TypeError(
            f"Too {amount} arguments for {alias}; actual {count}, expected {expected}"
        )


def _unique(args):
    known = set(args)
    if len(known) == len(args):
        return list(args)
    found = []
    for arg in args:
        if arg in known:
            found.append(arg)
            known.remove(arg)
    return found


class _SpecialForm:
    """A name of the module that is no class."""

    __iter__ = None

    def __init__(self, name, getitem=None, is_type=False):
        self._name = name
        self._getitem = getitem
        self._is_type = is_type

    def __getattr__(self, name):
        if name in ("__name__", "__qualname__"):
            return self._name
        raise AttributeError(name)

    def __mro_entries__(self, bases):
        raise TypeError(f"Cannot subclass {self!r}")

    def __repr__(self):
        return "typing." + self._name

    def __reduce__(self):
        return self._name

    def __call__(self, *args, **kwds):
        raise TypeError(f"Cannot instantiate {self!r}")

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]

    def __instancecheck__(self, obj):
        raise TypeError(f"{self} cannot be used with isinstance()")

    def __subclasscheck__(self, cls):
        raise TypeError(f"{self} cannot be used with issubclass()")

    def __getitem__(self, parameters):
        if self._getitem is None:
            raise TypeError(f"{self} is not subscriptable")
        return self._getitem(self, parameters)


class _AnyMeta(_SpecialForm):
    """`Any`, which is a class."""

    def __call__(self, *args, **kwds):
        raise TypeError("Any cannot be instantiated")

    def __subclasscheck__(self, cls):
        return False

    def __getitem__(self, parameters):
        raise TypeError("type 'Any' is not subscriptable")


class _BaseGenericAlias:
    """What forms of classes and what they are subscripted to share."""

    def __init__(self, origin, name, inst):
        self.__origin__ = origin
        self._name = name
        self._inst = inst

    def __call__(self, *args, **kwargs):
        if not self._inst:
            raise TypeError(
                f"Type {self._name} cannot be instantiated; use {self.__origin__.__name__}() instead"
            )
        return self.__origin__(*args, **kwargs)

    def __getattr__(self, name):
        if name in ("__name__", "__qualname__"):
            return self._name or self.__origin__.__name__
        if not name[:2] == "__" == name[-2:]:
            return _attribute(self.__origin__, name)
        raise AttributeError(name)

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]

    def __instancecheck__(self, obj):
        return self.__subclasscheck__(_class_of(obj))

    def __subclasscheck__(self, cls):
        raise TypeError("Subscripted generics cannot be used with class and instance checks")


class _GenericAlias(_BaseGenericAlias):
    """A subscripted form: `List[int]`.

    Methods of bases are called by their class: these classes have no static type, and `super()`
    there may mean any class of the program.
    """

    __iter__ = None

    def __init__(self, origin, args, name=None, inst=True, form=None):
        _BaseGenericAlias.__init__(self, origin, name, inst)
        self.__args__ = args
        self.__parameters__ = _collect_parameters(args)
        self._form = form

    def __eq__(self, other):
        if not isinstance(other, _GenericAlias):
            return NotImplemented
        return self.__origin__ == other.__origin__ and self.__args__ == other.__args__

    def __hash__(self):
        return hash((self.__origin__, self.__args__))

    def __getitem__(self, args):
        if not self.__parameters__:
            raise TypeError(f"{self} is not a generic class")
        if not isinstance(args, tuple):
            args = (args,)
        parameters = self.__parameters__
        if len(parameters) == 1 and isinstance(parameters[0], ParamSpec):
            if not (args and _is_param_expr(args[0])):
                args = (args,)
        args = [_convert(arg) for arg in args]
        _check_count(self, args, len(parameters))
        by_parameter = {}
        for parameter, arg in zip(parameters, args):
            by_parameter[parameter] = parameter.__typing_subst__(arg)
        return self._copy_with(tuple(self._substituted(by_parameter)))

    def _substituted(self, by_parameter):
        args = []
        for old in self.__args__:
            if isinstance(old, (TypeVar, ParamSpec)):
                new = by_parameter[old]
            elif isinstance(old, type) and _class_of(old) is not _BuiltinAlias:
                new = old
            else:
                inner = getattr(old, "__parameters__", ())
                new = old[tuple([by_parameter[one] for one in inner])] if inner else old
            if self._name == "Callable" and isinstance(new, tuple):
                args.extend(new)
            else:
                args.append(new)
        return args

    def _copy_with(self, args):
        return _GenericAlias(self.__origin__, args, self._name, self._inst, self._form)

    def __repr__(self):
        name = self._name or self._form
        name = f"typing.{name}" if name else _type_repr(self.__origin__)
        args = ", ".join([_type_repr(arg) for arg in self.__args__]) if self.__args__ else "()"
        return f"{name}[{args}]"


class _SpecialGenericAlias(_BaseGenericAlias):
    """A form that stands for a class: `List`, `Mapping`."""

    __iter__ = None

    def __init__(self, name, nparams, origin=None, inst=True):
        _BaseGenericAlias.__init__(self, origin or "collections.abc." + name, name, inst)
        self._nparams = nparams

    def __repr__(self):
        return "typing." + self._name

    def __reduce__(self):
        return self._name

    def __getitem__(self, args):
        if not isinstance(args, tuple):
            args = (args,)
        message = "Parameters to generic types must be types."
        args = tuple([_check(arg, message) for arg in args])
        _check_count(self, args, self._nparams)
        return _GenericAlias(self.__origin__, args, self._name, self._inst)

    def __subclasscheck__(self, cls):
        if isinstance(cls, _SpecialGenericAlias):
            return issubclass(cls.__origin__, self.__origin__)
        if not isinstance(cls, _GenericAlias):
            return issubclass(cls, self.__origin__)
        return _BaseGenericAlias.__subclasscheck__(self, cls)


class _TupleType(_SpecialGenericAlias):
    def __getitem__(self, args):
        if not isinstance(args, tuple):
            args = (args,)
        if len(args) >= 2 and args[-1] is ...:
            message = "Tuple[t, ...]: t must be a type."
            args = tuple([_check(arg, message) for arg in args[:-1]]) + (...,)
        else:
            message = "Tuple[t0, t1, ...]: each t must be a type."
            args = tuple([_check(arg, message) for arg in args])
        return _GenericAlias(tuple, args, self._name, self._inst)


class _CallableGenericAlias(_GenericAlias):
    def _copy_with(self, args):
        return _CallableGenericAlias(self.__origin__, args, self._name, self._inst, self._form)

    def __call__(self, *args, **kwargs):
        raise TypeError("Can't instantiate abstract class Callable with abstract method __call__")

    def __repr__(self):
        args = self.__args__
        if len(args) == 2 and _is_param_expr(args[0]):
            return _GenericAlias.__repr__(self)
        given = ", ".join([_type_repr(arg) for arg in args[:-1]])
        return f"typing.Callable[[{given}], {_type_repr(args[-1])}]"


class _CallableType(_SpecialGenericAlias):
    def __getitem__(self, params):
        if not isinstance(params, tuple) or len(params) != 2:
            raise TypeError("Callable must be used as Callable[[arg, ...], result].")
        args, result = params
        result = _check(result, "Callable[args, result]: result must be a type.")
        if args is ...:
            args = (...,)
        else:
            if not isinstance(args, (list, tuple)):
                args = (args,)
            args = tuple([_convert(arg) for arg in args])
        return _CallableGenericAlias(self.__origin__, args + (result,), self._name, self._inst)

    def __call__(self, *args, **kwargs):
        raise TypeError("Can't instantiate abstract class Callable with abstract method __call__")

    def __instancecheck__(self, obj):
        return callable(obj)


class _UnionGenericAlias(_GenericAlias):
    def _copy_with(self, args):
        return Union[args]

    def __eq__(self, other):
        if not isinstance(other, (_UnionGenericAlias, _UnionType)):
            return NotImplemented
        return set(self.__args__) == set(other.__args__)

    def __hash__(self):
        return hash(frozenset(self.__args__))

    def __repr__(self):
        args = self.__args__
        if len(args) == 2 and _NoneType in args:
            return f"typing.Optional[{_type_repr(args[args[0] is _NoneType])}]"
        return _GenericAlias.__repr__(self)

    def __call__(self, *args, **kwargs):
        raise TypeError("Cannot instantiate typing.Union")

    def __subclasscheck__(self, cls):
        for arg in self.__args__:
            if issubclass(cls, arg):
                return True
        return False


class _LiteralGenericAlias(_GenericAlias):
    def _typed(self):
        return [(arg, _class_of(arg)) for arg in self.__args__]

    def __eq__(self, other):
        if not isinstance(other, _LiteralGenericAlias):
            return NotImplemented
        return set(self._typed()) == set(other._typed())

    def __hash__(self):
        return hash(frozenset(self._typed()))


class _ConcatenateGenericAlias(_GenericAlias):
    def _copy_with(self, args):
        last = args[-1]
        if isinstance(last, (list, tuple)):
            return (*args[:-1], *last)
        if isinstance(last, _ConcatenateGenericAlias):
            args = (*args[:-1], *last.__args__)
        return _GenericAlias._copy_with(self, args)


class _AnnotatedAlias(_GenericAlias):
    def __init__(self, origin, metadata):
        if isinstance(origin, _AnnotatedAlias):
            metadata = origin.__metadata__ + metadata
            origin = origin.__origin__
        _GenericAlias.__init__(self, origin, (origin,))
        self.__metadata__ = metadata

    def _copy_with(self, args):
        return _AnnotatedAlias(args[0], self.__metadata__)

    def __repr__(self):
        metadata = ", ".join([repr(item) for item in self.__metadata__])
        return f"typing.Annotated[{_type_repr(self.__origin__)}, {metadata}]"

    def __eq__(self, other):
        if not isinstance(other, _AnnotatedAlias):
            return NotImplemented
        return self.__origin__ == other.__origin__ and self.__metadata__ == other.__metadata__

    def __hash__(self):
        return hash((self.__origin__, self.__metadata__))


class _TypeVarLike:
    def __init__(self, name, bound, covariant, contravariant):
        self.__name__ = name
        if covariant and contravariant:
            raise ValueError("Bivariant types are not supported.")
        self.__covariant__ = bool(covariant)
        self.__contravariant__ = bool(contravariant)
        self.__bound__ = _check(bound, "Bound must be a type.") if bound else None
        self.__module__ = "__main__"

    def __repr__(self):
        sign = "+" if self.__covariant__ else "-" if self.__contravariant__ else "~"
        return sign + self.__name__

    def __reduce__(self):
        return self.__name__

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]


class TypeVar(_TypeVarLike):
    def __init__(self, name, *constraints, bound=None, covariant=False, contravariant=False):
        _TypeVarLike.__init__(self, name, bound, covariant, contravariant)
        if constraints and bound is not None:
            raise TypeError("Constraints cannot be combined with bound=...")
        if len(constraints) == 1:
            raise TypeError("A single constraint is not allowed")
        message = "TypeVar(name, constraint, ...): constraints must be types."
        self.__constraints__ = tuple([_check(arg, message) for arg in constraints])

    def __typing_subst__(self, arg):
        return _check(arg, "Parameters to generic types must be types.")


class _ParamSpecPart:
    def __init__(self, origin, name):
        self.__origin__ = origin
        self._name = name

    def __repr__(self):
        return f"{self.__origin__.__name__}.{self._name}"

    def __eq__(self, other):
        if _class_of(self) is not _class_of(other):
            return NotImplemented
        return self.__origin__ is other.__origin__ and self._name == other._name

    __hash__ = None


class ParamSpec(_TypeVarLike):
    def __init__(self, name, *, bound=None, covariant=False, contravariant=False):
        _TypeVarLike.__init__(self, name, bound, covariant, contravariant)

    @property
    def args(self):
        return _ParamSpecPart(self, "args")

    @property
    def kwargs(self):
        return _ParamSpecPart(self, "kwargs")

    def __typing_subst__(self, arg):
        if isinstance(arg, (list, tuple)):
            return tuple([_check(item, "Expected a type.") for item in arg])
        if not _is_param_expr(arg):
            raise TypeError(
                f"Expected a list of types, an ellipsis, ParamSpec, or Concatenate. Got {arg}"
            )
        return arg


class NewType:
    def __init__(self, name, tp):
        self.__qualname__ = name
        if "." in name:
            name = name.rpartition(".")[-1]
        self.__name__ = name
        self.__supertype__ = tp
        self.__module__ = "__main__"

    def __call__(self, x, /):
        return x

    def __repr__(self):
        return f"{self.__module__}.{self.__qualname__}"

    def __reduce__(self):
        return self.__qualname__

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]


def NamedTuple(typename, fields=None, /, **kwargs):
    if fields is None:
        fields = kwargs.items()
    elif kwargs:
        raise TypeError("Either list of fields or keywords can be provided to NamedTuple, not both")
    types = {name: _NoneType if typ is None else typ for name, typ in fields}
    made = _namedtuple(typename, [name for name, _ in types.items()])
    made.__annotations__ = types
    return made


class Generic:
    __slots__ = ()

    def __class_getitem__(cls, parameters):
        return cls


class Protocol:
    __slots__ = ()

    def __class_getitem__(cls, parameters):
        return cls


def _single(form, parameters):
    arg = _check(parameters, f"{form} accepts only single type.")
    return _GenericAlias(form, (arg,), form=form._name)


def _union(form, parameters):
    if parameters == ():
        raise TypeError("Cannot take a Union of no types.")
    if not isinstance(parameters, tuple):
        parameters = (parameters,)
    args = []
    for parameter in parameters:
        arg = _check(parameter, "Union[arg, ...]: each arg must be a type.")
        if isinstance(arg, (_UnionGenericAlias, _UnionType)):
            args.extend(arg.__args__)
        else:
            args.append(arg)
    args = tuple(_unique(args))
    if len(args) == 1:
        return args[0]
    name = "Optional" if len(args) == 2 and _NoneType in args else None
    return _UnionGenericAlias(form, args, name, form="Union")


def _optional(form, parameters):
    arg = _check(parameters, f"{form} requires a single type.")
    return Union[arg, _NoneType]


def _literal(form, parameters):
    if not isinstance(parameters, tuple):
        parameters = (parameters,)
    args = []
    for parameter in parameters:
        if isinstance(parameter, _LiteralGenericAlias):
            args.extend(parameter.__args__)
        else:
            args.append(parameter)
    try:
        args = [arg for arg, _ in _unique([(arg, _class_of(arg)) for arg in args])]
    except TypeError:
        pass
    return _LiteralGenericAlias(form, tuple(args), form="Literal")


def _concatenate(form, parameters):
    if parameters == ():
        raise TypeError("Cannot take a Concatenate of no types.")
    if not isinstance(parameters, tuple):
        parameters = (parameters,)
    if not (parameters[-1] is ... or isinstance(parameters[-1], ParamSpec)):
        raise TypeError(
            "The last parameter to Concatenate should be a ParamSpec variable or ellipsis."
        )
    message = "Concatenate[arg, ...]: each arg must be a type."
    args = tuple([_check(arg, message) for arg in parameters[:-1]]) + parameters[-1:]
    return _ConcatenateGenericAlias(form, args, form="Concatenate")


def _annotated(form, parameters):
    if not isinstance(parameters, tuple) or len(parameters) < 2:
        raise TypeError(
            "Annotated[...] should be used with at least two arguments (a type and an annotation)."
        )
    origin = _convert(parameters[0])
    if not (isinstance(origin, _SpecialForm) and origin._name in ("ClassVar", "Final")):
        if not (isinstance(origin, _GenericAlias) and origin._form in ("ClassVar", "Final")):
            origin = _check(origin, "Annotated[t, ...]: t must be a type.")
    return _AnnotatedAlias(origin, tuple(parameters[1:]))


def _function():
    pass


_FunctionType = _class_of(_function)

Any = _AnyMeta("Any", is_type=True)
Annotated = _SpecialForm("Annotated", _annotated)
ClassVar = _SpecialForm("ClassVar", _single)
Concatenate = _SpecialForm("Concatenate", _concatenate)
Final = _SpecialForm("Final", _single)
Literal = _SpecialForm("Literal", _literal)
LiteralString = _SpecialForm("LiteralString", is_type=True)
Never = _SpecialForm("Never", is_type=True)
NoReturn = _SpecialForm("NoReturn", is_type=True)
NotRequired = _SpecialForm("NotRequired", _single)
Optional = _SpecialForm("Optional", _optional)
Required = _SpecialForm("Required", _single)
Self = _SpecialForm("Self", is_type=True)
TypeAlias = _SpecialForm("TypeAlias", is_type=True)
TypeGuard = _SpecialForm("TypeGuard", _single)
Union = _SpecialForm("Union", _union)

Dict = _SpecialGenericAlias("Dict", 2, dict, False)
FrozenSet = _SpecialGenericAlias("FrozenSet", 1, frozenset, False)
List = _SpecialGenericAlias("List", 1, list, False)
Set = _SpecialGenericAlias("Set", 1, set, False)
Tuple = _TupleType("Tuple", -1, tuple, False)
Type = _SpecialGenericAlias("Type", 1, _class_of(int), False)
Counter = _SpecialGenericAlias("Counter", 1, _Counter)
DefaultDict = _SpecialGenericAlias("DefaultDict", 2, _defaultdict)
Deque = _SpecialGenericAlias("Deque", 1, _deque)
OrderedDict = _SpecialGenericAlias("OrderedDict", 2, _OrderedDict)
Callable = _CallableType("Callable", 2)

AbstractSet = _SpecialGenericAlias("AbstractSet", 1)
AsyncContextManager = _SpecialGenericAlias("AsyncContextManager", 1)
AsyncGenerator = _SpecialGenericAlias("AsyncGenerator", 2)
AsyncIterable = _SpecialGenericAlias("AsyncIterable", 1)
AsyncIterator = _SpecialGenericAlias("AsyncIterator", 1)
Awaitable = _SpecialGenericAlias("Awaitable", 1)
BinaryIO = _SpecialGenericAlias("BinaryIO", 0)
ByteString = _SpecialGenericAlias("ByteString", 0)
ChainMap = _SpecialGenericAlias("ChainMap", 2, _ChainMap)
Collection = _SpecialGenericAlias("Collection", 1)
Container = _SpecialGenericAlias("Container", 1)
ContextManager = _SpecialGenericAlias("ContextManager", 1)
Coroutine = _SpecialGenericAlias("Coroutine", 3)
Generator = _SpecialGenericAlias("Generator", 3)
Hashable = _SpecialGenericAlias("Hashable", 0)
IO = _SpecialGenericAlias("IO", 1)
ItemsView = _SpecialGenericAlias("ItemsView", 2)
Iterable = _SpecialGenericAlias("Iterable", 1)
Iterator = _SpecialGenericAlias("Iterator", 1)
KeysView = _SpecialGenericAlias("KeysView", 1)
Mapping = _SpecialGenericAlias("Mapping", 2)
MappingView = _SpecialGenericAlias("MappingView", 1)
Match = _SpecialGenericAlias("Match", 1)
MutableMapping = _SpecialGenericAlias("MutableMapping", 2)
MutableSequence = _SpecialGenericAlias("MutableSequence", 1)
MutableSet = _SpecialGenericAlias("MutableSet", 1)
Pattern = _SpecialGenericAlias("Pattern", 1)
Reversible = _SpecialGenericAlias("Reversible", 1)
Sequence = _SpecialGenericAlias("Sequence", 1)
Sized = _SpecialGenericAlias("Sized", 0)
SupportsAbs = _SpecialGenericAlias("SupportsAbs", 1)
SupportsBytes = _SpecialGenericAlias("SupportsBytes", 0)
SupportsComplex = _SpecialGenericAlias("SupportsComplex", 0)
SupportsFloat = _SpecialGenericAlias("SupportsFloat", 0)
SupportsIndex = _SpecialGenericAlias("SupportsIndex", 0)
SupportsInt = _SpecialGenericAlias("SupportsInt", 0)
SupportsRound = _SpecialGenericAlias("SupportsRound", 1)
TextIO = _SpecialGenericAlias("TextIO", 0)
ValuesView = _SpecialGenericAlias("ValuesView", 1)

AnyStr = TypeVar("AnyStr", bytes, str)
Text = str


def cast(typ, val):
    return val


def overload(func):
    return func


def final(f):
    return f


def no_type_check(arg):
    return arg


def assert_never(arg, /):
    value = repr(arg)
    if len(value) > 100:
        value = value[:100] + "..."
    raise AssertionError(f"Expected code to be unreachable, but got: {value}")


def assert_type(val, typ, /):
    return val


def reveal_type(obj, /):
    print(f"Runtime type is {_class_of(obj).__name__!r}", file=_sys.stderr)
    return obj
