"""Functions that make functions: decorators that check, count and remember, methods under decorators, callbacks."""
from functools import wraps


def counted(function):
    calls = 0

    @wraps(function)
    def wrapper(*args, **kwargs):
        nonlocal calls
        calls += 1
        return function(*args, **kwargs)

    wrapper.count = lambda: calls
    return wrapper


def memoize(function):
    known = {}

    def lookup(n):
        if n not in known:
            known[n] = function(n)
        return known[n]

    return lookup


def at_least(limit):
    def decorator(function):
        def checked(self, amount):
            if amount < limit:
                raise ValueError(f"{function.__name__}: {amount} is less than {limit}")
            return function(self, amount)

        return checked

    return decorator


@counted
def clamp(x, low=0, high=100):
    return low if x < low else high if x > high else x


@counted
def mix(a, b, *, share=0.5):
    return a * share + b * (1.0 - share)


@memoize
def steps(n):
    return 0 if n == 1 else 1 + steps(n // 2 if n % 2 == 0 else 3 * n + 1)


class Account:
    def __init__(self):
        self.balance = 0
        self.moves = 0

    @at_least(1)
    def deposit(self, amount):
        self.balance += amount
        self.moves += 1

    @at_least(1)
    def withdraw(self, amount):
        if amount > self.balance:
            raise ValueError("not enough")
        self.balance -= amount
        self.moves += 1


class Machine:
    def __init__(self, step, done):
        self.step = step
        self.done = done
        self.turns = 0

    def run(self, state):
        while not self.done(state):
            state = self.step(state)
            self.turns += 1
        return state


def compose(*functions):
    def composed(x):
        for function in functions:
            x = function(x)
        return x

    return composed


def main():
    total, average = 0, 0.0
    for i in range(-50000, 250000):
        total += clamp(i, high=1000)
        average = mix(average, float(i % 97))
    print(total, round(average, 6), clamp.count() + mix.count())

    print(max(range(1, 40000), key=steps), sum(map(steps, range(1, 40000))))

    account, refused = Account(), 0
    for i in range(150000):
        account.deposit(i % 7 + 1)
        try:
            account.withdraw(i % 9)
        except ValueError:
            refused += 1
    print(account.balance, account.moves, refused)

    machine = Machine(lambda x: x * 1664525 + 1013904223 & 0xFFFFFFFF, lambda x: x % 100003 == 1)
    print(machine.run(42), machine.turns)

    change = compose(lambda x: x + 1, lambda x: x * 3, lambda x: x - 2, lambda x: x % 1001)
    value = 1
    for _ in range(100000):
        value = change(value)
    print(value)


main()
