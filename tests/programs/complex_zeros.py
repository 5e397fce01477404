import math
def m1(c, n=50):
    z = 0
    for i in range(n):
        if abs(z) > 2: return i
        z = z * z + c
    return n
def m2(c):
    z = 0; k = 0
    while abs(z) <= 2 and k < 40:
        z = z ** 2 + c
        k += 1
    return k
def m3(c):
    z = 0
    for i in range(30):
        z *= z
        z += c
        if z.real * z.real + z.imag * z.imag >= 4: return i
    return -1
def m4(c):
    z = 0
    for i in range(20):
        z = 2 * z * z - c
    return z
def m5(xs):
    total = 0
    for x in xs: total += x
    return total
def m6(xs):
    total = 0
    for x in xs: total = total + x
    if abs(total) < 100: return 'small'
    return 'large'
def m7(c, n):
    z = 0
    while not abs(z) >= 2 and n: z = z*z + c; n -= 1
    return n if abs(z) < 2 else -n
def m8(c):
    z = 0
    r = []
    for i in range(5): r.append(z); z = z * z + c
    return r
def m9(c):
    z = 0
    for i in range(5): z = z - c
    return abs(z) + 0.5
def m10(c):
    z = 0
    for i in range(5):
        z = (z + 1) * c
    return abs(z) > 3
for re in (-1.0, -0.0, 0.0, 0.25, 2.5):
    for im in (-0.5, 0.0, -0.0, 1e200):
        c = complex(re, im)
        try: print(m1(c), m2(c), m3(c), m7(c, 9), m6([c, c]), m9(c), m10(c))
        except OverflowError as e: print(e)
        try: print(m4(c), m8(c))
        except OverflowError as e: print(e)
print(m5([]), m5([1j, 2]), m5([complex(-0.0, -0.0)]), m6([1, 2]), m6([]), m1(0.3), m1(3))
z = 0
for y in range(-6, 7):
    row = ''
    for x in range(-16, 8):
        c = complex(x / 8, y / 5)
        z = 0
        for k in range(30):
            if abs(z) > 2: break
            z = z * z + c
        row += ' .:-=+*#%@'[k // 3]
    print(row)
w = 0
for k in range(3): w = w * w + 1j
print(w)
