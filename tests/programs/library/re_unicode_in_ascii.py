# gap: a search for a scoped Unicode class under re.A finds what CPython's passes over
import re

print(re.search(r"(?u:\w)", "é", re.A))
