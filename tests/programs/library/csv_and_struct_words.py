# gap: csv and struct without CPython say in other words that arguments lack
import csv
import struct

try:
    csv.reader()
except TypeError as error:
    print(error)
try:
    struct.pack()
except TypeError as error:
    print(error)
