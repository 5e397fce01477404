# Random objects to JSON and back, and JSON with mistakes.
import json, random, sys
seed = int(sys.argv[1]) if len(sys.argv) > 1 else 1
rng = random.Random(seed)
CH = ['a', 'b', '"', '\\', '\n', '\t', 'é', '\u2028', '\U0001F600', '\x7f', '\x00', ' ', '/', '\ud83d', '\ude00']
def text(): return ''.join(rng.choice(CH) for _ in range(rng.randint(0, 6)))
def value(d):
    k = rng.randint(0, 11 if d else 7)
    if k == 0: return None
    if k == 1: return rng.random() < .5
    if k == 2: return rng.randint(-10**rng.randint(0, 25), 10**rng.randint(0, 25))
    if k == 3: return rng.choice([0.0, -0.0, 1e300, 1.5e-10, 3.14, float("inf"), float("nan"), rng.uniform(-1e6, 1e6)])
    if k <= 6: return text()
    if k == 7: return ()
    if k <= 9: return [value(d - 1) for _ in range(rng.randint(0, 4))]
    return {(text() if rng.random() < .8 else rng.choice([1, 2.5, None, True, False, 10**20])): value(d - 1) for _ in range(rng.randint(0, 4))}
MUT = ['{', '}', '[', ']', ',', ':', '"', '\\', 'u', '1', '-', '.', 'e', 'null', 'x', ' ', '\n', 'é', 'NaN', '\\ud8', '0']
def mutate(s):
    for _ in range(rng.randint(1, 3)):
        i = rng.randint(0, len(s)); k = rng.random()
        if k < .4: s = s[:i] + s[i + 1:]
        elif k < .8: s = s[:i] + rng.choice(MUT) + s[i:]
        else: s = s[:i]
    return s
for n in range(250):
    v = value(4)
    kw = {}
    if rng.random() < .3: kw["indent"] = rng.choice([0, 1, 2, "\t", "", None])
    if rng.random() < .2: kw["sort_keys"] = True
    if rng.random() < .3: kw["ensure_ascii"] = False
    if rng.random() < .2: kw["separators"] = rng.choice([(",", ":"), ("; ", " = ")])
    if rng.random() < .1: kw["skipkeys"] = True
    if rng.random() < .1: kw["allow_nan"] = False
    if rng.random() < .1: kw["check_circular"] = False
    try: s = json.dumps(v, **kw)
    except Exception as e:
        print(n, type(e).__name__, e); continue
    print(n, ascii(s))
    try: print(ascii(json.loads(s)))
    except Exception as e: print(type(e).__name__, ascii(str(e)))
    for _ in range(3):
        m = mutate(s)
        try: print(ascii(json.loads(m, strict=rng.random() < .8)))
        except Exception as e: print(type(e).__name__, ascii(str(e)))
