# Operations on dates and decimals, errors and time zones among them.
import datetime as dt
import sys
from decimal import Decimal, getcontext, DivisionByZero, InvalidOperation, localcontext


def tried(work):
    try:
        print(work())
    except Exception as e:
        print(type(e).__name__, e, type(e.__context__).__name__)


class Odd(dt.tzinfo):
    asked = []

    def utcoffset(self, when):
        self.asked.append(len(self.asked))
        return dt.timedelta(hours=len(self.asked))

    def tzname(self, when):
        return "ODD"

    def dst(self, when):
        return dt.timedelta(0)


class Own(dt.date):
    def __add__(self, other):
        return ("own", other)

    def __lt__(self, other):
        return "less"


def main():
    day, week = dt.date(2024, 2, 28), dt.timedelta(weeks=1)
    now = dt.datetime(2024, 2, 28, 13, 5, 7, 9)
    print(day + week, day - week, now + week / 2, now - dt.datetime(2000, 1, 1), week * 3, -week, week // 2, week / dt.timedelta(days=2))
    print(day < dt.date(2025, 1, 1), day == now.date(), now >= now, week > dt.timedelta(0), bool(dt.timedelta(0)), bool(week))
    print(now.date(), now.time(), now.isoformat(), now.weekday(), day.toordinal(), week.total_seconds(), now.isocalendar(), repr(day), str(week))
    print(now.strftime("%Y %j"), dt.datetime.strptime("2020-01-02", "%Y-%m-%d"), f"{now:%H:%M}", dt.date.fromisoformat("2024-05-06"))
    tried(lambda: day + 1)
    tried(lambda: day < "x")
    tried(lambda: day == "x")
    tried(lambda: 1 - day)
    tried(lambda: day + dt.timedelta(days=10**9))
    tried(lambda: dt.date(2024, 2, 30))
    tried(lambda: dt.timedelta(days="x"))
    tried(lambda: now.isoformat(timespec="nonsense"))
    try:
        {}["k"]
    except KeyError:
        tried(lambda: day + 1)
        tried(lambda: dt.date(0, 1, 1))
        tried(lambda: Decimal("x"))
    odd, other = dt.datetime(2024, 1, 1, tzinfo=Odd()), dt.datetime(2024, 1, 1, tzinfo=Odd())
    print(odd - other, odd < other, odd == other, odd.isoformat(), hash(odd) != 0, Odd.asked)
    tried(lambda: odd < now)
    print(Own(2024, 1, 1) + week, Own(2024, 1, 1) < day, day < Own(2024, 1, 2))
    seen = {day: 1}
    seen[now.date()] += 1
    print(seen, sorted([now, now - week, now + week])[0], max([day, day + week]), sum([week, week], dt.timedelta()))
    a, b = Decimal("1.50"), Decimal("0.3")
    print(a + b, a - 1, 2 * a, a / b, a // b, a % b, a**2, -a, abs(-a), a > b, a == 1.5, a < 2, hash(a) == hash(1.5), str(a), repr(b), bool(Decimal(0)))
    print(a.quantize(Decimal("1")), a.sqrt(), a.compare(b), a.as_tuple(), a.to_integral_value(), round(a, 1), int(a), float(a), f"{a:.3f}")
    tried(lambda: a / 0)
    tried(lambda: a + 1.5)
    tried(lambda: Decimal("1e999999") * Decimal("1e999999"))
    tried(lambda: a.quantize(Decimal("1e-50")))
    tried(lambda: a < "x")
    with localcontext() as context:
        context.prec = 3
        context.traps[DivisionByZero] = False
        print(a / 0, Decimal(1) / 3)
    print(getcontext().prec)
    shared = [1]
    sys.displayhook = shared.append
    shared.append(a + b)
    print(shared, len(shared))


main()


def grid():
    """Each operator on each pair."""
    values = [Decimal("1.5"), Decimal(0), Decimal("NaN"), Decimal("Infinity"), 3, 2.5, "x", None, True, dt.date(2020, 2, 29),
              dt.timedelta(days=1, seconds=5), dt.datetime(2020, 1, 1), dt.datetime(2020, 1, 1, tzinfo=dt.timezone.utc), Own(2020, 1, 1), 10**30]
    works = [lambda a, b: a + b, lambda a, b: a - b, lambda a, b: a * b, lambda a, b: a / b, lambda a, b: a // b, lambda a, b: a % b,
             lambda a, b: a < b, lambda a, b: a >= b, lambda a, b: a == b, lambda a, b: a != b, lambda a, b: divmod(a, b), lambda a, b: -a]
    for a in values:
        for b in values:
            found = []
            for work in works:
                try:
                    found.append(str(work(a, b)))
                except Exception as e:
                    found.append(f"{type(e).__name__} {e}")
            print(found)
    sums = [Decimal(0), dt.timedelta(0), dt.date(2020, 1, 1)]
    for i in range(3000):
        sums[0] += Decimal(i) * Decimal("0.01")
        sums[1] = sums[1] + dt.timedelta(days=2) - dt.timedelta(days=1)
        sums[2] = min(sums[2] + dt.timedelta(days=1), dt.date(2021, 1, 1))
    print(sums)


grid()


def ints_and_decimals():
    """On either side, in a recursion that ends by a comparison."""

    def factorial(n, m):
        if n > m:
            return factorial(m, n)
        if n == m:
            return n
        middle = (n + m) // 2
        return factorial(n, middle) * factorial(middle + 1, m) if m != n + 1 else n * m

    print(factorial(1, Decimal(20)), factorial(Decimal(1), 20), factorial(Decimal(30), 1))
    one = Decimal(1)
    print([(n < one, n <= one, n == one, n != one, n > one, n >= one) for n in (0, 1, 2, -5, 10**20)])
    print([(one < n, one <= n, one == n, one != n, one > n, one >= n) for n in (0, 1, 2, -5, 10**20)])
    for n in (0, 3, 10**20):
        tried(lambda: dt.date(2020, 1, 1) < n)
        tried(lambda: n < dt.date(2020, 1, 1))
        tried(lambda: (dt.timedelta(days=2) * n, n * dt.timedelta(days=2)) if n < 9 else None)
        tried(lambda: (one / n, n / one, n - one, one - n, n // one, one % 7, 7 % one))


ints_and_decimals()
