# expect: 4:18: error[syntax-error]: imaginary number required in complex literal
def f(x):
    match x:
        case 1 + 2:
            pass
        case 1 + 2j | -1 - 2j:
            pass
