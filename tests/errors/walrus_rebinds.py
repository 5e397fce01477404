# expect: 2:2: error[syntax-error]: assignment expression cannot rebind comprehension iteration variable 'x'
[x := 1 for x in range(3)]
