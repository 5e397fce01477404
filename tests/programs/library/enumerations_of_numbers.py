from enum import Enum, IntEnum
class HttpStatus(IntEnum):
    OK = 200
    NOT_FOUND = 404
    @property
    def is_error(self): return self >= 400
    def describe(self): return f"{self.value} {self.name.replace('_', ' ').title()}"
for s in HttpStatus: print(s, s.is_error, s.describe(), s == 200, s in (404, 500), [s] * 2)
print(HttpStatus(404), HttpStatus.OK + 1, range(3)[HttpStatus.OK - 199], "%s %d" % (HttpStatus.OK, HttpStatus.OK), max(HttpStatus), hex(HttpStatus.OK), HttpStatus.OK & 8, -HttpStatus.OK, {200: 'x'}[HttpStatus.OK], HttpStatus.OK.bit_length())

class A(Enum):
    X = 1

class Animal(Enum):
    DOG = "dog"
    CAT = "cat"
    @staticmethod
    def default(): return Animal.DOG
    def __eq__(self, other): return isinstance(other, Animal) and self.value == other.value
    def __hash__(self): return hash(self.value)
print(Animal.DOG == Animal.default(), {Animal.CAT: 1}[Animal.CAT], Animal.DOG != Animal.CAT, Animal.DOG == "dog")
