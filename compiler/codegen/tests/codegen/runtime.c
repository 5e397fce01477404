/* The part of the runtime that the tests of code generation need. Big ints
   hold 128 bits; objects are counted so that leaks show. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef uint64_t word;
typedef struct { word value; uint64_t status; } result;
typedef struct { double value; uint64_t status; } float_result;
typedef struct { int64_t refcount; void *type; } header;
typedef struct { header h; __int128 value; } big;
typedef struct { header h; double value; } floating;
typedef struct { header h; int64_t hash, byte_len, char_len; void *index; char data[]; } string;
typedef struct { header h; int64_t len; word *items; int64_t capacity, float_len, float_capacity, bool_len; } list;
typedef struct { header h; int64_t len; word items[]; } tuple;
typedef struct { header h; word value; } cell;
typedef struct { void *entry; string *name, *qualname, *module, *doc; string **param_names;
                 uint32_t n_positional_only, n_positional, n_keyword_only, flags, line, reserved; } function_desc;
typedef struct { string *name; uint64_t kind; } field_desc;
typedef struct { string *name, *file; } code_info;
typedef struct { string *name, *qualname, *module, *doc; field_desc *fields; uint64_t n_fields; } class_desc;

enum { NONE = 4, FALSE_WORD = 12, TRUE_WORD = 20 };

/* As long as what code reads of a class: nothing in it. */
typedef struct { header h; word nothing[3]; } class;
class pyaot_str_type, pyaot_float_type, pyaot_tuple_type;
/* 0.0, which nobody counts. */
floating pyaot_float_zero = { { (int64_t)1 << 60, &pyaot_float_type }, 0.0 };
/* Blocks of freed floats and instances are used again. */
typedef struct free_block { int64_t refcount; struct free_block *next; } free_block;
free_block *pyaot_free_lists[33];
static class big_type, list_type, cell_type, object_type;
int64_t pyaot_frame_depth;
/* No object is watched from elsewhere. */
unsigned char pyaot_weakly_held = 0;
unsigned long pyaot_fading[41];
struct { int64_t frames; uint64_t stack; } pyaot_limits = { 1000000000, 0 };
extern struct { string *main_file, *python; } pyaot_program;
result pyaot_main_module(void);
static int64_t live;
static int64_t calls;
static const char *pending;

static void *new_object(size_t size, class *type) {
    header *object = aligned_alloc(16, (size + 15) / 16 * 16);
    memset(object, 0, size);
    object->refcount = 1;
    object->type = type;
    live++;
    return object;
}
static void retain(word w) { if ((w & 5) == 0 && w) ++*(int64_t *)(w & ~7ull); }
void pyaot_object_dealloc(word w);
static void release(word w) {
    if ((w & 5) == 0 && w && --*(int64_t *)(w & ~7ull) == 0) pyaot_object_dealloc(w);
}
void pyaot_object_dealloc(word w) {
    header *object = (header *)(w & ~7ull);
    if (object->refcount != 0) { puts("dealloc of a live object"); exit(3); }
    if (object->type == &list_type) {
        list *l = (list *)object;
        for (int64_t i = 0; i < l->len; i++) release(l->items[i]);
        free(l->items);
    } else if (object->type == &pyaot_tuple_type) {
        tuple *t = (tuple *)object;
        for (int64_t i = 0; i < t->len; i++) release(t->items[i]);
    } else if (object->type == &cell_type) {
        release(((cell *)object)->value);
    }
    int class = object->type == &pyaot_float_type ? 2 : object->type == &object_type ? 3 : 0;
    if (class) {
        free_block *block = (free_block *)object;
        memset(block, 0xAA, class * 16);
        block->next = pyaot_free_lists[class];
        pyaot_free_lists[class] = block;
        return;
    }
    live--;
    free(object);
}

static __int128 as_int(word w) { return w & 1 ? (int64_t)w >> 1 : ((big *)w)->value; }
static word make_int(__int128 n) {
    if (n >= -((__int128)1 << 62) && n < (__int128)1 << 62) return ((word)n << 1) | 1;
    big *object = new_object(sizeof(big), &big_type);
    object->value = n;
    return (word)object;
}
static result ok(word w) { return (result){w, 0}; }
static result fail(const char *text) { pending = text; return (result){0, 1}; }

