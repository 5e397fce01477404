# module
raise RuntimeError("CPython has its own")
