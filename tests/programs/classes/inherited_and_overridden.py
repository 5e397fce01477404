# Methods called by the class of the object: some classes inherit them, some have their own.


class Animal:
    def __init__(self, name, legs):
        self.name = name
        self.legs = legs
        self.log = []

    def sound(self):
        return "..."

    def speak(self, times=1):
        self.log.append(times)
        return self.name + " " + self.sound() * times

    def is_fast(self):
        return self.legs > 3

    def risky(self, n):
        return 10 // (n - self.legs)

    @property
    def kind(self):
        return "animal"


class Dog(Animal):
    def sound(self):
        return "wuff"


class Puppy(Dog):
    def is_fast(self):
        return False


class Cat(Animal):
    def sound(self):
        return "meow"

    def risky(self, n):
        return super().risky(n) + 1


class Fish(Animal):
    def is_fast(self):
        return not Animal.is_fast(self)

    @property
    def kind(self):
        return "fish"


class Eel(Fish):
    def __init__(self, name):
        super().__init__(name, 0)
        self.volts = 600

    def speak(self, times=2):
        return f"{self.volts}V" * times


animals = [Animal("a", 3), Dog("d", 4), Puppy("p", 4), Cat("c", 4), Fish("f", 0), Eel("e")]
for animal in animals:
    print(type(animal).__name__, animal.sound(), animal.speak(), animal.speak(times=2), animal.is_fast(), animal.kind)


def total(animals, n):
    result, failed = 0, []
    for animal in animals:
        try:
            result += animal.risky(n)
        except ZeroDivisionError as error:
            failed.append((animal.name, str(error), error.__traceback__.tb_lineno, error.__traceback__.tb_next.tb_lineno))
    return result, failed


for n in range(6):
    print(n, total(animals, n))


def count(animals):
    fast = 0
    for animal in animals * 50:
        if animal.is_fast():
            fast += 1
    return fast


print(count(animals), [animal.log for animal in animals])


class State:
    def next(self, c):
        raise NotImplementedError(type(self).__name__)

    def is_final(self):
        return False


class Start(State):
    def next(self, c):
        return Digit() if c.isdigit() else Word() if c.isalpha() else self


class Digit(State):
    def next(self, c):
        return self if c.isdigit() else Bad()

    def is_final(self):
        return True


class Word(State):
    def next(self, c):
        return self if c.isalnum() else Bad()

    def is_final(self):
        return True


class Bad(State):
    pass


def run(text):
    state = Start()
    for c in text:
        state = state.next(c)
    return type(state).__name__, state.is_final()


for text in ("123", "ab1", " x", "1a", "", "a-"):
    print(repr(text), run(text))
try:
    run("1ab")
except NotImplementedError as error:
    print("NotImplementedError", error)
