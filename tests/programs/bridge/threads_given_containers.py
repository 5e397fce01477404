# Threads and executors that are given lists and dicts to work on.
import queue
import threading
from concurrent.futures import ThreadPoolExecutor, as_completed


def collect(jobs, results, lock, *, factor=1):
    while True:
        job = jobs.get()
        if job is None:
            return
        with lock:
            results.append({"id": job["id"], "value": job["n"] * factor})


class Worker:
    def __init__(self):
        self.seen = []

    def note(self, items, extra=None):
        self.seen.append((threading.current_thread().name.split("(")[-1], list(items), extra))
        items.append(len(items))


class Own(threading.Thread):
    def run(self):
        print("own", self._args, self._kwargs)


def fail(items):
    raise ValueError(items)


def total(rows, start=0):
    rows.append(1)
    return sum(rows, start)


def main():
    jobs, results, lock = queue.Queue(), [], threading.Lock()
    threads = [threading.Thread(target=collect, args=(jobs, results, lock), kwargs={"factor": 2}) for _ in range(3)]
    for thread in threads:
        thread.start()
    for i in range(200):
        jobs.put({"id": i, "n": i % 7})
    for _ in threads:
        jobs.put(None)
    for thread in threads:
        thread.join()
    print(len(results), sum(r["value"] for r in results), sorted(r["id"] for r in results)[-1])
    worker, items = Worker(), [5]
    for _ in range(2):
        thread = threading.Thread(target=worker.note, args=(items,), kwargs={"extra": {"a": 1}}, daemon=True)
        thread.start()
        thread.join()
    print(worker.seen, items, thread.daemon, thread.name.endswith("(note)"))
    named = threading.Thread(target=worker.note, name="given", args=([1],))
    named.start()
    named.join()
    print(worker.seen[-1], named.name)
    own = Own(target=worker.note, args=(items,), kwargs={"extra": []})
    own.start()
    own.join()
    rows = [[i] for i in range(5)]
    with ThreadPoolExecutor(2) as pool:
        futures = [pool.submit(total, row, start=10) for row in rows]
        print(sorted(f.result() for f in as_completed(futures)), rows)
        wrong = pool.submit(fail, [1, 2])
        print(type(wrong.exception()).__name__, wrong.exception())
        print(pool.submit(dict, [("a", 1)]).result(), pool.submit(sorted, [3, 1], reverse=True).result())
        print(list(pool.map(total, rows)))
    try:
        threading.Thread(target=total, args=(rows,), nonsense=1)
    except TypeError as e:
        print(e)


main()
