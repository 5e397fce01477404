

from _abc import _bases, _derived, _order, _token
from _collections import _class_of


def _merge(orders):
    """One order of the classes in several (C3)."""
    merged = []
    while orders:
        for order in orders:
            first = order[0]
            if not any(first in other[1:] for other in orders):
                break
        else:
            raise RuntimeError("Inconsistent hierarchy")
        merged.append(first)
        rests = [order[1:] if order[0] is first else order for order in orders]
        orders = [rest for rest in rests if rest]
    return merged


def _with_abstract(cls, abstract):
    """The order of a class, with abstract ones that it does not derive from where it becomes one of them."""
    bases = list(_bases(cls))
    n_explicit = 0
    for at, base in enumerate(bases):
        if hasattr(base, "__abstractmethods__"):
            n_explicit = at + 1
    explicit, others = bases[:n_explicit], bases[n_explicit:]
    new, known = [], []
    for other in abstract:
        is_new = issubclass(cls, other) and not any(issubclass(base, other) for base in bases)
        (new if is_new else known).append(other)
    orders = [_with_abstract(base, known) for base in explicit + new + others]
    orders = [[cls]] + orders + [explicit, new, others]
    return _merge([order for order in orders if order])


def _candidates(cls, registered):
    """The classes whose implementation may be that for a class, the best first."""
    own = _order(cls)
    found = [one for one in registered if one not in own and issubclass(cls, one)]
    if not found:
        return own
    ends = [one for one in found if not any(one is not other and one in _order(other) for other in found)]
    abstract = []
    for end in ends:
        between = [
            [one for one in _order(sub) if one in ends]
            for sub in _derived(end)
            if sub not in own and issubclass(cls, sub)
        ]
        between.sort(key=len, reverse=True)
        for row in between or [[end]]:
            for one in row:
                if one not in abstract:
                    abstract.append(one)
    return _with_abstract(cls, abstract)


def _implementation(cls, registry):
    best = None
    own = _order(cls)
    for one in _candidates(cls, list(registry)):
        if best is not None:
            if one in registry and one not in own and best not in own and not issubclass(best, one):
                raise RuntimeError(f"Ambiguous dispatch: {best} or {one}")
            break
        if one in registry:
            best = one
    return registry.get(best)


def _is_union(cls):
    return type(cls).__name__ in ("UnionType", "_UnionGenericAlias")


def _is_dispatched(cls):
    return isinstance(cls, type) or _is_union(cls) and all(isinstance(one, type) for one in cls.__args__)


def singledispatch(func):
    registry = {object: func}
    found = {}
    token = None
    name = getattr(func, "__name__", "singledispatch function")

    def dispatch(cls):
        nonlocal token
        if token is not None and token != _token():
            found.clear()
            token = _token()
        known = found.get(cls)
        if known is None:
            known = registry.get(cls)
            if known is None:
                known = _implementation(cls, registry)
            found[cls] = known
        return known

    def register(cls, func=None):
        nonlocal token
        if _is_dispatched(cls):
            if func is None:
                return lambda func: register(cls, func)
        else:
            if func is not None:
                raise TypeError(
                    f"Invalid first argument to `register()`. {cls!r} is not a class or union type."
                )
            annotations = getattr(cls, "__annotations__", {})
            if not annotations:
                raise TypeError(
                    f"Invalid first argument to `register()`: {cls!r}. "
                    "Use either `@register(some_class)` or plain `@register` on an annotated function."
                )
            func = cls
            argname, cls = next(iter(annotations.items()))
            if cls is None:
                cls = type(None)
            if not _is_dispatched(cls):
                rest = "not all arguments are classes" if _is_union(cls) else "is not a class"
                raise TypeError(f"Invalid annotation for {argname!r}. {cls!r} {rest}.")
        for one in cls.__args__ if _is_union(cls) else (cls,):
            registry[one] = func
        if token is None and hasattr(cls, "__abstractmethods__"):
            token = _token()
        found.clear()
        return func

    def wrapper(*args, **kw):
        if not args:
            raise TypeError(f"{name} requires at least 1 positional argument")
        return dispatch(_class_of(args[0]))(*args, **kw)

    wrapper.register = register
    wrapper.dispatch = dispatch
    update_wrapper(wrapper, func)
    return wrapper
