# exit: 1
# stderr-last: AttributeError: 'Item' object has no attribute 'missing'
import sys
class Item:
    count = 0
    def __init__(self, name, price, qty=1):
        self.name = name
        self.price = price
        self.qty = qty
        Item.count += 1
    @property
    def total(self):
        return self.price * self.qty
    def __lt__(self, other):
        return self.total < other.total
    def __repr__(self):
        return f"<{self.name} x{self.qty} @ {self.price:.2f}>"
class Discounted(Item):
    def __init__(self, name, price, qty=1, *, off=0.1):
        super().__init__(name, price, qty)
        self.off = off
    @property
    def total(self):
        return super().total * (1 - self.off)
def parse(lines):
    for n, line in enumerate(lines, 1):
        try:
            name, price, *rest = line.split(",")
            yield Item(name.strip(), float(price), *map(int, rest))
        except ValueError as e:
            print(f"line {n}: {type(e).__name__}: {e}", file=sys.stdout)
items = list(parse(["nut, 0.25, 100", "bolt,0.5,x", "gear,12", "bad", "cam,3.5,2"]))
items.append(Discounted("axle", 20.0, 3, off=0.25))
for i in sorted(items):
    print(i, round(i.total, 2))
print(Item.count, max(items, key=lambda i: i.total), sum(i.total for i in items))
by = {}
for i in items:
    by.setdefault(len(i.name), []).append(i.name)
print(by, [k for k in by if k > 3], {n[0] for n in by[4]} == {"g", "a"})
memo = {}
def ways(n, coins=(1, 5, 10, 25)):
    if n == 0: return 1
    if n < 0 or not coins: return 0
    key = (n, coins)
    if key not in memo:
        memo[key] = ways(n - coins[-1], coins) + ways(n, coins[:-1])
    return memo[key]
print(ways(500), 3 ** 200 % (10 ** 9 + 7), -17 // 5, -17 % 5, divmod(-17.5, 4), 1 << 70)
try:
    items[99]
except IndexError as e:
    print(e)
print(items[0].missing)
