#[macro_export]
macro_rules! itertools_functions {
    ($then:path) => { $then! {
        fn itertools_accumulate() -> Value as "itertools.accumulate -> type";
        fn itertools_chain() -> Value as "itertools.chain -> type";
        fn itertools_combinations() -> Value as "itertools.combinations -> type";
        fn itertools_combinations_with_replacement() -> Value as "itertools.combinations_with_replacement -> type";
        fn itertools_compress() -> Value as "itertools.compress -> type";
        fn itertools_count() -> Value as "itertools.count -> type";
        fn itertools_cycle() -> Value as "itertools.cycle -> type";
        fn itertools_dropwhile() -> Value as "itertools.dropwhile -> type";
        fn itertools_filterfalse() -> Value as "itertools.filterfalse -> type";
        fn itertools_groupby() -> Value as "itertools.groupby -> type";
        fn itertools_islice() -> Value as "itertools.islice -> type";
        fn itertools_pairwise() -> Value as "itertools.pairwise -> type";
        fn itertools_permutations() -> Value as "itertools.permutations -> type";
        fn itertools_product() -> Value as "itertools.product -> type";
        fn itertools_repeat() -> Value as "itertools.repeat -> type";
        fn itertools_starmap() -> Value as "itertools.starmap -> type";
        fn itertools_takewhile() -> Value as "itertools.takewhile -> type";
        fn itertools_zip_longest() -> Value as "itertools.zip_longest -> type";
        fn itertools_tee(iterable: Value, n: Size) -> Tuple [raises] as "itertools.tee(iterable: object, n: int = 2, /) -> tuple";
        /// `chain.from_iterable(iterable)`; the first parameter is the class.
        fn chain_from_iterable(class: Value, iterable: Value) -> Value [raises] as "class chain.from_iterable(iterable: object, /) -> object";
        fn itertools_accumulate_reduce(iterator: Value) -> Tuple [raises] as "accumulate.__reduce__() -> object";
        fn itertools_chain_reduce(iterator: Value) -> Tuple [raises] as "chain.__reduce__() -> object";
        fn itertools_combinations_reduce(iterator: Value) -> Tuple [raises] as "combinations.__reduce__() -> object";
        fn itertools_combinations_with_replacement_reduce(iterator: Value) -> Tuple [raises] as "combinations_with_replacement.__reduce__() -> object";
        fn itertools_compress_reduce(iterator: Value) -> Tuple [raises] as "compress.__reduce__() -> object";
        fn itertools_count_reduce(iterator: Value) -> Tuple [raises] as "count.__reduce__() -> object";
        fn itertools_cycle_reduce(iterator: Value) -> Tuple [raises] as "cycle.__reduce__() -> object";
        fn itertools_dropwhile_reduce(iterator: Value) -> Tuple [raises] as "dropwhile.__reduce__() -> object";
        fn itertools_filterfalse_reduce(iterator: Value) -> Tuple [raises] as "filterfalse.__reduce__() -> object";
        fn itertools_groupby_reduce(iterator: Value) -> Tuple [raises] as "groupby.__reduce__() -> object";
        fn itertools_islice_reduce(iterator: Value) -> Tuple [raises] as "islice.__reduce__() -> object";
        fn itertools_permutations_reduce(iterator: Value) -> Tuple [raises] as "permutations.__reduce__() -> object";
        fn itertools_product_reduce(iterator: Value) -> Tuple [raises] as "product.__reduce__() -> object";
        fn itertools_repeat_reduce(iterator: Value) -> Tuple [raises] as "repeat.__reduce__() -> object";
        fn itertools_starmap_reduce(iterator: Value) -> Tuple [raises] as "starmap.__reduce__() -> object";
        fn itertools_takewhile_reduce(iterator: Value) -> Tuple [raises] as "takewhile.__reduce__() -> object";
        fn itertools_zip_longest_reduce(iterator: Value) -> Tuple [raises] as "zip_longest.__reduce__() -> object";
        fn itertools_accumulate_setstate(iterator: Value, state: Value) -> Unit [raises] as "accumulate.__setstate__(state: object, /) -> None";
        fn itertools_chain_setstate(iterator: Value, state: Value) -> Unit [raises] as "chain.__setstate__(state: object, /) -> None";
        fn itertools_combinations_setstate(iterator: Value, state: Value) -> Unit [raises] as "combinations.__setstate__(state: object, /) -> None";
        fn itertools_combinations_with_replacement_setstate(iterator: Value, state: Value) -> Unit [raises] as "combinations_with_replacement.__setstate__(state: object, /) -> None";
        fn itertools_cycle_setstate(iterator: Value, state: Value) -> Unit [raises] as "cycle.__setstate__(state: object, /) -> None";
        fn itertools_dropwhile_setstate(iterator: Value, state: Value) -> Unit [raises] as "dropwhile.__setstate__(state: object, /) -> None";
        fn itertools_groupby_setstate(iterator: Value, state: Value) -> Unit [raises] as "groupby.__setstate__(state: object, /) -> None";
        fn itertools_islice_setstate(iterator: Value, state: Value) -> Unit [raises] as "islice.__setstate__(state: object, /) -> None";
        fn itertools_permutations_setstate(iterator: Value, state: Value) -> Unit [raises] as "permutations.__setstate__(state: object, /) -> None";
        fn itertools_product_setstate(iterator: Value, state: Value) -> Unit [raises] as "product.__setstate__(state: object, /) -> None";
        fn itertools_takewhile_setstate(iterator: Value, state: Value) -> Unit [raises] as "takewhile.__setstate__(state: object, /) -> None";
        fn itertools_zip_longest_setstate(iterator: Value, state: Value) -> Unit [raises] as "zip_longest.__setstate__(state: object, /) -> None";
        fn repeat_length_hint(iterator: Value) -> Value [raises] as "repeat.__length_hint__() -> object";
        fn tee_copy(tee: Value) -> Value [raises] as "_tee.__copy__() -> object";
    } };
}
itertools_functions!(crate::declare_functions);
