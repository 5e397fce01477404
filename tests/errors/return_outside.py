# expect: 2:1: error[syntax-error]: 'return' outside function
return 1
