# module
from outer import shared

print("inner runs")
shared.append("inner")
