"""`statistics`, of ints and floats: sums are exact, of numerators over one denominator.

For programs that need no CPython, where there are no other numbers: its `Fraction` and
`Decimal` come with its own module of this name, and so does `NormalDist`.
"""

from bisect import bisect_left, bisect_right
from collections import namedtuple
from math import exp, fsum, gcd, isqrt, lcm, log, sqrt


class StatisticsError(ValueError):
    pass


LinearRegression = namedtuple("LinearRegression", ("slope", "intercept"))


def _wider(known, other):
    """The class of a result of numbers of both."""
    if known is other or other is int or other is bool:
        return known
    if known is int or issubclass(other, known):
        return other
    if issubclass(known, other):
        return known
    if issubclass(known, int):
        return other
    if issubclass(other, int):
        return known
    raise TypeError(f"don't know how to coerce {known.__name__} and {other.__name__}")


def _ratio(x):
    """Numerator and denominator; of infinities and NaN themselves and 0."""
    try:
        return x.as_integer_ratio()
    except AttributeError:
        raise TypeError(
            f"can't convert type '{type(x).__name__}' to numerator/denominator"
        ) from None
    except (OverflowError, ValueError):
        return x, 0


class _Sums:
    """The sums of numbers and of their squares, in parts by denominator."""

    def __init__(self, data, with_squares):
        self.count = 0
        self.kind = int
        self.special = None
        parts = {}
        squares = {}
        last = None
        for x in data:
            n, d = _ratio(x)
            if type(x) is not last:
                last = type(x)
                self.kind = _wider(self.kind, last)
            self.count += 1
            if d == 0:
                self.special = n if self.special is None else self.special + n
                continue
            parts[d] = parts.get(d, 0) + n
            if with_squares:
                squares[d] = squares.get(d, 0) + n * n
        below = lcm(*parts)
        self.below = below
        self.sum = 0
        for d, n in parts.items():
            self.sum += n * (below // d)
        self.squares = 0
        for d, n in squares.items():
            self.squares += n * (below // d) ** 2


def _result(n, d, kind):
    """The number n / d as one of a class."""
    if d == 0:
        return n if type(n) is kind else kind(n)
    common = gcd(n, d)
    if common > 1:
        n //= common
        d //= common
    if d == 1 and issubclass(kind, int):
        return n if kind is int else kind(n)
    if kind is float or issubclass(kind, int):
        return n / d
    return kind(n / d)


def _deviations(data, center):
    """What squares of deviations sum up to as numerator and denominator, their number and class."""
    if center is not None:
        sums = _Sums(_squares(data, center), False)
        n, d = sums.sum, sums.below
    else:
        sums = _Sums(data, True)
        n = sums.count * sums.squares - sums.sum * sums.sum
        d = sums.below * sums.below * max(sums.count, 1)
    if sums.special is not None:
        n, d = sums.special, 0
    return n, d, sums.count, sums.kind


def _squares(data, center):
    for x in data:
        deviation = x - center
        yield deviation * deviation


def _root_to_odd(n, d):
    """The root of n / d, its last bit set where it is not exact."""
    root = isqrt(n // d)
    return root | (root * root * d != n)


def _root(n, d):
    """The root of n / d, rounded once."""
    if d == 0:
        return n.numerator
    common = gcd(n, d)
    n //= common
    d //= common
    shift = (n.bit_length() - d.bit_length() - 109) // 2
    if shift >= 0:
        return float(_root_to_odd(n, d << 2 * shift) << shift)
    return _root_to_odd(n << -2 * shift, d) / (1 << -shift)


def mean(data):
    sums = _Sums(data, False)
    if sums.count < 1:
        raise StatisticsError("mean requires at least one data point")
    if sums.special is not None:
        return _result(sums.special / sums.count, 0, sums.kind)
    return _result(sums.sum, sums.below * sums.count, sums.kind)


class _Counted:
    """Items one after the other, and how many there were."""

    def __init__(self, items):
        self.items = items
        self.count = 0

    def __iter__(self):
        for item in self.items:
            self.count += 1
            yield item


def fmean(data, weights=None):
    counted = None
    try:
        n = len(data)
    except TypeError:
        data = counted = _Counted(data)
        n = 0
    if weights is None:
        total = fsum(data)
        if counted is not None:
            n = counted.count
        if not n:
            raise StatisticsError("fmean requires at least one data point")
        return total / n
    try:
        weighted = len(weights)
    except TypeError:
        weights = list(weights)
        weighted = len(weights)
    total = fsum(x * weight for x, weight in zip(data, weights))
    if counted is not None:
        n = counted.count
    if n != weighted:
        raise StatisticsError("data and weights must be the same length")
    weight = fsum(weights)
    if not weight:
        raise StatisticsError("sum of weights must be non-zero")
    return total / weight


def geometric_mean(data):
    try:
        return exp(fmean(log(x) for x in data))
    except ValueError:
        raise StatisticsError(
            "geometric mean requires a non-empty dataset containing positive numbers"
        ) from None


def _not_negative(values):
    for x in values:
        if x < 0:
            raise StatisticsError("harmonic mean does not support negative values")
        yield x


def _inverses(data, weights):
    for weight, x in zip(weights, _not_negative(data)):
        yield weight / x if weight else 0


def harmonic_mean(data, weights=None):
    if iter(data) is data:
        data = list(data)
    n = len(data)
    if n < 1:
        raise StatisticsError("harmonic_mean requires at least one data point")
    if n == 1 and weights is None:
        x = data[0]
        if not isinstance(x, (int, float)):
            raise TypeError("unsupported type")
        if x < 0:
            raise StatisticsError("harmonic mean does not support negative values")
        return x
    if weights is None:
        weights = [1] * n
        above, below = n, 1
    else:
        if iter(weights) is weights:
            weights = list(weights)
        if len(weights) != n:
            raise StatisticsError("Number of weights does not match data size")
        sums = _Sums(_not_negative(weights), False)
        above, below = sums.sum, sums.below
        if sums.special is not None:
            above, below = sums.special, 1
    try:
        sums = _Sums(_inverses(data, weights), False)
    except ZeroDivisionError:
        return 0
    if sums.special is not None:
        if sums.special <= 0:
            raise StatisticsError("Weighted sum must be positive")
        return _result(above / below / sums.special, 0, sums.kind)
    if sums.sum <= 0:
        raise StatisticsError("Weighted sum must be positive")
    if isinstance(above, float):
        return _result(above / (sums.sum / sums.below), 0, sums.kind)
    return _result(above * sums.below, below * sums.sum, sums.kind)


def median(data):
    data = sorted(data)
    n = len(data)
    if n == 0:
        raise StatisticsError("no median for empty data")
    half = n // 2
    return data[half] if n % 2 == 1 else (data[half - 1] + data[half]) / 2


def median_low(data):
    data = sorted(data)
    n = len(data)
    if n == 0:
        raise StatisticsError("no median for empty data")
    return data[(n - 1) // 2]


def median_high(data):
    data = sorted(data)
    n = len(data)
    if n == 0:
        raise StatisticsError("no median for empty data")
    return data[n // 2]


def median_grouped(data, interval=1.0):
    data = sorted(data)
    n = len(data)
    if not n:
        raise StatisticsError("no median for empty data")
    x = data[n // 2]
    before = bisect_left(data, x)
    count = bisect_right(data, x, lo=before) - before
    try:
        interval = float(interval)
        x = float(x)
    except ValueError:
        raise TypeError("Value cannot be converted to a float")
    return x - interval / 2.0 + interval * (n / 2 - before) / count


def _counts(data):
    counts = {}
    for x in data:
        counts[x] = counts.get(x, 0) + 1
    return counts


def mode(data):
    counts = _counts(data)
    if not counts:
        raise StatisticsError("no mode for empty data") from None
    most = max(counts.values())
    for x, count in counts.items():
        if count == most:
            return x


def multimode(data):
    counts = _counts(data)
    most = max(counts.values(), default=0)
    return [x for x, count in counts.items() if count == most]


def quantiles(data, *, n=4, method="exclusive"):
    if n < 1:
        raise StatisticsError("n must be at least 1")
    data = sorted(data)
    size = len(data)
    if size < 2:
        raise StatisticsError("must have at least two data points")
    if method == "inclusive":
        result = []
        for i in range(1, n):
            at, delta = divmod(i * (size - 1), n)
            result.append((data[at] * (n - delta) + data[at + 1] * delta) / n)
        return result
    if method == "exclusive":
        result = []
        for i in range(1, n):
            at = min(max(i * (size + 1) // n, 1), size - 1)
            delta = i * (size + 1) - at * n
            result.append((data[at - 1] * (n - delta) + data[at] * delta) / n)
        return result
    raise ValueError(f"Unknown method: {method!r}")


def variance(data, xbar=None):
    n, d, count, kind = _deviations(data, xbar)
    if count < 2:
        raise StatisticsError("variance requires at least two data points")
    return _result(n / (count - 1) if d == 0 else n, d * (count - 1), kind)


def pvariance(data, mu=None):
    n, d, count, kind = _deviations(data, mu)
    if count < 1:
        raise StatisticsError("pvariance requires at least one data point")
    return _result(n / count if d == 0 else n, d * count, kind)


def stdev(data, xbar=None):
    n, d, count, _ = _deviations(data, xbar)
    if count < 2:
        raise StatisticsError("stdev requires at least two data points")
    return _root(n, d * (count - 1))


def pstdev(data, mu=None):
    n, d, count, _ = _deviations(data, mu)
    if count < 1:
        raise StatisticsError("pstdev requires at least one data point")
    return _root(n, d * count)


def _same_length(x, y, what):
    n = len(x)
    if len(y) != n:
        raise StatisticsError(f"{what} requires that both inputs have same number of data points")
    if n < 2:
        raise StatisticsError(f"{what} requires at least two data points")
    return n


def covariance(x, y, /):
    n = _same_length(x, y, "covariance")
    x_mean = fsum(x) / n
    y_mean = fsum(y) / n
    return fsum((xi - x_mean) * (yi - y_mean) for xi, yi in zip(x, y)) / (n - 1)


def correlation(x, y, /):
    n = _same_length(x, y, "correlation")
    x_mean = fsum(x) / n
    y_mean = fsum(y) / n
    both = fsum((xi - x_mean) * (yi - y_mean) for xi, yi in zip(x, y))
    x_squares = fsum(_squares(x, x_mean))
    y_squares = fsum(_squares(y, y_mean))
    try:
        return both / sqrt(x_squares * y_squares)
    except ZeroDivisionError:
        raise StatisticsError("at least one of the inputs is constant")


def linear_regression(x, y, /, *, proportional=False):
    n = _same_length(x, y, "linear regression")
    x_mean = 0.0
    y_mean = 0.0
    if proportional:
        both = fsum(xi * yi for xi, yi in zip(x, y))
        squares = fsum(xi * xi for xi in x)
    else:
        x_mean = fsum(x) / n
        y_mean = fsum(y) / n
        both = fsum((xi - x_mean) * (yi - y_mean) for xi, yi in zip(x, y))
        squares = fsum(_squares(x, x_mean))
    try:
        slope = both / squares
    except ZeroDivisionError:
        raise StatisticsError("x is constant")
    intercept = 0.0 if proportional else y_mean - slope * x_mean
    return LinearRegression(slope=slope, intercept=intercept)
