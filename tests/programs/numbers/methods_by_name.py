# Methods of operators, called by name.
def show(call):
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__, error)


two, half = 2, 0.5
show(lambda: two.__pow__(3, None))
show(lambda: half.__pow__(2, None))
show(lambda: two.__add__())
show(lambda: two.__add__(1, 2))
show(lambda: [].__contains__())
show(lambda: "a".__eq__(1, 2))
