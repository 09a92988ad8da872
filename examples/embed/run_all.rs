//! Runs every embedding example; each asserts what it prints.

macro_rules! examples {
    ($($name:ident in $path:literal;)*) => {$(
        #[path = $path]
        mod $name;

        #[test]
        fn $name() {
            $name::main().expect("the example runs");
        }
    )*};
}

examples! {
    hello in "hello.rs";
    native_function in "native_function.rs";
    sources_in_memory in "sources_in_memory.rs";
    limits_and_cancel in "limits_and_cancel.rs";
    captured_output in "captured_output.rs";
    held_function in "held_function.rs";
    server_under_load in "server_under_load.rs";
}
