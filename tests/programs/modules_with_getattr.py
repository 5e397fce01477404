# What a module lacks, its `__getattr__` may have.
import lazy_members
from lazy_members import here, lazy_first

print(lazy_first, lazy_members.lazy_second, lazy_members.made, here(4), lazy_members.here("a"))
print(getattr(lazy_members, "lazy_third"), hasattr(lazy_members, "missing"), getattr(lazy_members, "missing", None))
try:
    lazy_members.missing
except AttributeError as error:
    print(error)
try:
    from lazy_members import missing
except ImportError as error:
    print(error.name, str(error)[:32])
lazy_members.lazy_first = "set"
print(lazy_members.lazy_first)


def later():
    from lazy_members import lazy_fourth as found

    return found, lazy_members.lazy_fifth


print(later(), lazy_members.made, lazy_members.__doc__)
print(dir(lazy_members), lazy_members.__dir__())
