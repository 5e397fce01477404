# expect: 3:5: error[syntax-error]: from __future__ imports must occur at the beginning of the file
try:
    from __future__ import annotations
except ImportError:
    pass
