# Small functions that call small functions, each twenty times, have small bodies in machine code too.


def level0(x):
    pass


def level1(x):
    level0(x)
    level0(x)
    level0(x)
    level0(x)
    level0(x)
    level0(x)
    level0(x)
    level0(x)
    level0(x)
    level0(x)
    level0(x)
    level0(x)
    level0(x)
    level0(x)
    level0(x)
    level0(x)
    level0(x)
    level0(x)
    level0(x)
    level0(x)


def level2(x):
    level1(x)
    level1(x)
    level1(x)
    level1(x)
    level1(x)
    level1(x)
    level1(x)
    level1(x)
    level1(x)
    level1(x)
    level1(x)
    level1(x)
    level1(x)
    level1(x)
    level1(x)
    level1(x)
    level1(x)
    level1(x)
    level1(x)
    level1(x)


def level3(x):
    level2(x)
    level2(x)
    level2(x)
    level2(x)
    level2(x)
    level2(x)
    level2(x)
    level2(x)
    level2(x)
    level2(x)
    level2(x)
    level2(x)
    level2(x)
    level2(x)
    level2(x)
    level2(x)
    level2(x)
    level2(x)
    level2(x)
    level2(x)


def level4(x):
    level3(x)
    level3(x)
    level3(x)
    level3(x)
    level3(x)
    level3(x)
    level3(x)
    level3(x)
    level3(x)
    level3(x)
    level3(x)
    level3(x)
    level3(x)
    level3(x)
    level3(x)
    level3(x)
    level3(x)
    level3(x)
    level3(x)
    level3(x)


def level5(x):
    level4(x)
    level4(x)
    level4(x)
    level4(x)
    level4(x)
    level4(x)
    level4(x)
    level4(x)
    level4(x)
    level4(x)
    level4(x)
    level4(x)
    level4(x)
    level4(x)
    level4(x)
    level4(x)
    level4(x)
    level4(x)
    level4(x)
    level4(x)


def run():
    level5(1)
    level5(1)
    level5(1)
    level5(1)
    level5(1)
    level5(1)
    level5(1)
    level5(1)
    level5(1)
    level5(1)
    level5(1)
    level5(1)
    level5(1)
    level5(1)
    level5(1)
    level5(1)
    level5(1)
    level5(1)
    level5(1)
    level5(1)
    return 20 ** 6


def main():
    level4(2)
    return run if level5 else None


print(main().__name__, level3(1))
