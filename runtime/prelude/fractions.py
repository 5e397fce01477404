"""`fractions`, for programs that need no CPython: there are no other rational numbers then than ints.

A program that derives a class from `Fraction` gets CPython's (`alone.rs`): this one is made by `__init__`.
"""

import math as _math
import re as _re

# What hashes of numbers are modulo of, and that of what has no inverse (`sys.hash_info`).
_MODULUS = 2**61 - 1
_INF = 314159


def _read(text):
    """Numerator and denominator of a text."""
    m = _re.match(
        r"\A\s*(?P<sign>[-+]?)(?=\d|\.\d)(?P<num>\d*|\d+(_\d+)*)"
        r"(?:(?:/(?P<denom>\d+(_\d+)*))?|(?:\.(?P<decimal>d*|\d+(_\d+)*))?(?:E(?P<exp>[-+]?\d+(_\d+)*))?)\s*\Z",
        text,
        _re.IGNORECASE,
    )
    if m is None:
        raise ValueError("Invalid literal for Fraction: %r" % text)
    numerator = int(m.group("num") or "0")
    denominator = 1
    denom = m.group("denom")
    if denom:
        denominator = int(denom)
    else:
        decimal = m.group("decimal")
        if decimal:
            decimal = decimal.replace("_", "")
            scale = int(10 ** len(decimal))
            numerator = numerator * scale + int(decimal)
            denominator *= scale
        exponent = m.group("exp")
        if exponent:
            exp = int(exponent)
            if exp >= 0:
                numerator *= int(10**exp)
            else:
                denominator *= int(10**-exp)
    if m.group("sign") == "-":
        numerator = -numerator
    return numerator, denominator


def _parts(number):
    """Numerator and denominator of an int or a fraction."""
    if isinstance(number, Fraction):
        return number._numerator, number._denominator
    assert isinstance(number, int)
    return int(number), 1


