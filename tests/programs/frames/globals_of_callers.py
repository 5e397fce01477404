"""Globals that only another module looks at, by way of frames and functions."""
import looking as lex

t_A = "x"
t_B = [1, 2]


def t_NUM(t):
    return t


def define():
    lex.put(injected=41)
    return injected + 1


print(lex.names())
print(lex.same())
print(define())
print(lex.of_function(t_NUM))
t_B.append(3)
print(lex.value("t_B"))
lex.put(t_A="changed")
print(t_A)
