# exit: 1
# stderr-last: ModuleNotFoundError: No module named 'kit'
from kit import runs_there as there
from . import runs_there

SUM = there.LIMIT + runs_there.LIMIT
