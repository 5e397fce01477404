#include <cstdio>
#include <unordered_map>

struct Node {
    long key, value;
    Node *before = nullptr, *after = nullptr;
};

struct Cache {
    std::size_t capacity;
    std::unordered_map<long, Node *> nodes;
    Node head{0, 0}, tail{0, 0};
    long hits = 0, misses = 0;

    explicit Cache(std::size_t capacity) : capacity(capacity)
    {
        head.after = &tail;
        tail.before = &head;
    }

    void unlink(Node *node)
    {
        node->before->after = node->after;
        node->after->before = node->before;
    }

    void link_front(Node *node)
    {
        node->after = head.after;
        node->before = &head;
        head.after->before = node;
        head.after = node;
    }

    long get(long key)
    {
        auto found = nodes.find(key);
        if (found == nodes.end()) {
            misses++;
            return -1;
        }
        unlink(found->second);
        link_front(found->second);
        hits++;
        return found->second->value;
    }

    void put(long key, long value)
    {
        auto found = nodes.find(key);
        if (found != nodes.end()) {
            found->second->value = value;
            unlink(found->second);
            link_front(found->second);
            return;
        }
        if (nodes.size() >= capacity) {
            Node *last = tail.before;
            unlink(last);
            nodes.erase(last->key);
            delete last;
        }
        Node *node = new Node{key, value};
        nodes[key] = node;
        link_front(node);
    }
};

int main()
{
    Cache cache(500);
    long seed = 1, total = 0;
    for (long i = 0; i < 300000; i++) {
        seed = (seed * 1103515245 + 12345) % 2147483648;
        long key = (seed >> 8) % 1000, value = cache.get(key);
        if (value < 0)
            cache.put(key, i);
        else
            total += value;
    }
    std::printf("%ld %ld %ld\n", cache.hits, cache.misses, total);
}
