#[macro_export]
macro_rules! namedtuple_functions {
    ($then:path) => { $then! {
        fn namedtuple_make(typename: Value, field_names: Value, rename: Value, defaults: Value, module: Value) -> Value [raises] as "_collections.namedtuple(typename: object, field_names: object, *, rename: object = False, defaults: object = None, module: object = None) -> type";
    } };
}
namedtuple_functions!(crate::declare_functions);
