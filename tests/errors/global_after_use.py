# expect: 5:5: error[syntax-error]: name 'x' is used prior to global declaration
x = 1
def f():
    print(x)
    global x
