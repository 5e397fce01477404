"""Loops that call nothing of CPython let other threads run and signals be handled."""
import _thread
import signal
import threading

done = False


def work():
    global done
    total = 0
    for i in range(1000):
        total += i
    done = True


thread = threading.Thread(target=work)
thread.start()
while not done:
    pass
thread.join()
print("global", done)


class Box:
    def __init__(self):
        self.items = []
        self.ready = False


box = Box()


def fill(target):
    for i in range(5):
        target.items.append(i)
    target.ready = True


thread = threading.Thread(target=fill, args=(box,))
thread.start()
turns = 0
while True:
    turns += 1
    if box.ready:
        break
thread.join()
print("field", box.items)


def count_to(limit):
    n = 0

    def inner():
        nonlocal n
        while n < limit:
            n += 1
    threads = [threading.Thread(target=inner) for _ in range(3)]
    for t in threads:
        t.start()
    while n < limit:
        pass
    for t in threads:
        t.join()
    return n >= limit


print("cell", count_to(100_000))


class Alarm(Exception):
    pass


def on_alarm(number, frame):
    print("handler", number == signal.SIGALRM, frame.f_code.co_name)
    raise Alarm("time is up")


signal.signal(signal.SIGALRM, on_alarm)


def spin():
    n = 0
    while True:
        n += 1
        n &= 0xFFFF


def spin_over(things):
    for outer in iter(int, 1):
        for thing in things:
            outer += thing


def count_far(limit):
    n = 0
    for i in range(limit):
        n ^= i


def count_numbers(numbers):
    for k, i in enumerate(reversed(range(-5, len(numbers)))):
        k ^= i


FAR = 10 ** 13
LOOPS = (
    spin,
    lambda: spin_over([1, 2, 3]),
    lambda: count_far(FAR),
    lambda: count_numbers(range(FAR)),
    lambda: [i for i in range(FAR) if i < 0],
    lambda: sum(i & 1 for i in range(3, FAR, 2)),
    lambda: any(i < 0 for i, j in zip(range(FAR), range(FAR))),
)
for loop in LOOPS:
    signal.setitimer(signal.ITIMER_REAL, 0.05)
    try:
        loop()
    except Alarm as alarm:
        print("caught", alarm)

hits = 0


def on_user(number, frame):
    global hits
    hits += 1


signal.signal(signal.SIGUSR1, on_user)


def bother(times):
    for _ in range(times):
        before = hits
        _thread.interrupt_main(signal.SIGUSR1)
        while hits == before:
            pass


thread = threading.Thread(target=bother, args=(5,))
thread.start()
while hits < 5:
    pass
thread.join()
print("signals", hits)


def produce(n):
    while True:
        yield n
        n += 1


def consume():
    total = 0
    for item in produce(0):
        total += item & 1
        if stop:
            return total >= 0


stop = False


def stopper():
    global stop
    stop = True


def wait_in_range():
    for i in range(FAR):
        if stop:
            return True


for name, wait in ("generator", consume), ("range", wait_in_range):
    stop = False
    thread = threading.Timer(0.02, stopper)
    thread.start()
    print(name, wait())
    thread.join()

# A shell starts what runs in the background with the signal ignored.
signal.signal(signal.SIGINT, signal.default_int_handler)
try:
    threading.Timer(0.02, _thread.interrupt_main).start()
    while True:
        pass
except KeyboardInterrupt:
    print("interrupted")
