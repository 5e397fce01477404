import math
def show(*a): print(*[(type(x).__name__, x) for x in a])
show(10**9+7, 2**63, 2**63-1, -2**63, -(2**63)-1, 2**64, 1<<62, 1<<63, -1<<63, 1<<70, 2**126, 2**127, 2**128, 10**40)
show(7//2, -7//2, 7//-2, -7//-2, 7%3, -7%3, 7%-3, -7%-3, 7>>1, -7>>1, -7>>200, 5&3, -5&3, 5|-8, 5^-1)
show(1/3, 7/2, -7/2, 10**-9, 2**-3, 10**-300, 2.5**2, 2**0.5, 4**.5, 1e308*10, 0.0*-1, -0.0+0, 1-1.0, 3*0.1, 10**20/3, 2**53/3, (2**53+1)/3, (2**60+1)/7)
for t in ['1/0','1//0','1%0','0**-1','0.0**-1','1<<-1','1>>-1','1.0/0','2**-1.5','(-8)**(1/3)','5.5//2','5.5%2','1e200**2','(-2)**-1','(-2.0)**3','10.0**400', '1.5 & 2']:
    try: print(t, eval(t))
    except Exception as e: print(t, type(e).__name__, e)
def errs():
    fs = [lambda: 1/0, lambda: 1//0, lambda: 1%0, lambda: 0**-1, lambda: 0.0**-1, lambda: 1<<-1, lambda: 1>>-1, lambda: 1.0/0, lambda: 2**-1.5, lambda: (-8)**(1/3), lambda: 5.5//2, lambda: 5.5%2, lambda: 1e200**2, lambda: (-2)**-1, lambda: (-2.0)**3, lambda: 10.0**400, lambda: 1.5 & 2, lambda: 2**-1, lambda: 1 << 200, lambda: 3**100]
    for f in fs:
        try: print(f())
        except Exception as e: print(type(e).__name__, e)
errs()
MOD = 10**9 + 7
def g(x, m=10**9+7, *, k=2**-2):
    match x:
        case 8: return 'eight'
        case -1: return 'minus'
    return x % m, k, x > 10**9, x + 2**40, [0] * (3*2), 'ab' * (1+1)
print(g(8), g(-1), g(10**10), g(1.5), g(True))
def h(x: "int" = 1 << 4) -> 2**3: return x
print(h(), h.__annotations__, h.__defaults__)
a = 10**20; b = 10**20
print(a == b, {10**9: 1}[1000000000], -10**9, ~(1<<4), -(2-5), +(2-5), (2-5)**2, -(2**2), 2-5 .real)
print(f"{2**10:>8} {10**-2:.3f}", range(2**3)[2-1], [1,2,3][1-2])
