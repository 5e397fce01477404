"""Classes with methods that subclasses override: a small task scheduler.

In the spirit of the well-known Richards benchmark, written anew: tasks of
several kinds wait, run, and send packets to each other through queues.
"""

WORK = 0
DEVICE = 1


class Packet:
    def __init__(self, kind, target, value):
        self.kind = kind
        self.target = target
        self.value = value
        self.next = None


class Queue:
    """First in, first out; linked through the packets."""

    def __init__(self):
        self.first = None
        self.last = None
        self.length = 0

    def put(self, packet):
        packet.next = None
        if self.last is None:
            self.first = packet
        else:
            self.last.next = packet
        self.last = packet
        self.length += 1

    def take(self):
        packet = self.first
        self.first = packet.next
        if self.first is None:
            self.last = None
        self.length -= 1
        return packet


class Task:
    def __init__(self, name, priority):
        self.name = name
        self.priority = priority
        self.queue = Queue()
        self.runs = 0
        self.held = False

    def is_ready(self):
        return not self.held and self.queue.length > 0

    def run(self, scheduler):
        self.runs += 1
        self.handle(scheduler, self.queue.take())

    def handle(self, scheduler, packet):
        raise NotImplementedError(self.name)


class Idler(Task):
    """Always ready; turns a shift register and wakes devices by its bits."""

    def __init__(self, name, priority, turns):
        super().__init__(name, priority)
        self.register = 1
        self.left = turns

    def is_ready(self):
        return self.left > 0

    def run(self, scheduler):
        self.runs += 1
        self.left -= 1
        if self.register & 1:
            self.register = (self.register >> 1) ^ 0xD008
            scheduler.release("disk")
        else:
            self.register >>= 1
            scheduler.release("screen")


class Worker(Task):
    """Changes work packets and sends them to one of two handlers in turn."""

    def __init__(self, name, priority):
        super().__init__(name, priority)
        self.to_first = True
        self.total = 0

    def handle(self, scheduler, packet):
        self.total = (self.total * 31 + packet.value) % 1000003
        packet.value = self.total % 26
        packet.target = "first" if self.to_first else "second"
        self.to_first = not self.to_first
        scheduler.send(packet)


class Handler(Task):
    """Sends work on to a device, and what comes back to the worker."""

    def __init__(self, name, priority, device):
        super().__init__(name, priority)
        self.device = device
        self.seen = 0

    def handle(self, scheduler, packet):
        self.seen += 1
        if packet.kind == WORK:
            packet.kind = DEVICE
            packet.target = self.device
        else:
            packet.kind = WORK
            packet.target = "worker"
        scheduler.send(packet)


class Device(Task):
    """Answers one packet each time it is woken."""

    def __init__(self, name, priority, answers_to):
        super().__init__(name, priority)
        self.answers_to = answers_to
        self.sum = 0

    def handle(self, scheduler, packet):
        self.sum += packet.value
        packet.target = self.answers_to
        self.held = True
        scheduler.send(packet)


class Scheduler:
    def __init__(self):
        self.tasks = []
        self.by_name = {}
        self.sent = 0

    def add(self, task):
        self.tasks.append(task)
        self.tasks.sort(key=lambda other: other.priority)
        self.by_name[task.name] = task

    def send(self, packet):
        self.sent += 1
        self.by_name[packet.target].queue.put(packet)

    def release(self, name):
        self.by_name[name].held = False

    def step(self):
        """Runs the most urgent task that can run; whether there was one."""
        for task in self.tasks:
            if task.is_ready():
                task.run(self)
                return True
        return False


def main():
    scheduler = Scheduler()
    scheduler.add(Idler("idle", 9, 60000))
    scheduler.add(Worker("worker", 4))
    scheduler.add(Handler("first", 3, "disk"))
    scheduler.add(Handler("second", 3, "screen"))
    scheduler.add(Device("disk", 1, "first"))
    scheduler.add(Device("screen", 1, "second"))
    for value in range(12):
        scheduler.send(Packet(WORK, "worker", value))
    steps = 0
    while scheduler.step():
        steps += 1
    print(steps, "steps,", scheduler.sent, "packets sent")
    for task in scheduler.tasks:
        print(f"{task.name:8}{task.runs:8} runs, {task.queue.length} waiting")
    print(scheduler.by_name["worker"].total, scheduler.by_name["disk"].sum, scheduler.by_name["screen"].sum)


main()
