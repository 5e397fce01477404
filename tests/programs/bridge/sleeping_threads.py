"""A thread that sleeps lets the others run, and is the same when it goes on."""
import signal
import sys
import threading
import time

order = []


def wait(n):
    time.sleep(n / 10)
    order.append(n)


threads = [threading.Thread(target=wait, args=(n,)) for n in (5, 1, 3)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(order)


def naps(n):
    for i in range(n):
        time.sleep(0.001)
        yield i


def busy(name, results):
    wrong = 0
    for i in range(20):
        try:
            raise ValueError(name, i)
        except ValueError as error:
            time.sleep(0.001)
            if sys.exc_info()[1] is not error:
                wrong += 1
            total = sum(naps(2))
            if sys.exc_info()[1] is not error or total != 1:
                wrong += 1
    results[name] = wrong


def deep(n):
    if n == 0:
        time.sleep(0.002)
        return 0
    return 1 + deep(n - 1)


results = {}
threads = [threading.Thread(target=busy, args=(n, results)) for n in range(4)]
for thread in threads:
    thread.start()
busy("main", results)
print(deep(300))
for thread in threads:
    thread.join()
print(sorted(results.items(), key=str))


class Alarm(Exception):
    pass


def on_alarm(number, frame):
    raise Alarm(frame.f_code.co_name)


def oversleep():
    time.sleep(20)


signal.signal(signal.SIGALRM, on_alarm)
signal.setitimer(signal.ITIMER_REAL, 0.05)
start = time.monotonic()
try:
    oversleep()
except Alarm as alarm:
    print("alarm in", alarm, time.monotonic() - start < 10)

rings = []
signal.signal(signal.SIGALRM, lambda number, frame: rings.append(number))
signal.setitimer(signal.ITIMER_REAL, 0.02, 0.02)
start = time.monotonic()
time.sleep(0.2)
signal.setitimer(signal.ITIMER_REAL, 0)
print("whole sleep", 0.2 <= time.monotonic() - start < 5, len(rings) > 1)

threading.Thread(target=time.sleep, args=(30,), daemon=True).start()


def forever():
    while True:
        time.sleep(0.001)


for _ in range(3):
    threading.Thread(target=forever, daemon=True).start()
time.sleep(0.02)
print("end")


# While one thread waits for a pipe, the one that writes to it runs.
import os


def write_later(end):
    time.sleep(0.05)
    os.write(end, b"a line\n")
    os.close(end)


reading, writing = os.pipe()
writer = threading.Thread(target=write_later, args=(writing,))
writer.start()
with open(reading) as pipe:
    print(pipe.readline(), pipe.read() == "")
writer.join()
