import functools


def traced(fn):
    @functools.wraps(fn)
    def wrapper(*args, **kwargs):
        wrapper.calls += 1
        result = fn(*args, **kwargs)
        return result

    wrapper.calls = 0
    return wrapper


def memoize(fn):
    cache = {}

    def inner(n):
        if n not in cache:
            cache[n] = fn(n)
        return cache[n]

    inner.cache = cache
    return inner


def clamp(low, high):
    def decorator(fn):
        def clamped(*args):
            return min(max(fn(*args), low), high)

        return clamped

    return decorator


class Registry:
    def __init__(self):
        self.names = []
        self.functions = {}

    def add(self, name):
        def decorator(fn):
            self.names.append(name)
            self.functions[name] = fn
            return fn

        return decorator


registry = Registry()
