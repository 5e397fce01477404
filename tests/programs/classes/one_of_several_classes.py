# A class that is one of several: its methods are called by which one it is.


class Account:
    rate = 1

    class Entry:
        def __init__(self, amount):
            self.amount = amount

        def show(self):
            return ("entry", self.amount)

    def __init__(self, owner, balance=0):
        self.owner = owner
        self.balance = balance

    @classmethod
    def parse(cls, text):
        owner, balance = text.split(":")
        return cls(owner, int(balance))

    @staticmethod
    def fits(amount):
        return amount > 0

    @property
    def worth(self):
        return self.balance * self.rate

    def show(self, end="."):
        return f"{type(self).__name__} {self.owner} {self.balance}{end}"


class Savings(Account):
    rate = 3

    class Entry:
        def __init__(self, amount):
            self.amount = amount * 2

        def show(self):
            return ("saved", self.amount)

    @staticmethod
    def fits(amount):
        return amount > 100


class Odd:
    rate = 2.5

    @classmethod
    def parse(cls, text):
        return [cls.__name__, text]

    @staticmethod
    def fits(amount):
        return "any"

    def show(self, end="?"):
        return "odd" + end


accounts = []
for i in range(5):
    cls = Savings if i % 3 == 0 else Account
    accounts.append(cls.parse(f"user{i}:{i * 100}"))
    print(cls.fits(i * 50), cls.rate, cls.Entry(i).show())
print([account.show() for account in accounts], [account.worth for account in accounts])


def first(kinds):
    for kind in kinds:
        parse, fits = kind.parse, kind.fits
        print(kind.parse("x:1"), parse("y:2"), kind.fits(5), fits(500), kind.rate)


def shown(thing):
    return thing if isinstance(thing, list) else thing.show("!")


for kind in (Account, Savings, Odd):
    print(shown(kind.parse(text="z:3")), kind.fits(amount=1), kind.rate)
for kind in (Account, Savings):
    one = kind("own")
    print(kind.show(one), kind.show(one, end="/"), kind.show(end="-", self=one), one.show())
for either in (Account, Savings("s", 4), Odd, Odd()):
    print(either.fits(7), either.rate)
named = {"account": Account, "savings": Savings}
print([shown(named[name].parse("n:" + str(n))) for n, name in enumerate(named)])
known = max(named.values(), key=lambda cls: cls.rate)
print(known.parse("k:9").worth)
some = Savings if named else None
print(some.parse("s:1").show())
some = None if named else Savings
try:
    some.parse("s:1")
except AttributeError as error:
    print(error)
try:
    known.missing()
except AttributeError as error:
    print(error)
try:
    named["account"].parse("no")
except ValueError as error:
    print(error)
first([Odd])
