print("failing starts")
X = 1
raise ValueError("no good")
