# expect: 3:5: error[syntax-error]: 'break' outside loop
if True:
    break
