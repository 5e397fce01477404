# expect: 3:1: error[syntax-error]: expected an indented block after 'if' statement on line 2
if True:
print(1)
