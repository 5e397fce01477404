# The limit on conversions between ints and text is one for both sides.
import sys
import decimal


def length(digits):
    try:
        return len(str(10 ** (digits - 1)))
    except ValueError as error:
        return str(error)


print(decimal.Decimal(1), sys.get_int_max_str_digits(), length(4300), length(4301))
sys.set_int_max_str_digits(0)
print(sys.get_int_max_str_digits(), length(5000), int("7" * 5000) % 97)
sys.set_int_max_str_digits(1000)
print(length(1000), length(1001))
try:
    int("1" * 2000)
except ValueError as error:
    print(error)
print(int("0b" + "1" * 2000, 2).bit_length(), int(" 00_1" + "2" * 300) % 1000)
