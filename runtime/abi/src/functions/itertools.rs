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
        fn itertools_tee(iterable: Value, n: I64) -> Tuple [raises] as "itertools.tee(iterable: object, n: int = 2, /) -> tuple";
        /// `chain.from_iterable(iterable)`; the first parameter is the class.
        fn chain_from_iterable(class: Value, iterable: Value) -> Value [raises] as "class chain.from_iterable(iterable: object, /) -> object";
        fn tee_copy(tee: Value) -> Value [raises] as "_tee.__copy__() -> object";
    } };
}
itertools_functions!(crate::declare_functions);
