# expect: 4:14: error[syntax-error]: name capture 'a' makes remaining patterns unreachable
def f(x):
    match x:
        case a:
            pass
        case 1:
            pass
