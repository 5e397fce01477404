# expect: 3:5: error[syntax-error]: no binding for nonlocal 'x' found
def f():
    nonlocal x
