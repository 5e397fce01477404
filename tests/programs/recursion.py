def depth(n):
    if n == 0:
        return 0
    return 1 + depth(n - 1)
print(depth(900))
def inf(n):
    return inf(n + 1) + 1
try:
    inf(0)
except RecursionError as e:
    print("caught", e)
print(2**1000 > 10**300, str(2**1000)[:10])
