import operator
print(operator.__lt__(1, 2), operator.__eq__(1, 1), operator.__add__(1, 2), operator.__ne__(1, 2))
f = operator.__le__
print(f(2, 1))
