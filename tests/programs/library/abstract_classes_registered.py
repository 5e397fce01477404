from abc import ABC, ABCMeta, abstractmethod
class Shape(metaclass=ABCMeta):
    @abstractmethod
    def area(self): ...
    @property
    @abstractmethod
    def name(self): ...
class Sq(Shape):
    def __init__(self, s): self.s = s
    def area(self): return self.s ** 2
    @property
    def name(self): return "sq"
print(Sq(3).area(), Sq(2).name, type(Shape), type(Sq), Shape.__mro__, Shape.__bases__)
try: Shape()
except TypeError as e: print(e)
class Base(ABC):
    @classmethod
    def __subclasshook__(cls, c):
        if cls is Base:
            return any("quack" in b.__dict__ for b in c.__mro__) or NotImplemented
        return NotImplemented
class Duck:
    def quack(self): return "q"
class Dog: pass
class Real(Base): pass
print(isinstance(Duck(), Base), isinstance(Dog(), Base), issubclass(Duck, Base), isinstance(Real(), Base), isinstance(Duck(), Real))
class Animal(ABC):
    @abstractmethod
    def noise(self): ...
class Cat:
    def noise(self): return "meow"
print(isinstance(Cat(), Animal), Animal.register(Cat) is Cat, isinstance(Cat(), Animal), issubclass(Cat, Animal))
@Animal.register
class Cow:
    def noise(self): return "moo"
class Calf(Cow): pass
print(isinstance(Cow(), Animal), isinstance(Calf(), Animal), isinstance(1, Animal))
Animal.register(int); print(isinstance(1, Animal), isinstance(True, Animal), isinstance("s", Animal))
class Sub(Animal): 
    def noise(self): return 1
class Other: pass
Sub.register(Other); print(isinstance(Other(), Animal), isinstance(Other(), Sub))
try: Sub.register(Animal)
except RuntimeError as e: print(e)
try: Animal.register(3)
except TypeError as e: print(e)
def speak(x):
    if isinstance(x, Animal): return x.noise()
    return "?"
print(speak(Cat()), speak(Cow()), speak(Sub()), speak(Dog()), speak("s"))
class MyM(metaclass=ABCMeta):
    x = 1
    def f(self): return self.x
print(MyM().f(), type(MyM).__name__)
from collections.abc import Sequence, MutableSequence, Mapping, Sized
@Sequence.register
class Vec:
    def __init__(self, *a): self.a = a
    def __len__(self): return len(self.a)
    def __getitem__(self, i): return self.a[i]
print(isinstance(Vec(1), Sequence), isinstance(Vec(), MutableSequence), isinstance(Vec(1), Sized))
match Vec(1, 2):
    case [a, b]: print("seq", a, b)
class Ext(Sized, ABC):
    @abstractmethod
    def go(self): ...
try: Ext()
except TypeError as e: print(e)
class BadHook(ABC):
    @classmethod
    def __subclasshook__(cls, c): return 5
try: print(isinstance(3, BadHook))
except AssertionError as e: print(repr(e))
try: Animal.nope
except AttributeError as e: print(e)
print(hasattr(Sub(), "register"), hasattr(Sub, "register"))
print(Animal.__instancecheck__(Cow()), Animal.__subclasscheck__(Dog), Sequence.__instancecheck__([]))
