"""Importing from a module in a package runs the packages it is in, which nothing else mentions."""

from outer.inner.leaf import Leaf, total


print(total([Leaf(n) for n in range(5)]), Leaf(1.5).doubled())
