# module
print("in broken")
raise ValueError("no good")
