# stderr: exact
# exit: 1
counter_total = 5


def local(alpha_value):
    beta_value = 2
    return beta_valu


def parameter(alpha_value):
    if not alpha_value:
        del alpha_value
    return alpha_valu


def globals_too():
    return countr_total


def builtins_last():
    return prnt


def nothing_near():
    return zzzzzzz


def captured():
    outer_name = 1

    def inner():
        return outer_nam, outer_name

    return inner()


class Owner:
    attribute = 1

    def method(self):
        return attribut


def chain(calls):
    if calls:
        try:
            calls[0]()
        except NameError as error:
            print(error, error.name, vars(error))
            chain(calls[1:])


chain([lambda: local(1), lambda: parameter(1), globals_too, builtins_last, nothing_near, captured, Owner().method])
for item_number in range(1):
    try:
        print(item_numbr)
    except NameError:
        print([late_nam for entry in "a"])
late_name = 1
