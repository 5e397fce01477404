# expect: 2:1: error[syntax-error]: cannot assign to function call here. Maybe you meant '==' instead of '='?
f() = 1
