import sys
from there import circular

print("other begins", hasattr(circular, "A"))
B = 7


def watch():
    sys.settrace(None)
