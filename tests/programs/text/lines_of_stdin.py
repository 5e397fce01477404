# stdin: one\r\ntwo\rstill two\n\r\nlast
# Standard input is not translated: only "\n" ends a line.
import sys

print(repr(input()), repr(sys.stdin.readline()))
print([line for line in sys.stdin])
