#include <stdio.h>
#include <stdlib.h>

struct node {
    struct node *left, *right;
};

static struct node *make(int depth)
{
    struct node *node = malloc(sizeof *node);
    node->left = depth ? make(depth - 1) : NULL;
    node->right = depth ? make(depth - 1) : NULL;
    return node;
}

static long count(const struct node *node)
{
    return node->left ? 1 + count(node->left) + count(node->right) : 1;
}

static void drop(struct node *node)
{
    if (node->left) {
        drop(node->left);
        drop(node->right);
    }
    free(node);
}

int main(void)
{
    int deepest = 14;
    struct node *tree = make(deepest + 1);
    printf("stretch tree of depth %d: %ld\n", deepest + 1, count(tree));
    drop(tree);
    struct node *kept = make(deepest);
    for (int depth = 4; depth <= deepest; depth += 4) {
        long turns = 1L << (deepest - depth + 4), total = 0;
        for (long i = 0; i < turns; i++) {
            tree = make(depth);
            total += count(tree);
            drop(tree);
        }
        printf("%ld trees of depth %d: %ld\n", turns, depth, total);
    }
    printf("kept tree of depth %d: %ld\n", deepest, count(kept));
    drop(kept);
    return 0;
}
