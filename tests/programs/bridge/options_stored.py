# Options that other code stores in, in ways of its own.
import argparse

p = argparse.ArgumentParser()
p.add_argument("--n", type=int, default=1)
p.add_argument("--name", default="x")
args = p.parse_args([])
print(args.n + 1, args.name)
vars(args).update(n="text", name=None)
print(args.n, args.name)
for key, value in {"n": 2.5, "name": [1]}.items():
    setattr(args, key, value)
print(args.n * 2, args.name)
args.__dict__["n"] = "again"
print(args.n)
