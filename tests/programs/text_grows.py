"""Text that grows in place is never seen to change by others."""

def grow(n):
    out = ""
    seen = []
    for i in range(n):
        out += "ab"
        if i % 7 == 0:
            seen.append(out)
        out += out[-1]
        if i % 50 == 0:
            out += out
            out += "é"
            len(out[3:5])
            out[len(out) // 2]
        if len(out) > 5000:
            out = out[:3]
    return out, seen
a, b = grow(2000)
print(len(a), len(b), [len(x) for x in b][:60], hash(b[3]) == hash("".join(list(b[3]))))
print(b[9])
def twice(s):
    t = s
    t += "x"
    t += "y"
    s += "z"
    return s, t
print(twice("ab"), twice(""), twice("q" * 600)[0][-3:])
d = {}
k = ""
def keys():
    k = ""
    for c in "abc":
        k += c
        d[k] = len(k)
        k += "-"
    return k
print(keys(), d)
print(a == "".join(list(a)), hash(a) == hash("".join(list(a))), a.count("é"), a[1500:1510] if len(a) > 1510 else a[-4:])
