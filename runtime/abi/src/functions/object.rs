#[macro_export]
macro_rules! object_functions {
    ($then:path) => { $then! {
        /// `object.name`; `name` is a static str object.
        fn value_getattr(object: Value, name: Str) -> Value [raises];
        /// As [`value_getattr`], of what `parse_args()` gave: TypeError where the attribute is of none
        /// of the kinds ([`option`](crate::layout::option)).
        fn value_option(object: Value, name: Str, kinds: I64) -> Value [raises];
        fn value_setattr(object: Value, name: Str, value: Value) -> Unit [raises];
        fn value_delattr(object: Value, name: Str) -> Unit [raises];
        /// `callee(*args)`; the last of `args` belong to the names in the tuple
        /// `kw_names` (None when there are none).
        fn value_call(callee: Value, args: Words, kw_names: Value) -> Value [raises];
        /// As [`value_call`] on `object.name`, without making a bound method.
        fn value_call_method(object: Value, name: Str, args: Words, kw_names: Value) -> Value [raises];
        /// Raises what reading `object.name` would raise, where that has no other effect.
        fn method_check(object: Value, name: Str) -> Unit [raises];
        /// Raises what reading `object.name` raises, after an argument failed; else that
        /// exception, which is pending, stays.
        fn method_check_late(object: Value, name: Str) -> Unit [raises];
        /// The value of a display of constants: the entries of its table.
        fn display_from_table(entries: Ptr, count: I64) -> Value [raises];
        /// The object that a bound method was made from.
        fn method_receiver(method: Value) -> Value;
        /// `callee(*args, **kwargs)`: a tuple, and a dict or None.
        fn value_call_ex(callee: Value, args: Value, kwargs: Value) -> Value [raises];
        /// A function value that shares the cells.
        fn function_new(desc: Ptr, defaults: OptValue, kw_defaults: OptValue, cells: Words) -> Value;
        /// Whether a function is one of those that its `def` makes: of this descriptor.
        fn function_is(function: Value, desc: Ptr) -> Bool [pure];
        /// Whether a value is a bound method of a function of this descriptor and an instance of
        /// exactly this class.
        fn method_is(method: Value, class: Value, desc: Ptr) -> Bool [pure];
        /// A new cell; `value` may be unbound.
        fn cell_new(value: OptValue) -> Value;
        /// Runs a class statement's end: `bases` and `namespace` are a tuple and
        /// a dict; `keywords` the class keyword arguments (dict or None).
        /// Who is to hear of it does so by [`class_announce`].
        fn class_new(desc: Ptr, bases: Value, namespace: Value, keywords: Value) -> Value [raises];
        /// Raises unless a fresh class derives from that other one, whose fields its code takes for its own.
        fn class_check_base(class: Value, base: Value) -> Unit [raises];
        /// Tells descriptors (`__set_name__`) and bases (`__init_subclass__`) of a new class.
        fn class_announce(class: Value, keywords: Value) -> Unit [raises];
        /// A bare instance of a compiled class, all fields unset.
        fn instance_new(class: Value) -> Value;
        /// Raises TypeError unless what `__init__` returned is None.
        fn check_init(result: Value) -> Unit [raises];
        /// `super(class, object).name`; `class` is unbound while it is being made.
        fn super_getattr(class: OptValue, object: Value, name: Str) -> Value [raises];
        /// Raises AttributeError: a fixed field is unset.
        fn raise_unset_field(object: Value, name: Str) -> Unit [raises];
        /// `isinstance(object, class)`, class or tuple of classes.
        fn value_isinstance(object: Value, class: Value) -> Bool [raises] as "builtins.isinstance(object: object, class_or_tuple: object, /) -> bool";
        /// `isinstance(object, classes)`, the classes by bits: [`crate::layout::INSTANCE_KINDS`].
        fn value_isinstance_of(object: Value, kinds: I64) -> Bool [raises];
        fn value_issubclass(class: Value, of: Value) -> Bool [raises] as "builtins.issubclass(cls: object, class_or_tuple: object, /) -> bool";
        /// Whether a sequence pattern of `match` may match.
        fn match_sequence(subject: Value) -> Bool;
        /// Whether a mapping pattern may match.
        fn match_mapping(subject: Value) -> Bool;
        /// `isinstance` for a class pattern.
        fn match_instance(subject: Value, class: Value) -> Bool [raises];
        /// True; ValueError if two keys of a mapping pattern are equal.
        fn match_keys(keys: Words) -> Bool [raises];
        /// A tuple of what the sub-patterns of a class pattern are for: as many
        /// attributes named by `__match_args__`, and those named. None if one is missing.
        fn match_attributes(subject: Value, class: Value, positional: I64, names: Words) -> Value [raises];
        /// A dict of what a mapping has under other keys.
        fn match_rest(subject: Value, keys: Words) -> Dict [raises];
        /// The class object of a built-in type or exception, by name.
        fn builtin_class(name: Str) -> Value;
        /// A function of the `builtins` module as a value, by name.
        fn builtin_function(name: Str) -> Value;
        /// One of [`crate::NATIVE_MODULES`].
        fn native_module(name: Str) -> Value [raises];
        /// What a name means that the program never assigns: a member of
        /// `builtins`; NameError.
        fn builtin_get(name: Str) -> Value [raises];
        /// The same for a builtin that the program may put another in place of.
        fn builtin_now(name: Str) -> Value [raises];
        /// The same for a name that was not known to be one when the program was compiled. `near` has
        /// what may be meant: a name, and whether it is bound, in order.
        fn name_get(name: Str, near: Words) -> Value [raises];
        /// `with`: the manager's bound `__exit__`; TypeError when it has none
        /// (or no `__enter__`).
        fn context_exit_method(manager: Value) -> Value [raises];
        /// `with`: what the manager's `__enter__` returns.
        fn context_enter(manager: Value) -> Value [raises];
        /// Calls a bound `__exit__` with the exception's type, value and
        /// traceback (None without one); the truth of what it returns.
        fn context_exit(exit: Value, exception: OptValue) -> Bool [raises];
        /// The exact class of a value.
        fn value_type(object: Value) -> Value;
        /// An object for a compiled module whose globals are not in a dict; `file` is empty for one
        /// of the library.
        fn module_new(name: Str, file: Str) -> Value;
    } };
}
object_functions!(crate::declare_functions);
