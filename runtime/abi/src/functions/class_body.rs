#[macro_export]
macro_rules! class_body_functions {
    ($then:path) => { $then! {
        /// Begins a class statement whose metaclass may prepare the namespace:
        /// a tuple that the others of this table take as `state`.
        fn class_prepare(desc: Ptr, bases: Value, keywords: Value) -> Value [raises];
        /// A name in the namespace; unbound when it is not there.
        fn class_name_find(state: Value, name: Str) -> OptValue [raises];
        fn class_name_set(state: Value, name: Str, value: Value) -> Unit [raises];
        /// `del name`; NameError.
        fn class_name_delete(state: Value, name: Str) -> Unit [raises];
        /// `locals()`: the namespace itself.
        fn class_locals(state: Value) -> Value;
        /// Makes the class. `cell` is what its methods find it in as
        /// `__class__`, if they ask; it is set as soon as there is a class.
        fn class_finish(desc: Ptr, state: Value, cell: OptValue) -> Value [raises];
    } };
}
class_body_functions!(crate::declare_functions);
