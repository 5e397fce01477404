# Methods as values: stored, passed and called without their object in sight.


class Account:
    def __init__(self, rate):
        self.rate = rate
        self.log = []

    def interest(self, amount, times=1):
        for _ in range(times):
            amount = amount * self.rate
        return amount

    def note(self, text):
        self.log.append(text)

    def walk(self, depth):
        note = self.note
        note(f"depth {depth}")
        if depth:
            again = self.walk
            again(depth - 1)

    @staticmethod
    def twice(x):
        return x * 2

    @classmethod
    def make(cls, rate):
        return cls(rate)

    def __del__(self):
        print("gone", self.rate)


class Savings(Account):
    def interest(self, amount, times=1):
        return super().interest(amount, times) + 1


def apply(function, value):
    return function(value)


def every(function, values):
    return [function(value) for value in values]


def total(function, values):
    return sum(function(value) for value in values)


account = Account(2)
interest = account.interest
print(interest(4), interest(4, 3), interest(4, times=2), interest(amount=5))
print(apply(account.interest, 5), apply(Savings(3).interest, 5), apply(Account(7).interest, 1.5))
print(every(account.interest, [1, 2.5]), total(Savings(10).interest, range(4)))
account.walk(2)
print(account.log)
print(apply(Account.twice, 4), apply(account.twice, "ab"), apply(Account.make, 9).rate)
make = Savings.make
print(type(make(4)).__name__)
table = {"i": account.interest, "n": account.note}
print(table["i"](3), table["n"]("from a table"), account.log[-1])
handlers = [account.interest, Savings(5).interest]
print([handler(1) for handler in handlers])
handlers.clear()
bound = Account(11).interest
account = None
print(bound(2))
del bound
print("end")
interest = table = None
