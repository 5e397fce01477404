"""Arrays of numbers that lie side by side."""

from _array import array

ArrayType = array
typecodes = "bBuhHiIlLqQfd"
