import functools

for args in [(min, 0), (min, []), (min, [], 3), (min, [4, 2.5]), (lambda a, b: a + b, "abc", None)]:
    try:
        print(functools.reduce(*args))
    except TypeError as error:
        print(error, error.__context__)
