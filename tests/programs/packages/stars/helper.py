# module
from math import cos, tau as e_const
counter = 5
_hidden = 1
def double(x): return x * 2
class Thing:
    def __init__(self, v): self.v = v
    def value(self): return self.v * counter
def bump():
    global counter
    counter += 1
def get(): return counter
if counter > 100:
    maybe = 1
def max(*a): return ("my max", a)
