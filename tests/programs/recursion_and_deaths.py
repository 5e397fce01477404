# An argument of a call that was unfolded dies when the call returns.
class Noisy:
    def __init__(self, n):
        self.n = n
    def __del__(self):
        global deaths
        deaths += 1
deaths = 0
def owns(noisy, n):
    if n == 0:
        return deaths
    return owns(Noisy(n), n - 1) + deaths
print(owns(Noisy(0), 10), deaths)
deaths = 0
def owns2(noisy, n):
    if n == 0:
        return deaths
    r = owns2(Noisy(n), n - 1)
    return r + deaths
print(owns2(Noisy(0), 10), deaths)
