# expect: 2:10: error[syntax-error]: named arguments must follow bare *
def f(a, *, **k):
    pass
