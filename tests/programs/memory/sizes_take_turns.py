# Memory of objects of one size serves objects of another once they are gone.


def peak():
    for line in open("/proc/self/status"):
        if line.startswith("VmHWM"):
            return int(line.split()[1])


def fill(width, n):
    return [str(i).rjust(width) for i in range(n)]


def kept_in_part(width, n):
    # One in a thousand stays: no page of theirs is empty.
    return [s for i, s in enumerate(fill(width, n)) if i % 1000 == 0]


kept = fill(10, 200_000)
first = peak()
kept = None
for width in 30, 50, 70, 90:
    kept = fill(width, 100_000)
    kept = None
print(peak() < first * 3)
held = [kept_in_part(width, 50_000) for width in (10, 30, 50, 70)]
print(len(held), sum(len(s) for part in held for s in part))
nested = [[str(i) + "." * 20, (i, str(i)), {i: i}] for i in range(20_000)]
nested = None
words = fill(100, 50_000)
print(len(words), words[-1].strip())