/* Rows below are the slow paths of operations; main prints how many ran. */
#define SLOW calls++
word pyaot_int_add(word a, word b) { SLOW; return make_int(as_int(a) + as_int(b)); }
word pyaot_int_sub(word a, word b) { SLOW; return make_int(as_int(a) - as_int(b)); }
word pyaot_int_mul(word a, word b) { SLOW; return make_int(as_int(a) * as_int(b)); }
word pyaot_int_and(word a, word b) { SLOW; return make_int(as_int(a) & as_int(b)); }
word pyaot_int_or(word a, word b) { SLOW; return make_int(as_int(a) | as_int(b)); }
word pyaot_int_xor(word a, word b) { SLOW; return make_int(as_int(a) ^ as_int(b)); }
word pyaot_int_neg(word a) { SLOW; return make_int(-as_int(a)); }
word pyaot_int_invert(word a) { SLOW; return make_int(~as_int(a)); }
int64_t pyaot_int_cmp(word a, word b) {
    SLOW;
    __int128 x = as_int(a), y = as_int(b);
    return (x > y) - (x < y);
}
result pyaot_int_floordiv(word a, word b) {
    SLOW;
    __int128 x = as_int(a), y = as_int(b);
    if (y == 0) return fail("ZeroDivisionError");
    __int128 q = x / y, r = x % y;
    return ok(make_int(r != 0 && (r < 0) != (y < 0) ? q - 1 : q));
}
result pyaot_int_mod(word a, word b) {
    SLOW;
    __int128 x = as_int(a), y = as_int(b);
    if (y == 0) return fail("ZeroDivisionError");
    __int128 r = x % y;
    return ok(make_int(r != 0 && (r < 0) != (y < 0) ? r + y : r));
}
float_result pyaot_int_truediv(word a, word b) {
    SLOW;
    if (as_int(b) == 0) { pending = "ZeroDivisionError"; return (float_result){0, 1}; }
    return (float_result){(double)((long double)as_int(a) / (long double)as_int(b)), 0};
}
result pyaot_int_lshift(word a, word b) {
    SLOW;
    if (as_int(b) < 0) return fail("ValueError");
    return ok(make_int(as_int(a) * ((__int128)1 << as_int(b))));
}
result pyaot_int_rshift(word a, word b) {
    SLOW;
    if (as_int(b) < 0) return fail("ValueError");
    return ok(make_int(as_int(b) > 126 ? (as_int(a) < 0 ? -1 : 0) : as_int(a) >> (int)as_int(b)));
}
word pyaot_int_from_i64(int64_t n) { SLOW; return make_int(n); }
int64_t pyaot_int_to_i64_saturating(word a) {
    SLOW;
    __int128 n = as_int(a);
    return n > INT64_MAX ? INT64_MAX : n < INT64_MIN ? INT64_MIN : (int64_t)n;
}
float_result pyaot_int_to_float(word a) { SLOW; return (float_result){(double)as_int(a), 0}; }
word pyaot_float_new(double x) {
    floating *object = new_object(sizeof(floating), &pyaot_float_type);
    object->value = x;
    return (word)object;
}
float_result pyaot_float_truediv(double a, double b) {
    SLOW;
    if (b == 0) { pending = "ZeroDivisionError"; return (float_result){0, 1}; }
    return (float_result){a / b, 0};
}

/* Rows on any values, of which the tests use ints, floats and strs. */
result pyaot_value_add(word a, word b) { SLOW; return ok(make_int(as_int(a) + as_int(b))); }
result pyaot_value_isub(word a, word b) { SLOW; return ok(make_int(as_int(a) - as_int(b))); }
result pyaot_value_mod(word a, word b) { return pyaot_int_mod(a, b); }
result pyaot_value_lt(word a, word b) {
    return ok(pyaot_int_cmp(a, b) < 0 ? TRUE_WORD : FALSE_WORD);
}
result pyaot_value_eq(word a, word b) {
    return ok(pyaot_int_cmp(a, b) == 0 ? TRUE_WORD : FALSE_WORD);
}
result pyaot_value_truth(word a) { SLOW; if ((a & 7) == 6) return ok(1); return ok(((header *)a)->type != &list_type); }
float_result pyaot_value_to_float(word a) {
    SLOW;
    if (a == NONE) { pending = "TypeError"; return (float_result){0, 1}; }
    return (float_result){(double)as_int(a), 0};
}

