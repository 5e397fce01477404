# module
from outer import shared

print("sibling runs")
shared.append("sibling")


def twice(n):
    return n * 2
