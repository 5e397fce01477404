# stderr: exact
# exit: 1
# What the same statement binds is not there yet.
# exit: 1
import functools

add_one = functools.partial(add_ints, 1)