static void grow(list *l) {
    l->capacity = l->capacity ? l->capacity * 2 : 4;
    l->items = realloc(l->items, l->capacity * sizeof(word));
}
result pyaot_list_append(word w, word item) {
    SLOW;
    list *l = (list *)w;
    if (l->len == l->capacity) grow(l);
    retain(item);
    l->items[l->len++] = item;
    return ok(0);
}
word pyaot_list_from_items(word *items, uint64_t n) {
    list *l = new_object(sizeof(list), &list_type);
    for (uint64_t i = 0; i < n; i++) {
        if (l->len == l->capacity) grow(l);
        retain(items[i]);
        l->items[l->len++] = items[i];
    }
    return (word)l;
}
int64_t pyaot_list_len(word w) { SLOW; return 100; }
result pyaot_list_getitem(word w, int64_t i) { SLOW; return fail("IndexError"); }
result pyaot_list_setitem(word w, int64_t i, word item) { SLOW; return fail("IndexError"); }
word pyaot_tuple_from_items(word *items, uint64_t n) {
    tuple *t = new_object(sizeof(tuple) + n * sizeof(word), &pyaot_tuple_type);
    t->len = n;
    for (uint64_t i = 0; i < n; i++) { retain(items[i]); t->items[i] = items[i]; }
    return (word)t;
}
result pyaot_tuple_getitem(word w, int64_t i) { SLOW; return fail("IndexError"); }
word pyaot_cell_new(word value) {
    cell *c = new_object(sizeof(cell), &cell_type);
    retain(value);
    c->value = value;
    return (word)c;
}
/* An object with room for fields. */
word pyaot_instance_new(word class) { return (word)new_object(64, (void *)class); }
word pyaot_builtin_class(word name) { return (word)&object_type; }
uint64_t pyaot_str_eq(word a, word b) {
    string *s = (string *)a, *t = (string *)b;
    return s->byte_len == t->byte_len && !memcmp(s->data, t->data, s->byte_len);
}
result pyaot_recursion_check(void *function, int64_t words, int64_t depth) { return fail("RecursionError"); }
void pyaot_recursion_leave(int64_t stack) {}
void pyaot_deep_call(void) { abort(); }

static void print_int(__int128 n) {
    char text[50], *at = text + 49;
    int negative = n < 0;
    unsigned __int128 rest = negative ? -(unsigned __int128)n : (unsigned __int128)n;
    *at = 0;
    do { *--at = '0' + (int)(rest % 10); rest /= 10; } while (rest);
    if (negative) *--at = '-';
    fputs(at, stdout);
}
/* The float that is in a word. */
static double word_float(word w) {
    word bits = w ^ 6;
    bits = (bits >> 4 | bits << 60) + (896ull << 52);
    double x;
    memcpy(&x, &bits, sizeof x);
    return x;
}
static void print_value(word w) {
    header *object = (header *)w;
    if (w & 1) print_int(as_int(w));
    else if ((w & 7) == 6) printf("%.17g", word_float(w));
    else if (w == NONE) fputs("None", stdout);
    else if (w == FALSE_WORD) fputs("False", stdout);
    else if (w == TRUE_WORD) fputs("True", stdout);
    else if (w == 0) fputs("<unbound>", stdout);
    else if (object->type == &big_type) print_int(as_int(w));
    else if (object->type == &pyaot_float_type) printf("%.17g", ((floating *)w)->value);
    else if (object->type == &pyaot_str_type) fputs(((string *)w)->data, stdout);
    else fputs("<object>", stdout);
}
result pyaot_print(word *args, uint64_t n, word sep, word end, word file, word flush) {
    for (uint64_t i = 0; i < n; i++) {
        if (i) putchar(' ');
        print_value(args[i]);
    }
    if (end == NONE) putchar('\n');
    return ok(0);
}
/* The rows that take descriptors show what is in them. */
word pyaot_function_new(function_desc *d, word defaults, word kw_defaults, word *cells, uint64_t n) {
    printf("%s %s %s %s", d->name->data, d->qualname->data, d->module->data,
           d->doc ? d->doc->data : "-");
    for (uint32_t i = 0; i < d->n_positional + d->n_keyword_only; i++)
        printf(" %s", d->param_names[i]->data);
    printf(" %u %u %u %u %d\n", d->n_positional_only, d->n_positional, d->n_keyword_only, d->line,
           (int)n);
    word args[2] = {((word)20 << 1) | 1, ((word)22 << 1) | 1};
    return ((result(*)(void *, word *))d->entry)(d, args).value;
}
result pyaot_class_new(class_desc *d, word bases, word namespace, word keywords) {
    printf("%s", d->name->data);
    for (uint64_t i = 0; i < d->n_fields; i++)
        printf(" %s:%d", d->fields[i].name->data, (int)d->fields[i].kind);
    printf("\n");
    return ok(NONE);
}
void pyaot_traceback_add(code_info *code, int64_t line, int64_t anchors) {
    printf("%s:%d in %s\n", code->file->data, (int)line, code->name->data);
}

int main(int argc, char **argv) {
    char here;
    pyaot_limits.stack = (uint64_t)&here - 4 * 1024 * 1024;
    uint64_t status = pyaot_main_module().status;
    if (status) printf("error %d %s\n", (int)status, pending);
    for (int class = 0; class < 33; class++)
        for (free_block *b = pyaot_free_lists[class]; b; b = b->next) live--;
    printf("live %d\n", (int)live);
    if (argc > 1) printf("calls %d\n", (int)calls);
    return 0;
}

/* Entries of the table of methods that every program has: nothing here looks
   a method up by name. */
#define METHOD(name) const void *pyaot_method_##name
METHOD(async_asend_await);
METHOD(async_athrow_await);
METHOD(async_generator_aiter);
METHOD(async_generator_anext);
METHOD(coroutine_awaitable);
METHOD(float_getformat);
METHOD(float_int);
METHOD(set_add);
