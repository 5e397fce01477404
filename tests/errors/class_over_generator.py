# expect: 3:11: error[syntax-error]: invalid syntax
class A(list): x = [i for i in (1, 2)]
class B(x for x in A.x):
    pass
