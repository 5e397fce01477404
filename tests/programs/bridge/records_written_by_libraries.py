"""A library that holds containers of ours writes to files and texts in memory of ours meanwhile."""
import csv
import io
import os
import pprint
import sys
import tempfile

rows = [{"id": n, "value": n * 1.5} for n in range(4000)]

# Thousands of rows are in CPython's hands while each is written: not the time of their square.
text = io.StringIO()
writer = csv.DictWriter(text, ["id", "value"])
writer.writeheader()
writer.writerows(rows)
print(len(text.getvalue()))

path = os.path.join(tempfile.mkdtemp(), "rows.csv")
with open(path, "w", newline="") as file:
    csv.writer(file).writerows([[row["id"], row["value"]] for row in rows])
with open(path, newline="") as file:
    print(sum(int(first) + float(second) for first, second in csv.reader(file)))
os.remove(path)


class Row(dict):
    """Changes what is shared while it is read."""

    def get(self, key, default=None):
        rows[0]["id"] += 1
        return super().get(key, default)


few = [Row(id=1, value=2), Row(id=3, value=4)]
rows = rows[:2]
csv.DictWriter(sys.stdout, ["id", "value"], lineterminator="\n").writerows(few)
print(rows[0])


class Log(io.StringIO):
    """A stream of the program's own looks at what is shared."""

    def write(self, text):
        seen.append((len(text), len(lists[0])))
        return super().write(text)


lists = [[1]]
seen = []
log = Log()
pprint.pprint(lists, stream=log)
lists[0].append(2)
pprint.pprint(lists, stream=log)
print(log.getvalue(), len(seen) > 1, seen[-1][1])
