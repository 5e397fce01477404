# module
V = 3
def g(): return V
