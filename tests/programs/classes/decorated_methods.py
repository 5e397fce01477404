"""Methods under decorators of the program, and functions that are attributes of classes: bound as any method is."""
import functools
import traceback


def count(*args):
    return len(args)


class Holder:
    held = count

    def __init__(self):
        self.own = count


holder = Holder()
bound = holder.held
print(bound(1), holder.held(1), Holder.held(1), holder.own(1), bound.__self__ is holder)
print([f(1, 2) for f in (holder.held, Holder.held, holder.own)])


def logged(f):
    @functools.wraps(f)
    def wrapper(self, *args, **kwargs):
        self.log.append(f.__name__)
        return f(self, *args, **kwargs)

    return wrapper


def positive(f):
    def check(self, amount):
        if amount <= 0:
            raise ValueError(f"{f.__name__} of {amount}")
        return f(self, amount)

    return check


def times(n):
    def decorator(f):
        def repeat(self, *args):
            return [f(self, *args) for _ in range(n)]

        return repeat

    return decorator


class Account:
    """Keeps money."""

    def __init__(self, owner, balance=0):
        self.owner = owner
        self.balance = balance
        self.log = []

    @positive
    def deposit(self, amount):
        self.balance += amount
        return self.balance

    @positive
    def withdraw(self, amount):
        if amount > self.balance:
            raise ValueError("insufficient")
        self.balance -= amount
        return self.balance

    @logged
    def transfer(self, other, amount, *, note="none"):
        """Moves money."""
        self.withdraw(amount)
        other.deposit(amount)
        return f"{self.owner}->{other.owner} {amount} {note}"

    @times(2)
    def interest(self, rate=1):
        self.balance += rate
        return self.balance

    @logged
    @positive
    def stacked(self, amount):
        return -amount

    @property
    def rich(self):
        return self.balance > 100


class Savings(Account):
    @logged
    def deposit(self, amount):
        return super().deposit(amount) + 0.5

    @positive
    def bonus(self, amount):
        return self.deposit(amount * 2)


a, b, s = Account("a", 50), Account("b"), Savings("s", 1.5)
print(a.deposit(5), a.withdraw(15), a.transfer(b, 20), a.transfer(b, 1, note="small"))
print(b.interest(), b.interest(2), a.stacked(4), a.log, b.balance)
print(s.deposit(10), s.bonus(3), s.log, s.rich, s.transfer(a, 2))
print(Account.transfer.__name__, Account.transfer.__doc__, Account.deposit.__name__, Account.deposit.__qualname__)
for attempt in (lambda: a.deposit(0), lambda: a.withdraw(10**6), lambda: s.bonus(-1), lambda: a.deposit(), lambda: a.deposit(1, 2)):
    try:
        print(attempt())
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error, [frame.name for frame in traceback.extract_tb(error.__traceback__)])

# As values, by way of the class, by computed names, of one of several classes.
move = a.deposit
print(move(1), Account.deposit(a, 2), Account.deposit(s, 1), getattr(a, "de" + "posit")(3))
print([account.deposit(1) for account in (a, b, s)])
moves = {"in": a.deposit, "out": a.withdraw}
print(moves["in"](10), moves["out"](4))

# Replaced, hidden and deleted.
first = Account.deposit
Account.deposit = lambda self, amount: f"lost {amount}"
print(a.deposit(1), b.deposit(2))
Account.deposit = first
print(a.deposit(1))
a.deposit = lambda amount: f"own {amount}"
print(a.deposit(1), b.deposit(1))
del a.deposit
print(a.deposit(1))
del Account.deposit
try:
    a.deposit(1)
except AttributeError as error:
    print(error)
print(s.log)


def twice(f):
    def doubled(self, *args):
        return f(self, *args) * 2

    return doubled


class Number:
    def __init__(self, n):
        self.n = n

    @twice
    def __add__(self, other):
        return self.n + other.n

    @twice
    def __str__(self):
        return f"<{self.n}>"

    @twice
    def __len__(self):
        return self.n

    @twice
    def __call__(self, x):
        return self.n * x

    def __eq__(self, other):
        return self.n == other.n

    @twice
    def value(self):
        return self.n

    @twice
    def text(self, end="!"):
        return str(self.n) + end


print(Number(2) + Number(3), Number(4), len(Number(5)), Number(6)(0.5), Number(1) == Number(1))
print(Number(7).value(), Number(7.5).value(), Number("ab").value(), Number(8).text(), Number(8).text("?"))


def generated(f):
    def run(self, n):
        yield "start"
        yield from f(self, n)

    return run


class Steps:
    @generated
    def walk(self, n):
        for i in range(n):
            yield i * 1.5


print(list(Steps().walk(3)), sum(x for x in Steps().walk(2) if x != "start"))


class Registry:
    handlers = {}

    def register(name):
        def decorator(f):
            Registry_handlers[name] = f
            return f

        return decorator

    @staticmethod
    def known():
        return sorted(Registry.handlers)


Registry_handlers = Registry.handlers


def handler(name):
    def decorator(f):
        Registry.handlers[name] = f
        return f

    return decorator


class Service:
    @handler("add")
    def add(self, x, y):
        return x + y

    @handler("neg")
    def negate(self, x):
        return -x


service = Service()
print(Registry.known(), Registry.handlers["add"](service, 1, 2), service.add("a", "b"), service.negate(2.5))


class Cached:
    calls = 0

    @functools.lru_cache(maxsize=None)
    def square(self, n):
        Cached.calls += 1
        return n * n


cached = Cached()
square = cached.square
print(cached.square(3), square(3), cached.square(4), Cached.calls)
