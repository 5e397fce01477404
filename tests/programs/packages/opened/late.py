# module
print("late runs")
VALUE = 7
