# What plain values have as attributes beside those of their class.
for o in (1, 1.0, 'a', [], (), None, {}, len, range(1), b'', ValueError(), 1j, set(), iter([]), [].append):
    print(type(o).__name__, getattr(o, '__module__', '-'), hasattr(o, '__qualname__'), getattr(o, '__name__', '-'), hasattr(o, '__dict__'))
class K: pass
print(K().__module__, K.__module__, hasattr(K(), '__name__'))
class L(list): pass
print(L().__module__, hasattr(type(1), '__module__'), int.__module__, ValueError().__module__ if hasattr(ValueError(), '__module__') else 'no')
import io
s = io.StringIO("a")
print(s.encoding, s.errors, s.newlines, s.line_buffering)
