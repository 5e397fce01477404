# Sizes there is no memory for.
def t(n):
    for g in (lambda: len('a'.zfill(n)), lambda: len('a'.ljust(n)), lambda: len('a\t'.expandtabs(n)), lambda: len(b'a'.zfill(n)), lambda: len(b'a'.center(n)), lambda: len('é'.center(n, 'é')), lambda: len([0] * n), lambda: len('ab' * n), lambda: len((1, 2) * n), lambda: len(b'ab' * n), lambda: len(bytearray(n)), lambda: len(bytes(n)), lambda: len(f'{1:{n}}'), lambda: len('%*d' % (n, 1)), lambda: len(format('x', f'<{n}')), lambda: len(f'{1.5:.{n}f}'), lambda: len(list(range(n))), lambda: len([None] * n), lambda: len([1.5] * n), lambda: len([False] * n), lambda: len('é' * n)):
        try: print(g())
        except (OverflowError, MemoryError, ValueError) as e: print(type(e).__name__, e)
for n in (2**62, 2**42 * 3, 10**14): print(n); t(n)


def picked(o):
    for g in (lambda: "abc"[o], lambda: [1][o], lambda: (1,)[o], lambda: b"a"[o], lambda: range(3)[o], lambda: 1 << o):
        try:
            print(g())
        except (IndexError, OverflowError, MemoryError) as error:
            print(type(error).__name__, error)


picked(2**64)
picked(10**30)
