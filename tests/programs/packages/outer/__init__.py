# module
print("outer runs")
shared = []
