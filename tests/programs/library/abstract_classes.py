from abc import ABCMeta, ABC, abstractmethod, abstractproperty
import abc
class S(metaclass=ABCMeta):
    def __init__(self, n): self.n = n
    @abstractmethod
    def area(self): ...
    @property
    @abstractmethod
    def name(self): ...
class Sq(S):
    def area(self): return self.n * self.n
    @property
    def name(self): return 'sq'
class Ci(S):
    def area(self): return 3 * self.n * self.n
    name = 'ci'
def run():
    t = 0
    for i in range(3000):
        s = Sq(i) if i % 2 else Ci(i)
        t += s.area()
        if isinstance(s, S): t += 1
    return t
print(run())
try: S(1)
except TypeError as e: print(e)
print(type(S).__name__, S.__mro__, Sq.__abstractmethods__, S.__abstractmethods__ == {'area', 'name'})
class T(ABC):
    @abstractmethod
    def q(self): ...
    @classmethod
    def __subclasshook__(cls, C):
        return hasattr(C, 'q') or NotImplemented
class U: 
    def q(self): pass
print(isinstance(U(), T), issubclass(U, T), issubclass(int, T))
S.register(int); print(isinstance(3, S))
@S.register
class W: pass
print(issubclass(W, S), isinstance(W(), S))
