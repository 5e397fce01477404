# All that stands behind `except` has to be a class, also behind one that fits.
def catch(classes):
    try:
        raise ValueError("raised")
    except classes:
        return "caught"


def catch_star(classes):
    try:
        raise ValueError("raised")
    except* classes:
        return_value = "caught"
    return return_value


for classes in [ValueError, (KeyError, ValueError), (ValueError, 5), (KeyError, (ValueError,)), ((),), ()]:
    for function in [catch, catch_star]:
        try:
            print(function(classes))
        except BaseException as error:
            print(type(error).__name__, error.args[0])
