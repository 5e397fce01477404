# expect: 2:8: error[syntax-error]: expected ':'
def f()
    return 1
