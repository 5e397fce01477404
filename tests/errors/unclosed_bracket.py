# expect: 2:6: error[syntax-error]: '(' was never closed
print((1 + 2)
x = 3
