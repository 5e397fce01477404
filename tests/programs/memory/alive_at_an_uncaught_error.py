# exit: 1
# stderr-last: ValueError: at the end
class Noisy:
    def __del__(self):
        print("dies")


noisy = Noisy()


def fail():
    print(noisy is not None)
    raise ValueError("at the end")


try:
    fail()
finally:
    print("finally")
