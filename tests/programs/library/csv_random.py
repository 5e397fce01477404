import csv, io, random
class Sink:
    def __init__(self): self.parts = []
    def write(self, s): self.parts.append(s); return len(s)
def attempt(f):
    try: return f()
    except (csv.Error, TypeError, ValueError) as e: return type(e).__name__ + ': ' + str(e)
def main(seed, rounds):
    r = random.Random(seed)
    chars = ['a', 'b', '1', '2.5', ' ', ',', ';', '"', "'", '\\', '\n', '\r', '\r\n', 'é', '\t', '|', '']
    for k in range(rounds):
        o = {}
        if r.random() < .4: o['delimiter'] = r.choice([',', ';', '\t', '|', ' ', 'é'])
        if r.random() < .3: o['quotechar'] = r.choice(['"', "'", None, '|'])
        if r.random() < .3: o['escapechar'] = r.choice(['\\', None, '"', 'a'])
        if r.random() < .3: o['doublequote'] = r.random() < .5
        if r.random() < .3: o['skipinitialspace'] = r.random() < .5
        if r.random() < .3: o['strict'] = r.random() < .5
        if r.random() < .3: o['quoting'] = r.randrange(4)
        if r.random() < .3: o['lineterminator'] = r.choice(['\n', '\r\n', 'X', ''])
        text = ''.join(r.choice(chars) for _ in range(r.randrange(30)))
        lines = text.splitlines(True) if r.random() < .7 else [text, text]
        print(k, o, repr(text))
        def read():
            rd = csv.reader(lines, **o); out = []
            try:
                for row in rd: out.append(row)
            except csv.Error as e: out.append(str(e))
            return out, rd.line_num
        print(attempt(read))
        row = [r.choice([None, 1, 2.5, True, 'x', '', ''.join(r.choice(chars) for _ in range(4)), [1, 'a'], 'é"']) for _ in range(r.randrange(5))]
        s = Sink()
        print(attempt(lambda: csv.writer(s, **o).writerow(row)), attempt(lambda: csv.writer(s, **o).writerows([row, ['q']])), s.parts)
        print(attempt(lambda: list(csv.DictReader(lines, **o))), attempt(lambda: list(csv.DictReader(io.StringIO(text), ['p', 'q'], 'rest', 'val', **o))))




def check(seed):
    """Random tables, by random options."""
    main(seed, 150)


check(1)
check(2)
