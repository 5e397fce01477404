"""Members whose names begin with two underscores: each class has its own, under its name."""


class Account:
    __kinds = ("plain", "saving")
    __count = 0

    def __init__(self, owner, kind=0):
        self.__owner = owner
        self.__total = 0
        self.__kind = kind
        Account.__count += 1

    def __check(self, amount):
        if amount <= 0:
            raise ValueError(f"bad amount {amount}")
        return amount

    def put(self, amount):
        self.__total += self.__check(amount)
        return self

    @property
    def __state(self):
        return self.__owner, self.__total

    @__state.setter
    def __state(self, state):
        self.__owner, self.__total = state

    @staticmethod
    def __twice(n):
        return n * 2

    @classmethod
    def __made(cls, *arguments):
        return cls(*arguments)

    def double(self):
        self.__state = self.__owner, Account.__twice(self.__total)
        return self.__made(self.__owner, self.__kind).put(self.__total)

    def __str__(self):
        return f"{self.__kinds[self.__kind]} {self.__state} of {Account.__count}"


class Joint(Account):
    def __init__(self, *owners):
        super().__init__(owners[0], 1)
        self.__owners = owners

    def __check(self, amount):
        return -amount

    def checks(self):
        return self.__check(3), self._Account__check(4), self.__owners

    def double(self):
        self.__check = lambda amount: amount * 100
        return self.checks()


a = Account("ada")
print(a.put(5), a.double(), a)
j = Joint("bo", "cy")
print(j.put(2), j.checks(), j.double(), j)
for call in (lambda: a.put(-1), lambda: a.__check(1), lambda: j._Account__check(0), lambda: Account._Account__twice("x")):
    try:
        print(call())
    except (ValueError, AttributeError) as error:
        print(type(error).__name__, error)
print(Account._Account__check.__name__, Account._Account__check.__qualname__, a._Account__state)
print(sorted(name for name in vars(Account) if "Account" in name), sorted(vars(a)))
Account._Account__check = lambda self, amount: amount + 1000
print(a.put(-1))


class Key:
    def __init__(self, name, n):
        self.__name = name
        self.__n = n

    @property
    def n(self):
        return self.__n

    def __key(self):
        return self.__name.lower(), self.n

    def __eq__(self, other):
        if isinstance(other, Key):
            return self.__key() == other.__key()
        return NotImplemented

    def __hash__(self):
        return hash(self.__key())

    def __lt__(self, other):
        return self.__key() < other.__key()


counts = {}
for i in range(60):
    key = Key("aAbB"[i % 4], i % 3)
    counts[key] = counts.get(key, 0) + 1
print(len(counts), sorted(counts.values()), Key("A", 1) in counts, Key("c", 1) in counts, 5 in counts)
print([(key.n, counts[key]) for key in sorted(counts)], Key("A", 1) == "a", Key("A", 1) != Key("a", 1))
