# A SyntaxError that the program raises: the place it names is shown, as CPython does.
# exit: 1
# stderr-last: SyntaxError: no good


class ParseError(SyntaxError):
    pass


class Quiet(SyntaxError):
    def __init__(self, text):
        self.given = text


for error in (ParseError("bad"), SyntaxError("m", ("f.py", 2, 3, "a b c")), Quiet("lost"), SyntaxError()):
    print(str(error), error.msg, error.args, error.lineno, error.text)


def parse(text):
    try:
        raise ParseError("bad thing in " + text)
    except ParseError as error:
        raise SyntaxError("no good", ("some.txt", 3, 9, "  let x = = 1\n", 3, 12)) from error


parse("zz")
