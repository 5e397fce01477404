# module
print("lz loads")
v = 5
