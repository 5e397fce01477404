#include <algorithm>
#include <cstdio>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

enum Kind { WORK, DEVICE };

struct Packet {
    Kind kind;
    std::string target;
    long value;
    Packet *next = nullptr;
};

struct Queue {
    Packet *first = nullptr, *last = nullptr;
    long length = 0;

    void put(Packet *packet)
    {
        packet->next = nullptr;
        (last ? last->next : first) = packet;
        last = packet;
        length++;
    }

    Packet *take()
    {
        Packet *packet = first;
        first = packet->next;
        if (!first)
            last = nullptr;
        length--;
        return packet;
    }
};

struct Scheduler;

struct Task {
    std::string name;
    int priority;
    Queue queue;
    long runs = 0;
    bool held = false;

    Task(std::string name, int priority) : name(std::move(name)), priority(priority) {}
    virtual ~Task() = default;
    virtual bool is_ready() { return !held && queue.length > 0; }

    virtual void run(Scheduler &scheduler)
    {
        runs++;
        handle(scheduler, queue.take());
    }

    virtual void handle(Scheduler &, Packet *) {}
};

struct Scheduler {
    std::vector<Task *> tasks;
    std::unordered_map<std::string, Task *> by_name;
    long sent = 0;

    void add(Task *task)
    {
        tasks.push_back(task);
        std::stable_sort(tasks.begin(), tasks.end(), [](Task *a, Task *b) { return a->priority < b->priority; });
        by_name[task->name] = task;
    }

    void send(Packet *packet)
    {
        sent++;
        by_name[packet->target]->queue.put(packet);
    }

    void release(const std::string &name) { by_name[name]->held = false; }

    bool step()
    {
        for (Task *task : tasks)
            if (task->is_ready()) {
                task->run(*this);
                return true;
            }
        return false;
    }
};

struct Idler : Task {
    long shift = 1, left;

    Idler(std::string name, int priority, long turns) : Task(std::move(name), priority), left(turns) {}
    bool is_ready() override { return left > 0; }

    void run(Scheduler &scheduler) override
    {
        runs++;
        left--;
        if (shift & 1) {
            shift = (shift >> 1) ^ 0xD008;
            scheduler.release("disk");
        } else {
            shift >>= 1;
            scheduler.release("screen");
        }
    }
};

struct Worker : Task {
    bool to_first = true;
    long total = 0;

    using Task::Task;

    void handle(Scheduler &scheduler, Packet *packet) override
    {
        total = (total * 31 + packet->value) % 1000003;
        packet->value = total % 26;
        packet->target = to_first ? "first" : "second";
        to_first = !to_first;
        scheduler.send(packet);
    }
};

struct Handler : Task {
    std::string device;
    long seen = 0;

    Handler(std::string name, int priority, std::string device)
        : Task(std::move(name), priority), device(std::move(device))
    {
    }

    void handle(Scheduler &scheduler, Packet *packet) override
    {
        seen++;
        if (packet->kind == WORK) {
            packet->kind = DEVICE;
            packet->target = device;
        } else {
            packet->kind = WORK;
            packet->target = "worker";
        }
        scheduler.send(packet);
    }
};

struct Device : Task {
    std::string answers_to;
    long sum = 0;

    Device(std::string name, int priority, std::string answers_to)
        : Task(std::move(name), priority), answers_to(std::move(answers_to))
    {
    }

    void handle(Scheduler &scheduler, Packet *packet) override
    {
        sum += packet->value;
        packet->target = answers_to;
        held = true;
        scheduler.send(packet);
    }
};

int main()
{
    Scheduler scheduler;
    Worker worker("worker", 4);
    Device disk("disk", 1, "first"), screen("screen", 1, "second");
    Idler idle("idle", 9, 60000);
    Handler first("first", 3, "disk"), second("second", 3, "screen");
    for (Task *task : std::initializer_list<Task *>{&idle, &worker, &first, &second, &disk, &screen})
        scheduler.add(task);
    for (long value = 0; value < 12; value++)
        scheduler.send(new Packet{WORK, "worker", value});
    long steps = 0;
    while (scheduler.step())
        steps++;
    std::printf("%ld steps, %ld packets sent\n", steps, scheduler.sent);
    for (Task *task : scheduler.tasks)
        std::printf("%-8s%8ld runs, %ld waiting\n", task->name.c_str(), task->runs, task->queue.length);
    std::printf("%ld %ld %ld\n", worker.total, disk.sum, screen.sum);
}
