"""Enumerations whose members the compiler has written out.

Iterating over such a class, looking members up and the like are in the
runtime, which its metaclass stands for.
"""


class Enum:
    @property
    def name(self):
        """The name of the Enum member."""
        return self._name_

    @name.setter
    def name(self, value):
        raise AttributeError("<enum 'Enum'> cannot set attribute 'name'")

    @property
    def value(self):
        """The value of the Enum member."""
        return self._value_

    @value.setter
    def value(self, value):
        raise AttributeError("<enum 'Enum'> cannot set attribute 'value'")

    def __repr__(self):
        return "<%s.%s: %r>" % (self.__class__.__name__, self._name_, self._value_)

    def __str__(self):
        return "%s.%s" % (self.__class__.__name__, self._name_)

    def __format__(self, format_spec):
        return str.__format__(str(self), format_spec)

    def __hash__(self):
        return hash(self._name_)

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self


class IntEnum(int, Enum):
    __repr__ = Enum.__repr__

    def __str__(self):
        return int.__repr__(self)


class StrEnum(str, Enum):
    __repr__ = Enum.__repr__

    def __str__(self):
        return self._value_


class _IntMixed(int, Enum):
    __repr__ = Enum.__repr__
    __str__ = Enum.__str__
    __format__ = Enum.__format__


class _StrMixed(str, Enum):
    __repr__ = Enum.__repr__
    __str__ = Enum.__str__
    __format__ = Enum.__format__


class auto:
    """What stands for values that the compiler has written out."""


def unique(enumeration):
    """Enumerations with aliases are not written out."""
    return enumeration
