# What a variable holds lives until an exception has left the function.
class Noisy:
    def __del__(self):
        print("dies")


def look():
    try:
        {}["missing"]
    finally:
        print("finally of look")


def keeps():
    noisy = Noisy()
    try:
        look()
    finally:
        print("finally of keeps")


def handles():
    noisy = Noisy()
    try:
        look()
    except KeyError:
        print("handled")
    print("after")


handles()
try:
    keeps()
except KeyError:
    pass
last = Noisy()
print("end")
