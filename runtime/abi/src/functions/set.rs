#[macro_export]
macro_rules! set_functions {
    ($then:path) => { $then! {
        fn set_new() -> Set;
        fn set_add(set: Set, item: Value) -> Unit [raises] as "set.add(item: T, /) -> None";
        fn set_contains(set: Set, item: Value) -> Bool [raises];
        /// As the rows without `items`, of the tuple of those, which is not made where
        /// nobody keeps it.
        fn set_add_items(set: Set, items: Words) -> Unit [raises];
        fn set_contains_items(set: Set, items: Words) -> Bool [raises];
        /// RuntimeError: the set that is walked through has another size.
        fn set_changed() -> Unit [raises];
        /// The first place from `at` on that has an item; -1 where there is none.
        fn set_next_place(set: Set, at: I64) -> I64;
        fn set_from_iterable(iterable: Value) -> Set [raises];
        /// `{a, b, c}`.
        fn set_from_items(items: Words) -> Set [raises];
        /// `{1, 2, 3}` of three or more constants, which CPython makes from a frozenset
        /// and so may order differently.
        fn set_from_constants(items: Words) -> Set [raises];
        fn set_remove(set: Set, item: Value) -> Unit [raises] as "set.remove(item: object, /) -> None";
        fn set_discard(set: Set, item: Value) -> Unit [raises] as "set.discard(item: object, /) -> None";
        fn set_pop(set: Set) -> Value [raises] as "set.pop() -> T";
        fn set_clear(set: Set) -> Unit as "set.clear() -> None";
        fn set_update(set: Set, others: Tuple) -> Unit [raises] as "set.update(*others: object) -> None";
        fn set_intersection_update(set: Set, others: Tuple) -> Unit [raises] as "set.intersection_update(*others: object) -> None";
        fn set_difference_update(set: Set, others: Tuple) -> Unit [raises] as "set.difference_update(*others: object) -> None";
        fn set_symmetric_difference_update(set: Set, other: Value) -> Unit [raises] as "set.symmetric_difference_update(other: object, /) -> None";
        fn set_copy(set: Value) -> Value [raises] as "set.copy() -> set[T]";
        fn set_union(set: Value, others: Tuple) -> Value [raises] as "set.union(*others: object) -> set[T]";
        fn set_intersection(set: Value, others: Tuple) -> Value [raises] as "set.intersection(*others: object) -> set[T]";
        fn set_difference(set: Value, others: Tuple) -> Value [raises] as "set.difference(*others: object) -> set[T]";
        fn set_symmetric_difference(set: Value, other: Value) -> Value [raises] as "set.symmetric_difference(other: object, /) -> set[T]";
        fn set_isdisjoint(set: Value, other: Value) -> Bool [raises] as "set.isdisjoint(other: object, /) -> bool";
        fn set_issubset(set: Value, other: Value) -> Bool [raises] as "set.issubset(other: object, /) -> bool";
        fn set_issuperset(set: Value, other: Value) -> Bool [raises] as "set.issuperset(other: object, /) -> bool";
        fn frozenset_copy(set: Value) -> Value [raises] as "frozenset.copy() -> frozenset[T]";
        fn frozenset_union(set: Value, others: Tuple) -> Value [raises] as "frozenset.union(*others: object) -> frozenset[T]";
        fn frozenset_intersection(set: Value, others: Tuple) -> Value [raises] as "frozenset.intersection(*others: object) -> frozenset[T]";
        fn frozenset_difference(set: Value, others: Tuple) -> Value [raises] as "frozenset.difference(*others: object) -> frozenset[T]";
        fn frozenset_symmetric_difference(set: Value, other: Value) -> Value [raises] as "frozenset.symmetric_difference(other: object, /) -> frozenset[T]";
        fn frozenset_isdisjoint(set: Value, other: Value) -> Bool [raises] as "frozenset.isdisjoint(other: object, /) -> bool";
        fn frozenset_issubset(set: Value, other: Value) -> Bool [raises] as "frozenset.issubset(other: object, /) -> bool";
        fn frozenset_issuperset(set: Value, other: Value) -> Bool [raises] as "frozenset.issuperset(other: object, /) -> bool";
    } };
}
set_functions!(crate::declare_functions);
