import csv, os, io
try: list(csv.reader(['"a'], strict=True))
except csv.Error as e: print(e, os.sep)
csv.register_dialect('p', delimiter='|'); print(csv.list_dialects(), list(csv.reader(['a|b'], 'p')), csv.excel.delimiter, isinstance(csv.get_dialect('p'), csv.Dialect))
w = csv.DictWriter(io.StringIO(), fieldnames=['a', 'b']); print(w.writeheader(), w.writerows([{'a': 1}, {'b': 2}]), w.fieldnames)
class T(csv.excel): delimiter = '\t'
print(next(csv.reader(['a\tb'], dialect=T)), next(csv.reader(['a\tb'], dialect='excel-tab')))
import csv, io
from csv import reader, DictReader, QUOTE_ALL
d = csv.Sniffer().sniff("a;b;c\n1;2;3\n")
print(d.delimiter, list(csv.reader(["a;b"], d)), QUOTE_ALL)
