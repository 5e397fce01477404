"""Libraries compare some texts by identity: they are one object on both sides."""

import argparse
from argparse import SUPPRESS
class Fmt(argparse.HelpFormatter):
    def _get_help_string(self, action):
        h = action.help
        if action.default is not argparse.SUPPRESS and action.default is not None:
            h += " [default %(default)s]"
        return h
p=argparse.ArgumentParser(prog='PROG', formatter_class=Fmt, argument_default=None)
p.add_argument('--x', default=argparse.SUPPRESS, help='X')
p.add_argument('--y', default=SUPPRESS, help='Y')
p.add_argument('--z', default=4, help='Z')
kw = dict(default=SUPPRESS, help="W")
p.add_argument('--w', **kw)
kw["help"] = SUPPRESS
p.add_argument('--hid', **kw)
p.print_help()
print(p.parse_args([]))
xs=[SUPPRESS, argparse.SUPPRESS]
print(xs[0] is argparse.SUPPRESS, xs[0] is xs[1], SUPPRESS is argparse.SUPPRESS)
def f(s): return s is SUPPRESS
print(f(argparse.SUPPRESS), f(p._actions[1].default), f("==SUPPRESS" + "=="[:2]))
defaults = {a.dest: a.default for a in p._actions if a.default is not argparse.SUPPRESS}
print(defaults)
defaults = {}
for a in p._actions:
    if not (a.default is SUPPRESS): defaults[a.dest] = a.default
print(defaults)
q=argparse.ArgumentParser(prog='Q')
for a in p._actions[1:]: q.add_argument(*a.option_strings, default=a.default, help=a.help)
print(q.parse_args([])); q.print_help()


# One whose text looks like a name, and one that comes by way of keywords.
import optparse
from optparse import SUPPRESS_HELP, SUPPRESS_USAGE

o = optparse.OptionParser(usage=SUPPRESS_USAGE)
o.add_option("-q", help=SUPPRESS_HELP)
print(o.usage, o.format_help())


class Sig:
    def __init__(self, *args, **kwargs):
        self.args = args
        self.kwargs = kwargs


r = argparse.ArgumentParser(prog="R")
for sig in [Sig("--foo", help=argparse.SUPPRESS), Sig("--spam", help="spam help")]:
    r.add_argument(*sig.args, **sig.kwargs)
r.print_help()

import decimal
import types

# A constant of the program that comes back from an object of CPython's.
NO_STATE = "<no state>"


class Amount(decimal.Decimal):
    def __init__(self, value, state=None):
        self.state = NO_STATE if state is None else state


def default(text="none was given"):
    return text


amount = Amount(1)
kept = types.SimpleNamespace(state=NO_STATE, rest=["x", NO_STATE], text=default())
print(amount.state is NO_STATE, kept.state is NO_STATE, kept.rest[1] is NO_STATE, kept.text is default())
