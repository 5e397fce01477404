# What argparse gives has the types that add_argument says.
# exit: 2
import argparse
import sys


def parser():
    p = argparse.ArgumentParser(prog="tool", description="about")
    p.add_argument("path")
    p.add_argument("count", type=int)
    p.add_argument("-n", "--number", type=int, default=10)
    p.add_argument("--ratio", type=float, default=1)
    p.add_argument("--half", type=float, default="0.5")
    p.add_argument("-m", type=int)
    p.add_argument("--big", type=int, default=2**70)
    p.add_argument("--dry-run", action="store_true")
    p.add_argument("--no-color", dest="color", action="store_false")
    p.add_argument("-v", "--verbose", action="count", default=0)
    p.add_argument("-q", action="count")
    p.add_argument("--names", nargs="*", default=[])
    p.add_argument("--mode", choices=["fast", "slow"], default="fast")
    p.add_argument("--level", type=lambda s: s.upper(), default="low")
    p.add_argument("--text")
    p.add_argument("--needed", required=True)
    p.add_argument("--pick", action="append")
    p.add_argument("--given", type=int, default=3)
    p.set_defaults(given="set")
    group = p.add_mutually_exclusive_group()
    group.add_argument("--one", action="store_const", const=1, default=7)
    group.add_argument("--two", dest="one", action="store_const", const="two")
    return p


def work(args):
    total = 0
    for i in range(args.number):
        total += i * args.count
    cells = [[0] * args.number for _ in range(2)]
    cells[1][-1] = args.ratio * 2
    return total, cells, args.half + 1, args.number / 2


def show(args):
    print(args.path, args.path.upper(), args.count + 1, args.number, args.ratio, args.half, args.m, args.big)
    print(args.dry_run, args.color, args.verbose, args.q, args.names, args.mode, args.level, args.text)
    print(args.needed, args.pick, args.given, args.one)
    print(type(args.ratio).__name__, type(args.one).__name__, isinstance(args.m, int), args.m is None)
    print(work(args), args)
    if args.dry_run and not args.color or args.verbose > 1:
        print("dry", args.verbose * 2)
    if args.m:
        print(args.m // 2)
    if args.text is not None:
        print(len(args.text), args.text.split(","))


LINES = [
    ["file", "5", "--needed", "x"],
    ["file", "-3", "-n", "4", "--ratio", "2", "--half", "2", "-m", "9", "--dry-run", "--no-color", "-vvv", "-qq",
     "--needed=y", "--text", "a,b", "--one", "--mode", "slow", "--level", "high", "--pick", "1", "--pick", "2"],
    ["f", str(2**65), "--needed", "z", "--two", "--names", "a", "b", "--given", "8", "--big", "1"],
]
for line in LINES:
    show(parser().parse_args(line))
for line in [["f"], ["f", "x", "--needed", "y"], ["f", "1", "--needed", "y", "--mode", "other"], ["--help"]]:
    try:
        parser().parse_args(line)
    except SystemExit as exit:
        print("exit", exit.code)
sys.argv[1:] = ["main", "2", "--needed", "n"]
args = parser().parse_args()
print(args.path, args.count * 3, args.number)
args.mode = 5
print(args.mode + 1)
try:
    print(args.missing)
except AttributeError as error:
    print(error)
known, rest = parser().parse_known_args(["a", "1", "--needed", "q", "--other", "7"])
print(known.count + 1, rest)


# A namespace of one's own, and an object with a method of that name.
class Mine:
    def parse_args(self):
        return self

    number = "mine"


mine = Mine()
print(mine.parse_args().number, [m.parse_args().number for m in [mine, Mine()]])
space = argparse.Namespace(number=1.5)
print(parser().parse_args(["a", "1", "--needed", "q"], namespace=space).number, space.number, space.count)
