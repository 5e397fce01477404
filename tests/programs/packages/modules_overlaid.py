# A module that tells a class what it is called, which puts an object in its place.
from overlaid.lazy import f, deque
import overlaid.lazy
print(f(), deque([1]), type(overlaid.lazy).__name__, overlaid.lazy.x)
from overlaid import lazy
print(lazy.f(), lazy.deque)
