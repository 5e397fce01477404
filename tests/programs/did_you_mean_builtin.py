# Attributes of built-in objects that are nearly right.
# exit: 1
# stderr-last: AttributeError: 'str' object has no attribute 'uper'. Did you mean: 'upper'?


def shout(text):
    return text.uper()


for attempt in (lambda: [].apend(1), lambda: (1).bit_lenght(), lambda: None.nothing, lambda: {}.foo):
    try:
        attempt()
    except AttributeError as error:
        print(error)
shout("a")
