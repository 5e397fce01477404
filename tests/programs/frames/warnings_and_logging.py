# stderr: exact
import logging
import warnings
import re

log = logging.getLogger("x")


class Worker:
    def __init__(self):
        self.log = log

    def run(self):
        self.log.error("bad %s", 1)
        try:
            1 / 0
        except ZeroDivisionError:
            self.log.exception("oops")


logging.basicConfig(format="%(name)s %(levelname)s %(filename)s:%(lineno)d %(funcName)s %(module)s %(message)s")
Worker().run()
warnings.warn("top")
warnings.warn("top")
for i in range(3):
    warnings.warn("loop", UserWarning)


def deprecated():
    warnings.warn("deprecated", DeprecationWarning, stacklevel=2)


def again():
    deprecated()


deprecated()
deprecated()
again()
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    again()
    deprecated()
for warning in caught:
    print(warning.filename.rsplit("/")[-1], warning.lineno, warning.category)
warnings.simplefilter("error")
try:
    deprecated()
except DeprecationWarning as error:
    print(error)