def _add(na, da, nb, db):
    g = _math.gcd(da, db)
    if g == 1:
        return Fraction(na * db + da * nb, da * db, _normalize=False)
    s = da // g
    t = na * (db // g) + nb * s
    g2 = _math.gcd(t, g)
    if g2 == 1:
        return Fraction(t, s * db, _normalize=False)
    return Fraction(t // g2, s * (db // g2), _normalize=False)


def _sub(na, da, nb, db):
    g = _math.gcd(da, db)
    if g == 1:
        return Fraction(na * db - da * nb, da * db, _normalize=False)
    s = da // g
    t = na * (db // g) - nb * s
    g2 = _math.gcd(t, g)
    if g2 == 1:
        return Fraction(t, s * db, _normalize=False)
    return Fraction(t // g2, s * (db // g2), _normalize=False)


def _mul(na, da, nb, db):
    g1 = _math.gcd(na, db)
    if g1 > 1:
        na //= g1
        db //= g1
    g2 = _math.gcd(nb, da)
    if g2 > 1:
        nb //= g2
        da //= g2
    return Fraction(na * nb, db * da, _normalize=False)


def _div(na, da, nb, db):
    g1 = _math.gcd(na, nb)
    if g1 > 1:
        na //= g1
        nb //= g1
    g2 = _math.gcd(db, da)
    if g2 > 1:
        da //= g2
        db //= g2
    n, d = na * db, nb * da
    if d < 0:
        n, d = -n, -d
    return Fraction(n, d, _normalize=False)


def _divmod(na, da, nb, db):
    div, n_mod = divmod(na * db, da * nb)
    return div, Fraction(n_mod, da * db)


def _mod(na, da, nb, db):
    return Fraction((na * db) % (nb * da), da * db)


class Fraction:
    """A rational number of a numerator and a denominator in lowest terms."""

    __slots__ = ("_numerator", "_denominator")

    def __init__(self, numerator=0, denominator=None, *, _normalize=True):
        if denominator is None:
            if isinstance(numerator, int):
                self._numerator = int(numerator)
                self._denominator = 1
                return
            if isinstance(numerator, Fraction):
                self._numerator = numerator._numerator
                self._denominator = numerator._denominator
                return
            if isinstance(numerator, float):
                self._numerator, self._denominator = numerator.as_integer_ratio()
                return
            if not isinstance(numerator, str):
                raise TypeError("argument should be a string or a Rational instance")
            n, d = _read(numerator)
        elif isinstance(numerator, int) and isinstance(denominator, int):
            n, d = int(numerator), int(denominator)
        elif isinstance(numerator, (int, Fraction)) and isinstance(denominator, (int, Fraction)):
            na, da = _parts(numerator)
            nb, db = _parts(denominator)
            n, d = na * db, nb * da
        else:
            raise TypeError("both arguments should be Rational instances")
        if d == 0:
            raise ZeroDivisionError("Fraction(%s, 0)" % n)
        if _normalize:
            g = _math.gcd(n, d)
            if d < 0:
                g = -g
            n //= g
            d //= g
        self._numerator = n
        self._denominator = d

    @classmethod
    def from_float(cls, f):
        """Converts a finite float to a rational number, exactly."""
        if isinstance(f, int):
            return cls(f)
        if not isinstance(f, float):
            raise TypeError(
                "%s.from_float() only takes floats, not %r (%s)"
                % (cls.__name__, f, type(f).__name__)
            )
        n, d = f.as_integer_ratio()
        return cls(n, d)

    def as_integer_ratio(self):
        """A tuple of numerator and denominator, which is positive."""
        return (self._numerator, self._denominator)

    def limit_denominator(self, max_denominator=1000000):
        """The closest fraction with a denominator of at most `max_denominator`."""
        if max_denominator < 1:
            raise ValueError("max_denominator should be at least 1")
        if self._denominator <= max_denominator:
            return Fraction(self)
        p0, q0, p1, q1 = 0, 1, 1, 0
        n, d = self._numerator, self._denominator
        while True:
            a = n // d
            q2 = q0 + a * q1
            if q2 > max_denominator:
                break
            p0, q0, p1, q1 = p1, q1, p0 + a * p1, q2
            n, d = d, n - a * d
        k = (max_denominator - q0) // q1
        bound1 = Fraction(p0 + k * p1, q0 + k * q1)
        bound2 = Fraction(p1, q1)
        if abs(bound2 - self) <= abs(bound1 - self):
            return bound2
        return bound1

    @property
    def numerator(a):
        return a._numerator

    @property
    def denominator(a):
        return a._denominator

    @property
    def real(self):
        return +self

    @property
    def imag(self):
        return 0

    def conjugate(self):
        return +self

    def __repr__(self):
        return "%s(%s, %s)" % (self.__class__.__name__, self._numerator, self._denominator)

    def __str__(self):
        if self._denominator == 1:
            return str(self._numerator)
        return "%s/%s" % (self._numerator, self._denominator)

    def __add__(a, b):
        if isinstance(b, Fraction):
            return _add(a._numerator, a._denominator, b._numerator, b._denominator)
        if isinstance(b, int):
            return _add(a._numerator, a._denominator, int(b), 1)
        if isinstance(b, float):
            return float(a) + b
        if isinstance(b, complex):
            return complex(a) + b
        return NotImplemented

    def __radd__(b, a):
        if isinstance(a, int):
            return _add(int(a), 1, b._numerator, b._denominator)
        if isinstance(a, float):
            return float(a) + float(b)
        if isinstance(a, complex):
            return complex(a) + complex(b)
        return NotImplemented

    def __sub__(a, b):
        if isinstance(b, Fraction):
            return _sub(a._numerator, a._denominator, b._numerator, b._denominator)
        if isinstance(b, int):
            return _sub(a._numerator, a._denominator, int(b), 1)
        if isinstance(b, float):
            return float(a) - b
        if isinstance(b, complex):
            return complex(a) - b
        return NotImplemented

    def __rsub__(b, a):
        if isinstance(a, int):
            return _sub(int(a), 1, b._numerator, b._denominator)
        if isinstance(a, float):
            return float(a) - float(b)
        if isinstance(a, complex):
            return complex(a) - complex(b)
        return NotImplemented

    def __mul__(a, b):
        if isinstance(b, Fraction):
            return _mul(a._numerator, a._denominator, b._numerator, b._denominator)
        if isinstance(b, int):
            return _mul(a._numerator, a._denominator, int(b), 1)
        if isinstance(b, float):
            return float(a) * b
        if isinstance(b, complex):
            return complex(a) * b
        return NotImplemented

    def __rmul__(b, a):
        if isinstance(a, int):
            return _mul(int(a), 1, b._numerator, b._denominator)
        if isinstance(a, float):
            return float(a) * float(b)
        if isinstance(a, complex):
            return complex(a) * complex(b)
        return NotImplemented

    def __truediv__(a, b):
        if isinstance(b, Fraction):
            return _div(a._numerator, a._denominator, b._numerator, b._denominator)
        if isinstance(b, int):
            return _div(a._numerator, a._denominator, int(b), 1)
        if isinstance(b, float):
            return float(a) / b
        if isinstance(b, complex):
            return complex(a) / b
        return NotImplemented

    def __rtruediv__(b, a):
        if isinstance(a, int):
            return _div(int(a), 1, b._numerator, b._denominator)
        if isinstance(a, float):
            return float(a) / float(b)
        if isinstance(a, complex):
            return complex(a) / complex(b)
        return NotImplemented

    def __floordiv__(a, b):
        if isinstance(b, (int, Fraction)):
            nb, db = _parts(b)
            return (a._numerator * db) // (a._denominator * nb)
        if isinstance(b, float):
            return float(a) // b
        if isinstance(b, complex):
            return complex(a) // b
        return NotImplemented

    def __rfloordiv__(b, a):
        if isinstance(a, int):
            return (int(a) * b._denominator) // b._numerator
        if isinstance(a, float):
            return float(a) // float(b)
        if isinstance(a, complex):
            return complex(a) // complex(b)
        return NotImplemented

    def __divmod__(a, b):
        if isinstance(b, (int, Fraction)):
            nb, db = _parts(b)
            return _divmod(a._numerator, a._denominator, nb, db)
        if isinstance(b, float):
            return divmod(float(a), b)
        if isinstance(b, complex):
            return divmod(complex(a), b)
        return NotImplemented

    def __rdivmod__(b, a):
        if isinstance(a, int):
            return _divmod(int(a), 1, b._numerator, b._denominator)
        if isinstance(a, float):
            return divmod(float(a), float(b))
        if isinstance(a, complex):
            return divmod(complex(a), complex(b))
        return NotImplemented

    def __mod__(a, b):
        if isinstance(b, (int, Fraction)):
            nb, db = _parts(b)
            return _mod(a._numerator, a._denominator, nb, db)
        if isinstance(b, float):
            return float(a) % b
        if isinstance(b, complex):
            return complex(a) % b
        return NotImplemented

    def __rmod__(b, a):
        if isinstance(a, int):
            return _mod(int(a), 1, b._numerator, b._denominator)
        if isinstance(a, float):
            return float(a) % float(b)
        if isinstance(a, complex):
            return complex(a) % complex(b)
        return NotImplemented

    def __pow__(a, b):
        if isinstance(b, (int, Fraction)):
            power, denominator = _parts(b)
            if denominator == 1:
                # (Powers of ints that are not negative are ints.)
                if power >= 0:
                    n, d = a._numerator**power, a._denominator**power
                elif a._numerator >= 0:
                    n, d = a._denominator**-power, a._numerator**-power
                else:
                    n, d = (-a._denominator) ** -power, (-a._numerator) ** -power
                return Fraction(int(n), int(d), _normalize=False)
            return float(a) ** float(b)
        return float(a) ** b

    def __rpow__(b, a):
        if b._denominator == 1 and b._numerator >= 0:
            return a**b._numerator
        if isinstance(a, int):
            return Fraction(int(a), 1) ** b
        if b._denominator == 1:
            return a**b._numerator
        return a ** float(b)

    def __pos__(a):
        return Fraction(a._numerator, a._denominator, _normalize=False)

    def __neg__(a):
        return Fraction(-a._numerator, a._denominator, _normalize=False)

    def __abs__(a):
        return Fraction(abs(a._numerator), a._denominator, _normalize=False)

    def __float__(self):
        return self._numerator / self._denominator

    def __complex__(self):
        return complex(float(self))

    def __int__(a):
        if a._numerator < 0:
            return -(-a._numerator // a._denominator)
        return a._numerator // a._denominator

    def __trunc__(a):
        if a._numerator < 0:
            return -(-a._numerator // a._denominator)
        return a._numerator // a._denominator

    def __floor__(a):
        return a._numerator // a._denominator

    def __ceil__(a):
        return -(-a._numerator // a._denominator)

    def __round__(self, ndigits=None):
        if ndigits is None:
            floor, remainder = divmod(self._numerator, self._denominator)
            if remainder * 2 < self._denominator:
                return floor
            if remainder * 2 > self._denominator:
                return floor + 1
            if floor % 2 == 0:
                return floor
            return floor + 1
        shift = 10 ** abs(ndigits)
        if isinstance(ndigits, int):
            shift = int(shift)
        if ndigits > 0:
            return Fraction(round(self * shift), shift)
        return Fraction(round(self / shift) * shift)

    def __hash__(self):
        try:
            dinv = pow(self._denominator, -1, _MODULUS)
        except ValueError:
            hash_ = _INF
        else:
            hash_ = hash(hash(abs(self._numerator)) * dinv)
        result = hash_ if self._numerator >= 0 else -hash_
        return -2 if result == -1 else result

    def __eq__(a, b):
        if isinstance(b, int):
            return a._numerator == int(b) and a._denominator == 1
        if isinstance(b, Fraction):
            return a._numerator == b._numerator and a._denominator == b._denominator
        if isinstance(b, complex) and b.imag == 0:
            b = b.real
        if isinstance(b, float):
            if _math.isnan(b) or _math.isinf(b):
                return 0.0 == b
            n, d = b.as_integer_ratio()
            return a._numerator == n and a._denominator == d
        return NotImplemented

    def __lt__(a, b):
        if isinstance(b, Fraction):
            return a._numerator * b._denominator < a._denominator * b._numerator
        if isinstance(b, int):
            return a._numerator < a._denominator * int(b)
        if isinstance(b, float):
            if _math.isnan(b) or _math.isinf(b):
                return 0.0 < b
            n, d = b.as_integer_ratio()
            return a._numerator * d < a._denominator * n
        return NotImplemented

    def __gt__(a, b):
        if isinstance(b, Fraction):
            return a._numerator * b._denominator > a._denominator * b._numerator
        if isinstance(b, int):
            return a._numerator > a._denominator * int(b)
        if isinstance(b, float):
            if _math.isnan(b) or _math.isinf(b):
                return 0.0 > b
            n, d = b.as_integer_ratio()
            return a._numerator * d > a._denominator * n
        return NotImplemented

    def __le__(a, b):
        if isinstance(b, Fraction):
            return a._numerator * b._denominator <= a._denominator * b._numerator
        if isinstance(b, int):
            return a._numerator <= a._denominator * int(b)
        if isinstance(b, float):
            if _math.isnan(b) or _math.isinf(b):
                return 0.0 <= b
            n, d = b.as_integer_ratio()
            return a._numerator * d <= a._denominator * n
        return NotImplemented

    def __ge__(a, b):
        if isinstance(b, Fraction):
            return a._numerator * b._denominator >= a._denominator * b._numerator
        if isinstance(b, int):
            return a._numerator >= a._denominator * int(b)
        if isinstance(b, float):
            if _math.isnan(b) or _math.isinf(b):
                return 0.0 >= b
            n, d = b.as_integer_ratio()
            return a._numerator * d >= a._denominator * n
        return NotImplemented

    def __bool__(a):
        return a._numerator != 0

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self
